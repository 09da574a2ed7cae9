#pragma once
// Income and what it does to travel: elasticity table, chained index, trailing mean.
#include <span>

namespace tanlu::model {

/// Income elasticity of travel [1], linear between the points of a table, end values held.
///   eps(y) = eps_1 + sum_i (eps_{i+1} - eps_i) * clamp((y - y_i) / (y_{i+1} - y_i), 0, 1)
/// `incomes` rise strictly and share the unit of `income` (GDP per head [int$2017/person/yr]).
/// The table of the packs is S:EDGE-T (genParDemRegression).
template <class Real>
Real elasticity_at(std::span<const Real> incomes, std::span<const Real> elasticities,
                   const Real& income);

/// Income index of the next year [1], chained so that it takes the elasticity of each year's
/// income.
///   index_t = index_{t-1} * (y_t / y_{t-1})^(m * eps(y_{t-1}))
/// `elasticity` is eps(y_{t-1}), `multiplier` m adapts a table to one market (intercity travel).
/// Incomes are above zero.
template <class Real>
Real chained_index(const Real& index, const Real& income, const Real& next_income,
                   const Real& elasticity, const Real& multiplier);

/// Mean of the last `years` values of a yearly series, the newest last.
///   mean = sum_k w_k x_{t-k} / sum_k w_k,  w_k = clamp(years - k, 0, 1)
/// A fraction of a year counts in part, so the length of memory may be sampled. A series shorter
/// than `years` is averaged in full. At least one value; years > 0.
template <class Real>
Real trailing_mean(std::span<const Real> values, const Real& years);

}  // namespace tanlu::model
