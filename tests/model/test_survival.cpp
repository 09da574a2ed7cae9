#include "model/survival.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <numeric>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

double life_sum(const ByAge<double>& survival) {
    return test::sum_of(survival);
}

void check_is_survival(const ByAge<double>& survival) {
    CHECK(survival[0] == Approx(1.0).epsilon(1e-15));
    for (std::size_t a = 1; a < kAgeCount; ++a) {
        CHECK(survival[a] <= survival[a - 1]);
        CHECK(survival[a] >= 0.0);
    }
}

TEST_CASE("survival: Weibull sums over ages 0..40, reference numbers") {
    // scale, shape, sum: private car, government car, heavy, medium, light truck
    CHECK(life_sum(weibull_survival(14.46, 4.79)) == Approx(13.743757413272).epsilon(1e-12));
    CHECK(life_sum(weibull_survival(13.11, 5.33)) == Approx(12.581531322083).epsilon(1e-12));
    CHECK(life_sum(weibull_survival(12.80, 5.58)) == Approx(12.326655105512).epsilon(1e-12));
    CHECK(life_sum(weibull_survival(10.09, 5.58)) == Approx(9.822730474458).epsilon(1e-12));
    CHECK(life_sum(weibull_survival(8.02, 5.58)) == Approx(7.910138609887).epsilon(1e-12));
}

TEST_CASE("survival: the Weibull scale is where 1/e is left") {
    CHECK(weibull_survival(14.0, 4.79)[14] == Approx(std::exp(-1.0)).epsilon(1e-14));
    check_is_survival(weibull_survival(14.46, 4.79));
}

TEST_CASE("survival: conditional survival of cars at ten years, reference number") {
    const ByAge<double> s = conditional_survival(weibull_survival(14.46, 4.79));
    CHECK(s[10] == Approx(0.934507482434).epsilon(1e-12));
    CHECK(s[0] == 1.0);
}

TEST_CASE("survival: logistic falls from 3/4 to 1/4 within the half width") {
    // Ratios to S(0) = 1/(1 + e^(-kappa a_half)) undo the normalisation.
    const ByAge<double> s = logistic_survival(15.0, 2.0);
    const double unit = s[15] / 0.5;
    CHECK(s[13] / unit == Approx(0.75).epsilon(1e-14));
    CHECK(s[17] / unit == Approx(0.25).epsilon(1e-14));
    CHECK(unit == Approx(1.0 + std::exp(-15.0 * std::log(3.0) / 2.0)).epsilon(1e-14));
    CHECK(s == logistic_survival_by_slope(15.0, 1.0986122886681098 / 2.0));
    check_is_survival(s);
}

TEST_CASE("survival: a step's sum is its limit, exactly") {
    CHECK(life_sum(step_survival(5.5)) == 5.5);
    CHECK(life_sum(step_survival(9.0)) == 9.0);
    CHECK(step_survival(5.5)[5] == 0.5);
    CHECK(step_survival(5.5)[6] == 0.0);
    check_is_survival(step_survival(1.0));
}

TEST_CASE("survival: a table may be shorter than the ages kept") {
    const std::vector<double> table = {1.0, 0.9, 0.4};
    const ByAge<double> s = table_survival<double>(table);
    CHECK(s[2] == 0.4);
    CHECK(s[3] == 0.0);
    CHECK(life_sum(s) == Approx(2.3).epsilon(1e-15));
}

TEST_CASE("survival: 0/0 is 0, for plain numbers and for lanes") {
    CHECK(conditional_survival(step_survival(5.5))[7] == 0.0);
    // (40/8.02)^5.58 = 7850: e^-7850 is below every double; the lanes' exp would stop at 5.6e-309.
    CHECK(conditional_survival(weibull_survival(8.02, 5.58))[40] == 0.0);
    CHECK(conditional_survival(weibull_survival(Lanes(8.02), Lanes(5.58)))[40][3] == 0.0);
    CHECK(weibull_survival(Lanes(8.02), Lanes(5.58))[40][3] == 0.0);
    CHECK(logistic_survival(Lanes(5.0), Lanes(0.05))[40][3] == 0.0);
}

TEST_CASE("survival: batch equals plain double, lanes are independent, NaN is kept") {
    const auto with = [](auto make) {
        return [make]<class Real>(std::span<const Real> in) {
            const ByAge<Real> survival = make(in);
            const ByAge<Real> conditional = conditional_survival(survival);
            std::vector<Real> out(survival.begin(), survival.end());
            out.insert(out.end(), conditional.begin(), conditional.end());
            return out;
        };
    };
    const auto weibull = []<class Real>(std::span<const Real> in) {
        return weibull_survival(in[0], in[1]);
    };
    const auto logistic = []<class Real>(std::span<const Real> in) {
        return logistic_survival(in[0], in[1]);
    };
    const auto step = []<class Real>(std::span<const Real> in) { return step_survival(in[0]); };
    const auto table = []<class Real>(std::span<const Real> in) { return table_survival(in); };
    test::check_component(with(weibull), {14.46, 2.0});
    test::check_component(with(logistic), {15.0, 4.0});
    test::check_component(with(step), {5.3});
    test::check_component(with(table), {1.0, 0.9, 0.7, 0.1});
}

}  // namespace
}  // namespace tanlu::model
