#include "model/vehicle_energy.hpp"

#include <algorithm>

#include "lanes/lanes.hpp"

namespace tanlu::model {

template <class Real>
Real energy_per_km(const Real& certified, const RoadConditions<Real>& conditions, double age) {
    const Real aged = pow_positive(Real(1.0 + conditions.ageing), Real(age));
    return certified * (1.0 + conditions.gap) * aged * conditions.temperature * conditions.load *
           conditions.congestion;
}

template <class Real>
Real vintage_energy(const Real& base, const Real& yearly_gain, double years_after_base) {
    const double years = std::max(0.0, years_after_base);
    return base * pow_positive(Real(1.0 - yearly_gain), Real(years));
}

template <class Real>
Real load_factor_effect(const Real& sensitivity, const Real& load_factor,
                        const Real& base_load_factor) {
    return 1.0 + sensitivity * (load_factor - base_load_factor);
}

template <class Real>
PlugInEnergy<Real> plug_in_energy(const Real& utility_factor, const Real& charge_depleting,
                                  const Real& charge_sustaining) {
    return {.electricity = utility_factor * charge_depleting,
            .liquid = (1.0 - utility_factor) * charge_sustaining};
}

#define TANLU_INSTANTIATE(Real)                                                          \
    template Real energy_per_km<Real>(const Real&, const RoadConditions<Real>&, double); \
    template Real vintage_energy<Real>(const Real&, const Real&, double);                \
    template Real load_factor_effect<Real>(const Real&, const Real&, const Real&);       \
    template PlugInEnergy<Real> plug_in_energy<Real>(const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
