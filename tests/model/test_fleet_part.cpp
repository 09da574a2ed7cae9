#include "model/fleet_part.hpp"

#include "component_check.hpp"

namespace tanlu::model {
namespace {

/// 100 vehicles: ten new and twenty of age 5 of one technology, thirty of age 5 and forty of age 10
/// of another.
struct TwoTechnologies {
    std::vector<Cohorts<double>> cohorts = std::vector<Cohorts<double>>(2);
    TwoTechnologies() {
        cohorts[0][0] = 10.0;
        cohorts[0][5] = 20.0;
        cohorts[1][5] = 30.0;
        cohorts[1][10] = 40.0;
    }
    double share(std::vector<double> weight, double from) const {
        return share_of_fleet<double>(cohorts, weight, from);
    }
};

TEST_CASE("fleet part: share of vehicles by technology and age") {
    const TwoTechnologies fleet;
    CHECK(fleet.share({1.0, 0.0}, 0.0) == Approx(0.3).epsilon(1e-15));
    CHECK(fleet.share({0.0, 1.0}, 10.0) == Approx(0.4).epsilon(1e-15));
    // from 5.5 on half of age 5: 0.5 20 + 0.5 (0.5 30 + 40) = 37.5
    CHECK(fleet.share({1.0, 0.5}, 5.5) == Approx(0.375).epsilon(1e-15));
    CHECK(fleet.share({1.0, 1.0}, 41.0) == 0.0);
    CHECK(fleet.share({1.0, 1.0}, 0.0) == 1.0);  // to the bit: a rule for all cars
    CHECK(fleet.share({0.0, 0.0}, 0.0) == 0.0);
}

TEST_CASE("fleet part: no vehicles, nobody meant") {
    const std::vector<Cohorts<double>> none(2);
    const std::vector<double> weight{1.0, 1.0};
    CHECK(share_of_fleet<double>(none, weight, 0.0) == 0.0);
}

TEST_CASE("fleet part: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            std::vector<Cohorts<Real>> cohorts(2);
            cohorts[0][0] = x[0];
            cohorts[0][5] = x[1];
            cohorts[1][7] = x[2];
            return std::vector<Real>{share_of_fleet<Real>(cohorts, x.subspan(3, 2), x[5])};
        },
        {10, 20, 30, 0.9, 0.5, 5.4});
}

}  // namespace
}  // namespace tanlu::model
