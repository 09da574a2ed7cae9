#pragma once
// What a limited electric range means, from one distribution of daily distance: the electric share
// of a plug-in hybrid, the days on which a battery car falls short, and what charging costs in
// trouble.
#include "lanes/lanes.hpp"
#include "lanes/special.hpp"

namespace tanlu::model {

/// Daily distance of a car, gamma distributed with mean shape.a * scale. S:UF21
template <class Real>
struct DailyDistance {
    GammaShape<Real> shape;
    Real scale;  ///< [km]
};

/// Share of kilometres driven on the battery with one full charge a day [1]: expected min(D, R)
/// over expected D.
///   UF(R) = P(alpha+1, R/scale) + R/(alpha scale) (1 - P(alpha, R/scale))
/// R is the real range [km]. With other charging habits multiply by the ratio of charges. S:UF21
template <class Real>
Real utility_factor(const DailyDistance<Real>& distance, const Real& range) {
    const Real x = range / distance.scale;
    const IncompleteGamma<Real> gamma = incomplete_gamma(distance.shape, x);
    const Real beyond = 1.0 - gamma.p;
    const Real first_part =
        select(beyond <= Real(0.0), Real(0.0), Real(positive_part(x) / distance.shape.a * beyond));
    return min(Real(gamma.p_next + first_part), Real(1.0));
}

/// Days a year with more kilometres than the range [day/year]:  365 (1 - P(alpha, R/scale)).
template <class Real>
Real days_beyond_range(const DailyDistance<Real>& distance, const Real& range) {
    constexpr double kDays = 365.0;
    return kDays * (1.0 - incomplete_gamma(distance.shape, Real(range / distance.scale)).p);
}

/// Cost of days beyond the range [CNY/km]:  n_R c_day (1 - fast) / VKT, where c_day is the cost of
/// such a day [CNY/day] and fast in [0, 1] the part that fast charging takes away.
template <class Real>
Real range_cost(const Real& days_beyond, const Real& cost_per_day, const Real& fast_charging,
                const Real& km_per_year) {
    return days_beyond * cost_per_day * (1.0 - fast_charging) / km_per_year;
}

/// Cost of scarce public charging or filling [CNY/km]:  c e^(-b f) / VKT, where c is the cost with
/// no station [CNY/year] and f the supply (points per vehicle, or share of stations; b in its
/// inverse).
template <class Real>
Real scarcity_cost(const Real& cost_without, const Real& decay, const Real& supply,
                   const Real& km_per_year) {
    return cost_without * exp(Real(-decay * supply)) / km_per_year;
}

/// Mean cost of having no charger at home [CNY/km]:  c (1 - h) / VKT, where h in [0, 1] is the
/// share of buyers with a place to charge and c the cost without [CNY/year].
template <class Real>
Real no_home_charger_cost(const Real& cost_without, const Real& home_access,
                          const Real& km_per_year) {
    return cost_without * (1.0 - home_access) / km_per_year;
}

}  // namespace tanlu::model
