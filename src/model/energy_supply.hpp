#pragma once
// Electricity, hydrogen and e-fuels up to the plug or pump; losses, weather, prices (docs/theory
// §9).
#include <span>

namespace tanlu::model {

/// Megajoules in a kilowatt-hour; exact, by the definition of the watt.
inline constexpr double kMegajoulesPerKilowattHour = 3.6;
/// Megajoules in a tonne of coal equivalent: 7 Gcal (International Table), GB/T 2589.
inline constexpr double kMegajoulesPerTce = 29307.6;
/// Lower heating value of hydrogen [MJ/kg], general knowledge.
inline constexpr double kHydrogenHeatingValue = 120.0;

/// Where a grid factor is measured.
enum class GridPoint {
    generation,  ///< at the power stations: network losses are still to come
    consumer,    ///< at the plug, like the official averages of S:MEE22 and S:MEE23
};

/// Where the energy use of an electric vehicle is measured.
enum class MeteringPoint { battery, plug };

/// Mean of `values` weighted by `shares`: grid factor of a generation mix, carbon intensity of a
/// hydrogen mix, tariff of a charging mix.
///   sum_j share_j x_j     (shares add to 1)
template <class Real>
Real mix(std::span<const Real> shares, std::span<const Real> values);

/// Grid factor at the plug, in the unit given.
///   EF_el = EF_gen / (1 - loss); a factor measured at the consumer is returned as it is
template <class Real>
Real grid_factor_at_plug(const Real& factor, GridPoint point, const Real& network_loss);

/// Carbon intensity of electrolytic hydrogen [kg/kg].
///   CI = EF_el * kWh per kg + compression
/// `grid_factor` at the plug [kg/kWh]; `electricity` about 50-55 kWh/kg, general knowledge.
template <class Real>
Real electrolytic_hydrogen(const Real& grid_factor, const Real& electricity,
                           const Real& compression);

/// Well-to-tank factor of an e-fuel [kg/MJ].
///   W = EF_el / eta + capture
/// `grid_factor` per megajoule of electricity; eta about 0.4-0.5, general knowledge.
template <class Real>
Real efuel_factor(const Real& grid_factor, const Real& efficiency, const Real& capture);

/// Electricity drawn from the grid [MJ] for an energy use measured at `point`.
///   E_grid = E_battery / eta_ch
/// eta_ch = 0.88 on alternating current (S:CD-EPA).
template <class Real>
Real grid_energy(const Real& energy, MeteringPoint point, const Real& charging_efficiency);

/// Energy use per degree outside the comfortable range [1/degC]; the slopes are to be calibrated.
template <class Real>
struct TemperatureResponse {
    Real cold = 0.0;  ///< below `lower`
    Real heat = 0.0;  ///< above `upper`
    Real lower = 15.0;
    Real upper = 25.0;
};

/// Factor on energy use per km from weather [1]; the range of a battery falls by the same factor.
///   T = sum_m w_m (1 + c max(0, T_lo - T_m) + h max(0, T_m - T_hi))
/// Monthly means T_m [degC], weights w_m (share of the year's kilometres) that add to 1.
template <class Real>
Real temperature_factor(std::span<const Real> weights, std::span<const Real> temperatures,
                        const TemperatureResponse<Real>& response);

/// Price that users pay [CNY/MJ].
///   p = (p_0 + fuel tax + p_C * EF) * (1 + VAT)
/// `carbon_price` [CNY/kg], `carbon_content` EF [kg/MJ]: TTW, or WTW where the rule says so.
template <class Real>
Real user_price(const Real& price, const Real& fuel_tax, const Real& carbon_price,
                const Real& carbon_content, const Real& value_added_tax);

}  // namespace tanlu::model
