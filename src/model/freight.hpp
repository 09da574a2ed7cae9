#pragma once
// Freight: growth of demand, choice of mode, bookkeeping of shifted tonnes, truck kilometres
// (docs/theory §7).
#include <cstddef>
#include <span>

namespace tanlu::model {

/// Most freight modes of a market.
inline constexpr std::size_t kMaxFreightModes = 12;

/// Elasticity of freight to GDP [1] in a year: a near-term value, then a straight line over the
/// years to the value of the income table, then the table.
///   eps = near + (table - near) * clamp((t - near_until) / (table_from - near_until), 0, 1)
/// `table`: elasticity_at() the income of the year. near_until < table_from.
template <class Real>
Real freight_elasticity(const Real& near_term, const Real& table, int year, int near_until,
                        int table_from);

/// Index of freight volume of the next year [1].
///   D_t = D_{t-1} (GDP_t/GDP_{t-1})^eps (GC_t/GC_{t-1})^eps_p (1 + shock)
/// A shock stays in the level until an opposite one undoes it. Ratios above zero.
template <class Real>
struct FreightGrowth {
    Real gdp_ratio = 1.0;
    Real elasticity = 1.0;
    Real cost_ratio = 1.0;
    Real cost_elasticity = 0.0;  ///< -0.1, to be calibrated
    Real shock = 0.0;
};
template <class Real>
Real freight_index(const Real& index, const FreightGrowth<Real>& growth);

/// Service of one mode on the hauls of one distance band.
template <class Real>
struct FreightService {
    Real haul = 0.0;           ///< distance carried by the mode [km]
    Real tariff = 0.0;         ///< [CNY/t/km]
    Real speed = 1.0;          ///< door to door [km/h]
    Real transfers = 0.0;      ///< per consignment [1]
    Real transfer_cost = 0.0;  ///< [CNY/t per transfer]
    Real reliability = 0.0;    ///< cost of unreliability [CNY/t]
};

/// Generalised cost of freight [CNY/t].
///   GC = tariff l + VOT l/v + n c_transfer + reliability
/// `time_value` [CNY/t/h]: 0 for bulk goods, as in S:GCAM.
template <class Real>
Real freight_cost(const FreightService<Real>& service, const Real& time_value);

/// What a change of drayage adds to the cost of a mode that trucks fetch and bring [CNY/t].
///   2 d0 (f tariff_t - tariff_0)
/// d0: drayage of the base year, one end [km]; f: factor on it [1]; tariff_t and tariff_0: of the
/// road this year and in the base year [CNY/t/km]. Drayage of the base year is in the base shares,
/// so that only its change counts.
template <class Real>
Real drayage_cost_change(const Real& base_drayage, const Real& factor, const Real& road_tariff,
                         const Real& base_road_tariff);

/// One commodity group in one distance band. Modes are numbered alike in all spans.
template <class Real>
struct FreightMarket {
    std::span<const Real> base_tkm;   ///< of the base year [t km/yr]
    std::span<const Real> base_cost;  ///< generalised cost in the base year [CNY/t]
    std::span<const Real> cost;       ///< this year [CNY/t]
    std::span<const Real> circuity;   ///< distance over road distance [1]
    Real haul = 0.0;                  ///< mean road distance of the band [km]
    Real growth = 1.0;                ///< volume over that of the base year [1]
    Real scale = 0.0;                 ///< lambda_F [t/CNY]
    Real contestable = 0.0;           ///< xi, share that can change mode [1]
    Real drayage = 0.0;               ///< road distance to or from a terminal, one end [km]
    std::size_t road = 0;             ///< the mode that does the drayage
};

/// Tonne-km of the main haul by mode [t km/yr] and, as result, the road tonne-km of drayage that
/// shifting has added. `tonnes` receives the tonnes by mode.
///   tonnes in the base year  T0_m = tkm0_m / (l zeta_m),  shares S0 = T0 / sum T0
///   S = S0 + xi (pivot(S0, -lambda (GC - GC0)) - S0)
///   T_m = growth (sum T0) S_m,   tkm_m = T_m l zeta_m
///   drayage = 2 d sum over m other than road of growth (sum T0) max(0, S_m - S0_m)
/// Tonnes are conserved. xi stands for origins and destinations that have one mode only; prices
/// alone move little below 500 km (S:Rich11). Drayage of the base year is part of base road tkm. A
/// mode without base tonnes stays without; a band without tonnes gives zeros.
template <class Real>
Real freight_by_mode(const FreightMarket<Real>& market, std::span<Real> tonnes,
                     std::span<Real> tonne_km);

/// What a truck class carries per vehicle-km [t], empty running included.
///   load_t = load_0 (lf/lf_0) ((1 - e)/(1 - e_0)) (cap/cap_0)
/// load_0: base tonne-km over vehicle-km, a scale factor rather than a payload; lf: load factor of
/// loaded trips; e: share of vehicle-km run empty, about 0.2 (from S:SFC14).
template <class Real>
struct TruckOperation {
    Real base_load = 0.0;
    Real load_factor_ratio = 1.0;
    Real empty_share = 0.0;
    Real base_empty_share = 0.0;
    Real capacity_ratio = 1.0;
};
template <class Real>
Real truck_load(const TruckOperation<Real>& operation);

/// Vehicle-km of a truck class [vehicle km/yr].
///   vkm = tkm sigma / load
/// sigma: its share of the market's tonne-km [1].
template <class Real>
Real truck_vehicle_km(const Real& tonne_km, const Real& class_share, const Real& load);

/// Factor on the vehicle-km of a class of which a part is urban delivery [1].
///   u = 1 - s (1 - (1 - bike) / (1 + gain))
/// s: part of its vehicle-km that is delivery; gain: relative increase of parcels per tour; bike:
/// part of the delivery that cargo bikes take over. Tours stay as long as they are, and the other
/// vehicle-km as they were.
template <class Real>
Real delivery_factor(const Real& delivery_share, const Real& parcels_per_tour_gain,
                     const Real& cargo_bike_share);

/// Vehicle-km of parcel vans [vehicle km/yr].
///   vkm = parcels (1 - bike) / (parcels per tour) * tour length
/// bike: share of parcels delivered by cargo bike on the last mile.
template <class Real>
Real parcel_vehicle_km(const Real& parcels, const Real& cargo_bike_share,
                       const Real& parcels_per_tour, const Real& tour_length);

}  // namespace tanlu::model
