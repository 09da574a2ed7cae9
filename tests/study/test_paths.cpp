// Drawn paths through time, worked out by hand from the quantile.
#include <catch2/catch.hpp>
#include <cmath>

#include "study/drawn.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

const std::string kC = "source: test, grade: C}\n";
const std::string kGrid = "carriers.electricity.production";
const std::string kGridFactor = "  grid: {of: " + kGrid + ", change: factor, unit: \"1\", ";

std::string in(const std::string& path, int year) {
    return path + "[" + std::to_string(year) + "]";
}

}  // namespace

TEST_CASE("A factor multiplies all years of a path") {
    Drawn drawn(study_of(kGridFactor + "uniform: [0.5, 1.5], " + kC));
    drawn.at({{"grid", Lanes(0.75)}});
    for (const int year : {2010, 2019, 2030, 2060}) {
        CHECK(drawn.number(in(kGrid, year))[0] == Approx(1.25 * drawn.central(in(kGrid, year))));
    }
}

TEST_CASE("An addition shifts all years of a path") {
    Drawn drawn(
        study_of("  shift: {of: drivers.urban-share, change: addition, uniform: [-4, 4], "
                 "unit: \"%\", " +
                 kC));
    drawn.at({{"shift", Lanes(0.75)}});  // + 2 %
    for (const int year : {2019, 2035, 2060}) {
        CHECK(drawn.number(in("drivers.urban-share", year))[0] ==
              Approx(drawn.central(in("drivers.urban-share", year)) + 0.02));
    }
}

TEST_CASE("Multipliers at years are 1 up to the base year and held after the last") {
    // uniform 0.5 to 1.5: u = 0.75 is 1.25 in 2030, u = 0.1 is 0.6 in 2050.
    Drawn drawn(study_of(kGridFactor +
                         "anchors: {2030: {uniform: [0.5, 1.5]}, 2050: {uniform: [0.5, 1.5]}}, " +
                         kC));
    drawn.at({{"grid[2030]", Lanes(0.75)}, {"grid[2050]", Lanes(0.1)}});
    const auto factor = [&](int year) {
        return drawn.number(in(kGrid, year))[0] / drawn.central(in(kGrid, year));
    };
    for (const int year : {2010, 2018, 2019}) CHECK(factor(year) == 1.0);
    CHECK(factor(2030) == Approx(1.25));
    CHECK(factor(2050) == Approx(0.6));
    CHECK(factor(2060) == Approx(0.6));
    CHECK(factor(2025) > 1.0);
    CHECK(factor(2025) < 1.25);
    for (int year = 2031; year <= 2050; ++year) CHECK(factor(year) < factor(year - 1));
}

TEST_CASE("With one anchor the logarithm of the multiplier is a straight line") {
    // Pchip between two points is linear: ln M = ln 1.44 (t - 2019) / 20, M = 1.2 halfway, in 2029.
    Drawn drawn(study_of(kGridFactor + "anchors: {2039: {uniform: [1, 1.44]}}, " + kC));
    drawn.at({{"grid[2039]", Lanes(1.0)}});

    CHECK(drawn.number(in(kGrid, 2029))[0] == Approx(1.2 * drawn.central(in(kGrid, 2029))));
    CHECK(drawn.number(in(kGrid, 2060))[0] == Approx(1.44 * drawn.central(in(kGrid, 2060))));
}

TEST_CASE("One quantile for all anchors") {
    Drawn drawn(
        study_of(kGridFactor +
                 "same-quantile: true, anchors: {2030: {uniform: [0.9, 1.1]}, 2060: {uniform: "
                 "[0.5, 1.5]}}, " +
                 kC));
    drawn.at({{"grid", Lanes(0.75)}});
    CHECK(drawn.number(in(kGrid, 2030))[0] == Approx(1.05 * drawn.central(in(kGrid, 2030))));
    CHECK(drawn.number(in(kGrid, 2060))[0] == Approx(1.25 * drawn.central(in(kGrid, 2060))));
}

TEST_CASE("A drawn anchor is joined by the rule of its path") {
    // Linear from 60 in 2019 to the draw in 2040, 20 + 0.25 * 20 = 25: halfway (2029.5) not a year;
    // in 2033, two thirds of the way, 60 - 35 * 2 / 3 = 36.667 CNY/kg of 120 MJ/kg.
    Drawn drawn(study_of("",
                         "  carriers.hydrogen.price: {anchors: {2019: 60, 2040: {uniform: [20, "
                         "40]}}, unit: CNY2020/kg, interpolate: linear, " +
                             kC));
    drawn.at({{"carriers.hydrogen.price[2040]", Lanes(0.25)}});
    const auto price = [&](int year) {
        return drawn.number(in("carriers.hydrogen.price", year))[0] * 120.0;
    };
    CHECK(price(2019) == Approx(60.0));
    CHECK(price(2033) == Approx(60.0 - 35.0 * 2.0 / 3.0));
    CHECK(price(2040) == Approx(25.0));
    CHECK(price(2060) == Approx(25.0));
}

TEST_CASE("A drawn rate of growth compounds from the last anchor") {
    // 2000 in 2024; 3 + 0.5 * 2 = 4 % a year from 2025 on.
    Drawn drawn(study_of(
        "",
        "  drivers.gdp: {anchors: {2005: 1000, 2019: 1500, 2024: 2000}, unit: 10^8 CNY2020/yr, "
        "extrapolate: growth, growth: {2025: {uniform: [3, 5]}}, growth-unit: \"%/yr\", "
        "growth-source: test, growth-grade: C, " +
            kC));
    drawn.at({{"drivers.gdp.growth[2025]", lanes({0.5, 0.0, 1, 0.5, 0.5, 0.5, 0.5, 0.5})}});

    CHECK(drawn.number("drivers.gdp[2024]")[0] == Approx(2000e8));
    CHECK(drawn.number("drivers.gdp[2026]")[0] == Approx(2000e8 * 1.04 * 1.04));
    CHECK(drawn.number("drivers.gdp[2027]")[1] == Approx(2000e8 * 1.03 * 1.03 * 1.03));
}

TEST_CASE("Shocks without spread leave every number as it is bit for bit") {
    const auto kind = GENERATE("ar1: {rho: 0.9, sigma: 0}", "random-walk: {sigma: 0}");
    Drawn drawn(study_of(kGridFactor + std::string(kind) + ", " + kC));
    drawn.at({{"grid[1]", Lanes(0.999)}, {"grid[3]", Lanes(1e-6)}}, 8);
    auto central = plan::compile<Lanes>(drawn.study().scenarios[0].pack.parameters, 2019, 2060);
    std::vector<Lanes> expected, found;
    for_each_leaf(central, [&](const std::string&, const Field&, const Lanes& number) {
        expected.push_back(number);
    });
    auto parameters = drawn.scenario().parameters();
    for_each_leaf(parameters, [&](const std::string&, const Field&, const Lanes& number) {
        found.push_back(number);
    });
    REQUIRE(found.size() == expected.size());
    bool same = true;
    for (std::size_t n = 0; n < found.size(); ++n) {
        for (int i = 0; i < kLaneCount; ++i) same = same && equal_bits(found[n][i], expected[n][i]);
    }
    CHECK(same);
}

TEST_CASE("Shocks start at 1 and have their spread in the long run") {
    // z_t of an AR(1) from zero: Var = 1 - rho^(2t), so that ln M after 41 years with rho = 0.5 has
    // the standard deviation sigma = 0.2 and the mean -sigma^2 / 2 = -0.02.
    const study::Study study = study_of(kGridFactor + "ar1: {rho: 0.5, sigma: 0.2}, " + kC, "", "",
                                        "{kind: mc, samples: 4096, seed: 3}");
    Drawn drawn(study);
    const study::Sampler sampler(drawn.study(), drawn.plan());
    std::vector<Lanes> scratch;
    double sum = 0.0;
    double squares = 0.0;
    constexpr int kSamples = 4096;
    const double central = drawn.central(in(kGrid, 2060));
    for (std::uint64_t first = 0; first < kSamples; first += kLaneCount) {
        sampler.draw(first, drawn.quantiles(), scratch);
        drawn.at({}, first);
        const Lanes last = drawn.number(in(kGrid, 2060));
        CHECK(drawn.number(in(kGrid, 2019))[0] == drawn.central(in(kGrid, 2019)));
        for (int i = 0; i < kLaneCount; ++i) {
            const double x = std::log(last[i] / central);
            sum += x;
            squares += x * x;
        }
    }
    const double mean = sum / kSamples;
    const double sd = std::sqrt(squares / kSamples - mean * mean);
    // Standard errors: 0.2 / 64 = 0.0031 of the mean, 0.2 / sqrt(8192) = 0.0022 of the sd.
    CHECK(mean == Approx(-0.02).margin(0.0125));
    CHECK(sd == Approx(0.2).margin(0.009));
}

TEST_CASE("A path of a policy is drawn like any other") {
    const std::string policy =
        "  - lever: minimum-sales-share\n    id: mandate\n"
        "    for: {class: private-car, technology: nev}\n"
        "    schedule: {2025: 20 %, 2035: {uniform: [40, 80], unit: \"%\"}}\n"
        "    source: test\n    grade: U\n";
    Drawn drawn(study_of("", "", policy));
    drawn.at({{"policies.mandate.schedule[2035]", Lanes(0.75)}});

    const auto paths = drawn.scenario().policy_paths();
    REQUIRE(paths.size() == 1);
    CHECK(paths[0].series.at(2025)[0] == Approx(0.2));
    CHECK(paths[0].series.at(2030)[0] == Approx(0.45));  // halfway to 0.7
    CHECK(paths[0].series.at(2060)[0] == Approx(0.7));
}
