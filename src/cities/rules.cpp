#include "cities/rules.hpp"

#include <algorithm>

namespace tanlu::cities {
namespace {

// Limits of the settlement types of the national pack [person].
constexpr double kMegacity = 5e6;
constexpr double kLargeCity = 1e6;
// Room for growth above the ownership of today: judgement, with a wide range.
constexpr double kLeastRoom = 1.1;
constexpr double kRoom = 1.2;
constexpr double kUpperRange = 1.3;

}  // namespace

Estimate resident_person_km(const Estimate& people, const Estimate& trip_rate,
                            const Estimate& share, const Estimate& distance) {
    return people * exactly(kDaysPerYear) * trip_rate * share * distance;
}

Estimate local_share(const Estimate& person_km, const Estimate& occupancy, const Estimate& cars,
                     const Estimate& km_per_car) {
    const Estimate resident_vehicle_km = person_km / occupancy;
    return clamped(resident_vehicle_km / (cars * km_per_car), 0.0, 1.0);
}

double in_vehicle_speed(double distance, double door_to_door, double access_and_wait_hours) {
    const double riding = distance / door_to_door - access_and_wait_hours;
    return riding > 0.0 ? distance / riding : 0.0;
}

Estimate saturation(const Estimate& nation, double owned_in_city) {
    const double value = std::max(nation.value, kRoom * owned_in_city);
    return {value, std::min(value, std::max(nation.low, kLeastRoom * owned_in_city)),
            std::max(nation.high, kUpperRange * value)};
}

Estimate relative_time_value(const Estimate& money_per_hour, double working_hours,
                             double income_per_head) {
    return money_per_hour / exactly(income_per_head / working_hours);
}

std::span<const std::string_view> settlement_types_from(double residents) {
    static constexpr std::string_view kTypes[] = {"small-city", "large-city", "megacity"};
    const std::size_t first = residents > kMegacity ? 2 : residents > kLargeCity ? 1 : 0;
    return std::span(kTypes).subspan(first);
}

std::string_view settlement_type(double residents) {
    return settlement_types_from(residents).front();
}

}  // namespace tanlu::cities
