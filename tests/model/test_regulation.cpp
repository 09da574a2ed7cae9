#include "model/regulation.hpp"

#include <array>
#include <random>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// Conventional, battery and plug-in cars with their credits, each a group of its own.
const std::vector<std::size_t> kOwnGroup = {0, 1, 2};
const std::vector<std::size_t> kFlat = {kNoGroup, kNoGroup, kNoGroup};
const std::vector<double> kFree = {0.0, 0.0, 0.0};
const std::vector<double> kAll = {1.0, 1.0, 1.0};
const std::vector<double> kShare = {0.92, 0.05, 0.03};
const std::vector<double> kCredits = {-0.18, 2.0, 1.6};

struct Regulated {
    std::vector<double> share;
    std::vector<double> eta;
    Status<double> status;
};

Regulated regulated(const std::vector<double>& low, const std::vector<double>& high,
                    const std::vector<std::vector<double>>& weights,
                    const std::vector<double>& share) {
    Regulated result{std::vector<double>(share.size()), std::vector<double>(weights.size()), {}};
    std::vector<Balance<double>> balances;
    for (const std::vector<double>& weight : weights) balances.push_back({weight});
    result.status = regulate_shares<double>({kOwnGroup, kFlat, low, high}, balances, share,
                                            result.share, result.eta);
    return result;
}

double weighted(std::span<const double> weight, std::span<const double> share) {
    double sum = 0.0;
    for (std::size_t k = 0; k < share.size(); ++k) sum += weight[k] * share[k];
    return sum;
}

double divergence(std::span<const double> p, std::span<const double> from) {
    double sum = 0.0;
    for (std::size_t k = 0; k < p.size(); ++k) {
        if (p[k] > 0.0) sum += p[k] * std::log(p[k] / from[k]);
    }
    return sum;
}

TEST_CASE("regulation: credit balance, reference numbers") {
    const Regulated result = regulated(kFree, kAll, {kCredits}, kShare);
    REQUIRE(result.status.all_ok());
    CHECK(result.eta[0] == Approx(0.0547783873).epsilon(1e-9));
    CHECK(result.share[0] == Approx(0.911419437).margin(1e-9));
    CHECK(result.share[1] == Approx(0.055816494).margin(1e-9));
    CHECK(result.share[2] == Approx(0.032764069).margin(1e-9));
    CHECK(weighted(kCredits, result.share) == Approx(0.0).margin(1e-13));
}

TEST_CASE("regulation: credit balance under a bound, reference numbers") {
    const Regulated result = regulated(kFree, {1.0, 0.052, 1.0}, {kCredits}, kShare);
    REQUIRE(result.status.all_ok());
    CHECK(result.eta[0] == Approx(0.130228175699).epsilon(1e-9));
    CHECK(result.share[0] == Approx(0.910561797753).margin(1e-9));
    CHECK(result.share[1] == Approx(0.052).margin(1e-9));
    CHECK(result.share[2] == Approx(0.037438202247).margin(1e-9));
}

TEST_CASE("regulation: shares that obey are returned bit for bit, at price 0") {
    const std::vector<double> share = {0.7, 0.1 + 0.1, 0.1};
    const Regulated result = regulated(kFree, kAll, {kCredits}, share);
    CHECK(result.eta[0] == 0.0);
    for (std::size_t k = 0; k < 3; ++k) CHECK(test::same_bits(result.share[k], share[k]));
    // A balance that is met exactly costs nothing: -.5 + .25 + .25 = 0.
    const std::vector<double> even = {0.5, 0.25, 0.25};
    const Regulated exact = regulated(kFree, kAll, {{-1.0, 1.0, 1.0}}, even);
    CHECK(exact.eta[0] == 0.0);
    CHECK(exact.share == even);
    const Regulated without = regulated(kFree, kAll, {}, kShare);
    for (std::size_t k = 0; k < 3; ++k) CHECK(test::same_bits(without.share[k], kShare[k]));
}

TEST_CASE("regulation: the unit of the weights does not matter, only their price") {
    std::vector<double> grams = kCredits;
    for (double& w : grams) w *= 1e3;
    const Regulated result = regulated(kFree, kAll, {grams}, kShare);
    CHECK(result.eta[0] == Approx(0.0547783873e-3).epsilon(1e-9));
    CHECK(result.share[1] == Approx(0.055816494).margin(1e-9));
}

TEST_CASE("regulation: fleet average is a balance of standard less use") {
    // Use 6, 0 and 2 litres against a standard of 5.
    const std::vector<double> weight = {-1.0, 5.0, 3.0};
    const Regulated result = regulated(kFree, kAll, {weight}, kShare);
    REQUIRE(result.status.all_ok());
    CHECK(6.0 * result.share[0] + 2.0 * result.share[2] == Approx(5.0).epsilon(1e-12));
    CHECK(result.share[1] / result.share[2] ==
          Approx(0.05 / 0.03 * std::exp(2.0 * result.eta[0])).epsilon(1e-10));
}

TEST_CASE("regulation: two balances together") {
    const std::vector<double> fleet = {-1.0, 4.0, 6.0};
    const Regulated result = regulated(kFree, kAll, {kCredits, fleet}, kShare);
    REQUIRE(result.status.all_ok());
    CHECK(test::sum_of(result.share) == Approx(1.0).epsilon(1e-14));
    const std::vector<std::vector<double>> weights = {kCredits, fleet};
    for (std::size_t i = 0; i < 2; ++i) {
        const double balance = weighted(weights[i], result.share);
        CHECK(balance >= -1e-10);
        // A price is paid only where the balance binds.
        CHECK(result.eta[i] * balance == Approx(0.0).margin(1e-10));
    }
    CHECK(result.eta[0] + result.eta[1] > 0.0);
}

TEST_CASE("regulation: what cannot be met is named") {
    // No car has credits, or the ones that have may not be sold.
    for (const Regulated& result : {regulated(kFree, kAll, {{-0.2, -0.1, -0.1}}, kShare),
                                    regulated(kFree, {1.0, 0.01, 0.01}, {kCredits}, kShare),
                                    regulated({0.6, 0.6, 0.0}, kAll, {kCredits}, kShare)}) {
        CHECK(result.status.has(0, Problem::infeasible));
        CHECK(std::isnan(result.share[0]));
        CHECK(std::isnan(result.eta[0]));
    }
}

TEST_CASE("regulation: no random point that obeys is closer") {
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    const std::vector<double> low = {0.3, 0.0, 0.0};
    const std::vector<double> high = {1.0, 0.06, 1.0};
    const Regulated result = regulated(low, high, {kCredits}, kShare);
    REQUIRE(result.status.all_ok());
    const double distance = divergence(result.share, kShare);
    int feasible = 0;
    while (feasible < 1000) {
        const double p1 = 0.06 * unit(random);
        const double p2 = 0.7 * unit(random);
        const std::vector<double> point = {1.0 - p1 - p2, p1, p2};
        if (point[0] < low[0] || weighted(kCredits, point) < 0.0) continue;
        ++feasible;
        REQUIRE(divergence(point, kShare) >= distance - 1e-12);
    }
}

TEST_CASE("regulation: meets any credit rule that can be met") {
    std::mt19937_64 random(12);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    for (int n = 0; n < 300; ++n) {
        const double nev = std::pow(10.0, -6.0 * unit(random));
        const double battery = unit(random);
        const std::vector<double> share = {1.0 - nev, nev * battery, nev * (1.0 - battery)};
        const std::vector<double> weight = {-2.0 * unit(random), 4.0 * unit(random) + 0.1,
                                            2.0 * unit(random)};
        const Regulated result = regulated(kFree, kAll, {weight}, share);
        INFO("shares " << share[0] << " " << share[1] << " weights " << weight[0] << " "
                       << weight[1] << " " << weight[2]);
        REQUIRE(result.status.all_ok());
        const double balance = weighted(weight, result.share);
        REQUIRE(balance >= -1e-12);
        if (result.eta[0] > 0.0) REQUIRE(balance == Approx(0.0).margin(1e-12));
        if (result.eta[0] > 0.0) REQUIRE(weighted(weight, share) < 0.0);
    }
}

TEST_CASE("regulation: implied price signal") {
    // Odds from 1/9 to 3/7: ln(27/7); theta 2 km/CNY.
    CHECK(implied_price_signal(0.1, 0.3, 2.0) == Approx(std::log(27.0 / 7.0) / 2.0).epsilon(1e-14));
    CHECK(implied_price_signal(0.1, 0.1, 2.0) == 0.0);
    CHECK(implied_price_signal(0.3, 0.1, 2.0) < 0.0);
}

TEST_CASE("regulation: batch equals plain double, lanes are independent, NaN is kept") {
    const auto component = []<class Real>(std::span<const Real> in) {
        std::vector<Real> out(6);
        std::vector<Real> eta(2);
        const std::array<Balance<Real>, 2> balances{{{in.subspan(9, 3)}, {in.subspan(12, 3)}}};
        regulate_shares<Real>({kOwnGroup, kFlat, in.subspan(3, 3), in.subspan(6, 3)}, balances,
                              in.first(3), std::span(out).first(3), eta);
        out[3] = implied_price_signal(in[1], out[1], in[15]);
        // Multipliers are known to the tolerance of the search only.
        out[4] = 1.0 + 1e-3 * eta[0];
        out[5] = 1.0 + 1e-3 * eta[1];
        return out;
    };
    // Both rules bind; then the credits only, under a bound; then the credits in some lanes only:
    // -.1672 * .9174 + 2 * .0526 + 1.6 * .03 = -.0002 in lane 0, above 0 in lane 7.
    test::check_component(component, {0.92, 0.05, 0.03, 0.1, 0.01, 0.01, 0.99, 0.9, 0.8, -0.18, 2.0,
                                      1.6, -1.0, 4.0, 6.0, 2.5});
    test::check_component(component, {0.92, 0.05, 0.03, 0.1, 0.01, 0.01, 0.99, 0.052, 0.8, -0.18,
                                      2.0, 1.6, -0.01, 4.0, 6.0, 2.5});
    test::check_component(component, {0.9174, 0.0526, 0.03, 0.1, 0.01, 0.01, 0.99, 0.5, 0.8,
                                      -0.1672, 2.0, 1.6, -0.01, 4.0, 6.0, 2.5});
}

}  // namespace
}  // namespace tanlu::model
