// Limits on the share of technologies in sales: mandates and phase-outs (docs/theory §5.5).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

/// The selected technologies of each selected class, as one limited group per class.
template <class Real>
std::vector<region::ShareRule<Real>> rules(const Measure<Real>& measure) {
    std::vector<region::ShareRule<Real>> result;
    measure.each_technology([&](std::size_t v, std::size_t k, const region::TechnologySlot&) {
        if (result.empty() || result.back().vehicle_class != v) {
            result.push_back({v, {}, measure.years(0.0), measure.years(1.0)});
        }
        result.back().technologies.push_back(k);
    });
    return result;
}

config::LeverSpec share_spec(std::string name, Text title, std::string doc, double neutral) {
    return {
        .name = std::move(name),
        .family = config::Family::vehicle_rules,
        .title = std::move(title),
        .doc = std::move(doc),
        .selectors = {class_selector(), technology_selector()},
        .parameters = {{.key = "schedule",
                        .unit = "1",
                        .doc = "Share of the yearly sales of each class.",
                        .range = kFraction,
                        .neutral = neutral}},
        .evidence = {.text = "A rule, not an effect: the shares closest to the unregulated ones "
                             "that obey it (Kullback-Leibler distance).",
                     .source = "model specification 5.5",
                     .grade = Grade::b}};
}

struct Minimum {
    static config::LeverSpec spec() {
        return share_spec("minimum-sales-share",
                          {"Minimum share of sales (mandate)", "最低销售占比"},
                          "At least this share of the sales of each class is of the technologies "
                          "taken together; within them and outside, proportions stay as buyers "
                          "chose.",
                          0.0);
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (auto& rule : rules(measure)) {
            measure.each_year("schedule",
                              [&](int year, const Real& share) { rule.low.at(year) = share; });
            policies.share_rules.push_back(std::move(rule));
        }
    }
};

struct Maximum {
    static config::LeverSpec spec() {
        return share_spec("maximum-sales-share",
                          {"Maximum share of sales (phase-out)", "最高销售占比"},
                          "At most this share of the sales of each class is of the technologies "
                          "taken together; 0 % ends their sale.",
                          1.0);
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (auto& rule : rules(measure)) {
            measure.each_year("schedule",
                              [&](int year, const Real& share) { rule.high.at(year) = share; });
            policies.share_rules.push_back(std::move(rule));
        }
    }
};

}  // namespace

Lever minimum_sales_share() {
    return make_lever<Minimum>();
}
Lever maximum_sales_share() {
    return make_lever<Maximum>();
}

}  // namespace tanlu::levers
