#include "model/cost.hpp"

#include "component_check.hpp"
#include "model/status.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("cost: capital recovery factor, reference numbers") {
    CHECK(capital_recovery_factor(0.10, 20.0) == Approx(0.11745962477).epsilon(1e-10));
    CHECK(capital_recovery_factor(0.05, 15.0) == Approx(0.09634228761).epsilon(1e-10));
    CHECK(capital_recovery_factor(0.10, 5.0) == Approx(0.26379748079).epsilon(1e-10));
}

TEST_CASE("cost: capital recovery factor goes over smoothly to 1/H at rate 0") {
    CHECK(capital_recovery_factor(0.0, 20.0) == 0.05);
    CHECK(capital_recovery_factor(Lanes(0.0), Lanes(20.0))[3] == 0.05);
    // CRF H = 1 + (H+1)/2 r + (H^2-1)/12 r^2 - ...; the next term is r^3 (H^2-1)/24 < 2e-11.
    for (const double r : {1e-15, 1e-12, 1e-9, 1e-6, 1e-4}) {
        const double series = 1.0 + 10.5 * r + 399.0 / 12.0 * r * r;
        CHECK(20.0 * capital_recovery_factor(r, 20.0) == Approx(series).epsilon(3e-11));
        CHECK(20.0 * capital_recovery_factor(-r, 20.0) ==
              Approx(1.0 - 10.5 * r + 399.0 / 12.0 * r * r).epsilon(3e-11));
    }
    CHECK(20.0 * capital_recovery_factor(1e-9, 20.0) == Approx(1.0 + 10.5e-9).epsilon(1e-15));
}

TEST_CASE("cost: payments by the capital recovery factor pay the capital back") {
    for (const double rate : {-0.02, 0.003, 0.07, 0.3}) {
        double owed = 1.0;
        for (int year = 0; year < 12; ++year) {
            owed = owed * (1.0 + rate) - capital_recovery_factor(rate, 12.0);
        }
        CHECK(owed == Approx(0.0).margin(1e-12));
    }
}

TEST_CASE("cost: purchase tax, and its exemption up to a cap") {
    CHECK(purchase_tax(200e3, 0.10, 0.0, kInfinity) == 20e3);
    CHECK(purchase_tax(200e3, 0.10, 1.0, 30e3) == 0.0);
    CHECK(purchase_tax(400e3, 0.10, 1.0, 30e3) == 10e3);  // 40 000 less 30 000
    CHECK(purchase_tax(200e3, 0.10, 0.5, 15e3) == 10e3);
    CHECK(purchase_tax(400e3, 0.10, 0.5, 15e3) == 25e3);  // 40 000 less 15 000
}

TEST_CASE("cost: total cost of ownership by hand") {
    VehicleCost<double> car{.price = 120e3,
                            .tax = 10e3,
                            .subsidy = 5e3,
                            .resale = 25e3,
                            .rate = 0.0,
                            .years = 10.0,
                            .maintenance = 2e3,
                            .insurance = 4e3,
                            .km_per_year = 10e3,
                            .energy = 0.5,
                            .toll = 0.05};
    // (120 + 10 - 5 - 25)/10 = 10 thousand a year, with 2 + 4: 16 000 CNY on 10 000 km
    CHECK(total_cost_of_ownership(car) == Approx(1.6 + 0.55).epsilon(1e-14));
    car.rate = 0.10;
    car.years = 5.0;
    // 25 000 / 1.1^5 = 15 523.0332648; 109 476.966735 * 0.26379748079 = 28 879.7480...
    const double capital = (125e3 - 25e3 / 1.61051) * 0.26379748079;
    CHECK(total_cost_of_ownership(car) == Approx((capital + 6e3) / 10e3 + 0.55).epsilon(1e-10));
}

TEST_CASE("cost: experience, reference numbers") {
    CHECK(experience_cost(1.0, 0.0, 0.2, 4.0) == Approx(0.64).epsilon(1e-12));  // two doublings
    CHECK(experience_cost(1.0, 0.0, 0.2, std::exp(1.0)) ==
          Approx(std::exp(-0.321928094887)).epsilon(1e-12));
    // 100 above a floor of 50: 50 + 50 * 0.8
    CHECK(experience_cost(100.0, 50.0, 0.2, 2.0) == Approx(90.0).epsilon(1e-14));
    CHECK(experience_cost(100.0, 50.0, 0.2, 1.0) == 100.0);
    CHECK(experience_cost(100.0, 50.0, 0.0, 7.0) == 100.0);
    CHECK(experience_cost(100.0, 50.0, 0.2, 1e30) == Approx(50.0).epsilon(1e-6));
}

TEST_CASE("cost: batch equals plain double, lanes are independent, NaN is kept") {
    const auto ownership = []<class Real>(std::span<const Real> in) {
        const VehicleCost<Real> cost{.price = in[0],
                                     .tax = purchase_tax(in[0], in[1], in[2], in[3]),
                                     .subsidy = in[4],
                                     .resale = in[5],
                                     .rate = in[6],
                                     .years = in[7],
                                     .maintenance = in[8],
                                     .insurance = in[9],
                                     .km_per_year = in[10],
                                     .energy = in[11],
                                     .toll = in[12]};
        return std::vector<Real>{total_cost_of_ownership(cost)};
    };
    test::check_component(ownership,
                          {150e3, 0.1, 0.5, 5e3, 1e3, 20e3, 0.1, 12.0, 2e3, 4e3, 11e3, 0.4, 0.03});
    const auto experience = []<class Real>(std::span<const Real> in) {
        return std::vector<Real>{experience_cost(in[0], in[1], in[2], in[3])};
    };
    test::check_component(experience, {1400.0, 250.0, 0.2, 17.0});
}

}  // namespace
}  // namespace tanlu::model
