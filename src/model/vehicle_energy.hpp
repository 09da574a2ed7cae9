#pragma once
// Energy use per kilometre of a cohort of vehicles on the road (docs/theory §4.7).

namespace tanlu::model {

/// What separates a vehicle's energy use on the road from its certificate; all factors [1].
template <class Real>
struct RoadConditions {
    Real gap = 0.0;          ///< real-world over certified minus one; China cars S:ICCT21
    Real ageing = 0.0;       ///< growth of energy use per year of age [1/yr]
    Real temperature = 1.0;  ///< see temperature_factor()
    Real load = 1.0;         ///< see load_factor_effect()
    Real congestion = 1.0;
};

/// Energy use per vehicle-km [MJ/km] of a vehicle `age` years old.
///   e = e_cert (1 + gap) (1 + d)^a T load congestion
template <class Real>
Real energy_per_km(const Real& certified, const RoadConditions<Real>& conditions, double age);

/// Certified energy use of the vintage `years_after_base` years after the base year, in the unit
/// of `base`; vintages up to the base year have the base value.
///   e(tau) = e_0 (1 - i)^max(0, tau - t_0)
template <class Real>
Real vintage_energy(const Real& base, const Real& yearly_gain, double years_after_base);

/// Factor on energy use from fuller trucks [1].
///   1 + lambda (lf - lf_0)
/// Load factors of loaded trips, in [0, 1]; lambda to be calibrated.
template <class Real>
Real load_factor_effect(const Real& sensitivity, const Real& load_factor,
                        const Real& base_load_factor);

/// Energy use of a plug-in hybrid by carrier [MJ per vehicle-km driven in all].
template <class Real>
struct PlugInEnergy {
    Real electricity;
    Real liquid;
};

/// Splits a plug-in hybrid's use by its utility factor UF, the share of distance driven electric.
///   electricity = UF e_CD,  liquid = (1 - UF) e_CS
/// e_CD and e_CS [MJ/km]: energy per km in charge-depleting and charge-sustaining driving.
template <class Real>
PlugInEnergy<Real> plug_in_energy(const Real& utility_factor, const Real& charge_depleting,
                                  const Real& charge_sustaining);

}  // namespace tanlu::model
