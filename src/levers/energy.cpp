// Energy supply: cleaner electricity and hydrogen, a price on carbon (docs/theory §6.8, §9).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct CarbonPrice {
    static config::LeverSpec spec() {
        return {
            .name = "carbon-price",
            .family = config::Family::prices,
            .title = {"Carbon price on transport fuels", "交通燃料碳价"},
            .doc =
                "Adds price x direct CO2 to what users pay for each fuel; it acts on the "
                "technology choice and on the running cost of cars.",
            .selectors = {},
            .parameters = {{.key = "schedule",
                            .unit = "CNY2020/kg",
                            .doc = "Price of CO2.",
                            .range = kNotNegative,
                            .example = 0.1}},
            .evidence = {.text = "Acts through prices; no evaluation of a carbon price on Chinese "
                                 "transport fuels is known to us.",
                         .source = "none",
                         .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (std::size_t f = 0; f < measure.parameters.carriers.size(); ++f) {
            const auto& carrier = measure.parameters.carriers[f];
            const Real fossil = carrier.co2 * (1.0 - carrier.biogenic_share);
            measure.each_year("schedule", [&](int year, const Real& price) {
                policies.price_addition.edit(f, year) += price * fossil;
            });
        }
    }
};

struct CleanProduction {
    static config::LeverSpec spec() {
        return {.name = "clean-production",
                .family = config::Family::supply,
                .title = {"Cleaner electricity and hydrogen", "清洁电力与氢能"},
                .doc = "Lowers the CO2 of making a carrier against the pack's path.",
                .selectors = {{.key = "carrier",
                               .of = "carriers",
                               .groups = {},
                               .requirement = config::Requirement::required,
                               .doc = "Carriers with a production factor.",
                               .example = "electricity"}},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Reduction against the pack's path.",
                                .range = kFraction}},
                .evidence = {.text = "A path set by the scenario; the pack documents the published "
                                     "low and high grid paths.",
                             .source = "scenario",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (const std::size_t f : measure.selected("carrier", measure.parameters.carriers)) {
            if (!measure.parameters.carriers[f].production) {
                measure.error("carrier '" + measure.parameters.carriers[f].id.text +
                                  "' has no production factor to lower",
                              "electricity and hydrogen have one");
                continue;
            }
            measure.each_year("schedule", [&](int year, const Real& reduction) {
                policies.production.edit(f, year) *= 1.0 - reduction;
            });
        }
    }
};

}  // namespace

Lever carbon_price() {
    return make_lever<CarbonPrice>();
}
Lever clean_production() {
    return make_lever<CleanProduction>();
}

}  // namespace tanlu::levers
