#pragma once
// The vehicles of a class by technology and age: ageing, scrappage, sales and use.
//
// A year runs: kept shares by age -> survivors() per technology -> sales_to_meet() for the class ->
// technology shares of sales (choice.hpp) -> cohorts[0] = sales -> mean_exposure() -> kilometres.
#include <cstddef>
#include <cstdint>
#include <span>

#include "model/status.hpp"
#include "model/survival.hpp"

namespace tanlu::model {

/// Vehicles of one class and technology at the end of a year, by age [vehicle].
template <class Real>
struct Cohorts {
    ByAge<Real> of_age{};

    Real& operator[](std::size_t age) { return of_age[age]; }
    const Real& operator[](std::size_t age) const { return of_age[age]; }

    /// Vehicles of all ages, added from young to old.
    Real total() const {
        Real sum = 0.0;
        for (const Real& count : of_age) sum += count;
        return sum;
    }
};

// --- ageing --------------------------------------------------------------------------------------

/// Conditional survival under a hazard multiplier, h < 1 for longer life, h > 1 for a trade-in
/// bonus: s(a)^h. At h = 1 the survival is returned bit for bit; s = 0 stays 0.
template <class Real>
ByAge<Real> with_hazard(const ByAge<Real>& conditional, const ByAge<Real>& multiplier);

/// Conditional survival with an ordered early retirement of a fraction x in [0, 1] of each age:
/// s(a) (1 - x(a)).
template <class Real>
ByAge<Real> with_early_retirement(const ByAge<Real>& conditional, const ByAge<Real>& fraction);

/// A value by age for what applies from an age on [unit of `value`]:  value clamp(a - from + 1, 0,
/// 1). The step at `from` [year] is one year wide, so that results change smoothly with it: with
/// from = 10 vehicles of 10 years count in full, with 10.5 by half.
template <class Real>
ByAge<Real> from_age(const Real& from, const Real& value);

/// Last year's vehicles one year on, before new sales: N(a) = N'(a-1) kept(a), N(0) = 0. Vehicles
/// of kMaxAge are scrapped. `kept` is the conditional survival after hazard and early retirement.
template <class Real>
Cohorts<Real> survivors(const Cohorts<Real>& previous, const ByAge<Real>& kept);

/// Vehicles scrapped in a year, by the age they would have reached, those of kMaxAge apart
/// [vehicle]:  sum_a (N'(a-1) - N(a)) + N'(kMaxAge).
template <class Real>
Real scrapped(const Cohorts<Real>& previous, const Cohorts<Real>& current);

// --- first year ----------------------------------------------------------------------------------

/// Ages of a stock whose sales grew steadily, as shares that sum to 1: proportional to
/// S(a) (1 + growth)^-a. Growth above -1.
template <class Real>
ByAge<Real> steady_growth_ages(const ByAge<Real>& survival, const Real& growth);

/// Ages from a table of any scale (ages 0, 1, ...; none beyond its end), as shares that sum to 1.
template <class Real>
ByAge<Real> table_ages(std::span<const Real> table);

/// Ages that past sales leave behind, and how well they explain the stock.
template <class Real>
struct SalesAges {
    ByAge<Real> share;  ///< sums to 1
    Real scale;         ///< observed stock / stock explained by the sales; doubtful off [0.8, 1.25]
};

/// Ages from past sales, `sales[a]` sold a years before the first year [vehicle/year]:
/// n(a) = sales(a) S(a).
template <class Real>
SalesAges<Real> ages_from_sales(std::span<const Real> sales, const ByAge<Real>& survival,
                                const Real& observed_stock);

/// Whether a technology is new on the market, so that all its vehicles are young.
enum class Maturity : std::uint8_t { established, emerging };

/// Ages of each technology of a class, from the ages of the class and the stock of each technology.
/// The stock of an emerging technology is laid over ages 0..young_age in proportion to the ages of
/// the class; the others share what is left of every age in proportion to their stocks. Totals by
/// technology and by age are both met. `infeasible`, and NaN, where emerging technologies need more
/// young vehicles than the class has, or none is established to fill the old ages.
template <class Real>
Status<Real> split_by_technology(const ByAge<Real>& class_ages, std::span<const Real> stock,
                                 std::span<const Maturity> maturity, int young_age,
                                 std::span<Cohorts<Real>> cohorts);

// --- sales ---------------------------------------------------------------------------------------

/// New vehicles of a class in a year [vehicle]: what the target lacks, and at least the part
/// `minimum_replacement` >= 0 of last year's stock:  G = max(N* - R, phi N').
/// Where the target is below the survivors the stock stays above it; nothing is destroyed because
/// income or demand dipped. The surplus R + G - N* can be scrapped by scrap_oldest().
template <class Real>
Real sales_to_meet(const Real& target, const Real& survivors, const Real& previous_stock,
                   const Real& minimum_replacement);

/// Removes `surplus` >= 0 vehicles of a class, oldest ages first; the last age touched is reduced
/// by the same proportion in every technology. A surplus above the stock removes all. Cohorts are
/// unchanged, bit for bit, where the surplus is 0.
template <class Real>
void scrap_oldest(const Real& surplus, std::span<Cohorts<Real>> cohorts);

// --- use -----------------------------------------------------------------------------------------

/// Mean stock during a year, by age [vehicle]:
///   (N'(a-1) + N(a))/2, N(0)/2 at age 0, and N'(kMaxAge)/2 booked at kMaxAge.
/// Sums to the mean of the stocks at the two ends of the year.
template <class Real>
Cohorts<Real> mean_exposure(const Cohorts<Real>& previous, const Cohorts<Real>& current);

/// Mean stock during the first year, which has no previous one: (N(a)/s(a) + N(a))/2 and N(0)/2.
/// Ages that nobody reaches (s = 0) count in full.
template <class Real>
Cohorts<Real> mean_exposure_first_year(const Cohorts<Real>& current,
                                       const ByAge<Real>& conditional);

/// Relative use by age [1]: rho(a) = 1 / (1 + a/b), as cumulative mileage is logarithmic in age. An
/// infinite b [year] means the same use at every age. S:Wang-VKT
template <class Real>
ByAge<Real> use_by_age(const Real& b);

/// Vehicle-kilometres of a class shared out to technologies and ages [km/year]:
///   km(k, a) = VKT rho(a) psi(k) exposure(k, a),   VKT = total / sum of rho psi exposure
/// The parts sum to the total. psi is the relative use of a technology. Returns VKT
/// [km/(vehicle year)] at rho psi = 1; 0 where there is nothing to drive and nothing to be driven,
/// infinity where kilometres have no vehicle.
template <class Real>
Real share_out_kilometres(const Real& total, const ByAge<Real>& rho, std::span<const Real> psi,
                          std::span<const Cohorts<Real>> exposure,
                          std::span<Cohorts<Real>> kilometres);

// --- a year in one pass --------------------------------------------------------------------------
//
// survivors(), scrapped(), mean_exposure() and the sums of share_out_kilometres(), read once: each
// vehicle count is loaded, aged, summed and stored. The functions above say what is meant; tests
// hold the pass against them.

/// Sums over the ages of a class and technology in a year.
template <class Real>
struct YearOfAges {
    Real survivors = 0.0;  ///< at the end of the year, new vehicles left out [vehicle]
    Real scrapped = 0.0;   ///< [vehicle]
    Real use = 0.0;        ///< sum of rho(a) Nbar(a), Nbar the mean stock of the year [vehicle]
    Real energy = 0.0;     ///< sum of rho(a) Nbar(a) e(a), e the energy use of an age [vehicle]
};

/// Ages the vehicles by a year, before new ones are added, and writes the sums of the year without
/// them. `relative_energy` e: energy use by age at the end of the year [1]. `oldest`: highest age
/// that any vehicle has before; ages above it are not looked at.
template <class Real>
void age_a_year(const ByAge<Real>& kept, const ByAge<Real>& rho,
                std::span<const Real, kAgeCount> relative_energy, std::size_t oldest,
                Cohorts<Real>& cohorts, YearOfAges<Real>& year);

/// Adds the new vehicles of the year to the cohorts and to its sums. They are there for half of it.
template <class Real>
void add_new(const Real& sold, const Real& rho, const Real& relative_energy, Cohorts<Real>& cohorts,
             YearOfAges<Real>& year) {
    cohorts[0] = sold;
    const Real half = 0.5 * rho * sold;
    year.use += half;
    year.energy = fma(half, relative_energy, year.energy);
}

/// Kilometres of a vehicle a year at rho psi = 1 [km/(vehicle year)], see share_out_kilometres():
/// `total` [km/year] over the sum of rho psi exposure [vehicle].
template <class Real>
Real kilometres_per_use(const Real& total, const Real& use) {
    return select(use <= Real(0.0) && total <= Real(0.0), Real(0.0), Real(total / use));
}

/// Brings survival that has not been changed yet under a hazard multiplier of all ages up to the
/// one after `oldest`, as with_hazard() does, from its logarithm.
template <class Real>
void scale_hazard(const ByAge<Real>& log_conditional, const Real& multiplier, std::size_t oldest,
                  ByAge<Real>& kept);

/// Mean stock of the first year over the stock at its end, by age [1]; see
/// mean_exposure_first_year().
template <class Real>
ByAge<Real> exposure_of_first_year(const ByAge<Real>& conditional);

}  // namespace tanlu::model
