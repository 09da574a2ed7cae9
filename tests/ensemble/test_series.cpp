// The series that ensembles follow are the numbers of result files.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "ensemble/worker.hpp"
#include "support/china.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

/// A study whose only input changes nothing.
study::Study still(config::Scenario scenario) {
    const std::string source = scenario.pack.sources.front().id.text;
    return study_of(
        "  drivers.ppp: {change: factor, discrete: {values: [1]}, unit: \"1\", source: " + source +
            ", grade: "
            "U}\n",
        std::vector{std::move(scenario)}, "{kind: mc, samples: 8, seed: 1}");
}

/// Number of a dataset of one scenario and region for a series in a year.
double in_result(const Dataset& result, const ensemble::Series& series, int year) {
    const Variable& variable = result.variable(series.variable);
    std::vector<std::size_t> at;
    for (const auto& axis : variable.axes) {
        if (axis == "scenario" || axis == "region") {
            at.push_back(0);
        } else if (axis == "year") {
            at.push_back(static_cast<std::size_t>(year - result.axis("year").years.front()));
        } else {
            const auto place = std::find(series.axes.begin(), series.axes.end(), axis);
            REQUIRE(place != series.axes.end());
            at.push_back(result.index(
                axis, series.labels[static_cast<std::size_t>(place - series.axes.begin())]));
        }
    }
    return variable.data[result.offset(variable, at)];
}

bool is_close(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

/// Combinations of labels for which a variable is ever something but zero. Others, such as vehicles
/// of a technology that a class does not have, need no series.
std::size_t combinations(const Dataset& result, const Variable& variable) {
    std::size_t years = result.axis("year").size();
    std::set<std::size_t> found;
    std::size_t inner = 1;
    for (std::size_t a = variable.axes.size(); a-- > 0 && variable.axes[a] != "year";) {
        inner *= result.axis(variable.axes[a]).size();
    }
    for (std::size_t i = 0; i < variable.data.size(); ++i) {
        if (!std::isnan(variable.data[i]) && variable.data[i] != 0.0) found.insert(i % inner);
    }
    CHECK(variable.data.size() == years * inner);
    return found.size();
}

}  // namespace

TEST_CASE("A study without spread has in every sample what a run says") {
    const ensemble::Plan plan(still(shipped("reference")));
    const auto& run = plan.runs().front();
    const Dataset& result = shipped_run("reference");
    ensemble::Block block(plan);
    block.count = kBlockSamples;
    ensemble::Worker(plan).run(block, 0);

    std::map<std::string, std::size_t> listed;
    for (std::size_t s = 0; s < run.series.size(); ++s) {
        const auto& series = run.series[s];
        ++listed[series.variable];
        // Some totals are followed for evidence and outcomes alone.
        if (!result.find(series.variable)) continue;
        INFO(series.name());
        CHECK(result.variable(series.variable).unit == series.unit);
        for (std::size_t y = 0; y < run.years; ++y) {
            const auto values = block.values(0, s * run.years + y);
            const int year = run.first_year + static_cast<int>(y);
            const double expected = in_result(result, series, year);
            for (int i = 0; i < kLaneCount; ++i) {
                const double value = values[static_cast<std::size_t>(i)];
                if (is_close(value, expected)) continue;
                CAPTURE(year, i, value, expected);
                FAIL_CHECK("differs");
                y = run.years - 1;
                break;
            }
        }
    }
    for (std::size_t i = 0; i < kLaneCount; ++i) CHECK(block.runs[0].status[i] == 0);

    // Nothing that a run says of each year is left out.
    for (const auto& variable : result.variables) {
        INFO(variable.name);
        const bool is_yearly =
            std::find(variable.axes.begin(), variable.axes.end(), "year") != variable.axes.end();
        if (!is_yearly) continue;
        CHECK(listed.contains(variable.name));
        CHECK(listed[variable.name] >= combinations(result, variable));
    }
}

TEST_CASE("Names of series are unique") {
    const ensemble::Plan plan(still(mini_scenario()));
    std::set<std::string> names;
    for (const auto& series : plan.runs().front().series) names.insert(series.name());
    CHECK(names.size() == plan.runs().front().series.size());
}

TEST_CASE("A ratio without anything below it has no number") {
    // Two numbers a and b: sums, and a share that has no number where the sum is 0.
    const ensemble::Series sum{"sum", {}, {}, "1", "", {{0, 0}}, {}};
    const ensemble::Series share{"share", {}, {}, "1", "", {{0, 0}}, {{0, 0}}};
    const std::vector<ensemble::Series> series{sum, share};
    ensemble::SeriesReader reader(series);
    const ensemble::Plan plan(still(mini_scenario()));
    model::YearOutput<Lanes> year;
    std::vector<Lanes> values(2);
    // The first output of the model, whatever it is, set by hand.
    bool is_first = true;
    Lanes first(2.0);
    first[3] = 0.0;
    first[4] = model::kNaN;
    model::describe_outputs(
        [&](const model::Output&, auto& table) {
            if (!is_first) return;
            is_first = false;
            if constexpr (std::is_same_v<std::decay_t<decltype(table)>, Lanes>) {
                table = first;
            } else {
                table.assign(1, first);
            }
        },
        year);
    reader.read(year, [&](std::size_t s, const Lanes& value) { values[s] = value; });
    CHECK(values[0][0] == 2.0);
    CHECK(values[1][0] == 1.0);
    CHECK(std::isnan(values[1][3]));
    CHECK(std::isnan(values[1][4]));
}

TEST_CASE("Positions are found by variable and labels") {
    const ensemble::Plan plan(still(mini_scenario()));
    const auto& series = plan.runs().front().series;
    const std::vector<std::string> ttw{"ttw"};
    const auto at = ensemble::position_of(series, "co2_by_boundary", ttw);
    CHECK(series[at].name() == "co2_by_boundary[ttw]");
    CHECK_THROWS_WITH(
        ensemble::position_of(series, "co2_by_boundary", std::vector<std::string>{"x"}),
        Catch::Contains("no series 'co2_by_boundary[x]'"));
}

TEST_CASE("A study keeps the series that the targets of systems need") {
    const auto kept = [](const std::string& keep) {
        study::Study study = study_of(
            "  drivers.ppp: {uniform: [3, 5], unit: CNY2020/int$2017, source: test, "
            "grade: U}\n",
            "", "", "{kind: mc, samples: 1, seed: 1}", "keep: " + keep + "\n");
        const ensemble::Plan plan(std::move(study));
        const ensemble::Run& run = plan.runs().front();
        std::set<std::string> variables;
        for (const std::size_t s : run.kept) {
            variables.insert(run.series[s].variable);
            // What is kept is summarised too: readers see there which series exist.
            CHECK(std::ranges::find(run.summarised, s) != run.summarised.end());
        }
        return variables;
    };
    using Names = std::set<std::string>;
    // Shares of new-energy vehicles and of green trips, vehicles in use; no freight.
    CHECK(kept("{summaries: [], indicators: [green-travel]}") ==
          Names{"co2_by_boundary", "sales", "stock", "trips"});
    CHECK(kept("{series: [trips], indicators: [green-travel]}").size() == 4);  // named twice
    CHECK(kept("{summaries: [], indicators: []}").empty());
    CHECK_THROWS_WITH(kept("{indicators: [green-travel, ndrc-pilott]}"),
                      Catch::Contains("error: no shipped indicator system 'ndrc-pilott'") &&
                          Catch::Contains("study.yaml:8:35") &&
                          Catch::Contains("did you mean 'ndrc-pilot'?"));
}
