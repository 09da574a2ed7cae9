// Vehicles that use less energy, trucks that carry more, technologies that grow familiar
// (docs/theory §4.7, §5.2, §7.4).
#include "levers/list.hpp"
#include "levers/trucks.hpp"

namespace tanlu::levers {
namespace {

struct Efficiency {
    static config::LeverSpec spec() {
        return {.name = "vehicle-efficiency",
                .family = config::Family::vehicle_rules,
                .title = {"Energy use of new vehicles", "新车能效提升"},
                .doc =
                    "Lowers the energy use per km of vehicles sold in the year, beyond the gain "
                    "of the pack; the stock follows as it turns over.",
                .selectors = {class_selector(), technology_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Reduction against the pack's path.",
                                .range = {0.0, 0.8}}},
                .evidence = {.text = "A target set by the scenario; check it against fuel-economy "
                                     "standards.",
                             .source = "scenario",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("schedule", [&](int year, const Real& reduction) {
                policies.new_vehicle_energy.edit(slot.row, year) *= 1.0 - reduction;
            });
        });
    }
};

struct Load {
    static config::LeverSpec spec() {
        return {.name = "truck-load",
                .family = config::Family::freight,
                .title = {"Load of trucks", "货车装载率提升"},
                .doc =
                    "Raises what a truck carries per vehicle-km (fuller trucks, fewer empty "
                    "runs), so that the same tonne-km need fewer vehicle-km.",
                .selectors = {class_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Increase of tonnes per vehicle-km.",
                                .range = {0.0, 1.0}}},
                .evidence = {.text = "Up to 40 % of return trips are empty; what platforms gain is "
                                     "not measured for China.",
                             .source = "S:SFC14",
                             .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_truck_class(measure, [&](std::size_t v) {
            measure.each_year("schedule", [&](int year, const Real& gain) {
                policies.load.edit(v, year) *= 1.0 + gain;
            });
        });
    }
};

struct MarketDevelopment {
    static config::LeverSpec spec() {
        return {.name = "market-development",
                .family = config::Family::supply,
                .title = {"Market development programme", "市场培育"},
                .doc =
                    "Takes away part of the handicap that a technology would keep in the long run "
                    "(the constant `asc-long-run`): charging and filling stations, model supply, "
                    "standards. The constant still fades at its own half-life.",
                .selectors = {class_selector(), technology_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Part of the long-run constant taken away.",
                                .range = kFraction}},
                .evidence = {.text = "The long-run constant is the largest single unknown after "
                                     "2030 and is not identified by data to 2025.",
                             .source = "model specification 5.2",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("schedule", [&](int year, const Real& part) {
                Real& taken = policies.market_development.edit(slot.row, year);
                taken = max(taken, part);
            });
        });
    }
};

}  // namespace

Lever vehicle_efficiency() {
    return make_lever<Efficiency>();
}
Lever truck_load() {
    return make_lever<Load>();
}
Lever market_development() {
    return make_lever<MarketDevelopment>();
}

}  // namespace tanlu::levers
