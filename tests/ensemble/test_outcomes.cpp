// Outcomes of samples are the computed indicators of a run.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "ensemble/worker.hpp"
#include "indicators/evaluate.hpp"
#include "indicators/read_system.hpp"
#include "support/china.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

/// Outcomes of the only sample of a study without spread: by name and boundary.
std::map<std::string, double> outcomes_of(const config::Scenario& scenario) {
    const ensemble::Plan plan(
        study_of("  drivers.ppp: {change: factor, discrete: {values: [1]}, unit: \"1\", source: "
                 "gk, grade: U}\n",
                 std::vector{scenario}, "{kind: mc, samples: 1, seed: 1}"));
    ensemble::Block block(plan);
    block.count = 1;
    ensemble::Worker(plan).run(block, 0);
    std::map<std::string, double> values;
    const auto numbers = ensemble::outcome_numbers();
    for (std::size_t n = 0; n < numbers.size(); ++n) {
        const auto& outcome = ensemble::outcomes()[numbers[n].outcome];
        std::string name(outcome.name);
        std::replace(name.begin(), name.end(), '_', '-');
        if (outcome.by_boundary) {
            name += " " + std::string(region::kBoundaryNames[numbers[n].boundary]);
        }
        values[name] = block.runs[0].outcomes[n * kBlockSamples];
    }
    return values;
}

/// Name of the outcome for a row and variant of the indicators; empty where there is none.
std::string outcome_for(const std::string& row, const std::string& variant) {
    if (row == "residual-2060" && variant == "total") return row;
    if (row == "residual-2060" && variant == "share of the peak") return row + "-share";
    if (!variant.empty()) return {};
    if (row == "post-peak-rebound") return "rebound";
    return row == "half-peak" ? "half-peak-year" : row;
}

const indicators::System& system_of_trajectory() {
    static const indicators::System kSystem = indicators::read_system(
        std::string(TANLU_SOURCE_DIR) + "/models/indicators/trajectory.yaml");
    return kSystem;
}

}  // namespace

TEST_CASE("Outcomes are the indicators of the same name") {
    const std::string id = GENERATE("no-policy", "reference", "peak-2030", "neutrality-2060",
                                    "nev-only", "delayed-action");
    CAPTURE(id);
    const auto& ids = library_ids();
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) FAIL("no such scenario");
    const config::Scenario scenario = config::load_scenario(scenario_path(id), levers::specs());
    const auto outcomes = outcomes_of(scenario);
    const Dataset result = run_of(scenario);

    std::set<std::string> compared;
    for (const auto& evaluation : indicators::evaluate(system_of_trajectory(), result)) {
        const std::string row = outcome_for(evaluation.indicator->key, evaluation.outcome.variant);
        const std::string key = evaluation.boundary.empty() ? row : row + " " + evaluation.boundary;
        const auto found = outcomes.find(key);
        if (found == outcomes.end() || !evaluation.outcome.by_year.empty()) continue;
        INFO(key);
        compared.insert(row);
        if (row == "peak-status") {
            const auto status = static_cast<std::size_t>(found->second);
            CHECK(ensemble::peak_statuses()[status] == evaluation.outcome.text);
        } else if (evaluation.outcome.value) {
            CHECK(found->second == Approx(*evaluation.outcome.value).epsilon(1e-11));
        } else {
            CHECK(std::isnan(found->second));
        }
    }
    // What is compared, so that a renamed row does not pass unseen.
    for (const char* row : {"peak-level",
                            "peak-year",
                            "peak-year-last",
                            "peak-status",
                            "before-2030-strict",
                            "before-2030-inclusive",
                            "decline-onset-year",
                            "plateau-start",
                            "plateau-end",
                            "plateau-length",
                            "band-years",
                            "decline-linear",
                            "decline-cagr",
                            "max-drop",
                            "near-zero-year-10",
                            "near-zero-year-5",
                            "residual-2060",
                            "cumulative",
                            "per-capita-peak-year",
                            "energy-peak-year",
                            "oil-peak-year",
                            "ice-stock-peak",
                            "nev-sales-50",
                            "nev-stock-50",
                            "nev-lag"}) {
        INFO(row);
        CHECK(compared.contains(row));
    }
}

TEST_CASE("Outcomes of a path worked out by hand") {
    // 10, 12, 12, 9, 6, ... down to 0: peak 12 first in 2020, last in 2021.
    std::vector<double> emissions;
    for (int year = 2019; year <= 2060; ++year) {
        emissions.push_back(year == 2019   ? 10e9
                            : year <= 2021 ? 12e9
                                           : std::max(0.0, 12e9 - 3e9 * (year - 2021)));
    }
    const std::vector<double> share = [] {
        std::vector<double> values;
        for (int year = 2019; year <= 2060; ++year) values.push_back((year - 2019) / 41.0);
        return values;
    }();
    ensemble::Paths paths;
    const indicators::AnnualSeries path{2019, emissions};
    const indicators::AnnualSeries rise{2019, share};
    paths.emissions.fill(path);
    paths.per_head.fill(path);
    paths.gdp = rise;
    paths.energy = path;
    paths.petroleum = path;
    paths.conventional_stock = path;
    paths.nev_sales_share = rise;
    paths.nev_stock_share = rise;
    std::vector<double> values(ensemble::outcome_count());
    ensemble::evaluate(paths, values);
    const auto value = [&](std::string_view name) {
        const auto numbers = ensemble::outcome_numbers();
        for (std::size_t n = 0; n < numbers.size(); ++n) {
            if (ensemble::outcomes()[numbers[n].outcome].name == name) return values[n];
        }
        FAIL(name);
        return 0.0;
    };
    CHECK(value("peak_level") == Approx(12.0));  // Mt
    CHECK(value("peak_year") == 2020);
    CHECK(value("peak_year_last") == 2021);
    CHECK(value("decline_onset_year") == 2022);
    CHECK(value("plateau_length") == 2);
    CHECK(value("before_2030_strict") == 1);
    CHECK(value("max_drop") == Approx(25.0));   // 3 of 12
    CHECK(value("half_peak_year") == 2023);     // 6 of 12
    CHECK(value("near_zero_year_10") == 2025);  // 0; 3 of 12 the year before
    CHECK(value("residual_2060") == 0);
    CHECK(value("residual_2060_share") == 0);
    CHECK(value("gross_zero_2060") == 1);
    CHECK(value("net_zero_year") == 2025);
    CHECK(value("emissions_2030") == 0);
    // 2020 to 2024: 12 + 12 + 9 + 6 + 3 Mt.
    CHECK(value("cumulative") == Approx(0.042));
    // 20.5 / 41 is reached in 2040 (21 / 41); 80 % from 32.8 on, 2052; 95 % from 38.95 on, 2058.
    CHECK(value("nev_sales_50") == 2040);
    CHECK(value("nev_sales_80") == 2052);
    CHECK(value("nev_sales_95") == 2058);
    CHECK(value("nev_lag") == 0);
    CHECK(value("nev_stock_share_2030") == Approx(100.0 * 11 / 41));
}

TEST_CASE("Whole outcomes are years and counts and answers") {
    for (const auto& outcome : ensemble::outcomes()) {
        INFO(std::string(outcome.name));
        const bool is_year = outcome.name.ends_with("_year") || outcome.name.ends_with("_50");
        if (is_year) CHECK(ensemble::is_whole(outcome));
        if (outcome.unit.find('%') != std::string_view::npos)
            CHECK_FALSE(ensemble::is_whole(outcome));
    }
    std::size_t by_boundary = 0;
    for (const auto& outcome : ensemble::outcomes()) by_boundary += outcome.by_boundary ? 1 : 0;
    CHECK(ensemble::outcome_count() ==
          ensemble::outcomes().size() + by_boundary * (region::kBoundaryCount - 1));
}
