#include "model/survival.hpp"

#include "base/expects.hpp"

namespace tanlu::model {
namespace {

/// Survival so small that exp() nears the end of its range is 0, for both number types alike: the
/// lanes' exp is 0 where the other has denormal numbers, and ratios of either mean nothing.
template <class Real>
Real or_extinct(const Real& survival) {
    constexpr double kSmallest = 1e-300;
    return select(survival < Real(kSmallest), Real(0.0), survival);
}

}  // namespace

template <class Real>
ByAge<Real> weibull_survival(const Real& scale, const Real& shape) {
    ByAge<Real> survival;
    survival[0] = 1.0;
    for (std::size_t a = 1; a < kAgeCount; ++a) {
        const Real hazard = pow_positive(Real(static_cast<double>(a) / scale), shape);
        survival[a] = or_extinct(exp(Real(-hazard)));
    }
    return survival;
}

template <class Real>
ByAge<Real> logistic_survival_by_slope(const Real& half_age, const Real& kappa) {
    ByAge<Real> survival;
    const Real at_birth = 1.0 + exp(Real(-kappa * half_age));
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        const Real hazard = exp(Real(kappa * (static_cast<double>(a) - half_age)));
        survival[a] = or_extinct(Real(at_birth / (1.0 + hazard)));
    }
    return survival;
}

template <class Real>
ByAge<Real> logistic_survival(const Real& half_age, const Real& half_width) {
    constexpr double kLn3 = 1.0986122886681098;
    return logistic_survival_by_slope(half_age, Real(kLn3 / half_width));
}

template <class Real>
ByAge<Real> step_survival(const Real& limit) {
    ByAge<Real> survival;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        survival[a] = clamp(Real(limit - static_cast<double>(a)), Real(0.0), Real(1.0));
    }
    return survival;
}

template <class Real>
ByAge<Real> table_survival(std::span<const Real> table) {
    TANLU_EXPECTS(!table.empty() && table.size() <= kAgeCount);
    ByAge<Real> survival;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        survival[a] = a < table.size() ? table[a] : Real(0.0);
    }
    return survival;
}

template <class Real>
ByAge<Real> conditional_survival(const ByAge<Real>& survival) {
    ByAge<Real> conditional;
    conditional[0] = 1.0;
    for (std::size_t a = 1; a < kAgeCount; ++a) {
        const Real ratio = survival[a] / survival[a - 1];
        conditional[a] = select(survival[a - 1] <= Real(0.0), Real(0.0), ratio);
    }
    return conditional;
}

#define TANLU_INSTANTIATE(Real)                                                \
    template ByAge<Real> weibull_survival(const Real&, const Real&);           \
    template ByAge<Real> logistic_survival_by_slope(const Real&, const Real&); \
    template ByAge<Real> logistic_survival(const Real&, const Real&);          \
    template ByAge<Real> step_survival(const Real&);                           \
    template ByAge<Real> table_survival(std::span<const Real>);                \
    template ByAge<Real> conditional_survival(const ByAge<Real>&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
