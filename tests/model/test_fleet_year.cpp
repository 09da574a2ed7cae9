// A year of a class and technology in one pass, held against the functions that say what is meant.
#include <random>

#include "component_check.hpp"
#include "model/fleet.hpp"

namespace tanlu::model {
namespace {

ByAge<double> random_ages(unsigned seed, double low, double high) {
    std::mt19937 random(seed);
    ByAge<double> values;
    for (double& value : values) value = std::uniform_real_distribution<double>(low, high)(random);
    return values;
}

Cohorts<double> random_cohorts(unsigned seed, std::size_t oldest) {
    Cohorts<double> cohorts{random_ages(seed, 0.0, 50.0)};
    for (std::size_t a = oldest + 1; a < kAgeCount; ++a) cohorts[a] = 0.0;
    return cohorts;
}

TEST_CASE("a year in one pass is ageing then scrappage then mean exposure then kilometres") {
    for (const std::size_t oldest :
         {std::size_t{0}, std::size_t{5}, std::size_t{39}, std::size_t{40}}) {
        INFO("oldest age " << oldest);
        const Cohorts<double> before = random_cohorts(7, oldest);
        const ByAge<double> kept = random_ages(8, 0.5, 1.0);
        const ByAge<double> rho = random_ages(9, 0.2, 1.0);
        const ByAge<double> energy = random_ages(10, 0.6, 1.0);
        const double sold = 31.0;
        Cohorts<double> cohorts = before;
        YearOfAges<double> year;
        age_a_year<double>(kept, rho, energy, oldest, cohorts, year);

        Cohorts<double> expected = survivors(before, kept);
        CHECK(year.survivors == Approx(expected.total()).epsilon(1e-14));
        CHECK(year.scrapped == Approx(scrapped(before, expected)).epsilon(1e-14));
        for (std::size_t a = 0; a < kAgeCount; ++a) CHECK(cohorts[a] == expected[a]);

        expected[0] = sold;
        add_new<double>(sold, rho[0], energy[0], cohorts, year);
        CHECK(cohorts[0] == sold);
        const Cohorts<double> exposure = mean_exposure(before, expected);
        double use = 0.0;
        double energy_use = 0.0;
        for (std::size_t a = 0; a < kAgeCount; ++a) {
            use += rho[a] * exposure[a];
            energy_use += rho[a] * exposure[a] * energy[a];
        }
        CHECK(year.use == Approx(use).epsilon(1e-14));
        CHECK(year.energy == Approx(energy_use).epsilon(1e-14));
    }
}

TEST_CASE("a year in one pass by hand") {
    // 10 new and 8 one-year-old vehicles; half of the former and a quarter of the latter stay:
    // 5 + 2 survive, 5 + 6 are scrapped. Mean stock (10+5)/2 = 7.5 and (8+2)/2 = 5.
    // Use 0.8 * 7.5 + 0.5 * 5 = 8.5; energy 0.8 * 7.5 * 0.9 + 0.5 * 5 * 1 = 7.9.
    // 4 sold add 0.5 * 4 * 1 = 2 to the use and 2 * 0.7 = 1.4 to the energy.
    Cohorts<double> cohorts;
    cohorts[0] = 10.0;
    cohorts[1] = 8.0;
    ByAge<double> kept{};
    kept[1] = 0.5;
    kept[2] = 0.25;
    ByAge<double> rho{};
    rho[0] = 1.0;
    rho[1] = 0.8;
    rho[2] = 0.5;
    ByAge<double> energy{};
    energy[0] = 0.7;
    energy[1] = 0.9;
    energy[2] = 1.0;
    YearOfAges<double> year;
    age_a_year<double>(kept, rho, energy, 1, cohorts, year);
    CHECK(year.survivors == Approx(7.0));
    CHECK(year.scrapped == Approx(11.0));
    CHECK(year.use == Approx(8.5));
    CHECK(year.energy == Approx(7.9));
    add_new<double>(4.0, rho[0], energy[0], cohorts, year);
    CHECK(year.use == Approx(10.5));
    CHECK(year.energy == Approx(9.3));
    CHECK(cohorts[0] == 4.0);
    CHECK(cohorts[1] == 5.0);
    CHECK(cohorts[2] == 2.0);
}

TEST_CASE("ages above the oldest change nothing when they are looked at, bit for bit") {
    const ByAge<double> kept = random_ages(3, 0.5, 1.0);
    const ByAge<double> rho = random_ages(4, 0.2, 1.0);
    Cohorts<double> few = random_cohorts(5, 6);
    Cohorts<double> all = few;
    YearOfAges<double> of_few;
    YearOfAges<double> of_all;
    age_a_year<double>(kept, rho, rho, 6, few, of_few);
    age_a_year<double>(kept, rho, rho, kMaxAge, all, of_all);
    CHECK(test::same_bits(of_few.survivors, of_all.survivors));
    CHECK(test::same_bits(of_few.scrapped, of_all.scrapped));
    CHECK(test::same_bits(of_few.use, of_all.use));
    CHECK(test::same_bits(of_few.energy, of_all.energy));
    for (std::size_t a = 0; a < kAgeCount; ++a) CHECK(test::same_bits(few[a], all[a]));
}

TEST_CASE("a hazard on survival from its logarithm is the hazard on survival") {
    const ByAge<double> conditional = conditional_survival(weibull_survival(14.0, 3.0));
    ByAge<double> logarithm;
    ByAge<double> multiplier;
    for (std::size_t a = 0; a < kAgeCount; ++a) logarithm[a] = std::log(conditional[a]);
    for (const double hazard : {0.5, 1.0, 1.8}) {
        multiplier.fill(hazard);
        const ByAge<double> expected = with_hazard(conditional, multiplier);
        ByAge<double> kept = conditional;
        scale_hazard<double>(logarithm, hazard, kMaxAge, kept);
        for (std::size_t a = 0; a < kAgeCount; ++a) CHECK(test::same_bits(kept[a], expected[a]));
    }
}

TEST_CASE("mean stock of the first year over its end") {
    ByAge<double> conditional{};
    conditional[0] = 1.0;
    conditional[1] = 0.8;  // and nobody reaches 2
    Cohorts<double> current;
    current[0] = 6.0;
    current[1] = 4.0;
    current[2] = 3.0;
    const Cohorts<double> expected = mean_exposure_first_year(current, conditional);
    const ByAge<double> mean = exposure_of_first_year(conditional);
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        CHECK(current[a] * mean[a] == Approx(expected[a]).epsilon(1e-15));
    }
    CHECK(mean[1] == Approx(1.125));  // (1/0.8 + 1)/2
    CHECK(mean[2] == 1.0);
}

TEST_CASE("a year in one pass owes what every component owes") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            ByAge<Real> kept;
            ByAge<Real> rho;
            ByAge<Real> energy;
            Cohorts<Real> cohorts;
            for (std::size_t a = 0; a < kAgeCount; ++a) {
                kept[a] = x[0];
                rho[a] = x[1];
                energy[a] = x[2];
                cohorts[a] = x[3];
            }
            YearOfAges<Real> year;
            age_a_year<Real>(kept, rho, energy, kMaxAge, cohorts, year);
            add_new<Real>(x[4], rho[0], energy[0], cohorts, year);
            return std::vector<Real>{year.survivors + year.scrapped + year.use + year.energy};
        },
        {0.9, 0.7, 0.8, 12.0, 20.0});
}

}  // namespace
}  // namespace tanlu::model
