#include "model/choice.hpp"

#include <array>
#include <random>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// Shares, and the log-sum as a last entry.
template <class Real>
std::vector<Real> logit(std::span<const std::size_t> nest_of, std::span<const Real> mu,
                        std::span<const Real> utility, std::span<const Real> availability) {
    std::vector<Real> result(utility.size() + 1);
    result.back() = nested_logit<Real>({nest_of, mu}, utility, availability,
                                       std::span(result).first(utility.size()));
    return result;
}

std::vector<double> logit(const std::vector<std::size_t>& nest_of, const std::vector<double>& mu,
                          const std::vector<double>& utility) {
    return logit<double>(nest_of, mu, utility, std::vector<double>(utility.size(), 1.0));
}

const std::vector<std::size_t> kNestOf = {0, 0, 1, 1, 2};
const std::vector<double> kMu = {0.6, 0.4, 1.0};
const std::vector<double> kUtility = {0.3, -0.2, 0.8, 0.1, -0.4};

TEST_CASE("choice: equal utilities share equally") {
    for (const double v : {0.0, -3.0, 900.0}) {
        const std::vector<double> p = logit({0, 0, 0, 0}, {1.0}, {v, v, v, v});
        for (std::size_t k = 0; k < 4; ++k) CHECK(p[k] == Approx(0.25).epsilon(1e-12));
        CHECK(p[4] == Approx(v + std::log(4.0)).epsilon(1e-12));
    }
}

TEST_CASE("choice: a constant on all utilities changes nothing but the log-sum") {
    const std::vector<double> p = logit(kNestOf, kMu, kUtility);
    std::vector<double> raised = kUtility;
    for (double& v : raised) v += 7.3;
    const std::vector<double> q = logit(kNestOf, kMu, raised);
    for (std::size_t k = 0; k < 5; ++k) CHECK(q[k] == Approx(p[k]).epsilon(1e-12));
    CHECK(q[5] == Approx(p[5] + 7.3).epsilon(1e-12));
    CHECK(test::sum_of(std::span(p).first(5)) == Approx(1.0).epsilon(1e-15));
}

TEST_CASE("choice: ratio of two shares of a nest depends on their utilities only") {
    const std::vector<double> p = logit(kNestOf, kMu, kUtility);
    CHECK(p[0] / p[1] == Approx(std::exp(0.5 / 0.6)).epsilon(1e-12));
    const std::vector<double> plain = logit({0, 0, 0, 0, 0}, {1.0}, kUtility);
    CHECK(plain[2] / plain[4] == Approx(std::exp(1.2)).epsilon(1e-12));
}

TEST_CASE("choice: nests with mu = 1 are a plain logit") {
    const std::vector<double> nested = logit(kNestOf, {1.0, 1.0, 1.0}, kUtility);
    double sum = 0.0;
    for (const double v : kUtility) sum += std::exp(v);
    for (std::size_t k = 0; k < 5; ++k) {
        CHECK(nested[k] == Approx(std::exp(kUtility[k]) / sum).epsilon(1e-12));
    }
    CHECK(nested[5] == Approx(std::log(sum)).epsilon(1e-12));
}

TEST_CASE("choice: by hand, two nests") {
    // Nest A: V = 0, 0 at mu 0.5: I = 0.5 ln 2, e^I = sqrt 2. Nest B: V = 0 alone: e^I = 1.
    const std::vector<double> p = logit({0, 0, 1}, {0.5, 0.5}, {0.0, 0.0, 0.0});
    const double root = std::sqrt(2.0);
    CHECK(p[0] == Approx(0.5 * root / (1.0 + root)).epsilon(1e-14));
    CHECK(p[2] == Approx(1.0 / (1.0 + root)).epsilon(1e-14));
    CHECK(p[3] == Approx(std::log(1.0 + root)).epsilon(1e-14));
}

TEST_CASE("choice: with mu near 0 the best of a nest takes it all") {
    const std::vector<double> p = logit(kNestOf, {1e-6, 1e-6, 1.0}, kUtility);
    const double sum = std::exp(0.3) + std::exp(0.8) + std::exp(-0.4);
    CHECK(p[0] == Approx(std::exp(0.3) / sum).epsilon(1e-12));
    CHECK(p[1] < 1e-12);
    CHECK(p[2] == Approx(std::exp(0.8) / sum).epsilon(1e-12));
    CHECK(p[5] == Approx(std::log(sum)).epsilon(1e-12));
}

TEST_CASE("choice: the slope of the log-sum is the share") {
    const std::vector<double> p = logit(kNestOf, kMu, kUtility);
    for (std::size_t k = 0; k < 5; ++k) {
        std::vector<double> up = kUtility;
        std::vector<double> down = kUtility;
        up[k] += 1e-6;
        down[k] -= 1e-6;
        const double slope = (logit(kNestOf, kMu, up)[5] - logit(kNestOf, kMu, down)[5]) / 2e-6;
        CHECK(slope == Approx(p[k]).margin(1e-9));
    }
}

TEST_CASE("choice: availability is a weight") {
    // 0.5 of an alternative equals mu ln 0.5 less utility.
    std::vector<double> lowered = kUtility;
    lowered[1] += 0.6 * std::log(0.5);
    const std::vector<double> expected = logit(kNestOf, kMu, lowered);
    const std::vector<double> weights = {1.0, 0.5, 1.0, 1.0, 1.0};
    const std::vector<double> p = logit<double>(kNestOf, kMu, kUtility, weights);
    for (std::size_t k = 0; k < 6; ++k) CHECK(p[k] == Approx(expected[k]).epsilon(1e-12));
}

TEST_CASE("choice: an absent alternative changes nothing, bit for bit") {
    const std::vector<double> p = logit(kNestOf, kMu, kUtility);
    std::vector<std::size_t> nest_of = kNestOf;
    nest_of.push_back(1);
    std::vector<double> utility = kUtility;
    std::vector<double> weights(6, 1.0);

    utility.push_back(test::kNotANumber);
    weights[5] = 0.0;
    const std::vector<double> unavailable = logit<double>(nest_of, kMu, utility, weights);
    utility[5] = -kInfinity;
    weights[5] = 1.0;
    const std::vector<double> unwanted = logit<double>(nest_of, kMu, utility, weights);
    for (const std::vector<double>& q : {unavailable, unwanted}) {
        for (std::size_t k = 0; k < 5; ++k) CHECK(test::same_bits(q[k], p[k]));
        CHECK(q[5] == 0.0);
        CHECK(test::same_bits(q[6], p[5]));
    }

    // A nest of its own that is empty, in lanes, whose exp() never reaches 0.
    nest_of[5] = 3;
    const std::vector<Lanes> mu = {0.6, 0.4, 1.0, 0.5};
    const std::vector<Lanes> lanes_utility(utility.begin(), utility.end());
    const std::vector<Lanes> lanes_weights(6, Lanes(1.0));
    const std::vector<Lanes> empty_nest = logit<Lanes>(nest_of, mu, lanes_utility, lanes_weights);
    CHECK(empty_nest[5][2] == 0.0);
    CHECK(empty_nest[0][2] == Approx(p[0]).epsilon(1e-13));
}

TEST_CASE("choice: nothing to choose from is NaN, not a share") {
    const std::vector<double> none = {0.0, 0.0};
    const std::vector<std::size_t> nest_of = {0, 0};
    const std::vector<double> mu = {0.5};
    const std::vector<double> p = logit<double>(nest_of, mu, none, none);
    CHECK(std::isnan(p[0]));
    CHECK(std::isnan(p[1]));
}

TEST_CASE("choice: order of alternatives is irrelevant") {
    const std::vector<double> p = logit(kNestOf, kMu, kUtility);
    const std::vector<double> q = logit(
        {2, 1, 1, 0, 0}, kMu, {kUtility[4], kUtility[3], kUtility[2], kUtility[1], kUtility[0]});
    for (std::size_t k = 0; k < 5; ++k) CHECK(q[4 - k] == Approx(p[k]).epsilon(1e-14));
}

// Walk, bike, e-bike | bus, metro | car, taxi.
const std::vector<std::size_t> kModeNest = {0, 0, 0, 1, 1, 2, 2};
const std::vector<double> kModeMu = {0.6, 0.5, 0.8};
const std::vector<double> kModeShare = {0.28, 0.08, 0.09, 0.15, 0.12, 0.25, 0.03};
const std::vector<double> kModeChange = {0.0, 0.3, 0.0, 0.0, 0.0, -0.4, 0.0};

TEST_CASE("choice: pivot form, reference numbers") {
    std::array<double, 7> p{};
    const double logsum = pivot_logit<double>({kModeNest, kModeMu}, kModeShare, kModeChange, p);
    const std::array expected = {0.282588265922, 0.133116938536, 0.090831942618, 0.158142437850,
                                 0.126513950280, 0.174318208256, 0.034488256539};
    for (std::size_t k = 0; k < 7; ++k) CHECK(p[k] == Approx(expected[k]).margin(1e-12));
    CHECK(logsum == Approx(-0.052860838198).margin(1e-12));
}

TEST_CASE("choice: inverted constants give the shares back, and pivot equals absolute") {
    const Nests<double> nests{kModeNest, kModeMu};
    const std::vector<double> utility = {-1.2, -0.8, -0.7, -1.9, -1.4, -2.0, -3.1};
    const std::vector<double> weights = {1.0, 1.0, 0.7, 1.0, 0.4, 1.0, 1.0};
    std::array<double, 7> constant{};
    invert_constants<double>(nests, kModeShare, utility, weights, 5, constant);
    CHECK(constant[5] == 0.0);

    std::vector<double> total = utility;
    for (std::size_t k = 0; k < 7; ++k) total[k] += constant[k];
    std::array<double, 7> p{};
    const double base = nested_logit<double>(nests, total, weights, p);
    for (std::size_t k = 0; k < 7; ++k) CHECK(p[k] == Approx(kModeShare[k]).epsilon(1e-12));

    for (std::size_t k = 0; k < 7; ++k) total[k] += kModeChange[k];
    const double moved = nested_logit<double>(nests, total, weights, p);
    std::array<double, 7> pivoted{};
    const double change = pivot_logit<double>(nests, kModeShare, kModeChange, pivoted);
    for (std::size_t k = 0; k < 7; ++k) CHECK(pivoted[k] == Approx(p[k]).epsilon(1e-12));
    CHECK(change == Approx(moved - base).margin(1e-12));
}

TEST_CASE("choice: a share of 0 stays 0 under inversion and pivot") {
    const Nests<double> nests{kModeNest, kModeMu};
    const std::vector<double> share = {0.30, 0.0, 0.10, 0.0, 0.0, 0.6, 0.0};
    const std::vector<double> utility(7, 0.0);
    const std::vector<double> weights(7, 1.0);
    std::array<double, 7> constant{};
    invert_constants<double>(nests, share, utility, weights, 0, constant);
    CHECK(constant[3] == -kInfinity);
    std::array<double, 7> p{};
    nested_logit<double>(nests, constant, weights, p);
    for (std::size_t k = 0; k < 7; ++k) CHECK(p[k] == Approx(share[k]).epsilon(1e-13));
    pivot_logit<double>(nests, share, kModeChange, p);
    CHECK(p[1] == 0.0);
    CHECK(p[3] == 0.0);
    CHECK(test::sum_of(p) == Approx(1.0).epsilon(1e-15));
}

TEST_CASE("choice: a change of -infinity removes an alternative") {
    std::vector<double> change(7, 0.0);
    change[5] = -kInfinity;
    change[6] = -kInfinity;
    std::array<double, 7> p{};
    pivot_logit<double>({kModeNest, kModeMu}, kModeShare, change, p);
    CHECK(p[5] == 0.0);
    CHECK(p[6] == 0.0);
    // The other nests keep their proportions: 0.72 is left.
    CHECK(p[0] == Approx(0.28 / 0.72).epsilon(1e-14));
}

TEST_CASE("choice: nested shares sum to 1 for any input") {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> utility(-40.0, 40.0);
    std::uniform_real_distribution<double> part(0.05, 1.0);
    for (int n = 0; n < 500; ++n) {
        std::vector<double> v(7);
        for (double& x : v) x = utility(random);
        const std::vector<double> p =
            logit(kModeNest, {part(random), part(random), part(random)}, v);
        REQUIRE(std::abs(test::sum_of(std::span(p).first(7)) - 1.0) <= 7e-14);
        REQUIRE(*std::min_element(p.begin(), p.end() - 1) >= 0.0);
    }
}

TEST_CASE("choice: batch equals plain double, lanes are independent, NaN is kept") {
    const auto absolute = []<class Real>(std::span<const Real> in) {
        return logit<Real>(kNestOf, in.first(3), in.subspan(3, 5), in.subspan(8, 5));
    };
    test::check_component(absolute,
                          {0.6, 0.4, 0.9, 0.3, -0.2, 0.8, 0.1, -0.4, 1.0, 0.5, 1.0, 0.2, 0.9});
    const auto pivot = []<class Real>(std::span<const Real> in) {
        std::vector<Real> out(6);
        out[5] = pivot_logit<Real>({kNestOf, in.first(3)}, in.subspan(3, 5), in.subspan(8, 5),
                                   std::span(out).first(5));
        return out;
    };
    test::check_component(pivot,
                          {0.6, 0.4, 0.9, 0.3, 0.2, 0.1, 0.25, 0.15, 0.4, -0.5, 0.1, 0.2, -0.9});
}

}  // namespace
}  // namespace tanlu::model
