#pragma once
// Share of vehicles still in use at an age: S(0) = 1, not increasing, 0 above kMaxAge.
#include <array>
#include <cstddef>
#include <span>

#include "lanes/lanes.hpp"

namespace tanlu::model {

/// Highest age kept [year]; whoever survives it is scrapped in the year after.
inline constexpr int kMaxAge = 40;
inline constexpr std::size_t kAgeCount = kMaxAge + 1;

/// One number for each age 0..kMaxAge.
template <class Real>
using ByAge = std::array<Real, kAgeCount>;

/// Weibull survival [1].  S(a) = exp(-(a / scale)^shape)
/// The scale [year] is the age at which S = 1/e, not the mean life scale Gamma(1 + 1/shape).
/// S:Hao11
template <class Real>
ByAge<Real> weibull_survival(const Real& scale, const Real& shape);

/// Logistic survival, normalised to S(0) = 1 [1].
///   S(a) = (1 + e^(-kappa half_age)) / (1 + e^(kappa (a - half_age)))
/// S:GCAM
template <class Real>
ByAge<Real> logistic_survival_by_slope(const Real& half_age, const Real& kappa);

/// Logistic survival given by the age where half the vehicles are left and the years before and
/// after it in which (before normalisation) survival falls from 3/4 to 1/4: kappa = ln
/// 3/half_width.
template <class Real>
ByAge<Real> logistic_survival(const Real& half_age, const Real& half_width);

/// Mandatory scrappage at `limit` >= 1 years, which may be a fraction.  S(a) = clamp(limit - a, 0,
/// 1) Its sum over the ages is the limit, exactly.
template <class Real>
ByAge<Real> step_survival(const Real& limit);

/// Survival from a table of ages 0, 1, ..., at most kAgeCount entries; 0 at ages beyond it.
template <class Real>
ByAge<Real> table_survival(std::span<const Real> table);

/// Share of the vehicles of age a-1 that reach age a: s(a) = S(a) / S(a-1), with 0/0 = 0, and
/// s(0) = 1.
template <class Real>
ByAge<Real> conditional_survival(const ByAge<Real>& survival);

}  // namespace tanlu::model
