// Service, infrastructure and compactness: what moves people to other modes (docs/theory §6).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

config::SelectorSpec mode_selector() {
    return {.key = "mode",
            .of = "passenger.modes",
            .groups = {},
            .requirement = config::Requirement::required,
            .doc = "Passenger modes that make local trips."};
}

/// Calls act(settlement, position among its modes, cell of the policy tables) for every selected
/// mode of the selected settlements.
template <class Real, class Act>
void each_service(const Measure<Real>& measure, Act act) {
    const auto& local = measure.parameters.passenger.local;
    const auto& modes = measure.parameters.passenger.modes;
    bool found = false;
    for (const std::size_t s : measure.selected("settlement", local.settlements)) {
        for (const std::size_t m : measure.selected("mode", modes)) {
            const auto& offered = local.settlements[s].modes;
            const std::size_t i = region::position_of(offered, modes[m].id.text);
            if (i == offered.size()) continue;
            found = true;
            act(s, i, s * modes.size() + m);
        }
    }
    if (!found) {
        measure.error("the policy matches nothing (the modes make no local trips there)");
    }
}

struct TransitService {
    static config::LeverSpec spec() {
        const auto change = [](std::string key, std::string doc) {
            return config::ParameterSpec{.key = std::move(key),
                                         .unit = "1",
                                         .doc = std::move(doc),
                                         .range = {-0.9, 2.0},
                                         .requirement = config::Requirement::optional};
        };
        return {
            .name = "transit-service",
            .family = config::Family::shared,
            .title = {"Service of buses and metros", "公共交通服务提升"},
            .doc =
                "Changes waiting, riding and access times and fares of a mode against the "
                "pack; travellers answer by the generalised cost of the mode choice.",
            .selectors = {mode_selector(), settlement_selector()},
            .parameters = {change("wait-time", "Change of waiting time, e.g. -20 %."),
                           change("in-vehicle-time", "Change of riding time."),
                           change("access-time", "Change of walking time."),
                           change("fare", "Change of fares, in all settlements.")},
            .evidence = {.text = "Bus patronage to fare about -0.3 (-0.1 to -0.6), metro about "
                                 "half; the model's own elasticities are to be held against it.",
                         .source = "S:Bly76",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const auto scale = [&](std::string_view key, region::YearTable<Real>& table,
                               std::size_t item) {
            measure.each_year(
                key, [&](int year, const Real& change) { table.edit(item, year) *= 1.0 + change; });
        };
        each_service(measure, [&](std::size_t, std::size_t, std::size_t cell) {
            scale("wait-time", policies.wait_time, cell);
            scale("in-vehicle-time", policies.in_vehicle_time, cell);
            scale("access-time", policies.access_time, cell);
        });
        for (const std::size_t m : measure.selected("mode", measure.parameters.passenger.modes)) {
            scale("fare", policies.fare, m);
        }
    }
};

struct ActiveMobility {
    static config::LeverSpec spec() {
        return {.name = "active-mobility-infrastructure",
                .family = config::Family::land_use,
                .title = {"Walking and cycling infrastructure", "步行与自行车基础设施"},
                .doc =
                    "Raises the share of a mode by a relative effect, all else equal; entered "
                    "as the shift of utility that does so at base-year shares.",
                .selectors = {mode_selector(), settlement_selector()},
                .parameters = {{.key = "effect",
                                .unit = "1",
                                .doc = "Relative change of the mode's share of trips.",
                                .range = {-0.9, 5.0}}},
                .evidence = {.text = "City cycling +11 to 48 % after about 11.5 km of pop-up lanes "
                                     "per city (Europe 2020); not measured for China.",
                             .source = "S:Kraus21",
                             .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_service(measure, [&](std::size_t s, std::size_t i, std::size_t cell) {
            const Real share = measure.parameters.passenger.local.settlements[s].modes[i].share;
            if (!any(share > Real(0.0))) return;
            const auto& settlement = measure.parameters.passenger.local.settlements[s];
            const std::string name =
                "'" + settlement.modes[i].id.text + "' in '" + settlement.id.text + "'";
            measure.each_year("effect", [&](int year, const Real& effect) {
                policies.mode_utility.edit(cell, year) +=
                    shift_of_effect(measure, share, effect, name);
            });
        });
    }
};

struct CompactCity {
    static config::LeverSpec spec() {
        return {.name = "compact-city",
                .family = config::Family::land_use,
                .title = {"15-minute city", "15分钟生活圈"},
                .doc =
                    "Moves a part of the trips that can be shortened to neighbourhood length; "
                    "trip numbers stay.",
                .selectors = {settlement_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Part of those trips that is moved.",
                                .range = kFraction}},
                .evidence = {.text = "No measured effect at city scale is known to us.",
                             .source = "none",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const auto& settlements = measure.parameters.passenger.local.settlements;
        for (const std::size_t s : measure.selected("settlement", settlements)) {
            measure.each_year("schedule", [&](int year, const Real& part) {
                Real& strength = policies.compactness.edit(s, year);
                strength = max(strength, part);
            });
        }
    }
};

}  // namespace

Lever transit_service() {
    return make_lever<TransitService>();
}
Lever active_mobility_infrastructure() {
    return make_lever<ActiveMobility>();
}
Lever compact_city() {
    return make_lever<CompactCity>();
}

}  // namespace tanlu::levers
