#include "model/fleet.hpp"

#include <array>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

ByAge<double> car_survival() {
    return weibull_survival(14.46, 4.79);
}

/// A stock of `first` vehicles of age 0, `step` more at each age.
Cohorts<double> ramp(double first, double step) {
    Cohorts<double> cohorts;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        cohorts[a] = first + step * static_cast<double>(a);
    }
    return cohorts;
}

TEST_CASE("fleet: a cohort follows its survival curve exactly") {
    const ByAge<double> survival = car_survival();
    const ByAge<double> kept = conditional_survival(survival);
    Cohorts<double> cohorts;
    cohorts[0] = 1000.0;
    for (std::size_t a = 1; a < kAgeCount; ++a) {
        cohorts = survivors(cohorts, kept);
        CHECK(cohorts[a] == Approx(1000.0 * survival[a]).epsilon(1e-12));
        CHECK(cohorts.total() == cohorts[a]);
    }
    CHECK(survivors(cohorts, kept).total() == 0.0);  // nobody is older than kMaxAge
}

TEST_CASE("fleet: hazard multiplier, reference number") {
    const ByAge<double> s = conditional_survival(car_survival());
    ByAge<double> multiplier;
    multiplier.fill(1.5);
    CHECK(with_hazard(s, multiplier)[10] == Approx(0.903387702922).epsilon(1e-12));
}

TEST_CASE("fleet: a hazard multiplier of 1 returns the survival bit for bit, 0 ends ageing") {
    ByAge<Lanes> s;
    const ByAge<double> plain = conditional_survival(weibull_survival(8.02, 5.58));
    ByAge<Lanes> one;
    ByAge<Lanes> none;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        s[a] = plain[a];
        one[a] = 1.0;
        none[a] = 0.0;
    }
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        CHECK(test::same_bits(with_hazard(s, one)[a][2], plain[a]));
        CHECK(with_hazard(s, none)[a][2] == (plain[a] > 0.0 ? 1.0 : 0.0));
    }
}

TEST_CASE("fleet: early retirement takes its fraction") {
    ByAge<double> fraction{};
    fraction[5] = 0.25;
    fraction[6] = 1.0;
    ByAge<double> s{};
    s.fill(0.8);
    const ByAge<double> kept = with_early_retirement(s, fraction);
    CHECK(kept[4] == 0.8);
    CHECK(kept[5] == Approx(0.6).epsilon(1e-15));
    CHECK(kept[6] == 0.0);
}

// clamp(a - from + 1, 0, 1): from 10 years, ages 9, 10, 11 count 0, 1, 1; from 10.25, 10 counts
// 3/4.
TEST_CASE("fleet: what applies from an age on, the step a year wide") {
    const ByAge<double> ten = from_age(10.0, 0.4);
    CHECK(ten[9] == 0.0);
    CHECK(ten[10] == 0.4);
    CHECK(ten[kMaxAge] == 0.4);
    const ByAge<double> later = from_age(10.25, 0.4);
    CHECK(later[9] == 0.0);
    CHECK(later[10] == Approx(0.3));
    CHECK(later[11] == 0.4);
    const ByAge<double> all_ages = from_age(0.0, 1.0);
    CHECK(all_ages[0] == 1.0);
    const ByAge<double> none = from_age(5.0, 0.0);
    CHECK(with_early_retirement(car_survival(), none) == car_survival());
}

TEST_CASE("fleet: scrapped vehicles by hand") {
    Cohorts<double> before;
    before[0] = 100.0;
    before[3] = 50.0;
    before[kMaxAge] = 7.0;
    Cohorts<double> after;
    after[1] = 90.0;
    after[4] = 20.0;
    CHECK(scrapped(before, after) == 10.0 + 30.0 + 7.0);
}

TEST_CASE("fleet: ages of a stock whose sales grew steadily") {
    const ByAge<double> ages = steady_growth_ages(car_survival(), 0.05);
    CHECK(test::sum_of(ages) == Approx(1.0).epsilon(1e-15));
    // New cars are 1/(sum S (1+g)^-a) of the stock.
    CHECK(1.0 / ages[0] == Approx(10.129652965601).epsilon(1e-12));
    CHECK(ages[10] / ages[9] == Approx(0.934507482434 / 1.05).epsilon(1e-12));
}

TEST_CASE("fleet: ages from a table, and from past sales") {
    const std::vector<double> table = {3.0, 2.0, 1.0};
    CHECK(table_ages<double>(table)[1] == Approx(1.0 / 3.0).epsilon(1e-15));
    CHECK(table_ages<double>(table)[3] == 0.0);

    // Sales 100, 80, 60, 40 of which 1, 1, 0.5, 0 are left: 100 + 80 + 30 = 210.
    const std::vector<double> sales = {100.0, 80.0, 60.0, 40.0};
    const SalesAges<double> found = ages_from_sales<double>(sales, step_survival(2.5), 252.0);
    CHECK(found.scale == Approx(1.2).epsilon(1e-15));
    CHECK(found.share[2] == Approx(30.0 / 210.0).epsilon(1e-15));
    CHECK(found.share[3] == 0.0);
    CHECK(test::sum_of(found.share) == Approx(1.0).epsilon(1e-15));
}

TEST_CASE("fleet: emerging technologies are young, and both totals are met") {
    const ByAge<double> ages = steady_growth_ages(car_survival(), 0.05);
    const std::vector<double> stock = {900.0, 60.0, 30.0, 10.0};
    const std::vector<Maturity> maturity = {Maturity::established, Maturity::established,
                                            Maturity::emerging, Maturity::emerging};
    std::array<Cohorts<double>, 4> cohorts;
    REQUIRE(split_by_technology<double>(ages, stock, maturity, 5, cohorts).all_ok());
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK(cohorts[k].total() == Approx(stock[k]).epsilon(1e-13));
    }
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        double of_age = 0.0;
        for (const Cohorts<double>& technology : cohorts) of_age += technology[a];
        CHECK(of_age == Approx(1000.0 * ages[a]).epsilon(1e-13).margin(1e-300));
        CHECK(cohorts[0][a] == Approx(15.0 * cohorts[1][a]).epsilon(1e-13).margin(1e-300));
        CHECK(cohorts[2][a] == Approx(3.0 * cohorts[3][a]).epsilon(1e-13).margin(1e-300));
        CHECK((cohorts[2][a] > 0.0) == (a <= 5));
    }
    CHECK(cohorts[2][5] / cohorts[2][0] == Approx(ages[5] / ages[0]).epsilon(1e-13));
}

TEST_CASE("fleet: without emerging technologies all have the ages of the class") {
    const ByAge<double> ages = table_ages<double>(std::vector<double>{0.5, 0.3, 0.2});
    const std::vector<double> stock = {40.0, 0.0, 60.0};
    const std::vector<Maturity> maturity(3, Maturity::established);
    std::array<Cohorts<double>, 3> cohorts;
    REQUIRE(split_by_technology<double>(ages, stock, maturity, 0, cohorts).all_ok());
    CHECK(cohorts[0][1] == Approx(12.0).epsilon(1e-15));
    CHECK(cohorts[1].total() == 0.0);
    CHECK(cohorts[2][2] == Approx(12.0).epsilon(1e-15));
}

TEST_CASE("fleet: more emerging vehicles than young ones is infeasible") {
    const ByAge<double> ages = table_ages<double>(std::vector<double>{0.1, 0.1, 0.8});
    std::array<Cohorts<double>, 2> cohorts;
    const std::vector<Maturity> mixed = {Maturity::established, Maturity::emerging};
    const auto status = [&](const std::vector<double>& stock, int young_age) {
        return split_by_technology<double>(ages, stock, mixed, young_age, cohorts);
    };
    CHECK(status({80.0, 20.0}, 1).all_ok());
    CHECK(cohorts[0][0] == Approx(0.0).margin(1e-12));
    CHECK(status({79.0, 21.0}, 1).has(0, Problem::infeasible));
    CHECK(std::isnan(cohorts[0][0]));
    CHECK(status({0.0, 100.0}, 1).has(0, Problem::infeasible));
    CHECK(status({0.0, 100.0}, 2).all_ok());
    CHECK(cohorts[1][2] == Approx(80.0).epsilon(1e-15));
    CHECK(status({test::kNotANumber, 10.0}, 1).has(0, Problem::non_finite));
}

TEST_CASE("fleet: sales meet the target, at least the minimum replacement") {
    CHECK(sales_to_meet(110.0, 95.0, 100.0, 0.0) == 15.0);
    CHECK(sales_to_meet(90.0, 95.0, 100.0, 0.0) == 0.0);  // held above the target
    CHECK(sales_to_meet(90.0, 95.0, 100.0, 0.02) == 2.0);
    CHECK(sales_to_meet(110.0, 95.0, 100.0, 0.02) == 15.0);
}

TEST_CASE("fleet: surplus is scrapped from the oldest, in proportion at the last age touched") {
    std::array<Cohorts<double>, 2> cohorts;
    cohorts[0][30] = 10.0;
    cohorts[1][20] = 30.0;
    cohorts[0][20] = 10.0;
    cohorts[0][2] = 50.0;
    // 20: the 10 of age 30, and 10 of the 40 of age 20.
    scrap_oldest<double>(20.0, cohorts);
    CHECK(cohorts[0][30] == 0.0);
    CHECK(cohorts[0][20] == 7.5);
    CHECK(cohorts[1][20] == 22.5);
    CHECK(cohorts[0][2] == 50.0);
    const std::array<Cohorts<double>, 2> before = cohorts;
    scrap_oldest<double>(0.0, cohorts);
    CHECK(cohorts[0].of_age == before[0].of_age);
    CHECK(cohorts[1].of_age == before[1].of_age);
    scrap_oldest<double>(1e3, cohorts);
    CHECK(cohorts[0].total() + cohorts[1].total() == 0.0);
}

TEST_CASE("fleet: mean exposure sums to the mean of both year ends") {
    const Cohorts<double> before = ramp(100.0, 3.0);
    const Cohorts<double> after = ramp(90.0, 2.0);
    const Cohorts<double> mean = mean_exposure(before, after);
    CHECK(mean.total() == Approx(0.5 * (before.total() + after.total())).epsilon(1e-14));
    CHECK(mean[0] == 45.0);
    CHECK(mean[1] == 0.5 * (100.0 + 92.0));
    // 39 and 40 years last year, 40 this year: (217 + 170 + 220)/2
    CHECK(mean[kMaxAge] == 0.5 * (217.0 + 170.0 + 220.0));
}

TEST_CASE("fleet: mean exposure of the first year looks back through survival") {
    Cohorts<double> now;
    now[0] = 100.0;
    now[1] = 80.0;
    now[2] = 45.0;
    now[3] = 4.0;  // beyond the table: counted in full
    const ByAge<double> s =
        conditional_survival(table_survival<double>(std::vector<double>{1.0, 0.8, 0.6}));
    const Cohorts<double> mean = mean_exposure_first_year(now, s);
    CHECK(mean[0] == 50.0);
    CHECK(mean[1] == Approx(90.0).epsilon(1e-15));  // (80/.8 + 80)/2
    CHECK(mean[2] == Approx(52.5).epsilon(1e-15));  // (45/.75 + 45)/2
    CHECK(mean[3] == 4.0);
}

TEST_CASE("fleet: use falls with age") {
    const ByAge<double> rho = use_by_age(20.0);
    CHECK(rho[0] == 1.0);
    CHECK(rho[20] == 0.5);
    CHECK(use_by_age(kInfinity)[40] == 1.0);
    CHECK(use_by_age(Lanes(kInfinity))[40][1] == 1.0);
}

TEST_CASE("fleet: kilometres are shared out in full") {
    std::array<Cohorts<double>, 2> exposure;
    exposure[0][0] = 10.0;
    exposure[0][20] = 20.0;
    exposure[1][0] = 5.0;
    const std::vector<double> psi = {1.0, 2.0};
    std::array<Cohorts<double>, 2> km;
    // Weights 10 + 20/2 + 2*5 = 30; 600 000 km: 20 000 km a vehicle.
    const double vkt = share_out_kilometres<double>(600e3, use_by_age(20.0), psi, exposure, km);
    CHECK(vkt == Approx(20e3).epsilon(1e-15));
    CHECK(km[0][0] == Approx(200e3).epsilon(1e-15));
    CHECK(km[0][20] == Approx(200e3).epsilon(1e-15));
    CHECK(km[1][0] == Approx(200e3).epsilon(1e-15));
}

TEST_CASE("fleet: no vehicles and no kilometres is no problem, kilometres without vehicles are") {
    const std::array<Cohorts<double>, 1> none{};
    const std::vector<double> psi = {1.0};
    std::array<Cohorts<double>, 1> km;
    CHECK(share_out_kilometres<double>(0.0, use_by_age(20.0), psi, none, km) == 0.0);
    CHECK(km[0].total() == 0.0);
    CHECK(share_out_kilometres<double>(1.0, use_by_age(20.0), psi, none, km) == kInfinity);
    CHECK(std::isnan(km[0].total()));
}

}  // namespace
}  // namespace tanlu::model
