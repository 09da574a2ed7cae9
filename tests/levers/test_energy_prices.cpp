// Taxes on fuel and carbon, charging at better hours (docs/theory §9).
#include <catch2/catch.hpp>

#include "levers/policies.hpp"
#include "levers/resolved.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

double price(const Dataset& run, int year, const std::string& carrier,
             const std::string& scenario = "no-policy") {
    return at(run, "carrier_price", scenario, year, {carrier});
}

std::string policies_text(const std::string& of, const std::string& tax) {
    return "extends: no-policy.yaml\npolicies:\n  - {lever: fuel-tax, id: x, for: {carrier: " + of +
           "},\n     schedule: {2030: " + tax + "}, source: judgement, grade: U}\n";
}

/// Gasoline 31.9088 MJ/L, gas 38.93 MJ/m3, hydrogen 120 MJ/kg, 3.6 MJ/kWh.
TEST_CASE("a tax by volume or mass or energy is that much per megajoule") {
    const ScenarioTree tree;
    struct Tax {
        const char* carrier;
        const char* tax;
        double added;  // CNY2020/MJ
    };
    int number = 0;
    for (const Tax& tax :
         {Tax{"gasoline", "1.5 CNY2020/L", 1.5 / 31.9088},
          Tax{"diesel", "1000 CNY2020/m3", 1.0 / 35.8764},
          Tax{"natural-gas", "0.5 CNY2020/m3", 0.5 / 38.93}, Tax{"hydrogen", "6 CNY2020/kg", 0.05},
          Tax{"electricity", "0.09 CNY2020/kWh", 0.025}}) {
        INFO(tax.carrier);
        const std::string id = "tax-" + std::to_string(++number);
        const Dataset run = run_of(tree.load_child(id, policies_text(tax.carrier, tax.tax)));
        const Dataset& before = shipped_run("no-policy");
        CHECK(price(run, 2029, tax.carrier, id) == price(before, 2029, tax.carrier));
        CHECK(price(run, 2035, tax.carrier, id) - price(before, 2035, tax.carrier) ==
              Approx(tax.added).epsilon(1e-12));
        CHECK(price(run, 2035, "methanol", id) == price(before, 2035, "methanol"));
    }
    // One amount for two carriers of different content.
    const Dataset run =
        run_of(tree.load_child("both", policies_text("[gasoline, diesel]", "1 CNY2020/L")));
    const Dataset& before = shipped_run("no-policy");
    CHECK(price(run, 2035, "gasoline", "both") - price(before, 2035, "gasoline") ==
          Approx(1.0 / 31.9088).epsilon(1e-12));
    CHECK(price(run, 2035, "diesel", "both") - price(before, 2035, "diesel") ==
          Approx(1.0 / 35.8764).epsilon(1e-12));
}

TEST_CASE("taxes that cannot be meant are refused with their line") {
    const ScenarioTree tree;
    const auto refusal = [&](const std::string& id, const std::string& of, const std::string& tax) {
        try {
            run_of(tree.load_child(id, policies_text(of, tax)));
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    // Nobody's cost in the model: the pack has no price of it.
    CHECK_THAT(refusal("a", "kerosene", "0.01 CNY2020/MJ"),
               Catch::Contains("a.yaml:6:") && Catch::Contains("'kerosene' has no price"));
    // By volume: electricity has no energy content, hydrogen one by mass.
    CHECK_THAT(refusal("b", "electricity", "1 CNY2020/L"),
               Catch::Contains("b.yaml:7:") && Catch::Contains("no energy-content"));
    CHECK_THAT(refusal("c", "hydrogen", "1 CNY2020/m3"),
               Catch::Contains("c.yaml:7:") && Catch::Contains("is by mass"));
}

/// 0.5 CNY per kg of CO2, of which 60 % reaches the customers of power plants and hydrogen makers.
TEST_CASE("the carbon cost of electricity is passed on by what making it emits that year") {
    const PolicyText carbon =
        policy("carbon-price", {}, {{"schedule", 0.5}, {"power-pass-through", 0.6}});
    const PolicyText clean = lever_case("clean-production").policy;  // half the CO2
    const Dataset& before = shipped_run("no-policy");
    const Dataset plain = run_of(with(shipped("no-policy"), carbon));
    const Dataset first = run_of(with(with(shipped("no-policy"), carbon), clean));
    const Dataset last = run_of(with(with(shipped("no-policy"), clean), carbon));
    for (const int year : {2028, 2040, 2060}) {
        for (const auto* carrier : {"electricity", "hydrogen"}) {
            INFO(carrier << " " << year);
            const double made = at(before, "production_factor", "no-policy", year, {carrier});
            CHECK(price(plain, year, carrier) ==
                  Approx(price(before, year, carrier) + 0.5 * 0.6 * made).epsilon(1e-14));
        }
        const double made = at(before, "production_factor", "no-policy", year, {"electricity"});
        CHECK(price(first, year, "electricity") ==
              Approx(price(before, year, "electricity") + 0.5 * 0.6 * 0.5 * made).epsilon(1e-14));
        CHECK(price(first, year, "electricity") == price(last, year, "electricity"));
        CHECK(price(plain, year, "gasoline") ==
              price(run_of(with(shipped("no-policy"), lever_case("carbon-price").policy)), year,
                    "gasoline"));
    }
    // In force later than the price itself: nothing before its own first year.
    const Dataset later =
        run_of(with(shipped("no-policy"),
                    {"carbon-price",
                     {},
                     {{"schedule", {{kStart, 0.5}}}, {"power-pass-through", {{2040, 1.0}}}}}));
    CHECK(price(later, 2039, "electricity") == price(before, 2039, "electricity"));
    CHECK(price(later, 2040, "electricity") > price(before, 2040, "electricity"));
}

/// 80 % of charging at 40 % less CO2: 1 - 0.32 of it; at a price 20 % lower: 1 - 0.16.
TEST_CASE("smart charging changes the electricity of road vehicles and of nobody else") {
    const Dataset& before = shipped_run("no-policy");
    const auto charging = [](double price_cut, double emission_cut) {
        return run_of(with(shipped("no-policy"), policy("smart-charging", {},
                                                        {{"participation", 0.8},
                                                         {"price-cut", price_cut},
                                                         {"emission-cut", emission_cut}})));
    };
    const Dataset cleaner = charging(0.0, 0.4);
    for (const int year : {2028, 2045}) {
        INFO(year);
        const auto production = [&](const Dataset& run, const char* subsector,
                                    const char* carrier) {
            return at(run, "co2_production", "no-policy", year, {subsector, carrier});
        };
        for (const auto* road : {"cars", "taxi-bus-coach", "trucks"}) {
            CHECK(production(cleaner, road, "electricity") ==
                  Approx(0.68 * production(before, road, "electricity")).epsilon(1e-13));
            CHECK(production(cleaner, road, "hydrogen") == production(before, road, "hydrogen"));
        }
        CHECK(production(cleaner, "rail", "electricity") ==
              production(before, "rail", "electricity"));
    }
    // Besides that CO2 nothing at all has moved.
    CHECK(difference_text(
              before, cleaner,
              {.ignored = {"co2_production", "emissions", "co2_by_boundary", "audit"}}) == "");
    const Dataset cheaper = charging(0.2, 0.4);
    CHECK(price(cheaper, kLook, "electricity") ==
          Approx(0.84 * price(before, kLook, "electricity")).epsilon(1e-14));
    CHECK(price(cheaper, kLook, "gasoline") == price(before, kLook, "gasoline"));
    CHECK(at(cheaper, "sales", "no-policy", kLook, {"private-car", "bev"}) >
          at(before, "sales", "no-policy", kLook, {"private-car", "bev"}));
    // Where the cheap hours run on coal.
    CHECK(at(charging(0.2, -0.1), "co2_production", "no-policy", kLook, {"cars", "electricity"}) >
          at(before, "co2_production", "no-policy", kLook, {"cars", "electricity"}));
}

/// A tax comes on top of a price that another policy has lowered.
TEST_CASE("a factor on the price acts before taxes") {
    config::Scenario scenario =
        with(shipped("no-policy"),
             policy("smart-charging", {},
                    {{"participation", 0.5}, {"price-cut", 0.2}, {"emission-cut", 0.0}}));
    add_policy(scenario, policy("fuel-tax", {{"carrier", {"electricity"}}}, "schedule", 0.01));
    CHECK(
        price(run_of(scenario), kLook, "electricity") ==
        Approx(0.9 * price(shipped_run("no-policy"), kLook, "electricity") + 0.01).epsilon(1e-14));
}

}  // namespace
}  // namespace tanlu::test
