// What makes a technology usable: programmes, charging points, hydrogen stations (docs/theory §5.2,
// §6.7).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

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
                .evidence = {
                    .text = "Battery trucks were 0.5 % of heavy-truck sales in 2019 and 14 % in "
                            "2024, under programmes of charging and swapping; the model has "
                            "4 % without the lever and 11 % with it. The constant after 2030 "
                            "is not identified by data.",
                    .source = "ICCT 2024 (data key ICCT-ZEHDV24); decision 0010",
                    .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        bool fades = false;
        measure.each_technology(
            [&](std::size_t v, std::size_t k, const region::TechnologySlot& slot) {
                fades |= measure.parameters.classes[v].technologies[k].emerging;
                measure.each_year("schedule", [&](int year, const Real& part) {
                    Real& taken = policies.market_development.edit(slot.row, year);
                    taken = max(taken, part);
                });
            });
        if (!fades) {
            measure.error(
                "none of the technologies is emerging in the classes: they have no "
                "handicap that fades",
                "see `emerging` in `tanlu show`");
        }
    }
};

/// Where a technology on sale stands in the choice of base-year buyers.
template <class Real>
NestPlace<Real> place_in_sales(const Measure<Real>& measure, std::size_t v, std::size_t k) {
    const auto& technologies = measure.parameters.classes[v].technologies;
    const auto& slots = measure.structure.classes[v].technologies;
    Real all = 0.0;
    Real nest = 0.0;
    for (std::size_t j = 0; j < technologies.size(); ++j) {
        if (!technologies[j].on_sale || !technologies[j].sales_share) continue;
        all += *technologies[j].sales_share;
        if (slots[j].nest == slots[k].nest) nest += *technologies[j].sales_share;
    }
    return {*technologies[k].sales_share / all, nest / all,
            measure.parameters.technology_nests[slots[k].nest].mu};
}

/// Stations as a shift of utility: as much as lifts the share of base-year sales by the points that
/// a study reports, all else equal (§6.7). `fuel`: position of the carrier they deliver.
template <class Real>
void add_stations(const Measure<Real>& measure, std::string_view stations, std::size_t fuel,
                  region::Policies<Real>& policies) {
    const YearSeries<Real> gain = measure.describing("gain", 0.0);
    measure.each_technology([&](std::size_t v, std::size_t k, const region::TechnologySlot& slot) {
        const auto& technology = measure.parameters.classes[v].technologies[k];
        const std::string name = "'" + technology.id.text + "' in sales of '" +
                                 measure.parameters.classes[v].id.text + "'";
        if (std::find(slot.carriers.begin(), slot.carriers.end(), fuel) == slot.carriers.end()) {
            measure.error("'" + technology.id.text + "' does not take what the stations deliver",
                          "electricity is for bev and phev, hydrogen for fcev");
            return;
        }
        if (!technology.sales_share) {
            measure.error(name + " has no base-year share that stations could lift");
            return;
        }
        const NestPlace<Real> place = place_in_sales(measure, v, k);
        measure.each_year(stations, [&](int year, const Real& density) {
            const Real effect = density * gain.at(year) / place.share;
            policies.technology_utility.edit(slot.row, year) +=
                shift_of_effect<Real>(measure, policies, place, effect, name);
        });
    });
}

config::LeverSpec stations_spec(std::string name, Text title, std::string key, std::string what,
                                config::SelectorSpec vehicles, config::SelectorSpec technology,
                                config::Evidence evidence) {
    return {.name = std::move(name),
            .family = config::Family::supply,
            .title = std::move(title),
            .doc =
                "Makes a technology more attractive by the shift of utility that lifts its share "
                "of base-year sales by `gain` for every one of the " +
                what +
                " beyond those that came anyway. More vehicles do not bring more of them: give "
                "both. Building costs are not counted.",
            .selectors = {std::move(vehicles), std::move(technology)},
            .parameters = {{.key = std::move(key),
                            .unit = "1/person",
                            .doc = "Additional " + what +
                                   " per person (100 per 100 000 people is "
                                   "0.001 1/person).",
                            .range = {0.0, 0.1},
                            .example = 0.0005},
                           {.key = "gain",
                            .unit = "person",
                            .doc = "Points of the share of sales for each of them per person "
                                   "(0.0012 per 1 in 100 000 people is 120 person).",
                            .range = {0.0, 1e5},
                            .neutral = std::nullopt,
                            .example = 120.0}},
            .evidence = std::move(evidence)};
}

struct Charging {
    static config::LeverSpec spec() {
        return stations_spec(
            "charging-infrastructure", {"Public charging points", "公共充电桩"}, "points",
            "public charging points", class_selector("private-car"), technology_selector("bev"),
            {.text =
                 "0.0012 (0.0006 to 0.002) of the market share for each charging point per "
                 "100 000 people across countries, not causal; in 95 Chinese cities positive for "
                 "battery cars, none for plug-in hybrids.",
             .source = "Sierzchula et al. 2014 as used in EPS China (data key EPS-EOC)",
             .grade = Grade::c});
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        add_stations(measure, "points", measure.structure.electricity, policies);
    }
};

struct Hydrogen {
    static config::LeverSpec spec() {
        return stations_spec("hydrogen-infrastructure", {"Hydrogen stations", "加氢站"}, "stations",
                             "hydrogen stations", class_selector("truck-heavy"),
                             technology_selector("fcev"),
                             {.text = "In California 70 % of owners would not have bought their "
                                      "fuel-cell car without their main station; no response of "
                                      "sales, or of trucks, is measured.",
                              .source = std::string(config::kNoEvidence),
                              .grade = Grade::unverified});
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        add_stations(measure, "stations", measure.structure.hydrogen, policies);
    }
};

}  // namespace

Lever market_development() {
    return make_lever<MarketDevelopment>();
}
Lever charging_infrastructure() {
    return make_lever<Charging>();
}
Lever hydrogen_infrastructure() {
    return make_lever<Hydrogen>();
}

}  // namespace tanlu::levers
