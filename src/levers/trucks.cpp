// Trucks: fuller, less empty running, more kilometres per truck, larger ones (docs/theory §3.4,
// §7.4).
#include "levers/trucks.hpp"

#include "levers/list.hpp"
#include "model/freight.hpp"

namespace tanlu::levers {
namespace {

/// Part of vehicle-km run empty where a policy does not say; from the survey S:SFC14 [1].
constexpr double kEmptyShare = 0.2;

struct Load {
    static config::LeverSpec spec() {
        return {.name = "truck-load",
                .family = config::Family::freight,
                .title = {"Load of trucks", "货车装载率提升"},
                .doc =
                    "Raises what a truck carries per vehicle-km (fuller trucks, fewer empty "
                    "runs), so that the same tonne-km need fewer vehicle-km.",
                .selectors = {class_selector("truck-heavy")},
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

struct EmptyRunning {
    static config::LeverSpec spec() {
        return {
            .name = "empty-running",
            .family = config::Family::freight,
            .title = {"Less empty running", "降低空驶率"},
            .doc =
                "Matches loads and trucks (digital freight platforms, return loads), so that "
                "less of the distance is run empty: load x (1 - e) / (1 - e0) with e = e0 (1 "
                "- reduction). The same tonne-km need fewer vehicle-km; loaded trips carry "
                "what they did, and fuller trucks do not use more per km.",
            .selectors = {class_selector()},
            .parameters = {{.key = "reduction",
                            .unit = "1",
                            .doc = "Relative fall of the empty share.",
                            .range = kFraction},
                           {.key = "base-empty-share",
                            .unit = "1",
                            .doc = "Part of vehicle-km run empty without the policy; 20 % where "
                                   "left out.",
                            .range = {0.0, 0.6},
                            .requirement = config::Requirement::optional,
                            .neutral = std::nullopt}},
            .evidence = {
                .text =
                    "Up to 40 % of return trips are empty, so about 20 % of vehicle-km. What "
                    "platforms save of it is not measured: an operator in the United States sees a "
                    "potential of 64 % of empty km, Chinese pilots speak of vehicle use.",
                .source = "S:SFC14; operators",
                .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const YearSeries<Real> base = measure.describing("base-empty-share", kEmptyShare);
        each_truck_class(measure, [&](std::size_t v) {
            measure.only_once(policies, "reduction", v, measure.parameters.classes[v].id.text);
            measure.each_year("reduction", [&](int year, const Real& reduction) {
                Real& load = policies.load.edit(v, year);
                load = model::truck_load<Real>({.base_load = load,
                                                .empty_share = base.at(year) * (1.0 - reduction),
                                                .base_empty_share = base.at(year)});
            });
        });
    }
};

struct DropAndHook {
    static config::LeverSpec spec() {
        return {
            .name = "drop-and-hook",
            .family = config::Family::freight,
            .title = {"Drop-and-hook haulage", "甩挂运输"},
            .doc =
                "Tractors leave their trailers to be loaded and drive on: each truck covers "
                "more kilometres a year, so the same traffic needs fewer of them. Vehicle-km "
                "and energy stay; what changes is how many trucks are bought. Kilometres in "
                "the buyers' choice of technology stay those of the base year; fuller "
                "trailers are `truck-load` and `empty-running`.",
            .selectors = {class_selector()},
            .parameters = {{.key = "utilisation",
                            .unit = "1",
                            .doc = "Increase of kilometres per truck and year.",
                            .range = {0.0, 2.0}}},
            .evidence = {.text = "209 Chinese pilots, 2011-2015: cost per tonne-km 10-20 % lower "
                                 "and 2.5 times the tonne-km per vehicle of the sector; pilot "
                                 "firms are selected.",
                         .source = "Ministry of Transport, press copy of 2015 (360che.com)",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        bool found = false;
        each_truck_class(measure, [&](std::size_t v) {
            if (measure.parameters.classes[v].stock_rule != StockRule::activity) return;
            found = true;
            measure.each_year("utilisation", [&](int year, const Real& gain) {
                policies.utilisation.edit(v, year) *= 1.0 + gain;
            });
        });
        if (!found) {
            measure.error("the policy matches nothing (no stock of the classes follows activity)");
        }
    }
};

struct LargerTrucks {
    static config::LeverSpec spec() {
        return {
            .name = "larger-trucks",
            .family = config::Family::freight,
            .title = {"Larger trucks", "货车大型化"},
            .doc =
                "Moves tonne-km from one class of trucks to another that serves the same "
                "haulage market. Tonne-km are conserved; vehicle-km, energy and stock follow "
                "from the load and the technologies of the class that takes them. Several "
                "such policies act in the order of the file.",
            .selectors = {class_selector("truck-medium"),
                          {.key = "into",
                           .of = "classes",
                           .groups = {},
                           .requirement = config::Requirement::required,
                           .doc = "The class that takes the tonne-km.",
                           .example = "truck-heavy"}},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Share of the tonne-km of the class that moves.",
                            .range = {0.0, 0.95}}},
            .evidence = {.text = "Finland, 76 t instead of 60 t: 4 % of truck-km avoided after "
                                 "four years; Germany, 25 m combinations: 15 % (5-30) less fuel "
                                 "per load in trials of the industry. Nothing known for China.",
                         .source = "European Transport Research Review 2020 (abstract)",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const auto& classes = measure.parameters.classes;
        const std::vector<std::size_t> into = measure.selected("into", classes);
        if (into.size() != 1) {
            measure.error("'for.into' names more than one class", "name one");
            return;
        }
        const std::size_t to = into.front();
        each_truck_class(measure, [&](std::size_t from) {
            const auto named = [&](const std::string& why) {
                measure.error("tonne-km cannot move from '" + classes[from].id.text + "' to '" +
                                  classes[to].id.text + "' (" + why + ")",
                              "name two classes with the same `haulage`");
            };
            if (from == to) return named("it is the same class");
            if (measure.structure.classes[from].haulage != measure.structure.classes[to].haulage) {
                return named("they do not serve the same market");
            }
            policies.truck_shifts.push_back({from, to, measure.strength("schedule")});
        });
    }
};

}  // namespace

Lever truck_load() {
    return make_lever<Load>();
}
Lever empty_running() {
    return make_lever<EmptyRunning>();
}
Lever drop_and_hook() {
    return make_lever<DropAndHook>();
}
Lever larger_trucks() {
    return make_lever<LargerTrucks>();
}

}  // namespace tanlu::levers
