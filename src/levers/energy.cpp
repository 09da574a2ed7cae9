// Energy supply and its prices: cleaner electricity and hydrogen, charging at better hours, taxes
// on fuel and carbon (docs/theory §9).
#include "config/fuel_amounts.hpp"
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
                "Adds price x direct CO2 to what users pay for each fuel. It acts on the "
                "technology "
                "choice, on the running cost of cars and on the price of road haulage; rail and "
                "ships pass nothing on. Power plants and hydrogen makers pay too; what of it their "
                "customers pay is the pass-through.",
            .selectors = {},
            .parameters = {{.key = "schedule",
                            .unit = "CNY2020/kg",
                            .doc = "Price of CO2.",
                            .range = {0.0, 100.0},
                            .example = 0.1},
                           {.key = "power-pass-through",
                            .unit = "1",
                            .doc = "Share of the carbon cost of making electricity and hydrogen "
                                   "that is in their price; none where left out.",
                            .range = kFraction,
                            .requirement = config::Requirement::optional}},
            .evidence = {.text = "Acts through prices. In Sweden, 1990-2005, the carbon tax took "
                                 "about 6 % (5-8) off the CO2 of transport; no evaluation of a "
                                 "carbon price on Chinese transport fuels is known to us.",
                         .source = "Andersson 2017, LSE (abstract)",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const YearSeries<Real> passed_on = measure.strength("power-pass-through");
        for (std::size_t f = 0; f < measure.parameters.carriers.size(); ++f) {
            const auto& carrier = measure.parameters.carriers[f];
            const Real fossil = carrier.co2 * (1.0 - carrier.biogenic_share);
            measure.each_year("schedule", [&](int year, const Real& price) {
                policies.price_addition.edit(f, year) += price * fossil;
                policies.production_price.edit(f, year) += price * passed_on.at(year);
            });
        }
    }
};

struct FuelTax {
    static config::LeverSpec spec() {
        return {.name = "fuel-tax",
                .family = config::Family::prices,
                .title = {"Tax on fuel", "燃油税"},
                .doc =
                    "Adds a tax to the price of a carrier, on top of the taxes in the pack's "
                    "price. It acts on the technology choice, on the running cost of cars and on "
                    "the price of road haulage; a tax by volume or mass is turned into energy "
                    "with the carrier's energy content. What the state does with the money is "
                    "left out.",
                .selectors = {{.key = "carrier",
                               .of = "carriers",
                               .groups = {},
                               .requirement = config::Requirement::required,
                               .doc = "Carriers with a price.",
                               .example = "gasoline"}},
                .parameters = {{.key = "schedule",
                                .unit = "CNY2020/MJ|CNY2020/m3|CNY2020/kg",
                                .doc = "Tax on top of the price.",
                                .range = {0.0, 100.0},
                                .example = 0.02}},
                .evidence = {.text = "Elasticity to price of gasoline use, urban households, long "
                                     "run -0.445 (1992-2009); of diesel use -0.33 in the short and "
                                     "-0.86 in the long run (1999-2007), both China.",
                             .source = "S:Cao11, S:Cao18",
                             .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (const std::size_t f : measure.selected("carrier", measure.parameters.carriers)) {
            const Carrier<FileKind>& carrier = measure.pack.parameters.carriers[f];
            if (!carrier.price) {
                measure.error("carrier '" + carrier.id.text + "' has no price to add a tax to",
                              "nothing in the model would answer it");
                continue;
            }
            Trajectory tax = *measure.policy.parameter("schedule");
            config::resolve_price(tax, carrier, measure.diagnostics);
            measure.each_year("schedule", tax, [&](int year, const Real& amount) {
                policies.price_addition.edit(f, year) += amount;
            });
        }
    }
};

struct SmartCharging {
    static config::LeverSpec spec() {
        return {
            .name = "smart-charging",
            .family = config::Family::supply,
            .title = {"Charging at better hours", "智能充电"},
            .doc =
                "Moves part of the charging of road vehicles to hours of cheaper and cleaner "
                "electricity: its price and the CO2 of making it fall by participation x "
                "cut. The cuts belong to the shifted energy; in a grid where the cheap hours "
                "run on coal the CO2 cut is negative. Trains, metros and all other users "
                "stay as they were; the grid itself and hydrogen are left out.",
            .selectors = {},
            .parameters = {{.key = "participation",
                            .unit = "1",
                            .doc = "Share of road vehicles' charging that is shifted.",
                            .range = kFraction},
                           {.key = "price-cut",
                            .unit = "1",
                            .doc = "Fall of the price of the shifted energy.",
                            .range = {0.0, 0.9},
                            .neutral = std::nullopt},
                           {.key = "emission-cut",
                            .unit = "1",
                            .doc = "Fall of the CO2 of making it; negative for a rise.",
                            .range = {-1.0, 1.0},
                            .neutral = std::nullopt}},
            .evidence = {
                .text = "Best case of optimised against pre-timed charging in regions of the "
                        "United States: -31 % of CO2 (Hoehne, Chester 2016); hourly prices in "
                        "Illinois: -52 to -59 % of cost for perfectly rational drivers (Zethmayr, "
                        "Kolata 2019). In a coal-based Chinese system charging controlled by cost "
                        "raises CO2 (Li et al.), so the sign hangs on the grid.",
                .source = "Energy 115, 646-657; World Electric Vehicle Journal; Applied Energy "
                          "(abstracts)",
                .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const std::size_t electricity = measure.structure.electricity;
        if (electricity >= measure.parameters.carriers.size()) {
            measure.error("the policy matches nothing (there is no carrier 'electricity')");
            return;
        }
        measure.only_once(policies, "participation", electricity, "electricity");
        const YearSeries<Real> price_cut = measure.describing("price-cut", 0.0);
        const YearSeries<Real> emission_cut = measure.describing("emission-cut", 0.0);
        measure.each_year("participation", [&](int year, const Real& part) {
            policies.price_factor.edit(electricity, year) *= 1.0 - part * price_cut.at(year);
            policies.road_production.edit(electricity, year) *= 1.0 - part * emission_cut.at(year);
        });
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
Lever fuel_tax() {
    return make_lever<FuelTax>();
}
Lever smart_charging() {
    return make_lever<SmartCharging>();
}
Lever clean_production() {
    return make_lever<CleanProduction>();
}

}  // namespace tanlu::levers
