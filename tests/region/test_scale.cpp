// Invariant P3: twice the people, vehicles, activity and energy give twice of everything that is an
// amount, and the same of everything that is a ratio. And P4 follows: two equal halves add up.
#include <catch2/catch.hpp>
#include <set>

#include "region/variations.hpp"

namespace tanlu::test {
namespace {

/// Outputs that do not grow with the region: prices, factors, shares, use per vehicle.
bool is_ratio(const std::string& variable) {
    static const std::set<std::string> ratios = {"time_value",
                                                 "battery_price",
                                                 "vkt",
                                                 "purchase_price",
                                                 "ownership_cost",
                                                 "audit",
                                                 "carrier_price",
                                                 "production_factor",
                                                 "energy_factor",
                                                 "trip_factor",
                                                 "trip_share", "chosen_share",
                                                 "pkm_share",
                                                 "tkm_share",
                                                 "nev_sales_share",
                                                 "nev_stock_share",
                                                 "nev_sales_share_auto",
                                                 "nev_stock_share_auto",
                                                 "electric_km_share"};
    return ratios.count(variable) > 0;
}

/// Every amount of the pack times `factor`.
config::Scenario enlarged(const config::Scenario& from, double factor) {
    config::Scenario scenario = from;
    int found = 0;
    for (const auto* end : {"drivers.population", "drivers.gdp"}) {
        found += scale_leaves(scenario, end, end, factor);
    }
    CHECK(found > 20);
    for (const auto& [start, end] :
         std::vector<std::pair<std::string, std::string>>{{"classes.", ".stock"},
                                                          {"classes.", ".base-tkm"},
                                                          {"classes.", ".stock-path"},
                                                          {"passenger.modes.", ".base-pkm"},
                                                          {"freight.modes.", ".base-tkm"},
                                                          {"nonroad.", ".base-energy"},
                                                          {"battery.", ".cumulative"}}) {
        INFO(start << " " << end);
        const int scaled = scale_leaves(scenario, start, end, factor);
        CHECK((scaled > 0 || end == ".stock-path"));
    }
    return scenario;
}

int peak_year(const Dataset& run, const config::Scenario& scenario, const char* boundary) {
    int peak = 2019;
    for (int year = 2019; year <= scenario.horizon; ++year) {
        const auto level = [&](int t) {
            return at(run, "co2_by_boundary", scenario.id, t, {boundary});
        };
        if (level(year) > level(peak)) peak = year;
    }
    return peak;
}

TEST_CASE("a region of twice the size has twice the amounts and the same ratios") {
    for (const auto& id : shipped_ids()) {
        INFO(id);
        const config::Scenario twice = enlarged(shipped(id), 2.0);
        const Dataset run = run_of(twice);
        const std::string text =
            difference_text(shipped_run(id), run,
                            {.tolerance = 1e-9,
                             .floor = 1e-12,
                             .expected = [](const std::string& name,
                                            double x) { return is_ratio(name) ? x : 2.0 * x; },
                             .ignored = {"audit"}});
        CHECK(text == "");
        for (const auto* boundary : {"ttw", "ttw_grid", "wtw"}) {
            CHECK(peak_year(run, twice, boundary) ==
                  peak_year(shipped_run(id), shipped(id), boundary));
        }
    }
}

/// Sizes that are no power of two, so that rounding differs, on varied parameters.
TEST_CASE("a third of a varied region has a third of the amounts") {
    for (const int i : {1, 6, 11, 16}) {
        const auto& made = variations()[static_cast<std::size_t>(i)];
        INFO(made.title);
        CHECK(difference_text(made.run, run_of(enlarged(made.scenario, 1.0 / 3.0)),
                              {.tolerance = 1e-9,
                               .floor = 1e-12,
                               .expected = [](const std::string& name,
                                              double x) { return is_ratio(name) ? x : x / 3.0; },
                               .ignored = {"audit"}}) == "");
    }
}

/// More people of the same income are not the same as richer people: the test above can fail.
TEST_CASE("more people at the same GDP own fewer cars each") {
    config::Scenario scenario = shipped("no-policy");
    CHECK(scale_leaves(scenario, "drivers.population", "population", 2.0) > 20);
    const std::string text =
        difference_text(shipped_run("no-policy"), run_of(scenario),
                        {.tolerance = 1e-9, .expected = [](const std::string& name, double x) {
                             return is_ratio(name) ? x : 2.0 * x;
                         }});
    CHECK(text.find("stock") != std::string::npos);
}

}  // namespace
}  // namespace tanlu::test
