#include <array>

#include "component_check.hpp"
#include "model/choice.hpp"

namespace tanlu::model {
namespace {

const std::vector<std::size_t> kNestOf = {0, 0, 1, 1};

/// Four alternatives in two nests and three bands. Alternative 1 is missing in the last band.
struct ThreeBands {
    std::vector<double> mu = {0.5, 0.8};
    std::vector<double> weight = {0.5, 0.3, 0.2};
    std::vector<double> utility = {-0.5, -0.4, -1.0, -1.2, -1.5, -0.9,
                                   -1.1, -1.0, -4.0, -3.0, -1.8, -1.5};
    std::vector<double> availability = {1.0, 0.9, 1.0, 1.0, 1.0, 0.9, 0.8, 1.0, 1.0, 0.0, 0.5, 1.0};

    BandedChoice<double> choice() const { return {{kNestOf, mu}, weight, utility, availability}; }

    std::vector<double> shares(std::span<const double> constant) const {
        std::vector<double> total(4, 0.0);
        for (std::size_t b = 0; b < 3; ++b) {
            std::array<double, 4> v{};
            std::array<double, 4> p{};
            for (std::size_t k = 0; k < 4; ++k) v[k] = utility[4 * b + k] + constant[k];
            nested_logit<double>({kNestOf, mu}, v, std::span(availability).subspan(4 * b, 4), p);
            for (std::size_t k = 0; k < 4; ++k) total[k] += weight[b] * p[k];
        }
        return total;
    }
};

TEST_CASE("choice constants: the contraction meets shares over all bands") {
    const ThreeBands problem;
    const std::vector<double> wanted = {0.2, 0.15, 0.25, 0.4};
    std::array<double, 4> constant{};
    const Status<double> status =
        calibrate_constants<double>(problem.choice(), wanted, 3, constant);
    REQUIRE(status.all_ok());
    CHECK(constant[3] == 0.0);
    const std::vector<double> met = problem.shares(constant);
    for (std::size_t k = 0; k < 4; ++k) CHECK(met[k] == Approx(wanted[k]).margin(2e-12));
}

TEST_CASE("choice constants: known constants are found again") {
    const ThreeBands problem;
    const std::array truth = {0.7, -0.4, 0.0, 1.1};
    std::array<double, 4> constant{};
    calibrate_constants<double>(problem.choice(), problem.shares(truth), 2, constant);
    for (std::size_t k = 0; k < 4; ++k) CHECK(constant[k] == Approx(truth[k]).margin(1e-9));
}

TEST_CASE("choice constants: a small mu converges, thanks to the damping") {
    ThreeBands problem;
    problem.mu = {0.2, 0.2};
    std::array<double, 4> constant{};
    const std::vector<double> wanted = {0.05, 0.25, 0.1, 0.6};
    CHECK(calibrate_constants<double>(problem.choice(), wanted, 3, constant).all_ok());
    const std::vector<double> met = problem.shares(constant);
    for (std::size_t k = 0; k < 4; ++k) CHECK(met[k] == Approx(wanted[k]).margin(2e-12));
}

TEST_CASE("choice constants: one band agrees with the exact inversion") {
    const std::vector<double> mu = {0.5, 0.8};
    const std::vector<double> one = {1.0};
    const std::vector<double> utility = {-0.5, -0.4, -1.0, -1.2};
    const std::vector<double> weights = {1.0, 0.9, 1.0, 1.0};
    const std::vector<double> wanted = {0.2, 0.15, 0.25, 0.4};
    std::array<double, 4> iterated{};
    std::array<double, 4> exact{};
    calibrate_constants<double>({{kNestOf, mu}, one, utility, weights}, wanted, 0, iterated);
    invert_constants<double>({kNestOf, mu}, wanted, utility, weights, 0, exact);
    for (std::size_t k = 0; k < 4; ++k) CHECK(iterated[k] == Approx(exact[k]).margin(1e-10));
}

TEST_CASE("choice constants: a wanted share of 0 leaves the alternative out") {
    const ThreeBands problem;
    std::array<double, 4> constant{};
    const std::vector<double> wanted = {0.4, 0.2, 0.0, 0.4};
    REQUIRE(calibrate_constants<double>(problem.choice(), wanted, 3, constant).all_ok());
    CHECK(constant[2] == -kInfinity);
    CHECK(problem.shares(constant)[0] == Approx(0.4).margin(2e-12));
}

TEST_CASE("choice constants: what cannot be met is named") {
    const ThreeBands problem;
    std::array<double, 4> constant{};
    const auto status_of = [&](const std::vector<double>& wanted) {
        return calibrate_constants<double>(problem.choice(), wanted, 3, constant);
    };
    // Alternative 1 exists for 0.8 of the choices only.
    CHECK(status_of({0.05, 0.85, 0.05, 0.05}).has(0, Problem::infeasible));
    CHECK(std::isnan(constant[0]));
    CHECK(status_of({0.2, 0.2, 0.2, 0.3}).has(0, Problem::domain_error));
    CHECK(status_of({-0.1, 0.4, 0.3, 0.4}).has(0, Problem::domain_error));
    CHECK(status_of({0.3, 0.3, 0.4, 0.0}).has(0, Problem::domain_error));
    CHECK(status_of({0.3, 0.3, test::kNotANumber, 0.4}).has(0, Problem::non_finite));
}

TEST_CASE("choice constants: at the edge of what is possible the cap ends the search") {
    // Alternative 1 must take exactly all of the 0.8 it can reach: its constant goes to infinity.
    ThreeBands problem;
    std::array<double, 4> constant{};
    const std::vector<double> wanted = {0.05, 0.8, 0.05, 0.1};
    const auto status = calibrate_constants<double>(problem.choice(), wanted, 3, constant);
    CHECK(status.has(0, Problem::not_converged));
    CHECK(std::isnan(constant[0]));
}

TEST_CASE("choice constants: samples that converge early are not moved by slow ones") {
    const ThreeBands problem;
    const auto component = []<class Real>(std::span<const Real> in) {
        const std::vector<Real> weight = {Real(0.5), Real(0.3), Real(0.2)};
        const std::vector<Real> available(12, Real(1.0));
        Real sum = 0.0;
        for (const Real& share : in.subspan(14, 4)) sum += share;
        std::vector<Real> wanted;
        for (const Real& share : in.subspan(14, 4)) wanted.push_back(share / sum);
        std::vector<Real> constant(4);
        const Status<Real> status = calibrate_constants<Real>(
            {{kNestOf, in.first(2)}, weight, in.subspan(2, 12), available}, wanted, 0, constant);
        // The constant of the reference is 0 by definition; the status says what NaN it stands for.
        for (int i = 0; i < kLanesOf<Real>; ++i) {
            CHECK(status.is_ok(i) == !std::isnan(lane(constant[0], i)));
        }
        constant.erase(constant.begin());
        return constant;
    };
    std::vector<double> inputs = problem.mu;
    inputs.insert(inputs.end(), problem.utility.begin(), problem.utility.end());
    for (const double share : {0.2, 0.15, 0.25, 0.4}) inputs.push_back(share);
    test::check_component(component, inputs);
}

TEST_CASE("choice constants: decay by half-lives from its start year") {
    // From -4 towards 0 with a half-life of 5 years.
    CHECK(decayed_constant(-4.0, 0.0, 5.0, 0.0) == -4.0);
    CHECK(decayed_constant(-4.0, 0.0, 5.0, -3.0) == -4.0);
    CHECK(decayed_constant(-4.0, 0.0, 5.0, 5.0) == Approx(-2.0).epsilon(1e-15));
    CHECK(decayed_constant(-4.0, 0.0, 5.0, 10.0) == Approx(-1.0).epsilon(1e-15));
    CHECK(decayed_constant(-4.0, -1.0, 5.0, 5.0) == Approx(-2.5).epsilon(1e-15));
    CHECK(decayed_constant(-4.0, 1.0, 5.0, 5000.0) == Approx(1.0).epsilon(1e-14));
}

TEST_CASE("choice constants: one above 0 is held") {
    for (const double long_run : {0.0, 2.0, -1.0}) {
        CHECK(decayed_constant(0.7, long_run, 5.0, 20.0) == 0.7);
    }
    Lanes base(-1.0);
    base[2] = 0.7;
    CHECK(decayed_constant(base, Lanes(0.0), Lanes(5.0), 20.0)[2] == 0.7);
    CHECK(decayed_constant(base, Lanes(0.0), Lanes(5.0), 20.0)[3] == Approx(-1.0 / 16.0));
}

TEST_CASE("choice constants: an effect becomes a utility shift, reference number") {
    CHECK(effect_to_utility(0.08, 0.30) == Approx(0.288797521536).epsilon(1e-11));
    CHECK(effect_to_utility(0.08, 0.0) == 0.0);
    CHECK(effect_to_utility(0.5, -0.5) == Approx(std::log(1.0 / 3.0)).epsilon(1e-14));
    CHECK(std::isnan(effect_to_utility(0.5, 1.0)));
    CHECK(std::isnan(effect_to_utility(0.5, -1.0)));
    // Applied in a binary logit, the shift gives the effect.
    const std::vector<double> share = {0.08, 0.92};
    const std::vector<double> change = {effect_to_utility(0.08, 0.30), 0.0};
    std::array<double, 2> p{};
    const std::array<std::size_t, 2> one_nest = {0, 0};
    const std::array mu = {1.0};
    pivot_logit<double>({one_nest, mu}, share, change, p);
    CHECK(p[0] == Approx(0.08 * 1.30).epsilon(1e-13));
}

// Bicycles P = .08 in a nest of .45 with mu = .6, wanted .08 * 1.3 = .104: the shift found goes
// back through the nested logit itself and gives it. With mu = 1 it is the shift of a plain logit.
TEST_CASE("choice: in a nest a smaller shift has the effect") {
    CHECK(effect_to_utility_in_nest(0.08, 0.45, 1.0, 0.3) == effect_to_utility(0.08, 0.3));
    CHECK(effect_to_utility_in_nest(0.08, 0.45, 0.6, 0.0) == 0.0);
    CHECK(std::isnan(effect_to_utility_in_nest(0.5, 0.6, 0.6, 1.0)));
    for (const double effect : {-0.5, 0.3, 2.0}) {
        const double shift = effect_to_utility_in_nest(0.08, 0.45, 0.6, effect);
        CHECK(std::abs(shift) < std::abs(effect_to_utility(0.08, effect)));
        CHECK(std::abs(shift) > 0.6 * std::abs(effect_to_utility(0.08, effect)));
        const std::vector<std::size_t> nest_of = {0, 0, 1};
        const std::vector<double> mu = {0.6, 0.8};
        const std::vector<double> base = {0.08, 0.37, 0.55};
        const std::vector<double> change = {shift, 0.0, 0.0};
        std::vector<double> share(3);
        pivot_logit<double>({.nest_of = nest_of, .mu = mu}, base, change, share);
        CHECK(share[0] == Approx(0.08 * (1.0 + effect)).epsilon(1e-12));
    }
    const Lanes lanes = effect_to_utility_in_nest(Lanes(0.08), Lanes(0.45), Lanes(0.6), Lanes(0.3));
    CHECK(lanes[3] == Approx(effect_to_utility_in_nest(0.08, 0.45, 0.6, 0.3)).epsilon(1e-12));
}

TEST_CASE("choice constants: cost coefficient from an elasticity") {
    // -(-6)/(2 * 0.6) = 5; a logit's own-cost elasticity is -theta c (1 - P)
    CHECK(cost_coefficient(-6.0, 2.0, 0.4) == Approx(5.0).epsilon(1e-15));
    const std::array<std::size_t, 2> one_nest = {0, 0};
    const std::array mu = {1.0};
    const std::array share = {0.4, 0.6};
    const double theta = cost_coefficient(-6.0, 2.0, 0.4);
    std::array<double, 2> p{};
    const std::array change = {-theta * 2.0 * 1e-7, 0.0};  // cost up by 1e-7 of itself
    pivot_logit<double>({one_nest, mu}, share, change, p);
    CHECK((p[0] / 0.4 - 1.0) / 1e-7 == Approx(-6.0).epsilon(1e-5));
}

TEST_CASE("choice constants: lanes, independence and NaN of the small formulas") {
    const auto component = []<class Real>(std::span<const Real> in) {
        return std::vector<Real>{decayed_constant(in[0], in[1], in[2], 7.0),
                                 effect_to_utility(in[3], in[4]),
                                 cost_coefficient(in[5], in[6], in[3])};
    };
    test::check_component(component, {-3.0, -0.2, 6.0, 0.12, 0.3, -5.0, 1.4});
    const auto inversion = []<class Real>(std::span<const Real> in) {
        std::vector<Real> constant(4);
        invert_constants<Real>({kNestOf, in.first(2)}, in.subspan(2, 4), in.subspan(6, 4),
                               in.subspan(10, 4), 1, constant);
        return constant;
    };
    test::check_component(
        inversion, {0.5, 0.8, 0.2, 0.1, 0.4, 0.3, -1.0, -2.0, -1.5, -0.3, 1.0, 0.9, 0.8, 0.7});
}

}  // namespace
}  // namespace tanlu::model
