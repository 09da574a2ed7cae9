#pragma once
// From final energy to emissions: gases, boundaries, manufacture (docs/theory §1.2-1.6).
#include <span>

namespace tanlu::model {

/// Global warming potentials over 100 years [kg CO2e/kg].
/// Combustion methane takes the non-fossil value, because the CO2 factors assume full oxidation
/// (S:GHGP24); leaked methane the fossil one (S:GHGP24); nitrous oxide S:AR6.
inline constexpr double kWarmingMethaneBurnt = 27.0;
inline constexpr double kWarmingMethaneLeaked = 29.8;
inline constexpr double kWarmingNitrousOxide = 273.0;

/// Emission factors of an energy carrier, per megajoule of final energy.
template <class Real>
struct CarrierFactors {
    Real co2 = 0.0;             ///< combustion, fossil and biogenic [kg CO2/MJ]
    Real biogenic_share = 0.0;  ///< share of the energy whose CO2 counts as zero [1]
    Real ch4 = 0.0;             ///< combustion, Tier 1 [kg/MJ]
    Real n2o = 0.0;             ///< combustion, Tier 1 [kg/MJ]
    Real production = 0.0;      ///< making electricity or hydrogen, at plug or pump [kg CO2/MJ]
    Real upstream = 0.0;        ///< extraction, processing, transport, beyond that [kg CO2e/MJ]
};

/// Emissions of one carrier's use in one year [kg].
template <class Real>
struct Emissions {
    Real co2 = 0.0;           ///< tank to wheel, fossil
    Real co2_biogenic = 0.0;  ///< memo item, in no total
    Real ch4 = 0.0;
    Real n2o = 0.0;
    Real production = 0.0;  ///< CO2
    Real upstream = 0.0;    ///< CO2e

    Emissions& operator+=(const Emissions& other) {
        co2 += other.co2;
        co2_biogenic += other.co2_biogenic;
        ch4 += other.ch4;
        n2o += other.n2o;
        production += other.production;
        upstream += other.upstream;
        return *this;
    }
};

/// Emissions of using `energy` [MJ] of a carrier.
///   CO2 = E (1 - beta) EF,  biogenic CO2 = E beta EF,  other gases E EF_g,  well-to-tank E W
/// Electricity and hydrogen have no tailpipe: their combustion factors are zero.
template <class Real>
Emissions<Real> carrier_emissions(const Real& energy, const CarrierFactors<Real>& factors);

/// Tank-to-wheel greenhouse gases [kg CO2e]:  CO2 + GWP_CH4 CH4 + GWP_N2O N2O.
template <class Real>
Real tank_to_wheel_co2e(const Emissions<Real>& emissions);

/// Well-to-tank greenhouse gases [kg CO2e]:  production + upstream.
template <class Real>
Real well_to_tank_co2e(const Emissions<Real>& emissions);

/// Totals of one year by boundary. Each holds all of the one before, `wtw` counting other gases
/// too.
template <class Real>
struct BoundaryTotals {
    Real ttw = 0.0;       ///< tailpipes [kg CO2]
    Real ttw_grid = 0.0;  ///< and production of electricity and hydrogen [kg CO2]
    Real wtw = 0.0;       ///< all gases, and upstream of all carriers [kg CO2e]
    Real lca = 0.0;       ///< and vehicles and batteries made in the year [kg CO2e]
};

/// Emissions by boundary; `embodied` [kg CO2e] is zero where manufacture is not asked for.
///   ttw = CO2,  ttw_grid = ttw + production,  wtw = TTW + WTT in CO2e,  lca = wtw + embodied
template <class Real>
BoundaryTotals<Real> by_boundary(const Emissions<Real>& emissions, const Real& embodied);

/// Emissions of making the vehicles sold and ending those retired [kg CO2e], booked in the year.
///   EMB = sales (M + B kappa) + retired EOL
/// M: vehicle without battery, EOL: end of life [kg CO2e/vehicle]; B [kWh/vehicle]; kappa
/// [kg CO2e/kWh]. A whole car takes 10.0 t (petrol), 15.0-15.2 t (electric), China 2017 (S:Qiao17).
template <class Real>
Real embodied_emissions(const Real& sales, const Real& body, const Real& battery_capacity,
                        const Real& battery_factor, const Real& retired, const Real& end_of_life);

/// Emission factor of manufacture as the grid gets cleaner, in the unit of `base_factor`.
///   kappa_t = kappa_0 (1 - s + s EF_t / EF_0)
/// s: part of the base emissions that is electricity [1], to be calibrated.
template <class Real>
Real manufacture_factor(const Real& base_factor, const Real& electricity_share,
                        const Real& grid_ratio);

}  // namespace tanlu::model
