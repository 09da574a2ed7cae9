#include "closure/checks.hpp"

#include <algorithm>

namespace tanlu::closure {
namespace {

constexpr double kDaysPerYear = 365.0;
constexpr double kKgPerTonne = 1e3;
constexpr double kKgPerMillionTonnes = 1e9;

/// Trips of the modes that `counts` takes [1/yr].
template <class Counts>
double trips(const BaseYear& base, Counts counts) {
    double sum = 0.0;
    for (const auto& mode : base.modes) {
        if (counts(mode)) sum += mode.trips;
    }
    return sum;
}

double all_trips(const BaseYear& base) {
    return trips(base, [](const auto&) { return true; });
}
double trips_by(const BaseYear& base, std::string_view id) {
    return trips(base, [id](const auto& mode) { return mode.id == id; });
}

double mean_trip_distance(const BaseYear& base) {
    return base.local_person_km / all_trips(base);
}
double distance_per_person(const BaseYear& base) {
    return base.local_person_km / base.population / kDaysPerYear;
}
/// Transit is what is both motorised and green.
double transit_of_motorised(const BaseYear& base) {
    return trips(base, [](const auto& mode) { return mode.is_motorised && mode.is_green; }) /
           trips(base, [](const auto& mode) { return mode.is_motorised; });
}
double green_share(const BaseYear& base) {
    return trips(base, [](const auto& mode) { return mode.is_green; }) / all_trips(base);
}
double green_share_with_e_bikes(const BaseYear& base) {
    return trips(base, [](const auto& mode) { return mode.is_green || mode.id == "e-bike"; }) /
           all_trips(base);
}
double residents_km_per_car(const BaseYear& base) {
    return base.residents_car_km / base.cars;
}
double trips_per_car(const BaseYear& base) {
    return trips_by(base, "car") / base.persons_per_car / base.cars / kDaysPerYear;
}
double trips_per_motorcycle(const BaseYear& base) {
    return trips_by(base, "motorcycle") / base.motorcycles / kDaysPerYear;
}
double metro_trips(const BaseYear& base) {
    return trips_by(base, "metro") / kDaysPerYear;
}
double bus_trips(const BaseYear& base) {
    return trips_by(base, "bus") / kDaysPerYear;
}
double taxi_trips(const BaseYear& base) {
    return trips_by(base, "taxi") / kDaysPerYear;
}
double car_co2(const BaseYear& base) {
    return base.car_co2 / kKgPerMillionTonnes;
}
double passenger_co2(const BaseYear& base) {
    return base.passenger_co2 / kKgPerMillionTonnes;
}
double road_co2(const BaseYear& base) {
    return base.road_co2 / kKgPerMillionTonnes;
}
double car_co2_per_person(const BaseYear& base) {
    return base.car_co2 / base.population / kKgPerTonne;
}
double passenger_co2_per_person(const BaseYear& base) {
    return base.passenger_co2 / base.population / kKgPerTonne;
}
double road_co2_per_person(const BaseYear& base) {
    return base.road_co2 / base.population / kKgPerTonne;
}
double co2_per_person(const BaseYear& base) {
    return base.co2 / base.population / kKgPerTonne;
}

constexpr Check kChecks[] = {
    {"mean-trip-distance", "km", "Length of a local trip, mean of all modes.", mean_trip_distance},
    {"distance-per-person", "km/person/day", "Person-km on local trips per resident and day.",
     distance_per_person},
    {"transit-of-motorised", "1", "Bus and metro in the trips by motorised modes, e-bikes not.",
     transit_of_motorised},
    {"green-share", "1", "Walking, cycling, bus and metro in all trips, e-bikes not.", green_share},
    {"green-share-with-e-bikes", "1", "The same, e-bikes with them.", green_share_with_e_bikes},
    {"residents-km-per-car", "km/vehicle/yr",
     "Vehicle-km of residents' car trips per car; against the kilometres that a car is said to "
     "drive.",
     residents_km_per_car},
    {"trips-per-car", "1/vehicle/day",
     "Car trips of residents, in vehicles, per car and day; against daily use times trips of a car "
     "in use.",
     trips_per_car},
    {"trips-per-motorcycle", "1/vehicle/day", "Person trips by motorcycle per motorcycle and day.",
     trips_per_motorcycle},
    {"metro-trips", "1/day", "Trips with the metro as main mode; a factor makes them boardings.",
     metro_trips},
    {"bus-trips", "1/day", "Trips with the bus as main mode, likewise.", bus_trips},
    {"taxi-trips", "1/day", "Person trips by taxi and ride-hailing.", taxi_trips},
    {"car-co2", "Mt/yr", "Direct CO2 of the cars registered, all their kilometres.", car_co2},
    {"passenger-co2", "Mt/yr", "Direct CO2 of passenger vehicles on roads, coaches with them.",
     passenger_co2},
    {"road-co2", "Mt/yr", "Direct CO2 of all vehicles on roads, trucks with them.", road_co2},
    {"car-co2-per-person", "t/person/yr", "Direct CO2 of the cars registered per resident.",
     car_co2_per_person},
    {"passenger-co2-per-person", "t/person/yr",
     "Direct CO2 of passenger vehicles on roads per resident.", passenger_co2_per_person},
    {"road-co2-per-person", "t/person/yr", "Direct CO2 of all vehicles on roads per resident.",
     road_co2_per_person},
    {"co2-per-person", "t/person/yr", "Direct CO2 of all transport of the pack per resident.",
     co2_per_person},
};

}  // namespace

std::span<const Check> checks() {
    return kChecks;
}

const Check* find_check(std::string_view key) {
    const auto found = std::ranges::find(kChecks, key, &Check::key);
    return found == std::end(kChecks) ? nullptr : &*found;
}

std::vector<std::string> check_keys() {
    std::vector<std::string> keys;
    for (const auto& check : kChecks) keys.emplace_back(check.key);
    return keys;
}

}  // namespace tanlu::closure
