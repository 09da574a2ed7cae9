// Invariant P6: which way results move when one number moves.
#include <catch2/catch.hpp>
#include <cmath>

#include "region/variations.hpp"

namespace tanlu::test {
namespace {

constexpr double kRounding = 1e-12;

/// Energy of all subsectors in carriers that have fossil carbon.
double fossil_energy(const config::Scenario& scenario, const Dataset& run, int year,
                     bool road_only = false) {
    double total = 0.0;
    for (const auto& subsector : scenario.pack.parameters.subsectors) {
        if (road_only && !subsector.road) continue;
        for (const auto& carrier : scenario.pack.parameters.carriers) {
            if (carrier.co2.number * (1.0 - carrier.biogenic_share.number) <= 0.0) continue;
            total += at(run, "energy", scenario.id, year, {subsector.id.text, carrier.id.text});
        }
    }
    return total;
}

const std::vector<std::string> kBases = {"no-policy", "reference", "neutrality-2060"};

TEST_CASE("a higher carbon price never means more fossil energy") {
    for (const auto& id : kBases) {
        std::vector<Dataset> runs;
        const std::vector<double> prices = {0.0, 0.2, 0.5, 1.0};  // CNY2020/kg
        for (const double price : prices) {
            config::Scenario scenario = shipped(id);
            add_policy(scenario, {"carbon-price", {}, {{"schedule", {{2025, price}}}}});
            runs.push_back(run_of(scenario));
        }
        for (int year = 2019; year <= 2060; ++year) {
            INFO(id << " " << year);
            for (std::size_t i = 1; i < runs.size(); ++i) {
                const double less = fossil_energy(shipped(id), runs[i - 1], year);
                const double more = fossil_energy(shipped(id), runs[i], year);
                CHECK(more <= less * (1.0 + kRounding));
                if (id == "no-policy" && year == 2035) CHECK(more < 0.999 * less);
            }
        }
    }
}

TEST_CASE("a dirtier grid changes no tailpipe bit and lowers no total with the grid") {
    for (const auto& id : shipped_ids()) {
        INFO(id);
        config::Scenario scenario = shipped(id);
        REQUIRE(scale_leaves(scenario, "carriers.electricity.production", "", 1.3) > 5);
        const Dataset run = run_of(scenario);
        CHECK(difference_text(shipped_run(id), run,
                              {.ignored = {"co2_by_boundary", "emissions", "co2_production",
                                           "production_factor", "audit"}}) == "");
        for (int year = 2019; year <= scenario.horizon; ++year) {
            INFO(year);
            const auto level = [&](const Dataset& d, const char* boundary) {
                return at(d, "co2_by_boundary", id, year, {boundary});
            };
            CHECK(level(run, "ttw") == level(shipped_run(id), "ttw"));
            CHECK(level(run, "ttw_grid") >= level(shipped_run(id), "ttw_grid"));
            CHECK(level(run, "wtw") >= level(shipped_run(id), "wtw"));
        }
        CHECK(at(run, "co2_by_boundary", id, 2030, {"ttw_grid"}) >
              1.001 * at(shipped_run(id), "co2_by_boundary", id, 2030, {"ttw_grid"}));
    }
}

TEST_CASE("faster learning never makes batteries dearer, slower learning never cheaper") {
    for (const auto& id : kBases) {
        config::Scenario faster = shipped(id);
        const double rate = faster.pack.parameters.battery.learning_rate.number;
        set_leaf(faster, "battery.learning-rate", rate + 0.05);
        const Dataset run = run_of(faster);
        for (int year = 2019; year <= 2060; ++year) {
            INFO(id << " " << year);
            const double price = at(run, "battery_price", id, year);
            CHECK(price <= at(shipped_run(id), "battery_price", id, year) * (1.0 + kRounding));
            CHECK(price >= faster.pack.parameters.battery.floor.number);
            if (year > 2019) CHECK(price <= at(run, "battery_price", id, year - 1));
        }
        CHECK(at(run, "battery_price", id, 2030) <
              0.98 * at(shipped_run(id), "battery_price", id, 2030));
    }
}

TEST_CASE("shorter waits never cost buses passengers") {
    for (const auto& id : kBases) {
        config::Scenario scenario = shipped(id);
        add_policy(scenario,
                   {"transit-service", {{"mode", {"bus"}}}, {{"wait-time", {{2025, -0.4}}}}});
        const Dataset run = run_of(scenario);
        for (int year = 2019; year <= 2060; ++year) {
            INFO(id << " " << year);
            const double before = at(shipped_run(id), "trip_share", id, year, {"bus"});
            const double after = at(run, "trip_share", id, year, {"bus"});
            CHECK(after >= before * (1.0 - kRounding));
            if (year >= 2025) CHECK(after > 1.005 * before);
        }
    }
}

TEST_CASE("a larger required stock never means a smaller fleet, nor more saturation fewer cars") {
    config::Scenario scenario = shipped("reference");
    const double saturation = scenario.pack.parameters.classes[0].ownership->saturation.number;
    REQUIRE(scenario.pack.parameters.classes[0].id.text == "private-car");
    // The curve goes through both observations whatever its saturation; above the second one a
    // higher ceiling lies higher.
    set_leaf(scenario, "classes.private-car.ownership.saturation", 1.2 * saturation);
    const Dataset run = run_of(scenario);
    for (int year = 2020; year <= 2060; ++year) {
        INFO(year);
        CHECK(sum_at(run, "stock", "reference", year, {"private-car"}) >=
              sum_at(shipped_run("reference"), "stock", "reference", year, {"private-car"}) *
                  (1.0 - kRounding));
    }
    CHECK(sum_at(run, "stock", "reference", 2050, {"private-car"}) >
          1.05 * sum_at(shipped_run("reference"), "stock", "reference", 2050, {"private-car"}));
}

TEST_CASE("a lower floor of battery prices never lowers the sales of battery cars") {
    config::Scenario cheaper = shipped("no-policy");
    set_leaf(cheaper, "battery.floor", 0.0);
    const Dataset batteries = run_of(cheaper);
    for (int year = 2020; year <= 2060; ++year) {
        INFO(year);
        const auto share = [&](const Dataset& d) {
            return at(d, "sales", "no-policy", year, {"private-car", "bev"}) /
                   sum_at(d, "sales", "no-policy", year, {"private-car"});
        };
        CHECK(share(batteries) >= share(shipped_run("no-policy")) * (1.0 - kRounding));
    }
}

/// A price that rises only after the base year: base-year behaviour was seen at base-year prices.
TEST_CASE("gasoline that grows dearer never raises car travel") {
    config::Scenario scenario = shipped("no-policy");
    for (auto& carrier : scenario.pack.parameters.carriers) {
        if (carrier.id.text != "gasoline") continue;
        Trajectory::Anchor later = carrier.price->anchors.back();
        carrier.price->anchors.back().year = 2024;
        later.year = 2026;
        later.value.number *= 1.5;
        carrier.price->anchors.push_back(later);
        carrier.price->interpolation = Interpolation::kLinear;
    }
    const Dataset run = run_of(scenario);
    const auto car = [](const Dataset& d, int year) {
        return at(d, "pkm", "no-policy", year, {"car"});
    };
    for (int year = 2019; year <= 2060; ++year) {
        INFO(year);
        CHECK(car(run, year) <= car(shipped_run("no-policy"), year) * (1.0 + kRounding));
    }
    CHECK(car(run, 2026) < 0.98 * car(shipped_run("no-policy"), 2026));
}

}  // namespace
}  // namespace tanlu::test
