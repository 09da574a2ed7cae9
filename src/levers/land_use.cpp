// Active mobility, land use and roads (docs/theory §6).
#include "levers/list.hpp"
#include "levers/travel.hpp"
#include "model/road.hpp"

namespace tanlu::levers {
namespace {

struct ActiveMobility {
    static config::LeverSpec spec() {
        return {.name = "active-mobility-infrastructure",
                .family = config::Family::land_use,
                .title = {"Walking and cycling infrastructure", "步行与自行车基础设施"},
                .doc =
                    "Raises the share of a mode by a relative effect, all else equal; entered "
                    "as the shift of utility that does so at base-year shares.",
                .selectors = {mode_selector(config::Requirement::required, "bike"),
                              settlement_selector()},
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
        raise_shares(measure, policies);
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

struct Telework {
    static config::LeverSpec spec() {
        return {
            .name = "telework",
            .family = config::Family::land_use,
            .title = {"Telework and other trips avoided", "远程办公"},
            .doc =
                "Part of the local trips is not made. Trips made instead, longer ways to work by "
                "moving out, deliveries and energy at home are left out: give the part net of "
                "them.",
            .selectors = {settlement_selector()},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Share of local trips avoided, of all purposes.",
                            .range = {0.0, 0.9}}},
            .evidence = {.text = "Vehicle-miles of the United States at most -0.8 % at the "
                                 "telework of 1998 [S:Telework05]; commuting in Beijing, Shanghai, "
                                 "Guangzhou and Shenzhen -6 to -12 % if all jobs that can moved "
                                 "home, by a model without rebound.",
                         .source = "S:Telework24",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const auto& settlements = measure.parameters.passenger.local.settlements;
        for (const std::size_t s : measure.selected("settlement", settlements)) {
            measure.each_year("schedule", [&](int year, const Real& avoided) {
                policies.trip_rate.edit(s, year) *= 1.0 - avoided;
            });
        }
    }
};

struct RoadBuilding {
    static config::LeverSpec spec() {
        return {
            .name = "road-building",
            .family = config::Family::land_use,
            .title = {"Road building", "道路建设"},
            .doc =
                "New lanes draw traffic: kilometres of private cars and of trucks rise by an "
                "elasticity, part of the way each year. Trips are the same and speeds are not "
                "raised: the elasticity holds what they do.",
            .selectors = {},
            .parameters = {{.key = "lane-km",
                            .unit = "1",
                            .doc = "Change of lane-km against the pack's year.",
                            .range = {-0.5, 5.0}},
                           described("elasticity", "1",
                                     "Of vehicle-km to lane-km in the long run; 0.436 where left "
                                     "out.",
                                     {0.0, 1.5}, config::Requirement::optional),
                           described("adjustment", "1",
                                     "Part of the way gone in a year; 0.185 / 0.436 where left "
                                     "out.",
                                     kFraction, config::Requirement::optional)},
            .evidence = {.text = "China 1990-2010: 0.185 in the short run, 0.436 in the long run "
                                 "(six areas 0.266 to 0.511); about 1 for urban roads of 103 "
                                 "cities with instruments [S:Chen20].",
                         .source = "S:Zhao13",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        constexpr double kShortRun = 0.185;
        constexpr double kLongRun = 0.436;
        const YearSeries<Real> elasticity = measure.describing("elasticity", kLongRun);
        const YearSeries<Real> adjustment = measure.describing("adjustment", kShortRun / kLongRun);
        Real drawn = 1.0;
        measure.each_year("lane-km", [&](int year, const Real& change) {
            drawn = model::induced_traffic<Real>(drawn, 1.0 + change, elasticity.at(year),
                                                 adjustment.at(year));
            policies.road_traffic.edit(0, year) *= drawn;
        });
    }
};

}  // namespace

Lever active_mobility_infrastructure() {
    return make_lever<ActiveMobility>();
}
Lever compact_city() {
    return make_lever<CompactCity>();
}
Lever telework() {
    return make_lever<Telework>();
}
Lever road_building() {
    return make_lever<RoadBuilding>();
}

}  // namespace tanlu::levers
