// Vehicles that leave the road before their time (docs/theory §4.2).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct EarlyRetirement {
    static config::LeverSpec spec() {
        return {
            .name = "early-retirement",
            .family = config::Family::ownership,
            .title = {"Ordered early retirement", "强制提前淘汰"},
            .doc =
                "Takes part of the vehicles from an age on off the road each year, on top of "
                "natural scrappage. The required stock stays, so each is replaced by a new "
                "vehicle of the technology that buyers choose in that year.",
            .selectors = {class_selector("truck-heavy"), technology_selector("diesel")},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Part of those vehicles retired each year.",
                            .range = kFraction},
                           {.key = "age",
                            .unit = "yr",
                            .doc = "Age from which vehicles are meant; halves count for half of "
                                   "an age.",
                            .range = {0.0, 40.0},
                            .neutral = std::nullopt,
                            .example = 15.0}},
            .cost =
                "The yellow-label programme of Beijing, Tianjin and Hebei paid 13.69 bn CNY "
                "for 1.362 million vehicles, 2008-2015.",
            .evidence = {.text = "Benefit to cost 2.5 for yellow-label vehicles, through "
                                 "pollutants and not CO2; in the United States the sales of 2009 "
                                 "were pulled forward, with about none gained in the long run.",
                         .source = "Cost-benefit analysis of the yellow-label scrappage subsidy "
                                   "(2019); Evaluating 'Cash-for-Clunkers', doi "
                                   "10.1016/j.jeem.2012.07.004 (abstract)",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const std::size_t first = policies.retirements.size();
        const YearSeries<Real> age = measure.series("age");
        measure.each_owned([&](std::size_t v, std::size_t k, const region::TechnologySlot&) {
            if (policies.retirements.size() == first ||
                policies.retirements.back().vehicle_class != v) {
                policies.retirements.push_back({v, {}, measure.strength("schedule"), age});
            }
            policies.retirements.back().technologies.push_back(k);
        });
    }
};

struct TradeIn {
    static config::LeverSpec spec() {
        return {
            .name = "trade-in-bonus",
            .family = config::Family::ownership,
            .title = {"Trade-in bonus", "以旧换新补贴"},
            .doc =
                "Raises the hazard of being scrapped at every age; the required stock stays, "
                "so more vehicles are bought. What the bonus does to the choice of technology "
                "is a purchase subsidy, a policy of its own.",
            .selectors = {class_selector("private-car"), technology_selector("gasoline")},
            .parameters = {{.key = "hazard",
                            .unit = "1",
                            .doc = "Increase of the yearly hazard of being scrapped; -20 % is a "
                                   "longer life.",
                            .range = {-0.95, 10.0}}},
            .cost =
                "From August 2024: 20 000 CNY for a new-energy vehicle, 15 000 CNY for a fuel "
                "car, for each car traded in.",
            .evidence = {.text = "Scrapped vehicles recycled rose by 42 % from 2023 to 2024 "
                                 "(January to August): raw growth with purchases pulled forward, "
                                 "no net effect measured.",
                         .source = std::string(config::kNoEvidence),
                         .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_owned([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("hazard", [&](int year, const Real& increase) {
                policies.hazard.edit(slot.row, year) *= 1.0 + increase;
            });
        });
    }
};

}  // namespace

Lever early_retirement() {
    return make_lever<EarlyRetirement>();
}
Lever trade_in_bonus() {
    return make_lever<TradeIn>();
}

}  // namespace tanlu::levers
