#include "model/group_bounds.hpp"

#include <array>
#include <random>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// Three alternatives, each a group of its own.
const std::vector<std::size_t> kOwnGroup = {0, 1, 2};
const std::vector<std::size_t> kFlat = {kNoGroup, kNoGroup, kNoGroup};

struct Bounded {
    std::vector<double> share;
    Status<double> status;
};

Bounded bounded(const std::vector<std::size_t>& group_of, const std::vector<std::size_t>& parent,
                const std::vector<double>& low, const std::vector<double>& high,
                const std::vector<double>& share) {
    Bounded result{std::vector<double>(share.size()), {}};
    result.status = bound_shares<double>({group_of, parent, low, high}, share, result.share);
    return result;
}

double divergence(std::span<const double> p, std::span<const double> from) {
    double sum = 0.0;
    for (std::size_t k = 0; k < p.size(); ++k) {
        if (p[k] > 0.0) sum += p[k] * std::log(p[k] / from[k]);
    }
    return sum;
}

TEST_CASE("group bounds: reference numbers") {
    const Bounded result =
        bounded(kOwnGroup, kFlat, {0.0, 0.5, 0.0}, {1.0, 1.0, 1.0}, {0.6, 0.3, 0.1});
    REQUIRE(result.status.all_ok());
    CHECK(result.share[0] == Approx(3.0 / 7.0).epsilon(1e-12));  // .5 shared as .6 : .1
    CHECK(result.share[1] == 0.5);
    CHECK(result.share[2] == Approx(0.5 / 7.0).epsilon(1e-12));
}

TEST_CASE("group bounds: shares that obey are returned bit for bit") {
    const std::vector<double> share = {0.1 + 0.2, 0.6, 0.1};  // does not sum to 1 exactly
    const Bounded result = bounded(kOwnGroup, kFlat, {0.3, 0.5, 0.0}, {0.5, 0.6, 1.0}, share);
    for (std::size_t k = 0; k < 3; ++k) CHECK(test::same_bits(result.share[k], share[k]));
}

TEST_CASE("group bounds: upper and lower bounds at once") {
    // c = 1: 2 is cut to .2 and 3 raised to .3, so 1 gets .5.
    const Bounded result =
        bounded(kOwnGroup, kFlat, {0.0, 0.0, 0.3}, {1.0, 0.2, 1.0}, {0.55, 0.4, 0.05});
    CHECK(result.share[0] == Approx(0.5).epsilon(1e-15));
    CHECK(result.share[1] == 0.2);
    CHECK(result.share[2] == 0.3);
}

TEST_CASE("group bounds: a phased-out group gives its share away in proportion") {
    const Bounded result =
        bounded(kOwnGroup, kFlat, {0.0, 0.0, 0.0}, {0.0, 1.0, 1.0}, {0.6, 0.3, 0.1});
    CHECK(result.share[0] == 0.0);
    CHECK(result.share[1] == Approx(0.75).epsilon(1e-15));
    CHECK(result.share[2] == Approx(0.25).epsilon(1e-15));
}

TEST_CASE("group bounds: members keep their proportions") {
    // Group 0 = alternatives 1, 2 with at least .6; alternatives 0 and 3 are in no group.
    const Bounded result =
        bounded({kNoGroup, 0, 0, kNoGroup}, {kNoGroup}, {0.6}, {1.0}, {0.5, 0.2, 0.1, 0.2});
    CHECK(result.share[1] == Approx(0.4).epsilon(1e-15));
    CHECK(result.share[2] == Approx(0.2).epsilon(1e-15));
    CHECK(result.share[0] == Approx(0.4 * 5.0 / 7.0).epsilon(1e-15));
    CHECK(result.share[3] == Approx(0.4 * 2.0 / 7.0).epsilon(1e-15));
}

TEST_CASE("group bounds: nested groups are tightened inwards out and clipped outwards in") {
    // Group 0 (NEV) = {1, 2} with inner group 1 (FCEV) = {2}. FCEV at least .2 makes NEV at least
    // .2.
    const std::vector<std::size_t> group_of = {kNoGroup, 0, 1};
    const std::vector<std::size_t> parent = {kNoGroup, 0};
    const Bounded raised = bounded(group_of, parent, {0.0, 0.2}, {1.0, 1.0}, {0.85, 0.1, 0.05});
    // NEV .15 -> .2, all of it FCEV.
    CHECK(raised.share[0] == Approx(0.8).epsilon(1e-15));
    CHECK(raised.share[1] == Approx(0.0).margin(1e-16));
    CHECK(raised.share[2] == 0.2);

    const Bounded both = bounded(group_of, parent, {0.5, 0.2}, {1.0, 1.0}, {0.85, 0.1, 0.05});
    CHECK(both.share[0] == 0.5);
    CHECK(both.share[1] == Approx(0.3).epsilon(1e-15));
    CHECK(both.share[2] == Approx(0.2).epsilon(1e-15));

    // NEV at most .1: the inner group follows in proportion.
    const Bounded cut = bounded(group_of, parent, {0.0, 0.0}, {0.1, 1.0}, {0.7, 0.2, 0.1});
    CHECK(cut.share[0] == Approx(0.9).epsilon(1e-15));
    CHECK(cut.share[1] == Approx(0.2 / 3.0).epsilon(1e-15));
    CHECK(cut.share[2] == Approx(0.1 / 3.0).epsilon(1e-15));
}

TEST_CASE("group bounds: what cannot be met is named") {
    const auto status = [](const std::vector<double>& low, const std::vector<double>& high,
                           const std::vector<double>& share) {
        const Bounded result = bounded(kOwnGroup, kFlat, low, high, share);
        CHECK(std::isnan(result.share[0]));
        return result.status;
    };
    const std::vector<double> share = {0.6, 0.3, 0.1};
    CHECK(status({0.6, 0.6, 0.0}, {1.0, 1.0, 1.0}, share).has(0, Problem::infeasible));
    CHECK(status({0.0, 0.0, 0.0}, {0.3, 0.3, 0.3}, share).has(0, Problem::infeasible));
    CHECK(status({0.0, 0.5, 0.0}, {1.0, 0.4, 1.0}, share).has(0, Problem::infeasible));
    // A group nobody buys cannot be raised; and cannot take what the others must give away.
    CHECK(status({0.0, 0.0, 0.1}, {1.0, 1.0, 1.0}, {0.7, 0.3, 0.0}).has(0, Problem::infeasible));
    CHECK(status({0.0, 0.0, 0.0}, {0.5, 0.2, 1.0}, {0.7, 0.3, 0.0}).has(0, Problem::infeasible));
    CHECK(status({0.0, 0.0, 0.0}, {1.0, 1.0, 1.0}, {0.7, test::kNotANumber, 0.0})
              .has(0, Problem::non_finite));
    // Bounds that leave exactly one solution are feasible.
    CHECK(bounded(kOwnGroup, kFlat, {0.5, 0.2, 0.3}, {1.0, 1.0, 1.0}, share).status.all_ok());
    CHECK(bounded(kOwnGroup, kFlat, {0.0, 0.0, 0.0}, {0.5, 0.2, 0.3}, share).status.all_ok());
}

TEST_CASE("group bounds: the result obeys, and no random point that obeys is closer") {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    std::vector<std::size_t> own(5);
    for (std::size_t k = 0; k < 5; ++k) own[k] = k;
    const std::vector<std::size_t> flat(5, kNoGroup);
    int binding = 0;
    for (int n = 0; n < 200; ++n) {
        const auto random_shares = [&] {
            std::vector<double> p(5);
            for (double& x : p) x = -std::log(1.0 - unit(random)) + 1e-3;
            const double sum = test::sum_of(p);
            for (double& x : p) x /= sum;
            return p;
        };
        const std::vector<double> share = random_shares();
        const std::vector<double> inside = random_shares();  // makes the bounds feasible
        std::vector<double> low(5);
        std::vector<double> high(5);
        for (std::size_t k = 0; k < 5; ++k) {
            low[k] = inside[k] * unit(random);
            high[k] = inside[k] + (1.0 - inside[k]) * 0.5 * unit(random);
        }
        const Bounded result = bounded(own, flat, low, high, share);
        REQUIRE(result.status.all_ok());
        REQUIRE(test::sum_of(result.share) == Approx(1.0).epsilon(1e-14));
        for (std::size_t k = 0; k < 5; ++k) {
            REQUIRE(result.share[k] >= low[k] - 1e-15);
            REQUIRE(result.share[k] <= high[k] + 1e-15);
        }
        if (result.share != share) ++binding;
        const double distance = divergence(result.share, share);
        // Feasible points: random ones pulled towards a point known to obey.
        for (int m = 0; m < 5; ++m) {
            std::vector<double> other = random_shares();
            for (double pull = 1.0; pull > 1e-3; pull *= 0.5) {
                bool obeys = true;
                std::vector<double> point(5);
                for (std::size_t k = 0; k < 5; ++k) {
                    point[k] = inside[k] + pull * (other[k] - inside[k]);
                    obeys = obeys && point[k] >= low[k] && point[k] <= high[k];
                }
                if (obeys) REQUIRE(divergence(point, share) >= distance - 1e-12);
            }
        }
    }
    CHECK(binding > 150);
}

TEST_CASE("group bounds: batch equals plain double, lanes are independent, NaN is kept") {
    const std::vector<std::size_t> group_of = {kNoGroup, 0, 1, 2};
    const std::vector<std::size_t> parent = {kNoGroup, 0, kNoGroup};
    const auto component = [&]<class Real>(std::span<const Real> in) {
        std::vector<Real> out(4);
        bound_shares<Real>({group_of, parent, in.subspan(4, 3), in.subspan(7, 3)}, in.first(4),
                           out);
        return out;
    };
    // In the first case bounds bind in some lanes only.
    test::check_component(component, {0.5, 0.25, 0.05, 0.2, 0.299, 0.04, 0.1, 0.8, 0.7, 0.6});
    test::check_component(component, {0.7, 0.15, 0.05, 0.1, 0.4, 0.1, 0.0, 0.8, 0.7, 0.05});
}

}  // namespace
}  // namespace tanlu::model
