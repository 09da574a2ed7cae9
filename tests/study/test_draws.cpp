// Drawn numbers, worked out by hand from the quantile.
#include <catch2/catch.hpp>
#include <cmath>

#include "study/drawn.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

const std::string kC = "source: test, grade: C}\n";
const std::string kSaturation = "classes.private-car.ownership.saturation";
const std::string kUse = "classes.private-car.technologies.gasoline.energy.gasoline.use";

}  // namespace

TEST_CASE("A distribution takes the place of the number") {
    // Triangular on 0.3, 0.4, 0.5: below the mode F = (x - 0.3)^2 / (0.2 * 0.1), so at u = 0.125
    // x = 0.3 + sqrt(0.125 * 0.02) = 0.35; u = 0.875 mirrors it.
    Drawn drawn(study_of("  " + kSaturation +
                         ": {triangular: [0.3, 0.4, 0.5], unit: vehicle/person, " + kC));
    drawn.at({{kSaturation, lanes({0.125, 0.875, 0.5, 0.0, 1.0, 0.5, 0.5, 0.5})}});
    const Lanes drawn_number = drawn.number(kSaturation);

    CHECK(drawn_number[0] == Approx(0.35));
    CHECK(drawn_number[1] == Approx(0.45));
    CHECK(drawn_number[2] == Approx(0.4));
    CHECK(drawn_number[3] == Approx(0.3));
    CHECK(drawn_number[4] == Approx(0.5));
    for (int i = 0; i < kLaneCount; ++i) CHECK(drawn.scenario().status().is_ok(i));
}

TEST_CASE("Numbers are drawn in the unit of the input") {
    // 350 per 1000 people at u = 0.5; 3 % is 0.03; 7 L/100 km of 32 MJ/L are 2.24 MJ/km.
    Drawn drawn(study_of("  " + kSaturation +
                         ": {uniform: [300, 400], unit: vehicle/1000 person, " + kC +
                         "  carriers.gasoline.biogenic-share: {uniform: [0, 10], unit: \"%\", " +
                         kC + "  " + kUse + ": {uniform: [6, 8], unit: L/100 km, " + kC));
    drawn.at({{"carriers.gasoline.biogenic-share", Lanes(0.3)}});

    CHECK(drawn.number(kSaturation)[0] == Approx(0.35));
    CHECK(drawn.number("carriers.gasoline.biogenic-share")[0] == Approx(0.03));
    CHECK(drawn.number(kUse)[0] == Approx(2.24));
}

TEST_CASE("A distribution in place of a number is drawn in its unit") {
    Drawn drawn(study_of("", "  " + kUse + ": {value: {uniform: [6, 8]}, unit: L/100 km, " + kC));
    drawn.at({{kUse, Lanes(0.25)}});

    CHECK(drawn.number(kUse)[0] == Approx(6.5 * 0.32));  // 6.5 L/100 km
    CHECK(drawn.central(kUse) == Approx(7.0 * 0.32));
}

TEST_CASE("Ranges are drawn between their own ends") {
    // 0.3, 0.4, 0.5 per person.
    const auto at = [](const std::string& shape, double u) {
        Drawn drawn(study_of("  " + kSaturation + ": {from-range: " + shape + ", " + kC));
        return drawn.at({{kSaturation, Lanes(u)}}).number(kSaturation)[0];
    };
    CHECK(at("triangular", 0.125) == Approx(0.35));
    CHECK(at("uniform", 0.125) == Approx(0.325));
    CHECK(at("pert", 0.5) == Approx(0.4));
    // Symmetric PERT is Beta(3, 3): F(0.25) = 10 q^3 - 15 q^4 + 6 q^5 = 0.103515625 at q = 0.25.
    CHECK(at("pert", 0.103515625) == Approx(0.35));
}

TEST_CASE("A range is drawn in canonical units") {
    // 7 to 8 L/100 km with 7.5 between them; uniform at 0.1: 7.1 L/100 km.
    Drawn drawn(study_of("  " + kUse + ": {from-range: uniform, " + kC));
    CHECK(drawn.at({{kUse, Lanes(0.1)}}).number(kUse)[0] == Approx(7.1 * 0.32));
}

TEST_CASE("A factor multiplies every number of its targets") {
    Drawn drawn(study_of("  f: {of: [" + kSaturation +
                         ", freight.commodities.bulk.contestable], change: factor, uniform: [0.8, "
                         "1.2], unit: \"1\", " +
                         kC));
    drawn.at({{"f", lanes({0.25, 0.5, 0.75, 1, 0, 0.5, 0.5, 0.5})}});

    CHECK(drawn.number(kSaturation)[0] == Approx(0.4 * 0.9));
    CHECK(drawn.number(kSaturation)[2] == Approx(0.4 * 1.1));
    CHECK(drawn.number("freight.commodities.bulk.contestable[0]")[0] == Approx(0.02 * 0.9));
    CHECK(drawn.number("freight.commodities.bulk.contestable[2]")[3] == Approx(0.40 * 1.2));
}

TEST_CASE("A factor may be in percent") {
    Drawn drawn(study_of("  f: {of: " + kSaturation +
                         ", change: factor, uniform: [80, 120], unit: \"%\", " + kC));
    CHECK(drawn.at({{"f", Lanes(0.25)}}).number(kSaturation)[0] == Approx(0.36));
}

TEST_CASE("An addition is in a unit of its own") {
    // 10 min and u = 0.9 of -300 to 300 s: 240 s more.
    Drawn drawn(
        study_of("  more: {of: passenger.modes.metro.access-time, change: addition, uniform: "
                 "[-300, 300], unit: s, " +
                 kC));
    CHECK(drawn.at({{"more", Lanes(0.9)}}).number("passenger.modes.metro.access-time")[0] ==
          Approx(14.0));
}

TEST_CASE("Targets with draw each have quantiles of their own") {
    Drawn drawn(
        study_of("  mu: {of: passenger.nests.*.mu, change: factor, draw: each, uniform: "
                 "[0.5, 1], unit: \"1\", " +
                 kC));
    drawn.at({{"mu[passenger.nests.slow.mu]", Lanes(0.2)},
              {"mu[passenger.nests.motor.mu]", Lanes(0.6)}});

    CHECK(drawn.number("passenger.nests.slow.mu")[0] == Approx(1.0 * 0.6));
    CHECK(drawn.number("passenger.nests.motor.mu")[0] == Approx(0.7 * 0.8));
}

TEST_CASE("Rows of a pair come together by their weights") {
    // Weights 1 and 3: the first row up to u = 0.25, that included.
    Drawn drawn(
        study_of("  pair:\n    paired:\n"
                 "      of: [passenger.modes.car.local-share, classes.private-car.occupancy]\n"
                 "      unit: [\"%\", person/vehicle]\n"
                 "      rows: [{values: [65, 1.5]}, {values: [75, 1.7], weight: 3}]\n"
                 "    source: test\n    grade: U\n"));
    drawn.at({{"pair", lanes({0.0, 0.25, 0.2500001, 1.0, 0.1, 0.9, 0.5, 0.5})}});
    const Lanes share = drawn.number("passenger.modes.car.local-share");
    const Lanes people = drawn.number("classes.private-car.occupancy");

    for (const int i : {0, 1, 4}) {
        CHECK(share[i] == Approx(0.65));
        CHECK(people[i] == 1.5);
    }
    for (const int i : {2, 3, 5}) {
        CHECK(share[i] == Approx(0.75));
        CHECK(people[i] == 1.7);
    }
}

TEST_CASE("Inputs with the same quantile move together each by its own distribution") {
    Drawn drawn(study_of("  a: {of: drivers.ppp, uniform: [4, 5], unit: CNY2020/int$2017, " + kC +
                         "  b: {of: " + kSaturation + ", from-range: uniform, same-as: a, " + kC));
    drawn.at({{"a", Lanes(0.3)}});

    CHECK(drawn.number("drivers.ppp")[0] == Approx(4.3));
    CHECK(drawn.number(kSaturation)[0] == Approx(0.36));
}

TEST_CASE("A factor acts on the drawn value wherever the value comes from") {
    const std::string factor =
        "  f: {of: " + kSaturation + ", change: factor, uniform: [0.8, 1.2], unit: \"1\", " + kC;
    const std::string value = "  v: {of: " + kSaturation + ", from-range: uniform, " + kC;
    const std::string in_place =
        "  " + kSaturation + ": {value: {uniform: [0.3, 0.5]}, unit: vehicle/person, " + kC;
    // 0.3 + 0.25 * 0.2 = 0.35, times 0.8 + 0.75 * 0.4 = 1.1.
    SECTION("the value first") {
        Drawn drawn(study_of(value + factor));
        drawn.at({{"f", Lanes(0.75)}, {"v", Lanes(0.25)}});
        CHECK(drawn.number(kSaturation)[0] == Approx(0.35 * 1.1));
    }
    SECTION("the factor first") {
        Drawn drawn(study_of(factor + value));
        drawn.at({{"f", Lanes(0.75)}, {"v", Lanes(0.25)}});
        CHECK(drawn.number(kSaturation)[0] == Approx(0.35 * 1.1));
    }
    SECTION("the value in the scenario") {
        Drawn drawn(study_of(factor, in_place));
        drawn.at({{"f", Lanes(0.75)}, {kSaturation, Lanes(0.25)}});
        CHECK(drawn.number(kSaturation)[0] == Approx(0.35 * 1.1));
    }
}

TEST_CASE("A batch leaves nothing behind for the next one") {
    Drawn drawn(study_of("  f: {of: " + kSaturation +
                         ", change: factor, uniform: [0.8, 1.2], unit: \"1\", " + kC));
    drawn.at({{"f", Lanes(1.0)}});
    drawn.at({{"f", Lanes(1.0)}});  // not 1.2 * 1.2
    CHECK(drawn.number(kSaturation)[0] == Approx(0.48));
}

TEST_CASE("A draw outside the range of its number fails that sample alone") {
    // A normal distribution has no ends; at u = 1e-9 it is 6 standard deviations below its mean:
    // 0.7 - 6.0 * 0.15 < 0, and a share is between 0 and 1. The practical ends, 0.7 +- 3.7 sd,
    // would be refused, so two factors make it: each may be 1.3, together 1.69 * 0.7 > 1.
    Drawn drawn(
        study_of("  a: {of: passenger.modes.car.local-share, change: factor, uniform: [0.7, "
                 "1.3], unit: \"1\", " +
                 kC +
                 "  b: {of: passenger.modes.car.local-share, change: factor, uniform: [0.7, "
                 "1.3], unit: \"1\", " +
                 kC));
    drawn.at({{"a", lanes({1, 1, 0, 0.5, 0.5, 0.5, 0.5, 1})},
              {"b", lanes({1, 0, 1, 0.5, 0.5, 0.5, 1, 0.5})}});

    CHECK(drawn.scenario().status().has(0, model::Problem::domain_error));  // 1.183
    for (int i = 1; i < kLaneCount; ++i) CHECK(drawn.scenario().status().is_ok(i));
}

TEST_CASE("A sample has the same numbers in any lane beside any neighbours") {
    const std::string inputs =
        "  " + kSaturation + ": {from-range: triangular, " + kC +
        "  oil: {of: carriers.gasoline.price, change: factor, ar1: {rho: 0.9, sigma: 0.3}, unit: "
        "\"1\", " +
        kC +
        "  grid: {of: carriers.electricity.production, change: factor, anchors: {2030: {lognormal: "
        "{median: 1, gsd: 1.1}}, 2060: {lognormal: {median: 1, gsd: 1.3}}}, unit: \"1\", " +
        kC + "  pert: {of: drivers.ppp, pert: [4, 4.2, 5], unit: CNY2020/int$2017, " + kC;
    Drawn drawn(study_of(inputs));
    // Sample 11 in lane 3 of the batch from 8 on, and in lane 0 of that from 11 on.
    const auto quantile_of = [](std::size_t d, std::uint64_t sample) {
        return std::fmod(0.137 * static_cast<double>(d + 1) + 0.0717 * static_cast<double>(sample),
                         1.0);
    };
    const auto numbers = [&](std::uint64_t first, int lane) {
        auto& quantiles = drawn.quantiles();
        for (std::size_t d = 0; d < quantiles.size(); ++d) {
            for (int i = 0; i < kLaneCount; ++i) {
                quantiles[d][i] = quantile_of(d, first + static_cast<std::uint64_t>(i));
            }
        }
        drawn.at({}, first);
        std::vector<double> all;
        auto parameters = drawn.scenario().parameters();
        for_each_leaf(parameters, [&](const std::string&, const Field&, const Lanes& number) {
            all.push_back(number[lane]);
        });
        return all;
    };
    const auto in_lane_3 = numbers(8, 3);
    const auto in_lane_0 = numbers(11, 0);
    REQUIRE(in_lane_3.size() == in_lane_0.size());
    bool same = true;
    for (std::size_t i = 0; i < in_lane_3.size(); ++i) {
        same = same && equal_bits(in_lane_3[i], in_lane_0[i]);
    }
    CHECK(same);
    CHECK(numbers(12, 0) != in_lane_0);  // another sample is another one
}
