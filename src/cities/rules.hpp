#pragma once
// How figures of a city become numbers of a pack, one rule each.
#include <span>
#include <string_view>

#include "cities/estimate.hpp"

namespace tanlu::cities {

inline constexpr double kDaysPerYear = 365.0;  ///< An accounting year has 365 days.

/// Passenger-km that residents travel by one mode [person km/yr].
///   people * 365 * trips per person and day * share of the trips * distance per trip
Estimate resident_person_km(const Estimate& people, const Estimate& trip_rate,
                            const Estimate& share, const Estimate& distance);

/// Part of the kilometres of the cars that residents' trips explain [1]; the rest is intercity,
/// weekend, business and visitor driving.
///   person-km of residents' car trips / persons per car / (cars * km per car and year)
Estimate local_share(const Estimate& person_km, const Estimate& occupancy, const Estimate& cars,
                     const Estimate& km_per_car);

/// Speed in the vehicle from that between two doors [km/h]:
///   distance / (distance / speed - access and waiting time)
/// Zero where walking and waiting alone take longer than the whole trip.
double in_vehicle_speed(double distance, double door_to_door, double access_and_wait_hours);

/// Saturation of ownership [vehicle/person]: that of the nation, and not below 1.2 times what the
/// city has (judgement). Range: from that of the nation, cut at 1.1 times what the city has, up to
/// 1.3 times the value or that of the nation.
Estimate saturation(const Estimate& nation, double owned_in_city);

/// Value of time over GDP per head and working hour [1].
Estimate relative_time_value(const Estimate& money_per_hour, double working_hours,
                             double income_per_head);

/// Settlement type of a city by its residents: above 5 million a megacity, above 1 million a large
/// city, else a small one (the size classes of the national pack).
std::string_view settlement_type(double residents);

/// The settlement types from that of so many residents up to the largest.
std::span<const std::string_view> settlement_types_from(double residents);

}  // namespace tanlu::cities
