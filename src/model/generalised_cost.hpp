#pragma once
// Generalised cost of a trip in minutes, and the prices that enter it (docs/theory §6.3).

namespace tanlu::model {

/// Minutes in an hour.
inline constexpr double kMinutesPerHour = 60.0;

/// How minutes of different kinds weigh against a minute in the vehicle.
/// Defaults: walk and transfer from general knowledge, to be calibrated; that waiting weighs more
/// than riding in Beijing is S:Chen11.
template <class Real>
struct TimeWeights {
    Real in_vehicle = 1.0;
    Real access = 1.75;
    Real wait = 2.0;
    Real transfer = 5.0;  ///< [min per transfer]
};

/// One mode's service on trips of one distance band.
template <class Real>
struct TripService {
    Real distance = 0.0;      ///< mean trip length of the band [km]
    Real detour = 1.0;        ///< distance travelled over trip length [1]
    Real speed = 1.0;         ///< in-vehicle speed of the year before [km/h]
    Real access_time = 0.0;   ///< walking to and from [min]
    Real wait_time = 0.0;     ///< [min]
    Real transfers = 0.0;     ///< [1]
    Real parking_time = 0.0;  ///< search for a place to park [min]
    Real fixed_cost = 0.0;    ///< flag fare, parking and cordon charge [CNY/person/trip]
    Real cost_per_km = 0.0;   ///< fare or running cost [CNY/person/km]
};

/// Generalised cost of one trip [min].
///   GC = w_ivt 60 kappa d / v + w_walk t_access + w_wait t_wait + pen n + t_park
///        + (fixed cost + d * cost per km) / VOT
/// `value_of_time` in [CNY/min], above zero. Money is charged on the trip length d, time is spent
/// on the distance travelled kappa d.
template <class Real>
Real generalised_cost(const TripService<Real>& service, const TimeWeights<Real>& weights,
                      const Real& value_of_time);

/// Generalised cost as a line over the trip length: what a trip costs at its start [min] and per km
/// [min/km]. One line serves all distance bands.
template <class Real>
struct CostLine {
    Real at_start = 0.0;
    Real per_km = 0.0;

    Real at(const Real& distance) const { return at_start + distance * per_km; }
};

/// The line of generalised_cost(); the distance of the service is not read. Takes 1 / VOT
/// [min/CNY].
template <class Real>
CostLine<Real> cost_line(const TripService<Real>& service, const TimeWeights<Real>& weights,
                         const Real& over_value_of_time);

/// Door-to-door time of one trip, unweighted [min]; for time budgets and mean speeds.
///   t = 60 kappa d / v + t_access + t_wait + t_park
template <class Real>
Real door_to_door_time(const TripService<Real>& service);

/// Mean waiting time [min] from the headway [min]: half of a short headway, while for a long one
/// people learn the timetable.
///   t_wait = h/2 for h <= 12, else 6 + (h - 12)/4
template <class Real>
Real waiting_time(const Real& headway);

/// Value of travel time [CNY/min] from GDP per head [CNY/person/yr]; form of S:GCAM.
///   VOT_t = nu * (y_0 / H) / 60 * (y_t / y_0)^e
/// H: working hours in a year [h/yr]; nu: multiple of the wage so measured [1]; e: income
/// elasticity of the value of time [1], where 1 gives nu y_t / H / 60. Incomes above zero.
template <class Real>
Real value_of_time(const Real& multiple, const Real& working_hours, const Real& base_income,
                   const Real& income, const Real& income_elasticity);

/// Fare in constant prices whose labour share grows with income.
///   fare_t = fare_0 * (1 - s + s * y_t / y_0)
/// Without the labour term taxi travel explodes, because the value of time rises with income.
template <class Real>
Real fare_with_labour(const Real& base_fare, const Real& labour_share, const Real& income_ratio);

/// Running cost of a private vehicle [CNY/person/km] from fuel and wear [CNY/vehicle/km].
///   c = (fuel + wear) / occupancy
/// Fuel: energy use of the year before at this year's prices. Occupancy [person/vehicle] >= 1.
template <class Real>
Real running_cost(const Real& fuel_cost, const Real& wear, const Real& occupancy);

}  // namespace tanlu::model
