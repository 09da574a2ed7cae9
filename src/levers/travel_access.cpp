// Where and when cars may not be driven (docs/theory §6.5).
#include "levers/list.hpp"
#include "levers/travel.hpp"

namespace tanlu::levers {
namespace {

struct DrivingRestriction {
    static config::LeverSpec spec() {
        return {
            .name = "driving-restriction",
            .family = config::Family::ownership,
            .title = {"Driving restriction by last digit", "尾号限行"},
            .doc =
                "On some weekdays a car must rest: on that part of the days its trips go by "
                "another mode, and a few are not made. Second cars, other hours and moved trips, "
                "by which drivers evade it in the long run, are left out; so is intercity travel.",
            .selectors = {settlement_selector()},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Share of weekdays on which a car must rest; one last digit in "
                                   "five is 20 %.",
                            .range = kFraction},
                           described("compliance", "1",
                                     "Part of the car trips concerned that is not driven; all "
                                     "where left out.",
                                     kFraction, config::Requirement::optional),
                           described("nev-exempt", "1",
                                     "Part of the new-energy vehicles that may drive; none where "
                                     "left out.",
                                     kFraction, config::Requirement::optional)},
            .evidence = {.text = "Beijing: fuel use of the fleet -23 % (+/-5) in the restricted "
                                 "hours and area only [S:Zhang14]; with plate quotas and fines "
                                 "drivers went to bus and taxi for years [S:Yang16], while the "
                                 "effect of the first version on particulates faded within one.",
                         .source = "S:Restriction16",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        YearSeries<Real> fraction = measure.strength("schedule");
        const YearSeries<Real> compliance = measure.describing("compliance", 1.0);
        for (int year = measure.base_year; year <= measure.horizon; ++year) {
            // Who is exempt changes with the fleet and is left to the part of it below.
            fraction.at(year) =
                model::last_digit_ban<Real>(fraction.at(year), compliance.at(year), Real(0.0));
        }
        std::optional<region::FleetPart<Real>> concerned;
        if (measure.policy.parameter("nev-exempt")) {
            concerned = all_but_nev(measure, measure.structure.owner,
                                    measure.describing("nev-exempt", 0.0));
        }
        each_service(
            measure, {measure.structure.car}, [&](std::size_t s, std::size_t, std::size_t) {
                auto effect = effect_on(measure, measure.structure.car);
                effect.removed = true;
                add_condition(measure, {s, fraction, concerned, {std::move(effect)}}, policies);
            });
    }
};

struct LowEmissionZone {
    static config::LeverSpec spec() {
        return {
            .name = "low-emission-zone",
            .family = config::Family::ownership,
            .title = {"Low-emission zone", "低排放区"},
            .doc =
                "Trips that touch the zone cannot be made in private cars of the excluded "
                "technologies and ages. What buyers choose is not moved, but part of the excluded "
                "cars may be scrapped early. Trucks, taxis and intercity travel are left out. A "
                "settlement has one zone: name all its technologies in one policy.",
            .selectors = {technology_selector("gasoline"), settlement_selector()},
            .parameters = {{.key = "zone",
                            .unit = "1",
                            .doc = "Local trips that touch the zone, by whatever mode.",
                            .range = kFraction},
                           described("age", "yr",
                                     "Cars are excluded from this age on; all where left out.",
                                     {0.0, 40.0}, config::Requirement::optional),
                           {.key = "retirement",
                            .unit = "1",
                            .doc = "Part of the excluded cars of the whole region that is scrapped "
                                   "early each year.",
                            .range = kFraction,
                            .requirement = config::Requirement::optional}},
            .evidence = {.text = "Mostly air is measured, not travel: NO2 at most -4 % in 17 "
                                 "German cities.",
                         .source = "S:LEZ14",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const std::size_t owner = measure.structure.owner;
        const std::vector<std::size_t> technologies =
            measure.selected("technology", measure.parameters.technologies);
        const auto excluded = [&](std::size_t technology) {
            return std::binary_search(technologies.begin(), technologies.end(), technology);
        };
        region::RetirementRule<Real> retirement{
            owner, {}, measure.strength("retirement"), measure.describing("age", 0.0)};
        const auto& slots = measure.structure.classes[owner].technologies;
        for (std::size_t k = 0; k < slots.size(); ++k) {
            if (excluded(slots[k].technology)) retirement.technologies.push_back(k);
        }
        if (retirement.technologies.empty()) {
            measure.error("the policy matches nothing (no private car has these technologies)",
                          "see `tanlu show` for the technologies of each class");
            return;
        }
        const auto weight = [&](std::size_t technology, int) {
            return Real(excluded(technology) ? 1.0 : 0.0);
        };
        const region::FleetPart<Real> part = fleet_part(measure, owner, weight, retirement.age);
        each_service(
            measure, {measure.structure.car}, [&](std::size_t s, std::size_t, std::size_t) {
                auto effect = effect_on(measure, measure.structure.car);
                effect.removed = true;
                // Cars in two zones' lists are other cars, not a matter of chance.
                measure.only_once(policies, "zone", s,
                                  measure.parameters.passenger.local.settlements[s].id.text);
                add_condition(measure, {s, measure.strength("zone"), part, {std::move(effect)}},
                              policies);
            });
        if (measure.policy.parameter("retirement")) {
            policies.retirements.push_back(std::move(retirement));
        }
    }
};

}  // namespace

Lever driving_restriction() {
    return make_lever<DrivingRestriction>();
}
Lever low_emission_zone() {
    return make_lever<LowEmissionZone>();
}

}  // namespace tanlu::levers
