#pragma once
// What one simulated year reports. Declared once: the recorder, the file writer, the IAMC export
// and the reference of variables all read `describe_outputs`.
#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tanlu::model {

/// Names of the axes of an output, outermost first; held in place, so that outputs can be described
/// every year without an allocation.
class Axes {
public:
    Axes(std::initializer_list<std::string_view> names) {  // NOLINT: written as a list
        for (const std::string_view name : names) names_.at(size_++) = name;
    }
    std::size_t size() const { return size_; }
    const std::string_view* begin() const { return names_.data(); }
    const std::string_view* end() const { return names_.data() + size_; }
    std::string_view operator[](std::size_t i) const { return names_.at(i); }

private:
    std::array<std::string_view, 3> names_{};
    std::size_t size_ = 0;
};

/// Declaration of an output: its name, unit, meaning, IAMC pattern ({axis} is replaced by a label)
/// and its axes besides scenario, region and year, outermost first.
struct Output {
    std::string_view name;
    std::string_view unit;
    std::string_view long_name;
    std::string_view iamc;
    Axes axes;
};

/// Results of one year, one Real per cell, row-major in the order of the declared axes.
template <class Real>
struct YearOutput {
    Real population, urban_population, gdp, time_value, battery_price;
    std::vector<Real> stock, sales, scrappage, vkm, electric_vkm;    // class, technology
    std::vector<Real> vkt, capital_cost, energy_cost, upkeep_cost;   // class
    std::vector<Real> purchase_price, ownership_cost, chosen_share;  // class, technology
    std::vector<Real> unmet_stock;                                   // class
    std::vector<Real> vehicle_energy, vehicle_co2;                   // class, technology, carrier
    std::vector<Real> trips;                                         // settlement, mode
    std::vector<Real> pkm, local_pkm;                                // mode
    std::vector<Real> tkm;                                           // freight mode
    std::vector<Real> road_tkm;                                      // class
    std::vector<Real> energy, co2, co2_production, ch4, n2o, co2e_upstream;  // subsector, carrier
    std::vector<Real> emissions;                                             // subsector, boundary
    std::vector<Real> production_factor;                                     // carrier
    std::vector<Real> carrier_price;                                         // carrier
    std::vector<Real> audit;                                                 // check
};

/// Cells that exist of the tables in which most combinations do not, as rising positions. The other
/// cells are 0 in every year.
struct ExistingCells {
    std::vector<std::size_t> class_technology, class_technology_carrier, subsector_carrier;

    /// Those of the tables with the axes given; nothing where all cells exist.
    const std::vector<std::size_t>* of(const Axes& axes) const {
        if (axes.size() == 3) return &class_technology_carrier;
        if (axes.size() != 2) return nullptr;
        if (axes[1] == "technology") return &class_technology;
        return axes[1] == "carrier" ? &subsector_carrier : nullptr;
    }
};

/// Calls v(Output, member) for every output. Scalars are passed as Real&, tables as vectors; both
/// const where `out`, a YearOutput, is.
template <class V, class Out>
void describe_outputs(V&& v, Out& out) {
    v(Output{"population", "person", "Resident population, year average", "Population", {}},
      out.population);
    v(Output{"urban_population", "person", "Urban resident population", "Population|Urban", {}},
      out.urban_population);
    v(Output{"gdp", "CNY2020/yr", "Gross domestic product, constant prices", "GDP|MER", {}},
      out.gdp);
    v(Output{"time_value", "CNY2020/h", "Value of travel time, local trips", "", {}},
      out.time_value);
    v(Output{"battery_price", "CNY2020/kWh", "Battery pack price paid by vehicle makers", "", {}},
      out.battery_price);
    v(Output{"stock",
             "vehicle",
             "Vehicles at the end of the year",
             "Stocks|Transportation|{vehicle_class}|{technology}",
             {"vehicle_class", "technology"}},
      out.stock);
    v(Output{"sales",
             "vehicle/yr",
             "New registrations in the year",
             "Sales|Transportation|{vehicle_class}|{technology}",
             {"vehicle_class", "technology"}},
      out.sales);
    v(Output{"scrappage",
             "vehicle/yr",
             "Vehicles leaving the stock in the year",
             "",
             {"vehicle_class", "technology"}},
      out.scrappage);
    v(Output{"vkm", "vehicle km/yr", "Vehicle-kilometres", "", {"vehicle_class", "technology"}},
      out.vkm);
    v(Output{"electric_vkm",
             "vehicle km/yr",
             "Vehicle-kilometres driven on electricity or hydrogen (plug-in hybrids by utility "
             "factor)",
             "",
             {"vehicle_class", "technology"}},
      out.electric_vkm);
    v(Output{"vkt",
             "km/vehicle/yr",
             "Kilometres per vehicle (vehicle-km over mean stock)",
             "",
             {"vehicle_class"}},
      out.vkt);
    v(Output{"capital_cost",
             "CNY2020/yr",
             "New vehicles at price before tax",
             "",
             {"vehicle_class"}},
      out.capital_cost);
    v(Output{"energy_cost",
             "CNY2020/yr",
             "Energy at user prices, taxes included",
             "",
             {"vehicle_class"}},
      out.energy_cost);
    v(Output{"upkeep_cost", "CNY2020/yr", "Upkeep and insurance", "", {"vehicle_class"}},
      out.upkeep_cost);
    v(Output{"purchase_price",
             "CNY2020/vehicle",
             "Price of a new vehicle before purchase tax",
             "",
             {"vehicle_class", "technology"}},
      out.purchase_price);
    v(Output{"ownership_cost",
             "CNY2020/km",
             "Total cost of ownership as buyers see it",
             "",
             {"vehicle_class", "technology"}},
      out.ownership_cost);
    v(Output{"chosen_share",
             "1",
             "Share of sales that buyers would choose without quotas, mandates, phase-outs and "
             "credits",
             "",
             {"vehicle_class", "technology"}},
      out.chosen_share);
    v(Output{"unmet_stock",
             "vehicle",
             "Vehicles wanted that a quota of plates leaves unbought",
             "",
             {"vehicle_class"}},
      out.unmet_stock);
    v(Output{"vehicle_energy",
             "MJ/yr",
             "Final energy of road vehicles",
             "",
             {"vehicle_class", "technology", "carrier"}},
      out.vehicle_energy);
    v(Output{"vehicle_co2",
             "kg/yr",
             "Direct (ttw) CO2 of road vehicles",
             "",
             {"vehicle_class", "technology", "carrier"}},
      out.vehicle_co2);
    v(Output{"trips", "1/yr", "Local trips", "", {"settlement", "passenger_mode"}}, out.trips);
    v(Output{"pkm",
             "person km/yr",
             "Passenger-kilometres",
             "Energy Service|Transportation|Passenger|{passenger_mode}",
             {"passenger_mode"}},
      out.pkm);
    v(Output{"local_pkm",
             "person km/yr",
             "Passenger-kilometres on local trips",
             "",
             {"passenger_mode"}},
      out.local_pkm);
    v(Output{"tkm",
             "t km/yr",
             "Tonne-kilometres",
             "Energy Service|Transportation|Freight|{freight_mode}",
             {"freight_mode"}},
      out.tkm);
    v(Output{"road_tkm", "t km/yr", "Tonne-kilometres by truck class", "", {"vehicle_class"}},
      out.road_tkm);
    v(Output{"energy",
             "MJ/yr",
             "Final energy",
             "Final Energy|Transportation|{subsector}|{carrier}",
             {"subsector", "carrier"}},
      out.energy);
    v(Output{"co2",
             "kg/yr",
             "Direct (tank-to-wheel) CO2",
             "Emissions|CO2|Energy|Demand|Transportation|{subsector}|{carrier}",
             {"subsector", "carrier"}},
      out.co2);
    v(Output{"co2_production",
             "kg/yr",
             "CO2 of making the electricity and hydrogen used",
             "",
             {"subsector", "carrier"}},
      out.co2_production);
    v(Output{"ch4", "kg/yr", "Direct CH4", "", {"subsector", "carrier"}}, out.ch4);
    v(Output{"n2o", "kg/yr", "Direct N2O", "", {"subsector", "carrier"}}, out.n2o);
    v(Output{"co2e_upstream",
             "kg/yr",
             "CO2e of extraction, processing and transport of the energy used",
             "",
             {"subsector", "carrier"}},
      out.co2e_upstream);
    v(Output{"emissions",
             "kg/yr",
             "Emissions by boundary: ttw and ttw_grid in CO2, wtw in CO2e (AR6 GWP100)",
             "",
             {"subsector", "boundary"}},
      out.emissions);
    v(Output{"production_factor",
             "kg/MJ",
             "CO2 of making a carrier, per energy at the plug or pump",
             "",
             {"carrier"}},
      out.production_factor);
    v(Output{"carrier_price",
             "CNY2020/MJ",
             "Price of energy paid by users, taxes included",
             "",
             {"carrier"}},
      out.carrier_price);
    v(Output{"audit",
             "1",
             "Largest relative residual of each built-in identity",
             "",
             {"audit_check"}},
      out.audit);
}

}  // namespace tanlu::model
