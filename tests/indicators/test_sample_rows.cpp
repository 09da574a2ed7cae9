// Rows over the samples of a study, worked by hand.
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <map>

#include "indicators/probability.hpp"
#include "indicators/sample_rows.hpp"
#include "indicators/trajectory.hpp"
#include "indicators/view.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kNever = std::numeric_limits<double>::infinity();

double number(PeakStatus status) {
    return static_cast<double>(status);
}

/// Outcomes by name, the same in every boundary.
SampleOutcomes outcomes_of(std::map<std::string, std::vector<double>, std::less<>> tables,
                           std::vector<std::string> boundaries = {"ttw"}) {
    return {[tables](std::string_view outcome, std::string_view) {
                const auto found = tables.find(outcome);
                if (found == tables.end()) throw MissingInput("outcome");
                return found->second;
            },
            [](std::string_view outcome) {
                return std::string(outcome == "cumulative" ? "GtCO2" : "MtCO2/yr");
            },
            std::move(boundaries)};
}

TEST_CASE("samples: the probability of a peak before 2030 counts both readings") {
    // Five samples: peaks in 2028 and 2030, one before the start, one not seen, one undefined.
    const auto lines = find_sample_row("peak-probability")
                           ->compute(outcomes_of({{"before_2030_strict", {1, 0, 1, 0, kNone}},
                                                  {"before_2030_inclusive", {1, 1, 1, 0, kNone}}}));
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].variant == "strict");
    CHECK(lines[0].met == 2);  // of 5: a sample without an answer does not pass
    CHECK(lines[0].samples == 5);
    CHECK(lines[0].undefined == 1);
    CHECK(lines[0].values.empty());
    CHECK(lines[1].variant == "inclusive");
    CHECK(lines[1].met == 3);
}

TEST_CASE("samples: a peak that is not seen lies after every year, not at the horizon") {
    using enum PeakStatus;
    // Sorted: 2019, 2027, 2031, infinity, infinity; the sample without emissions is left out.
    const auto lines =
        find_sample_row("peak-quantiles")
            ->compute(outcomes_of(
                {{"peak_year", {2031, kNone, 2019, 2027, kNone, kNone}},
                 {"peak_status",
                  {number(peaked), number(not_peaked), number(peaked_at_or_before_start),
                   number(provisional), number(no_positive_emissions), number(not_peaked)}}}));
    REQUIRE(lines.size() == 1);
    const SampleLine& line = lines.front();
    CHECK(line.samples == 6);
    CHECK(line.undefined == 1);
    CHECK_FALSE(line.met);
    CHECK(line.values.size() == 5);
    // Ranks ceil(5 q): 1, 2, 3, 4, 5.
    CHECK(sample_quantile(line.values, 0.05) == 2019.0);
    CHECK(sample_quantile(line.values, 0.25) == 2027.0);
    CHECK(sample_quantile(line.values, 0.50) == 2031.0);
    CHECK(sample_quantile(line.values, 0.75) == kNever);
    CHECK(sample_quantile(line.values, 0.95) == kNever);
    CHECK_THAT(line.note, Catch::Contains("in 1 of 6 samples"));
}

TEST_CASE("samples: levels are taken over finite values, the others are counted") {
    std::map<std::string, std::vector<double>, std::less<>> tables;
    for (const auto* name :
         {"peak_level", "emissions_2035", "emissions_2050", "residual_2060", "cumulative"}) {
        tables[name] = {1.0};
    }
    tables["emissions_2030"] = {900.0, kNone, 1100.0, 1000.0, kNever};
    const auto lines =
        find_sample_row("level-quantiles")->compute(outcomes_of(tables, {"ttw", "wtw"}));
    REQUIRE(lines.size() == 12);  // six levels in two boundaries
    const SampleLine& line = lines[2];
    CHECK(line.variant == "2030");
    CHECK(line.boundary == "ttw");
    CHECK(line.unit == "MtCO2/yr");
    CHECK(line.undefined == 2);
    CHECK(line.values == std::vector<double>{900.0, 1100.0, 1000.0});
    CHECK(sample_quantile(line.values, 0.25) == 900.0);   // rank ceil(0.75) = 1
    CHECK(sample_quantile(line.values, 0.75) == 1100.0);  // rank ceil(2.25) = 3
    CHECK(lines[3].unit == "MtCO2e/yr");                  // well to wheel counts all gases
    CHECK(lines.back().unit == "GtCO2e");
}

TEST_CASE("samples: an outcome that a study lacks is named, a row that is none is not found") {
    CHECK_THROWS_AS(find_sample_row("peak-quantiles")->compute(outcomes_of({})), MissingInput);
    CHECK(find_sample_row("peak-quantile") == nullptr);
}

}  // namespace
}  // namespace tanlu::indicators
