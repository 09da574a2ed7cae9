#include "schema/leaf_reader.hpp"

#include <catch2/catch.hpp>

#include "schema/messages.hpp"
#include "schema/yaml.hpp"

using namespace tanlu;
using namespace tanlu::schema;
using tanlu::test::messages;

namespace {

constexpr Field kShare{"share", "1", "A share.", kFraction};
constexpr Field kUse{"use", "MJ/km|m3/km|kg/km", "Energy use.", kPositive};
constexpr Field kFactor{"factor", "kg/MJ|kg/kg", "A factor.", kNotNegative};

/// A leaf under the key `x`, read with what was reported.
struct Reading {
    Diagnostics diagnostics;
    ReadContext context{diagnostics, 2019, {}, {}, {}};
    Node node;

    explicit Reading(const std::string& leaf) {
        const auto root = parse_yaml("x: " + leaf + "\n", "f.yaml", diagnostics);
        REQUIRE(root);
        node = root->find("x")->value;
    }
    std::optional<Value> value(const Field& field) { return read_value(node, field, "x", context); }
    std::optional<Trajectory> series(const Field& field) {
        return read_series(node, field, "x", context);
    }
    std::vector<std::string> errors() const { return messages(diagnostics); }
};

std::string error_of(const std::string& leaf, const Field& field) {
    Reading reading(leaf);
    CHECK_FALSE(reading.value(field).has_value());
    REQUIRE_FALSE(reading.errors().empty());
    return reading.errors().front();
}

std::string series_error(const std::string& leaf, const Field& field) {
    Reading reading(leaf);
    reading.series(field);
    REQUIRE_FALSE(reading.errors().empty());
    return reading.errors().front();
}

}  // namespace

TEST_CASE("A value keeps what was written beside its canonical number") {
    Reading reading(
        "{value: 50, unit: \"%\", source: a+b, grade: B, low: 40, high: 60, note: why}");
    const auto value = reading.value(kShare);

    REQUIRE(value);
    CHECK(value->number == 0.5);
    CHECK(value->written == 50.0);
    CHECK(value->unit == "%");
    CHECK(value->low == 0.4);
    CHECK(value->high == 0.6);
    CHECK(value->written_high == 60.0);
    CHECK(value->source == "a+b");
    CHECK(value->grade == Grade::b);
    CHECK(value->note == "why");
    CHECK(value->origin == Origin{"f.yaml", 1, 12});
    REQUIRE(reading.context.references.size() == 2);
    CHECK(reading.context.references[1].name == "b");
    CHECK(reading.context.references[1].of == "sources");
}

TEST_CASE("A value is converted into the alternative that its unit fits") {
    Reading by_volume("{value: 7.7, unit: L/100 km, source: a, grade: B}");
    Reading by_energy("{value: 15, unit: kWh/100 km, source: a, grade: B}");

    CHECK(by_volume.value(kUse)->unit_choice == 1);
    CHECK(by_volume.value(kUse)->number == Approx(7.7e-5).epsilon(1e-14));
    CHECK(by_energy.value(kUse)->unit_choice == 0);
    CHECK(by_energy.value(kUse)->number == Approx(0.54).epsilon(1e-14));
    CHECK(Reading("{value: 9, unit: kgCO2/kg, source: a, grade: B}").value(kFactor)->unit_choice ==
          1);
    CHECK(error_of("{value: 9, unit: 1, source: a, grade: B}", kFactor)
              .starts_with("1:21: 'x': unit '1' (pure number) does not fit (expected kg/MJ or "
                           "kg/kg)"));
}

TEST_CASE("Mistakes in a value are located and explained") {
    CHECK(error_of("0.5", kShare) ==
          "1:4: 'x' is '0.5' alone (a value has a unit, a source and a grade) | expected {value: "
          "..., unit: \"1\", source: ..., grade: ...}");
    CHECK(error_of("{value: 1, source: a, grade: B}", kShare) ==
          "1:4: 'x' has no 'unit' | expected a unit that fits, e.g. 'unit: \"1\"'");
    CHECK(error_of("{value: 1, unit: 1, grade: B}", kShare) ==
          "1:4: 'x' has no 'source' | expected the key of a source in sources.yaml");
    CHECK(error_of("{value: 1, unit: km, source: a, grade: B}", kShare)
              .starts_with("1:21: 'x': unit 'km' (length) does not fit (expected 1 or %)"));
    CHECK(error_of("{value: 1.5, unit: 1, source: a, grade: B}", kShare) ==
          "1:12: 'x' is 1.5 1 (it must be between 0 and 1)");
    CHECK(error_of("{value: 0, unit: MJ/km, source: a, grade: B}", kUse) ==
          "1:12: 'x' is 0 MJ/km (it must be above 0)");
    CHECK(error_of("{value: -1, unit: L/100 km, source: a, grade: B}", kUse) ==
          "1:12: 'x' is -1 L/100 km (it must be above 0)");
    CHECK(error_of("{value: 0.5, unit: 1, source: a, grade: D}", kShare) ==
          "1:44: 'D' is not a grade | expected A official, B secondary, C estimate or U "
          "unverified");
    CHECK(error_of("{value: 0.5, unit: 1, source: a, grade: B, low: 0.6}", kShare) ==
          "1:12: 'x' is 0.5 1, outside its own low and high | low <= value <= high must hold");
    CHECK(error_of("{valeu: 0.5, unit: 1, source: a, grade: B}", kShare) ==
          "1:5: unknown key 'valeu' of 'x' | did you mean 'value'?");
    CHECK(error_of("{value: 1e308, unit: EJ/km, source: a, grade: B}", kUse)
              .ends_with("(it must be finite)"));
}

TEST_CASE("A constant series is one anchor at the base year") {
    Reading reading("{value: 3, unit: 1, source: a, grade: B}");
    const auto path = reading.series({"x", "1", "", kAnyNumber});

    REQUIRE(path);
    CHECK(path->anchors.size() == 1);
    CHECK(path->anchors[0].year == 2019);
}

TEST_CASE("Anchors share a label or bring their own") {
    Reading reading(
        "{anchors: {2019: 50, 2030: {value: 30, low: 20, source: b, grade: C}, 2060: 10}, unit: "
        "\"%\", source: a, grade: B, interpolate: linear, high: {2060: 15}}");
    const auto path = reading.series(kShare);

    REQUIRE(path);
    CHECK(path->interpolation == Interpolation::kLinear);
    CHECK(path->anchors[1].value.number == 0.3);
    CHECK(path->anchors[1].value.low == 0.2);
    CHECK(path->anchors[1].value.grade == Grade::c);
    CHECK(path->anchors[2].value.source == "a");
    CHECK(path->anchors[2].value.high == 0.15);
}

TEST_CASE("Growth goes on after the last anchor") {
    Reading reading(
        "{anchors: {2019: 1}, unit: 1, source: a, grade: B, extrapolate: growth, growth: {2020: "
        "4.5}, growth-unit: \"%/yr\", growth-source: b, growth-grade: C}");
    const auto path = reading.series({"x", "1", "", kPositive});

    REQUIRE(path);
    CHECK(path->extrapolation == Extrapolation::kGrowth);
    CHECK(path->growth[0].value.number == Approx(0.045).epsilon(1e-15));
}

TEST_CASE("Mistakes in a series are located and explained") {
    const std::string label = ", unit: 1, source: a, grade: B}";

    CHECK(series_error("{anchors: {2030: 1, 2019: 1}" + label, kShare)
              .starts_with("1:24: year 2019 of 'x' comes after 2030"));
    CHECK(series_error("{anchors: {30: 1}" + label, kShare)
              .starts_with("1:15: '30' in 'x' is not a calendar year"));
    CHECK(series_error("{anchors: {2019: 1, 2030: 7}" + label, kShare) ==
          "1:30: 'x.2030' is 7 1 (it must be between 0 and 1)");
    CHECK(series_error("{anchors: {2019: 1}, csv: a.csv}", kShare)
              .starts_with("1:30: 'x' has both 'anchors' and 'csv'"));
    CHECK(series_error("{unit: 1, source: a, grade: B}", kShare) ==
          "1:4: 'x' has no 'anchors' | expected one of 'value', 'anchors' and 'csv'");
    CHECK(series_error("{anchors: {2019: 0}, interpolate: loglinear" + label, kShare)
              .find("loglinear needs values above 0") != std::string::npos);
    CHECK(series_error("{anchors: {2019: 1}, interpolate: cubic" + label, kShare) ==
          "1:38: 'x.interpolate' is 'cubic' | expected one of step, linear, loglinear, pchip, "
          "logistic");
    CHECK(series_error("{anchors: {2019: 1}, extrapolate: linear" + label, kShare)
              .starts_with("1:4: 'x' has one year only (no slope to extend)"));
    CHECK(series_error("{anchors: {2019: 1}, extrapolate: growth" + label, kShare)
              .starts_with("1:4: 'x' has no 'growth'"));
    CHECK(series_error("{anchors: {2019: 1}, low: {2020: 0.5}" + label, kShare) ==
          "1:31: 'x.low' has year 2020, which is no anchor");
    CHECK(series_error("{anchors: {2019: 1}, source: a, grade: B}", kShare) ==
          "1:21: 'x' has no 'unit' | write 'unit:' beside the anchors or in each of them");
    CHECK(series_error("{value: 1, interpolate: linear" + label, kShare)
              .starts_with("1:15: unknown key 'interpolate' of 'x'"));
    CHECK(series_error("{anchors: {2019: {value: 1, unit: MJ/km}, 2030: {value: 1, unit: L/100 "
                       "km}}, source: a, grade: B}",
                       kUse)
              .starts_with("1:60: 'x' mixes 'MJ/km' and 'L/100 km'"));
}
