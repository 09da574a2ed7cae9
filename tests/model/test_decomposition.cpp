#include "model/decomposition.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace tanlu::model {
namespace {

// Example of the specification: three rows of four factors, the third row appears.
constexpr std::array<double, 12> kBefore{100, .7, 2, .5, 100, .3, 1, .8, 100, 0, .5, .6};
constexpr std::array<double, 12> kAfter{130, .5, 1.8, .5, 130, .3, .9, .7, 130, .2, .45, .3};
const FactorTable kOld{kBefore, 4};
const FactorTable kNew{kAfter, 4};

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}
double product(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 1.0, std::multiplies<>());
}

TEST_CASE("decomposition: logarithmic mean") {
    CHECK(logarithmic_mean(2.0, 1.0) == Approx(1.0 / std::log(2.0)).epsilon(1e-15));
    CHECK(logarithmic_mean(3.0, 3.0) == 3.0);
    CHECK(logarithmic_mean(5.0, 0.0) == 0.0);
    CHECK(logarithmic_mean(0.0, 5.0) == 0.0);
    CHECK(logarithmic_mean(2.0, 7.0) == Approx(logarithmic_mean(7.0, 2.0)).epsilon(1e-15));
}

TEST_CASE("decomposition: series and definition of the logarithmic mean meet") {
    // u = (a-b)/(a+b) = 0.01 at b = a * 0.99/1.01: just below the series, just above the definition
    const double a = 4.0;
    const double at_limit = a * 0.99 / 1.01;
    const double series = logarithmic_mean(a, at_limit * (1.0 + 1e-9));
    const double direct = logarithmic_mean(a, at_limit * (1.0 - 1e-9));
    CHECK(series == Approx(direct).epsilon(2e-9));
    // L(1 + d, 1) = d / ln(1 + d);  d = 0.0199 is u = 0.00985, where the last terms count
    for (const double d : {0.0199, 5e-3, 1e-3, 1e-6, 1e-9, 1e-12}) {
        CHECK(logarithmic_mean(1.0 + d, 1.0) ==
              Approx(((1.0 + d) - 1.0) / std::log1p((1.0 + d) - 1.0)).epsilon(1e-14));
    }
}

TEST_CASE("decomposition: worked example with a row that appears") {
    const std::array<double, 4> expected{23.183027646299, -18.050502171317, -9.309864482807,
                                         -3.242660992174};
    const std::vector<double> effect = lmdi_additive(kOld, kNew);
    for (std::size_t j = 0; j < expected.size(); ++j) {
        CHECK(effect[j] == Approx(expected[j]).epsilon(1e-12));
    }
    // before 70 + 24 + 0 = 94; after 58.5 + 24.57 + 3.51 = 86.58
    CHECK(sum(effect) == Approx(-7.42).epsilon(1e-12));
    CHECK(product(lmdi_multiplicative(kOld, kNew)) == Approx(86.58 / 94.0).epsilon(1e-12));
}

TEST_CASE("decomposition: reversing time reverses the effects") {
    const std::vector<double> forward = lmdi_additive(kOld, kNew);
    const std::vector<double> backward = lmdi_additive(kNew, kOld);
    const std::vector<double> ratio = lmdi_multiplicative(kOld, kNew);
    const std::vector<double> inverse = lmdi_multiplicative(kNew, kOld);
    for (std::size_t j = 0; j < forward.size(); ++j) {
        CHECK(backward[j] == Approx(-forward[j]).epsilon(1e-12));
        CHECK(ratio[j] * inverse[j] == Approx(1.0).epsilon(1e-12));
    }
}

TEST_CASE("decomposition: a lone change is all in its factor") {
    std::array<double, 12> after = kBefore;
    for (std::size_t row = 0; row < 3; ++row) after[row * 4 + 3] *= 0.8;
    const std::vector<double> effect = lmdi_additive(kOld, {after, 4});
    CHECK(effect[0] == 0.0);
    CHECK(effect[1] == 0.0);
    CHECK(effect[2] == 0.0);
    CHECK(effect[3] == Approx(-0.2 * 94.0).epsilon(1e-12));
    CHECK(lmdi_multiplicative(kOld, {after, 4})[3] == Approx(0.8).epsilon(1e-12));
}

TEST_CASE("decomposition: factors that were zero share the appearance of a row") {
    // 0 * 0 * 4 becomes 2 * 3 * 4 = 24: half each to the two that were zero
    const std::array<double, 3> before{0, 0, 4};
    const std::array<double, 3> after{2, 3, 4};
    const std::vector<double> effect = lmdi_additive({before, 3}, {after, 3});
    CHECK(effect == std::vector<double>{12.0, 12.0, 0.0});
    CHECK(lmdi_additive({after, 3}, {before, 3}) == std::vector<double>{-12.0, -12.0, 0.0});
    CHECK(lmdi_additive({before, 3}, {before, 3}) == std::vector<double>{0.0, 0.0, 0.0});
}

TEST_CASE("decomposition: a chain adds its steps") {
    constexpr std::array<double, 12> middle{115, .6, 1.9, .5, 115, .3, .95, .8, 115, .1, .5, .4};
    const FactorTable between{middle, 4};
    const std::array<FactorTable, 3> path{kOld, between, kNew};
    const std::vector<double> chained = lmdi_chained(path);
    const std::vector<double> first = lmdi_additive(kOld, between);
    const std::vector<double> second = lmdi_additive(between, kNew);
    for (std::size_t j = 0; j < 4; ++j) CHECK(chained[j] == first[j] + second[j]);
    CHECK(sum(chained) == Approx(-7.42).epsilon(1e-12));
}

TEST_CASE("decomposition: what has no answer is refused") {
    std::array<double, 12> negative = kAfter;
    negative[5] = -0.1;
    CHECK_THROWS_AS(lmdi_additive(kOld, (FactorTable{negative, 4})), std::domain_error);
    negative[5] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(lmdi_additive((FactorTable{negative, 4}), kNew), std::domain_error);
    CHECK_THROWS_AS(lmdi_additive(kOld, (FactorTable{kAfter, 3})), std::invalid_argument);
    const std::array<double, 4> nothing{0, 1, 1, 1};
    const std::array<double, 4> something{1, 1, 1, 1};
    CHECK_THROWS_AS(lmdi_multiplicative({nothing, 4}, {something, 4}), std::domain_error);
    const std::array<FactorTable, 1> lone{kOld};
    CHECK_THROWS_AS(lmdi_chained(lone), std::invalid_argument);
}

TEST_CASE("decomposition: a total must be the product of its factors") {
    CHECK(asif_mismatch(kOld, 94.0) < 1e-15);
    CHECK(asif_mismatch(kOld, 100.0) == Approx(0.06).epsilon(1e-12));
    const std::array<double, 2> nothing{0, 5};
    CHECK(asif_mismatch({nothing, 2}, 0.0) == 0.0);
    CHECK(std::isinf(asif_mismatch(kOld, 0.0)));
}

}  // namespace
}  // namespace tanlu::model
