#include "model/ownership.hpp"

#include "component_check.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("ownership: Gompertz through two points, reference numbers") {
    const Gompertz<double> curve = gompertz_through<double>(0.40, {9.3, 0.036}, {17.0, 0.173});
    CHECK(curve.alpha == Approx(-8.613776115798938).epsilon(1e-12));
    CHECK(curve.beta == Approx(-0.1370525651758826).epsilon(1e-12));
    CHECK(gompertz_ownership(curve, 30.0) == Approx(0.347357445060774).epsilon(1e-12));
    CHECK(gompertz_ownership(curve, 9.3) == Approx(0.036).epsilon(1e-13));
    CHECK(gompertz_ownership(curve, 17.0) == Approx(0.173).epsilon(1e-13));
}

TEST_CASE("ownership: rises with income to saturation, with the inflection at saturation/e") {
    const Gompertz<double> curve{0.4, -8.0, -0.14};
    CHECK(gompertz_ownership(curve, 1000.0) == Approx(0.4).epsilon(1e-15));
    CHECK(gompertz_ownership(curve, 0.0) == Approx(0.4 * std::exp(-8.0)).epsilon(1e-14));
    const double inflection = std::log(8.0) / 0.14;  // alpha e^(beta y) = -1
    CHECK(gompertz_ownership(curve, inflection) == Approx(0.4 / std::exp(1.0)).epsilon(1e-14));
    for (double y = 1.0; y < 60.0; y += 1.0) {
        CHECK(gompertz_ownership(curve, y) > gompertz_ownership(curve, y - 1.0));
    }
}

TEST_CASE("ownership: points outside (0, saturation) have no curve") {
    const Gompertz<double> curve = gompertz_through<double>(0.40, {9.3, 0.036}, {17.0, 0.41});
    CHECK(std::isnan(gompertz_ownership(curve, 30.0)));
}

TEST_CASE("ownership: partial adjustment goes a part of the way") {
    CHECK(partial_adjustment(0.25, 0.5, 1.0) == 0.5);
    CHECK(partial_adjustment(0.25, 0.5, 0.0) == 0.25);
    CHECK(partial_adjustment(0.25, 0.5, 0.5) == 0.375);
}

TEST_CASE("ownership: a quota caps additions and nothing else") {
    CHECK(stock_under_quota(150.0, 100.0, 10.0) == 110.0);
    CHECK(stock_under_quota(105.0, 100.0, 10.0) == 105.0);
    CHECK(stock_under_quota(90.0, 100.0, 10.0) == 90.0);
    CHECK(stock_under_quota(105.0, 100.0, 0.0) == 100.0);
}

TEST_CASE("ownership: batch equals plain double, lanes are independent, NaN is kept") {
    const auto component = []<class Real>(std::span<const Real> in) {
        const Gompertz<Real> curve = gompertz_through<Real>(in[0], {in[1], in[2]}, {in[3], in[4]});
        const Real target = partial_adjustment(in[6], gompertz_ownership(curve, in[5]), in[7]);
        return std::vector<Real>{curve.alpha, curve.beta, target,
                                 stock_under_quota(target, in[6], in[8])};
    };
    test::check_component(component, {0.4, 9.3, 0.036, 17.0, 0.173, 21.0, 0.2, 0.8, 0.01});
}

}  // namespace
}  // namespace tanlu::model
