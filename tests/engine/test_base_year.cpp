// The base year against the data that the pack was closed on, and what must hold between the
// shipped scenarios whatever the numbers.
#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/observed.hpp"
#include "support/china.hpp"

namespace tanlu::test {
namespace {

constexpr double kMegatonne = 1e9;  // kg

/// Direct CO2 of 2019 as the recommended base closes, Mt.
const std::vector<std::pair<std::string, double>> kSubsectors = {{"cars", 337.741},
                                                                 {"taxi-bus-coach", 68.1148},
                                                                 {"motorcycles", 13.7345},
                                                                 {"trucks", 304.603},
                                                                 {"special-low-speed", 15.1925},
                                                                 {"lpg-vehicles", 2.3},
                                                                 {"rail", 8.0},
                                                                 {"aviation", 79.9},
                                                                 {"shipping", 65.0},
                                                                 {"pipelines", 20.6179}};
constexpr double kTotal = 915.204;

double level(const std::string& id, int year, const char* boundary = "ttw") {
    return at(shipped_run(id), "co2_by_boundary", id, year, {boundary});
}

double cumulative(const std::string& id) {
    double sum = 0.0;
    for (int year = 2020; year <= 2060; ++year) sum += level(id, year);
    return sum;
}

double peak(const std::string& id) {
    double highest = 0.0;
    for (int year = 2019; year <= 2060; ++year) highest = std::max(highest, level(id, year));
    return highest;
}

TEST_CASE("direct CO2 of 2019 is within 5 % of the base, by subsector within 10 %") {
    double sum = 0.0;
    for (const auto& [subsector, megatonnes] : kSubsectors) sum += megatonnes;
    CHECK(sum == Approx(kTotal).epsilon(1e-4));
    for (const auto& id : shipped_ids()) {
        INFO(id);
        CHECK(level(id, 2019) / kMegatonne == Approx(kTotal).epsilon(0.05));
        for (const auto& [subsector, megatonnes] : kSubsectors) {
            INFO(subsector);
            CHECK(at(shipped_run(id), "emissions", id, 2019, {subsector, "ttw"}) / kMegatonne ==
                  Approx(megatonnes).epsilon(0.10));
        }
    }
}

/// Policies start after the base year: 2019 is the same in every scenario, bit for bit.
TEST_CASE("the base year is the same in every scenario") {
    for (const auto& id : shipped_ids()) {
        INFO(id);
        CHECK(difference_text(shipped_run("no-policy"), shipped_run(id), {.last_year = 2019}) ==
              "");
    }
}

TEST_CASE("more policy is less CO2, over the years and at their end") {
    CHECK(cumulative("reference") < 0.99 * cumulative("no-policy"));
    CHECK(cumulative("peak-2030") < 0.99 * cumulative("reference"));
    CHECK(cumulative("neutrality-2060") < 0.95 * cumulative("peak-2030"));
    CHECK(level("neutrality-2060", 2060) < 0.15 * peak("neutrality-2060"));
    CHECK(level("no-policy", 2060) > 0.3 * peak("no-policy"));
    for (const auto& id : shipped_ids()) {
        INFO(id);
        // Boundaries hold one another, and the grid of 2060 is almost clean.
        for (int year = 2019; year <= 2060; ++year) {
            CHECK(level(id, year) <= level(id, year, "ttw_grid"));
            CHECK(level(id, year, "ttw_grid") <= level(id, year, "wtw"));
        }
        CHECK(level(id, 2060, "ttw_grid") < 1.05 * level(id, 2060));
    }
}

TEST_CASE("more policy is more new-energy vehicles, all of them where the path says so") {
    const auto share = [](const std::string& id, int year) {
        return at(shipped_run(id), "nev_sales_share_auto", id, year);
    };
    CHECK(share("reference", 2022) > share("no-policy", 2022));
    CHECK(share("neutrality-2060", 2035) > share("reference", 2035));
    CHECK(share("neutrality-2060", 2045) == Approx(1.0).epsilon(1e-12));
    CHECK(at(shipped_run("neutrality-2060"), "nev_stock_share_auto", "neutrality-2060", 2060) >
          0.97);
}

TEST_CASE("the shipped scenarios are plausible") {
    for (const auto& scenario : all_shipped()) {
        INFO(scenario.id);
        const auto findings = engine::implausible(shipped_run(scenario.id), scenario);
        CHECK(findings.empty());
        for (const auto& finding : findings) WARN(finding);
    }
}

}  // namespace
}  // namespace tanlu::test
