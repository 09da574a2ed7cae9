// Rail, aviation and shipping: other carriers, old ones out, less energy (docs/theory §8).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

config::SelectorSpec nonroad_selector(std::string example = "aviation") {
    return {.key = "nonroad",
            .of = "nonroad",
            .groups = {"all"},
            .requirement = config::Requirement::required,
            .doc = "Nonroad modes.",
            .example = std::move(example)};
}

config::SelectorSpec carrier_selector(std::string example) {
    return {.key = "carrier",
            .of = "carriers",
            .groups = {},
            .requirement = config::Requirement::required,
            .doc = "A carrier that the mode has, other than its remainder.",
            .example = std::move(example)};
}

/// Calls act(mode, position of the carrier among those of the mode, its propulsion) for every
/// selected carrier of the selected modes besides the remainder, which has no share of its own.
template <class Real, class Act>
void each_propulsion(const Measure<Real>& measure, Act act) {
    for (const std::size_t n : measure.selected("nonroad", measure.parameters.nonroad)) {
        const region::NonroadSlot& slot = measure.structure.nonroad[n];
        for (const std::size_t f : measure.selected("carrier", measure.parameters.carriers)) {
            for (std::size_t i = 0; i < slot.carriers.size(); ++i) {
                if (slot.carriers[i] == f && i != slot.remainder)
                    act(n, i, slot.first_propulsion + i);
            }
        }
    }
}

struct Carrier {
    static config::LeverSpec spec() {
        return {.name = "nonroad-carrier",
                .family = config::Family::supply,
                .title = {"Other energy for rail, aviation and shipping", "非道路用能替代"},
                .doc =
                    "Least share of a mode's activity moved by a carrier: blending mandates, "
                    "electrification, new fuels. The remainder carrier gives way.",
                .selectors = {nonroad_selector(), carrier_selector("bio-jet")},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Least share of the activity.",
                                .range = kFraction}},
                .evidence = {.text = "A target set by the scenario.",
                             .source = "scenario",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        bool found = false;
        each_propulsion(measure, [&](std::size_t, std::size_t, std::size_t propulsion) {
            found = true;
            measure.each_year("schedule", [&](int year, const Real& share) {
                Real& least = policies.activity_share.edit(propulsion, year);
                least = max(least, share);
            });
        });
        if (!found) {
            measure.error(
                "the policy matches nothing (no mode has the carrier besides its "
                "remainder)",
                "add the carrier under `propulsion` of the mode in the pack");
        }
    }
};

/// Whether the share path of a carrier is above zero in any year of the run.
template <class Real>
bool moves_anything(const Measure<Real>& measure, std::size_t mode, std::size_t carrier) {
    const auto& path = measure.parameters.nonroad[mode].propulsion[carrier].share;
    for (int year = measure.base_year; year <= measure.horizon; ++year) {
        if (lane(path->at(year), 0) > 0.0) return true;
    }
    return false;
}

struct PhaseOut {
    static config::LeverSpec spec() {
        return {.name = "nonroad-phase-out",
                .family = config::Family::supply,
                .title = {"Rail electrification, a fuel leaving rail, aviation or shipping",
                          "铁路电气化与非道路燃料退出"},
                .doc =
                    "Takes away part of the share of a mode's activity that a carrier moves by "
                    "the pack's path: diesel leaves the railways as wires go up, fuel oil leaves "
                    "the ships. The remainder carrier takes over at its own energy per activity; "
                    "activity stays. A least share set by `nonroad-carrier` goes before. Wires "
                    "and engines cost nothing here.",
                .selectors = {nonroad_selector("rail"), carrier_selector("diesel")},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Part of its own share path taken away.",
                                .range = kFraction}},
                .evidence = {.text = "A target set by the scenario.",
                             .source = "scenario",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        bool found = false;
        each_propulsion(measure, [&](std::size_t n, std::size_t i, std::size_t propulsion) {
            found |= moves_anything(measure, n, i);
            measure.each_year("schedule", [&](int year, const Real& part) {
                Real& taken = policies.activity_withdrawn.edit(propulsion, year);
                taken = max(taken, part);
            });
        });
        if (!found) {
            measure.error(
                "the policy matches nothing (no mode has a share of the carrier, besides its "
                "remainder)",
                "the remainder takes what the others leave; lower it with nonroad-carrier");
        }
    }
};

struct NonroadEfficiency {
    static config::LeverSpec spec() {
        return {.name = "nonroad-efficiency",
                .family = config::Family::supply,
                .title = {"Energy use of rail, aviation and shipping", "非道路能效提升"},
                .doc = "Lowers energy per activity against the pack's path.",
                .selectors = {nonroad_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Reduction against the pack's path.",
                                .range = {0.0, 0.8}}},
                .evidence = {.text = "A target set by the scenario.",
                             .source = "scenario",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (const std::size_t n : measure.selected("nonroad", measure.parameters.nonroad)) {
            measure.each_year("schedule", [&](int year, const Real& reduction) {
                policies.nonroad_energy.edit(n, year) *= 1.0 - reduction;
            });
        }
    }
};

}  // namespace

Lever nonroad_carrier() {
    return make_lever<Carrier>();
}
Lever nonroad_phase_out() {
    return make_lever<PhaseOut>();
}
Lever nonroad_efficiency() {
    return make_lever<NonroadEfficiency>();
}

}  // namespace tanlu::levers
