// Public transport: service, priority on the road, new lines (docs/theory §6.3, §6.5).
#include "levers/list.hpp"
#include "levers/travel.hpp"

namespace tanlu::levers {
namespace {

config::ParameterSpec coverage() {
    return {.key = "coverage",
            .unit = "1",
            .doc = "Change of the share of trips that the mode can serve.",
            .range = {-0.9, 5.0},
            .requirement = config::Requirement::optional};
}

struct TransitService {
    static config::LeverSpec spec() {
        return {
            .name = "transit-service",
            .family = config::Family::shared,
            .title = {"Service of buses and metros", "公共交通服务提升"},
            .doc =
                "Changes waiting, riding and access times and coverage of a mode against the "
                "pack; travellers answer by the generalised cost of the mode choice. Vehicles "
                "run in proportion to riders unless `occupancy` says otherwise. Fares are a lever "
                "of their own.",
            .selectors = {mode_selector(), settlement_selector()},
            .parameters = {change("wait-time", "Change of waiting time, e.g. -20 %."),
                           change("in-vehicle-time", "Change of riding time."),
                           change("access-time", "Change of walking time."), coverage(),
                           change("occupancy",
                                  "Change of persons per vehicle, in all settlements; below zero "
                                  "where service grows faster than riders.")},
            .evidence = {.text = "Demand to bus-km at 10-minute headway +0.5 (0.26 to 0.75), "
                                 "London 1970; the model's own elasticities are to be held "
                                 "against it.",
                         .source = "S:Bell76",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_service(measure, [&](std::size_t, std::size_t, std::size_t cell) {
            scale(measure, "wait-time", policies.wait_time, cell);
            scale(measure, "in-vehicle-time", policies.in_vehicle_time, cell);
            scale(measure, "access-time", policies.access_time, cell);
            widen_coverage(measure, "coverage", policies, cell);
        });
        if (measure.policy.parameter("wait-time")) {
            for (const std::size_t m :
                 measure.selected("mode", measure.parameters.passenger.modes)) {
                const auto& mode = measure.parameters.passenger.modes[m];
                if (mode.local && !mode.wait_time) {
                    measure.error("nobody waits for '" + mode.id.text + "' in the pack",
                                  "give 'wait-time' for modes that have one");
                }
            }
        }
        if (!measure.policy.parameter("occupancy")) return;
        bool served = false;
        for (const std::size_t m : measure.selected("mode", measure.parameters.passenger.modes)) {
            for (const std::size_t v : measure.structure.servers[m]) {
                served = true;
                scale(measure, "occupancy", policies.occupancy, v);
            }
        }
        if (!served) {
            measure.error("no vehicles of the fleet serve the modes: there is no occupancy to set",
                          "leave 'occupancy' out");
        }
    }
};

struct BusPriority {
    static config::LeverSpec spec() {
        return {
            .name = "bus-priority",
            .family = config::Family::shared,
            .title = {"Bus lanes and priority at signals", "公交优先"},
            .doc =
                "Raises the speed of a mode and, where lanes are taken from cars, lowers theirs. "
                "How much traffic slows the others is not worked out: both speeds are given.",
            .selectors = {mode_selector(), settlement_selector()},
            .parameters = {{.key = "speed",
                            .unit = "1",
                            .doc = "Change of the speed of the mode, mean of the settlement.",
                            .range = {0.0, 2.0}},
                           {.key = "car-speed",
                            .unit = "1",
                            .doc = "Change of the speed of cars there.",
                            .range = {-0.9, 0.5},
                            .requirement = config::Requirement::optional}},
            .evidence = {.text = "New York: speed of converted routes +8 to +30 %, lanes, ticket "
                                 "machines and fewer stops together; riders fell on 5 of 9 "
                                 "routes. Not measured for China.",
                         .source = "S:NYC18",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const std::size_t modes = measure.parameters.passenger.modes.size();
        const std::size_t car = measure.structure.car;
        std::vector<std::size_t> done;
        each_service(measure, [&](std::size_t s, std::size_t, std::size_t cell) {
            if (!measure.parameters.passenger.modes[cell % modes].motorised) {
                measure.error("'" + measure.parameters.passenger.modes[cell % modes].id.text +
                                  "' does not run on the lanes",
                              "walking and cycling are active-mobility-infrastructure");
                return;
            }
            if (cell % modes == car) {
                measure.error("cars cannot have priority over themselves",
                              "select the modes that ride on the new lanes");
                return;
            }
            speed_up(measure, "speed", policies.in_vehicle_time, cell);
            if (!done.empty() && done.back() == s) return;  // cars once a settlement
            done.push_back(s);
            speed_up(measure, "car-speed", policies.in_vehicle_time, s * modes + car);
        });
    }
};

struct MetroExpansion {
    static config::LeverSpec spec() {
        return {
            .name = "metro-expansion",
            .family = config::Family::shared,
            .title = {"New metro lines", "轨道交通建设"},
            .doc =
                "More trips can be served by the mode (a shift of mu ln of the coverage ratio), "
                "and the way to it gets shorter. Energy for building and what stations do to land "
                "use are left out.",
            .selectors = {mode_selector(config::Requirement::required, "metro"),
                          settlement_selector()},
            .parameters = {coverage(), change("access-time", "Change of walking time.")},
            .evidence = {.text = "Beijing 2008-2010: share of commuters' car distance -20 % near "
                                 "new stations only [S:Xie16]; car-km of US cities do not answer "
                                 "to transit.",
                         .source = "S:DT09",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_service(measure, [&](std::size_t, std::size_t, std::size_t cell) {
            widen_coverage(measure, "coverage", policies, cell);
            scale(measure, "access-time", policies.access_time, cell);
        });
    }
};

}  // namespace

Lever transit_service() {
    return make_lever<TransitService>();
}
Lever bus_priority() {
    return make_lever<BusPriority>();
}
Lever metro_expansion() {
    return make_lever<MetroExpansion>();
}

}  // namespace tanlu::levers
