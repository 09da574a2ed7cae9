#pragma once
// Every parameter of the model, as one tree. The YAML path of a leaf is its name everywhere:
// "classes.private-car.ownership.saturation".
#include <vector>

#include "parameters/drivers.hpp"
#include "parameters/energy.hpp"
#include "parameters/field.hpp"
#include "parameters/freight.hpp"
#include "parameters/kind.hpp"
#include "parameters/nonroad.hpp"
#include "parameters/passenger.hpp"
#include "parameters/vehicles.hpp"

namespace tanlu {

template <class Kind>
struct Parameters {
    Drivers<Kind> drivers;
    std::vector<Subsector<Kind>> subsectors;
    std::vector<Carrier<Kind>> carriers;
    std::vector<Nest<Kind>> technology_nests;
    std::vector<TechnologyType<Kind>> technologies;
    Battery<Kind> battery;
    DailyDistance<Kind> daily_distance;
    PurchaseTax<Kind> purchase_tax;
    std::vector<VehicleClass<Kind>> classes;
    Passenger<Kind> passenger;
    Freight<Kind> freight;
    std::vector<NonroadMode<Kind>> nonroad;
};

template <class V, class Kind>
void describe(V& v, Parameters<Kind>& p) {
    v.group("drivers", p.drivers, "Population, income, shocks.");
    v.map("subsectors", p.subsectors, "Subsectors of the emissions table.");
    v.map("carriers", p.carriers, "Energy carriers.");
    v.map("technology-nests", p.technology_nests, "Nests of the technology choice.");
    v.map("technologies", p.technologies, "Powertrains.");
    v.group("battery", p.battery, "Battery packs.");
    v.group("daily-distance", p.daily_distance, "Daily distance of a car.");
    v.group("purchase-tax", p.purchase_tax, "Purchase tax on vehicles.");
    v.map("classes", p.classes, "Road vehicle classes.");
    v.group("passenger", p.passenger, "Passenger travel.");
    v.group("freight", p.freight, "Freight.");
    v.map("nonroad", p.nonroad, "Rail, aviation, shipping, pipelines and other.");
}

}  // namespace tanlu
