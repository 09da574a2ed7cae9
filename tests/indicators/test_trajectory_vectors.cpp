// The 16 reference cases of the trajectory indicators.
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "indicators/trajectory.hpp"
#include "schema/input_file.hpp"
#include "schema/scalar.hpp"
#include "schema/yaml.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kTolerance = 1e-9;

struct Case {
    std::string name;
    int start_year = 0;
    std::vector<double> series;
    schema::Node expected;

    /// Expected number; nothing for null.
    std::optional<double> number(const std::string& key) const {
        const schema::Node& node = expected.find(key)->value;
        if (node.kind == schema::Node::Kind::null || node.text == "null") return std::nullopt;
        return std::get<double>(schema::read_number(node));
    }
};

schema::Node read_vectors() {
    const std::string path =
        std::string(TANLU_SOURCE_DIR) + "/tests/indicators/trajectory_vectors.yaml";
    Diagnostics diagnostics;
    const auto text = schema::read_input(path, {}, diagnostics);
    diagnostics.throw_if_errors();
    auto root = schema::parse_yaml(*text, path, diagnostics);
    diagnostics.throw_if_errors();
    return *root;
}

std::vector<Case> read_cases() {
    std::vector<Case> cases;
    const schema::Node root = read_vectors();
    for (const auto& item : root.find("cases")->value.items) {
        Case one;
        one.name = item.find("name")->value.text;
        one.start_year = std::get<int>(schema::read_integer(item.find("start_year")->value));
        for (const auto& value : item.find("series")->value.items) {
            one.series.push_back(std::get<double>(schema::read_number(value)));
        }
        one.expected = item.find("expected")->value;
        cases.push_back(std::move(one));
    }
    return cases;
}

void check(const Case& one, const std::string& key, std::optional<double> actual) {
    CAPTURE(key);
    const auto expected = one.number(key);
    REQUIRE(actual.has_value() == expected.has_value());
    if (expected) CHECK(*actual == Approx(*expected).margin(kTolerance).epsilon(0.0));
}

std::optional<double> from_year(std::optional<int> year) {
    return year ? std::optional<double>(*year) : std::nullopt;
}

std::optional<double> from_number(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

TEST_CASE("trajectory: the rules in force are those of the reference cases") {
    const schema::Node root = read_vectors();
    const auto rule = [&](const std::string& key) {
        return std::get<double>(
            schema::read_number(root.find("parameters")->value.find(key)->value));
    };
    const PeakRules rules;
    CHECK(rules.tie == rule("eps_tie"));
    CHECK(rules.band == rule("plateau_band"));
    CHECK(rules.confirm_years == rule("confirm_years"));
}

TEST_CASE("trajectory: all reference cases hold") {
    const auto cases = read_cases();
    REQUIRE(cases.size() == 16);
    for (const auto& one : cases) {
        CAPTURE(one.name);
        const AnnualSeries series{.first_year = one.start_year, .values = one.series};
        const int last = series.last_year();

        const Peak peak = find_peak(series);
        CHECK(to_string(peak.status) == one.expected.find("status")->value.text);
        check(one, "peak_level", peak.level);
        check(one, "peak_year", from_year(peak.year));
        check(one, "peak_year_last", from_year(peak.last_year));

        const auto plateau = find_plateau(series);
        const auto of_plateau = [&](int value) {
            return plateau ? std::optional<double>(value) : std::nullopt;
        };
        const Plateau run = plateau.value_or(Plateau{});
        check(one, "plateau_start", of_plateau(run.start));
        check(one, "plateau_end", of_plateau(run.end));
        check(one, "plateau_length", of_plateau(run.length()));
        check(one, "band_years", of_plateau(run.band_years));

        check(one, "rebound_pct", from_number(rebound(series)));
        check(one, "decline_linear_pct", from_number(linear_decline(series, last)));
        check(one, "decline_cagr_pct", from_number(compound_decline(series, last)));

        const NetZero zero = find_net_zero(series);
        check(one, "net_zero_year", from_year(zero.year));
        check(one, "net_zero_first", from_year(zero.first_crossing));
        check(one, "net_zero_fraction", from_number(zero.time));
        check(one, "sum", from_number(sum_years(series, one.start_year, last)));
    }
}

}  // namespace
}  // namespace tanlu::indicators
