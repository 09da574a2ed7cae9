// Conservation laws of the fleet, and what every component owes.
#include <array>
#include <random>

#include "component_check.hpp"
#include "model/fleet.hpp"

namespace tanlu::model {
namespace {

constexpr std::size_t kTechnologies = 3;
using Fleet = std::array<Cohorts<double>, kTechnologies>;

double total(const Fleet& fleet) {
    double sum = 0.0;
    for (const Cohorts<double>& technology : fleet) sum += technology.total();
    return sum;
}

/// What happened in a year, per technology.
struct YearBook {
    std::array<double, kTechnologies> sold{};
    std::array<double, kTechnologies> scrapped{};
};

/// Random targets, survival, hazards, early retirement and shares of sales, drawn from one seed.
class RandomRun {
public:
    explicit RandomRun(unsigned seed) : random_(seed) {
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            survival_[k] = weibull_survival(between(6.0, 16.0), between(2.0, 6.0));
            for (std::size_t a = 0; a < kAgeCount; ++a) fleet[k][a] = between(0.0, 50.0);
        }
    }

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }

    YearBook step(bool scraps_surplus) {
        const Fleet before = fleet;
        const double stock = total(before);
        double left = 0.0;
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            ByAge<double> hazard;
            ByAge<double> retired;
            for (std::size_t a = 0; a < kAgeCount; ++a) {
                hazard[a] = between(0.5, 2.0);
                retired[a] = between(0.0, 0.1);
            }
            const ByAge<double> kept = with_early_retirement(
                with_hazard(conditional_survival(survival_[k]), hazard), retired);
            fleet[k] = survivors(before[k], kept);
            left += fleet[k].total();
        }
        target = stock * between(0.8, 1.15);
        const double sales = sales_to_meet(target, left, stock, 0.01);
        if (scraps_surplus) scrap_oldest<double>(std::max(left + sales - target, 0.0), fleet);

        YearBook book;
        const double first = between(0.0, 1.0);
        const double second = (1.0 - first) * between(0.0, 1.0);
        const std::array share = {first, second, 1.0 - first - second};
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            book.sold[k] = fleet[k][0] = sales * share[k];
            book.scrapped[k] = scrapped(before[k], fleet[k]);
        }
        return book;
    }

    Fleet fleet;
    double target = 0.0;

private:
    std::mt19937_64 random_;
    std::array<ByAge<double>, kTechnologies> survival_;
};

TEST_CASE("fleet laws: stock = stock before + sales - scrap, each year and over the run") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        RandomRun run(seed);
        const Fleet first = run.fleet;
        const double tolerance = 1e-12 * total(first);
        std::array<double, kTechnologies> net{};
        for (int year = 0; year < 20; ++year) {
            const Fleet before = run.fleet;
            const YearBook book = run.step(seed % 2 == 0);
            for (std::size_t k = 0; k < kTechnologies; ++k) {
                const double change = book.sold[k] - book.scrapped[k];
                net[k] += change;
                REQUIRE(run.fleet[k].total() - before[k].total() ==
                        Approx(change).margin(tolerance));
                REQUIRE(book.scrapped[k] >= 0.0);
                for (std::size_t a = 1; a < kAgeCount; ++a) {
                    REQUIRE(run.fleet[k][a] >= 0.0);
                    REQUIRE(run.fleet[k][a] <= before[k][a - 1]);
                }
                REQUIRE(mean_exposure(before[k], run.fleet[k]).total() ==
                        Approx(0.5 * (before[k].total() + run.fleet[k].total())).epsilon(1e-14));
            }
            // The class meets its target, or stays above it when surplus is held.
            if (seed % 2 == 0 && total(before) * 0.01 <= run.target) {
                REQUIRE(total(run.fleet) == Approx(run.target).margin(10.0 * tolerance));
            } else {
                REQUIRE(total(run.fleet) >= run.target - tolerance);
            }
        }
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            CHECK(run.fleet[k].total() - first[k].total() ==
                  Approx(net[k]).margin(20.0 * tolerance));
        }
    }
}

/// One technology, sales given by the year.
template <class Sales>
Cohorts<double> run_with(const ByAge<double>& survival, int years, Sales sales) {
    const ByAge<double> kept = conditional_survival(survival);
    Cohorts<double> cohorts;
    for (int year = 0; year < years; ++year) {
        cohorts = survivors(cohorts, kept);
        cohorts[0] = sales(year);
    }
    return cohorts;
}

TEST_CASE("fleet laws: constant sales build up sales times mean life") {
    const ByAge<double> survival = weibull_survival(14.46, 4.79);
    const Cohorts<double> fleet = run_with(survival, kMaxAge + 1, [](int) { return 250.0; });
    CHECK(fleet.total() == Approx(250.0 * 13.743757413272).epsilon(1e-12));
}

TEST_CASE("fleet laws: growing sales build up their closed form") {
    const ByAge<double> survival = weibull_survival(14.46, 4.79);
    const auto sales = [](int year) { return std::pow(1.05, year); };
    const Cohorts<double> fleet = run_with(survival, 60, sales);
    CHECK(fleet.total() / sales(59) == Approx(10.129652965601).epsilon(1e-12));
    // And the steady-growth ages are the ages of that fleet.
    const ByAge<double> ages = steady_growth_ages(survival, 0.05);
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        CHECK(fleet[a] / fleet.total() == Approx(ages[a]).epsilon(1e-12).margin(1e-300));
    }
}

TEST_CASE("fleet laws: kilometres of all cohorts sum to the total") {
    RandomRun run(77);
    for (int year = 0; year < 10; ++year) {
        const Fleet before = run.fleet;
        run.step(false);
        Fleet exposure;
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            exposure[k] = mean_exposure(before[k], run.fleet[k]);
        }
        const std::vector<double> psi = {1.0, run.between(0.5, 2.0), run.between(0.0, 2.0)};
        Fleet km;
        share_out_kilometres<double>(3.7e9, use_by_age(run.between(5.0, 40.0)), psi, exposure, km);
        CHECK(total(km) == Approx(3.7e9).epsilon(1e-13));
    }
}

TEST_CASE("fleet laws: the order of technologies is irrelevant") {
    RandomRun run(5);
    Fleet reversed = {run.fleet[2], run.fleet[1], run.fleet[0]};
    scrap_oldest<double>(700.0, run.fleet);
    scrap_oldest<double>(700.0, reversed);
    for (std::size_t k = 0; k < kTechnologies; ++k) {
        for (std::size_t a = 0; a < kAgeCount; ++a) {
            CHECK(reversed[2 - k][a] == Approx(run.fleet[k][a]).epsilon(1e-12).margin(1e-12));
        }
    }
}

template <class Real>
void append(std::vector<Real>& out, const ByAge<Real>& values) {
    out.insert(out.end(), values.begin(), values.end());
}

TEST_CASE("fleet laws: batch equals plain double, lanes are independent, NaN is kept") {
    const auto year = []<class Real>(std::span<const Real> in) {
        const ByAge<Real> survival = logistic_survival(in[0], in[1]);
        const ByAge<Real> conditional = conditional_survival(survival);
        const ByAge<Real> ages = steady_growth_ages(survival, in[2]);
        const std::array stock = {in[3], in[4], in[5]};
        const std::array maturity = {Maturity::established, Maturity::established,
                                     Maturity::emerging};
        std::array<Cohorts<Real>, 3> before;
        split_by_technology<Real>(ages, stock, maturity, 6, before);

        ByAge<Real> hazard;
        ByAge<Real> retired;
        hazard.fill(in[6]);
        retired.fill(in[7]);
        const ByAge<Real> kept = with_early_retirement(with_hazard(conditional, hazard), retired);
        std::array<Cohorts<Real>, 3> now;
        Real left = 0.0;
        for (std::size_t k = 0; k < 3; ++k) {
            now[k] = survivors(before[k], kept);
            left += now[k].total();
        }
        const Real sales = sales_to_meet(in[8], left, Real(in[3] + in[4] + in[5]), in[9]);
        scrap_oldest<Real>(positive_part(Real(left + sales - in[8])), now);
        std::array<Cohorts<Real>, 3> exposure;
        for (std::size_t k = 0; k < 3; ++k) {
            now[k][0] = sales / 3.0;
            exposure[k] = mean_exposure(before[k], now[k]);
        }
        exposure[0] = mean_exposure_first_year(now[0], conditional);
        std::array<Cohorts<Real>, 3> km;
        const std::array psi = {in[11], in[12], in[13]};
        std::vector<Real> out{
            sales, share_out_kilometres<Real>(in[14], use_by_age(in[10]), psi, exposure, km)};
        for (std::size_t k = 0; k < 3; ++k) {
            append(out, now[k].of_age);
            append(out, km[k].of_age);
            out.push_back(scrapped(before[k], now[k]));
        }
        return out;
    };
    // Growing; shrinking, with surplus scrapped.
    test::check_component(year, {13.0, 2.5, 0.04, 900.0, 60.0, 40.0, 1.2, 0.01, 1050.0, 0.01, 18.0,
                                 1.0, 1.1, 1.3, 1e7});
    test::check_component(year, {13.0, 2.5, 0.04, 900.0, 60.0, 40.0, 1.2, 0.01, 700.0, 0.01, 18.0,
                                 1.0, 1.1, 1.3, 1e7});
    const auto from_sales = []<class Real>(std::span<const Real> in) {
        const SalesAges<Real> found =
            ages_from_sales<Real>(in.first(4), step_survival(in[4]), in[5]);
        std::vector<Real> out{found.scale};
        append(out, found.share);
        append(out, table_ages<Real>(in.first(4)));
        return out;
    };
    test::check_component(from_sales, {100.0, 90.0, 70.0, 60.0, 3.4, 300.0});
}

}  // namespace
}  // namespace tanlu::model
