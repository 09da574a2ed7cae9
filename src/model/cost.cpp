#include "model/cost.hpp"

#include <numbers>

namespace tanlu::model {
namespace {

/// ln(u) / (u - 1), 1 at u = 1. Keeps full accuracy near 1 for a u that is itself rounded, so that
/// ln(1 + r) = r log_slope(1 + r) and 1 - e = -ln(e) / log_slope(e) lose no digits.
template <class Real>
Real log_slope(const Real& u) {
    const auto is_one = u <= Real(1.0) && u >= Real(1.0);
    return select(is_one, Real(1.0), Real(log(u) / (u - 1.0)));
}

/// (1 + rate)^-years.
template <class Real>
Real discount_factor(const Real& rate, const Real& years) {
    const Real log_growth = rate * log_slope(Real(1.0 + rate));
    return exp(Real(-years * log_growth));
}

}  // namespace

template <class Real>
Real capital_recovery_factor(const Real& rate, const Real& years) {
    // With w = 1 + r and e = w^-H:  r / (1 - e) = [ln(e) / (e - 1)] / [ln(w) / (w - 1)] / H.
    const Real growth = 1.0 + rate;
    return log_slope(discount_factor(rate, years)) / (log_slope(growth) * years);
}

template <class Real>
Real total_cost_of_ownership(const VehicleCost<Real>& cost) {
    const Real resale_now = cost.resale * discount_factor(cost.rate, cost.years);
    const Real capital = cost.price + cost.tax - cost.subsidy - resale_now;
    const Real yearly = capital_recovery_factor(cost.rate, cost.years) * capital +
                        cost.maintenance + cost.insurance;
    return yearly / cost.km_per_year + cost.energy + cost.toll;
}

template <class Real>
Real experience_cost(const Real& initial, const Real& floor, const Real& learning_rate,
                     const Real& growth_of_production) {
    const Real exponent = log(Real(1.0 - learning_rate)) / std::numbers::ln2;
    return floor + (initial - floor) * pow_positive(growth_of_production, exponent);
}

#define TANLU_INSTANTIATE(Real)                                      \
    template Real capital_recovery_factor(const Real&, const Real&); \
    template Real total_cost_of_ownership(const VehicleCost<Real>&); \
    template Real experience_cost(const Real&, const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
