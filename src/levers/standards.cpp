// Rules on the energy use and the mix of new vehicles: standards and credits (docs/theory §4.7,
// §5.5).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct Efficiency {
    static config::LeverSpec spec() {
        return {
            .name = "vehicle-efficiency",
            .family = config::Family::vehicle_rules,
            .title = {"Energy use of new vehicles", "新车能效提升"},
            .doc =
                "Lowers the energy use per km of vehicles sold in the year, beyond the gain "
                "of the pack; the stock follows as it turns over. Cheaper kilometres draw a "
                "little more driving.",
            .selectors = {class_selector(), technology_selector()},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Reduction against the pack's path.",
                            .range = {0.0, 0.8}}},
            .evidence = {.text = "A target set by the scenario; stages of the Chinese limits for "
                                 "heavy vehicles tightened by 10 to 18 % each. Rebound of new "
                                 "cars in China 19 % (10 to 35 %).",
                         .source = "policy timeline of the data (FL25); S:Bansal22",
                         .grade = Grade::c}};
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

struct FuelEconomyStandard {
    static constexpr double kNoLimit = 10.0;  // times the use of the base year

    static config::LeverSpec spec() {
        return {
            .name = "fuel-economy-standard",
            .family = config::Family::vehicle_rules,
            .title = {"Fuel-economy standard", "燃料消耗量限值"},
            .doc =
                "Limits the energy use per km of new vehicles of a technology to a part of "
                "that of the base year; where the market is already better, nothing changes. "
                "What the better technology costs is not added to the price.",
            .selectors = {class_selector(), technology_selector()},
            .parameters = {{.key = "limit",
                            .unit = "1",
                            .doc = "Most energy per km, over the base year.",
                            .range = {0.05, kNoLimit},
                            .neutral = kNoLimit,
                            .example = 0.8}},
            .evidence = {.text = "Limits of the corporate average for cars in China: 6.9 L/100 km "
                                 "in 2015, 5.0 in 2020, 4.0 in 2025 (certified); on the road "
                                 "37 % more was used in 2021.",
                         .source = "policy timeline of the data (GFEI21, CCP-OX); S:ICCT21",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("limit", [&](int year, const Real& limit) {
                Real& most = policies.energy_limit.edit(slot.row, year);
                most = min(most, select(limit >= Real(kNoLimit), Real(region::kNoLimit), limit));
            });
        });
    }
};

struct FleetAverage {
    static config::LeverSpec spec() {
        return {
            .name = "fleet-average",
            .family = config::Family::vehicle_rules,
            .title = {"Fleet-average fuel consumption", "企业平均燃料消耗量"},
            .doc =
                "The mean fuel use of the vehicles of a class sold in a year meets a standard; "
                "electricity and hydrogen count as zero, as in the Chinese rule. Met by the mix of "
                "sales alone, moved as little as the rule allows (Kullback-Leibler distance); what "
                "makers do to their engines is the lever fuel-economy-standard. A standard that "
                "no mix can meet is an error. Every vehicle counts once: multipliers for "
                "new-energy vehicles are left out.",
            .selectors = {class_selector("private-car")},
            .parameters = {{.key = "standard",
                            .unit = "MJ/km",
                            .doc = "Mean fuel use, certified (1 L/100 km of gasoline is about "
                                   "0.32 MJ/km).",
                            .range = kPositive,
                            .neutral = region::kNoLimit,
                            .example = 1.5},
                           {.key = "gap",
                            .unit = "1",
                            .doc = "How much more is used on the road than certified; 0 where left "
                                   "out.",
                            .range = {-0.5, 1.0},
                            .requirement = config::Requirement::optional,
                            .neutral = std::nullopt}},
            .evidence = {.text = "A rule, not an effect. Real use over certified use of cars in "
                                 "China: 14 % (2007) to 37 % (2021).",
                         .source = "model specification 5.5; S:ICCT21",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const YearSeries<Real> gap = measure.describing("gap", 0.0);
        for (const std::size_t v : measure.selected("class", measure.parameters.classes)) {
            if (measure.parameters.classes[v].technologies.size() < 2) {
                measure.error("class '" + measure.parameters.classes[v].id.text +
                                  "' has one technology only, so its average cannot be moved",
                              "use fuel-economy-standard");
                continue;
            }
            measure.each_year("standard", [&](int year, const Real& standard) {
                Real& most = policies.fleet_average.edit(v, year);
                most = min(most, Real(standard * (1.0 + gap.at(year))));
            });
        }
    }
};

struct DualCredit {
    static config::LeverSpec spec() {
        return {
            .name = "dual-credit",
            .family = config::Family::vehicle_rules,
            .title = {"Dual credit (NEV credits)", "双积分（新能源汽车积分）"},
            .doc =
                "Every conventional vehicle of a class owes credits, every vehicle of the selected "
                "new-energy technologies earns some; sales must balance, credits kept from earlier "
                "years included. Sales are moved as little as the rule allows (Kullback-Leibler "
                "distance). A policy for each technology with credits of its own; of several "
                "numbers the highest holds. A ratio of 0 is no rule: nothing is due, nothing "
                "earned.",
            .selectors = {class_selector(), technology_selector()},
            .parameters = {{.key = "ratio",
                            .unit = "1",
                            .doc = "Credits due for each conventional vehicle.",
                            .range = {0.0, 5.0}},
                           {.key = "credit",
                            .unit = "1/vehicle",
                            .doc = "Credits of a vehicle of the selected technologies.",
                            .range = {0.01, 10.0},
                            .neutral = std::nullopt,
                            .example = 2.0},
                           {.key = "kept",
                            .unit = "1",
                            .doc = "Part of a surplus that may be used a year later; 0 where left "
                                   "out.",
                            .range = kFraction,
                            .requirement = config::Requirement::optional,
                            .neutral = std::nullopt}},
            .cost = "Credits are traded between makers; no cost to the state.",
            .evidence = {.text =
                             "Ratios 10 and 12 % (2019, 2020), 14, 16, 18 % (2021-2023); at most "
                             "3.4 credits for a battery car and 1.6 for a plug-in hybrid from "
                             "2021. A rule, not an effect.",
                         .source = "S:CD20, S:Gasgoo19",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const YearSeries<Real> credit = measure.describing("credit", 0.0);
        const YearSeries<Real> kept = measure.describing("kept", 0.0);
        measure.each_technology([&](std::size_t v, std::size_t,
                                    const region::TechnologySlot& slot) {
            const auto& technology = measure.parameters.technologies[slot.technology];
            if (!technology.nev) {
                measure.error("'" + technology.id.text +
                                  "' is not a new-energy vehicle: it owes credits and earns none",
                              "select nev, bev, phev or fcev");
                return;
            }
            // Of several policies the highest numbers hold. One without a ratio is no rule that
            // year: nothing is due by it and nothing earned, so that it leaves those of others
            // alone.
            measure.each_year("ratio", [&](int year, const Real& ratio) {
                const auto raise = [&](region::YearTable<Real>& table, std::size_t item,
                                       const Real& number) {
                    Real& highest = table.edit(item, year);
                    highest = max(highest, select(ratio > Real(0.0), number, Real(0.0)));
                };
                raise(policies.credits_due, v, ratio);
                raise(policies.credits, slot.row, credit.at(year));
                raise(policies.credits_kept, v, kept.at(year));
            });
        });
    }
};

}  // namespace

Lever vehicle_efficiency() {
    return make_lever<Efficiency>();
}
Lever fuel_economy_standard() {
    return make_lever<FuelEconomyStandard>();
}
Lever fleet_average() {
    return make_lever<FleetAverage>();
}
Lever dual_credit() {
    return make_lever<DualCredit>();
}

}  // namespace tanlu::levers
