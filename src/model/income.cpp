#include "model/income.hpp"

#include <cstddef>

#include "lanes/lanes.hpp"

namespace tanlu::model {

template <class Real>
Real elasticity_at(std::span<const Real> incomes, std::span<const Real> elasticities,
                   const Real& income) {
    Real elasticity = elasticities[0];
    for (std::size_t i = 0; i + 1 < incomes.size(); ++i) {
        const Real way = (income - incomes[i]) / (incomes[i + 1] - incomes[i]);
        elasticity += (elasticities[i + 1] - elasticities[i]) * clamp(way, Real(0.0), Real(1.0));
    }
    return elasticity;
}

template <class Real>
Real chained_index(const Real& index, const Real& income, const Real& next_income,
                   const Real& elasticity, const Real& multiplier) {
    return index * pow_positive(Real(next_income / income), Real(multiplier * elasticity));
}

template <class Real>
Real trailing_mean(std::span<const Real> values, const Real& years) {
    Real sum = 0.0;
    Real weights = 0.0;
    for (std::size_t k = 0; k < values.size(); ++k) {
        const Real weight = clamp(Real(years - static_cast<double>(k)), Real(0.0), Real(1.0));
        sum += weight * values[values.size() - 1 - k];
        weights += weight;
    }
    return sum / weights;
}

#define TANLU_INSTANTIATE(Real)                                                                   \
    template Real elasticity_at<Real>(std::span<const Real>, std::span<const Real>, const Real&); \
    template Real chained_index<Real>(const Real&, const Real&, const Real&, const Real&,         \
                                      const Real&);                                               \
    template Real trailing_mean<Real>(std::span<const Real>, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
