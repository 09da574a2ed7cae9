// Urban delivery: fuller tours, cargo bikes, parcels instead of shopping trips (docs/theory §7.5).
#include "levers/list.hpp"
#include "levers/trucks.hpp"
#include "model/freight.hpp"

namespace tanlu::levers {
namespace {

config::ParameterSpec delivery_share() {
    return {.key = "delivery-share",
            .unit = "1",
            .doc = "Part of the vehicle-km of the class that is urban delivery.",
            .range = kFraction,
            .neutral = std::nullopt};
}

struct Consolidation {
    static config::LeverSpec spec() {
        return {
            .name = "delivery-consolidation",
            .family = config::Family::freight,
            .title = {"Consolidated urban delivery", "城市共同配送"},
            .doc =
                "Bundles parcels of several carriers (consolidation centres, pick-up points), "
                "so that a tour delivers more: vehicle-km x (1 - s + s / (1 + gain)). Tours "
                "keep their length, the tonne-km of the class stay. Policies on the delivery "
                "of one class multiply, which together is too much when both are large.",
            .selectors = {class_selector("truck-light")},
            .parameters = {{.key = "gain",
                            .unit = "1",
                            .doc = "Increase of parcels per tour.",
                            .range = {0.0, 4.0}},
                           delivery_share()},
            .evidence = {.text = "A consolidation centre in London took 14-20 % off the distance "
                                 "per parcel of one firm, before 2010. Nothing known for China.",
                         .source = "urban consolidation centre trial in central London (abstract)",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const YearSeries<Real> share = measure.describing("delivery-share", 0.0);
        each_truck_class(measure, [&](std::size_t v) {
            measure.each_year("gain", [&](int year, const Real& gain) {
                policies.vehicle_use.edit(v, year) *=
                    model::delivery_factor<Real>(share.at(year), gain, Real(0.0));
            });
        });
    }
};

struct CargoBikes {
    static config::LeverSpec spec() {
        return {
            .name = "cargo-bikes",
            .family = config::Family::freight,
            .title = {"Cargo bikes for the last mile", "末端货运自行车配送"},
            .doc =
                "Cargo bikes take over part of the delivery kilometres of a class: vehicle-km "
                "x (1 - s x schedule). Only the last mile within about 5 km can move, which "
                "the schedule must respect. Energy and vehicles of the bikes are left out; "
                "the tonne-km of the class stay as booked.",
            .selectors = {class_selector("truck-light")},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Part of the delivery kilometres done by cargo bikes.",
                            .range = kFraction},
                           delivery_share()},
            .evidence = {.text = "Of motorised commercial goods trips in European cities 32 % "
                                 "could move to bicycles and cargo bikes: a potential, of trips, "
                                 "up to 7 km and 200 kg. Nothing known for China.",
                         .source = "CycleLogistics baseline study 2014",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const YearSeries<Real> share = measure.describing("delivery-share", 0.0);
        each_truck_class(measure, [&](std::size_t v) {
            const std::size_t market = *measure.structure.classes[v].haulage;
            if (measure.parameters.freight.haulage[market].modal) {
                measure.error("'" + measure.parameters.classes[v].id.text +
                                  "' hauls between places, where no cargo bike goes",
                              "name a class that delivers in towns, such as truck-light");
                return;
            }
            measure.each_year("schedule", [&](int year, const Real& bikes) {
                policies.vehicle_use.edit(v, year) *=
                    model::delivery_factor<Real>(share.at(year), Real(0.0), bikes);
            });
        });
    }
};

struct EShopping {
    static config::LeverSpec spec() {
        return {
            .name = "e-shopping",
            .family = config::Family::freight,
            .title = {"Shopping online", "网络购物"},
            .doc =
                "More parcels: the vehicle-km of a delivering class rise. Fewer trips to the "
                "shop: part of all local trips falls away, by all modes alike; that may be "
                "left out, for the two need not go together. Tonne-km of the class stay: what "
                "parcels weigh is small.",
            .selectors = {class_selector("truck-light"), settlement_selector()},
            .parameters = {{.key = "van-km",
                            .unit = "1",
                            .doc = "Increase of the vehicle-km of the class for deliveries.",
                            .range = {0.0, 2.0}},
                           {.key = "trips",
                            .unit = "1",
                            .doc = "Share of local trips avoided.",
                            .range = {0.0, 0.3},
                            .requirement = config::Requirement::optional}},
            .evidence = {
                .text = "In the United States deliveries replaced 12 % of vehicle "
                        "shopping trips and came on top of trips in 9 % of cases. "
                        "Nothing known for China, where few shopping trips are by car.",
                .source = "Children, Income, and the Impact of Home Delivery on Household Shopping "
                          "Trips, osti.gov/biblio/1766507 (abstract)",
                .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_truck_class(measure, [&](std::size_t v) {
            measure.each_year("van-km", [&](int year, const Real& increase) {
                policies.vehicle_use.edit(v, year) *= 1.0 + increase;
            });
        });
        const auto& settlements = measure.parameters.passenger.local.settlements;
        for (const std::size_t i : measure.selected("settlement", settlements)) {
            measure.each_year("trips", [&](int year, const Real& avoided) {
                policies.trip_rate.edit(i, year) *= 1.0 - avoided;
            });
        }
    }
};

}  // namespace

Lever delivery_consolidation() {
    return make_lever<Consolidation>();
}
Lever cargo_bikes() {
    return make_lever<CargoBikes>();
}
Lever e_shopping() {
    return make_lever<EShopping>();
}

}  // namespace tanlu::levers
