#include "cities/items.hpp"

namespace tanlu::cities {
namespace {

using enum Need;

constexpr Range kSpeed{1.0, 150.0};

constexpr TextItem kTexts[] = {
    {"title", required, "Name of the city in English."},
    {"zh", optional, "Name in Chinese."},
    {"province", optional, "Province, in words."},
    {"area", optional, "What the figures cover, e.g. municipality; municipality where left out."},
    {"grid-region", required, "Regional grid, as named in nation.csv; the default of the pack."},
    {"grid-province", optional,
     "Province whose grid factor can be chosen instead, as named in nation.csv or with its "
     "factor."},
};

constexpr NumberItem kNumbers[] = {
    {"population", "person", kPositive, required, "Residents."},
    {"gdp", "CNY{}/yr", kPositive, required, "Gross domestic product in prices of the base year."},
    {"trip-rate", "1/person/day", {0.1, 10.0}, required, "Trips per resident and day, all modes."},
    {"share.walk", "1", kFraction, required, "Share of trips: walking."},
    {"share.bicycle", "1", kFraction, optional, "Share of trips: own bicycle."},
    {"share.shared-bike", "1", kFraction, optional, "Share of trips: shared bicycle."},
    {"share.e-bike", "1", kFraction, optional, "Share of trips: e-bike."},
    {"share.motorcycle", "1", kFraction, optional, "Share of trips: motorcycle."},
    {"share.bus", "1", kFraction, optional, "Share of trips: bus."},
    {"share.metro", "1", kFraction, optional, "Share of trips: metro."},
    {"share.taxi", "1", kFraction, optional, "Share of trips: taxi and ride-hailing."},
    {"share.car", "1", kFraction, required, "Share of trips: car."},
    {"distance.walk", "km", kPositive, with_share, "Length of a trip: walking."},
    {"distance.bicycle", "km", kPositive, with_share, "Length of a trip: own bicycle."},
    {"distance.shared-bike", "km", kPositive, with_share, "Length of a trip: shared bicycle."},
    {"distance.e-bike", "km", kPositive, with_share, "Length of a trip: e-bike."},
    {"distance.motorcycle", "km", kPositive, with_share, "Length of a trip: motorcycle."},
    {"distance.bus", "km", kPositive, with_share, "Length of a trip: bus."},
    {"distance.metro", "km", kPositive, with_share, "Length of a trip: metro."},
    {"distance.taxi", "km", kPositive, with_share, "Length of a trip: taxi and ride-hailing."},
    {"distance.car", "km", kPositive, with_share, "Length of a trip: car."},
    {"car-stock", "vehicle", kPositive, required, "Passenger cars, private and business."},
    {"car-km", "km/vehicle/yr", kPositive, optional, "Kilometres per car and year."},
    {"car-occupancy", "person/vehicle", {1.0, 9.0}, optional, "Persons in a car, with the driver."},
    {"nev-stock-share", "1", kFraction, optional, "New-energy vehicles in the stock of cars."},
    {"nev-sales-share", "1", kFraction, optional, "New-energy vehicles in the sales of cars."},
    {"nev-bev-share", "1", kFraction, optional, "Battery cars in the new-energy stock of cars."},
    {"nev-bev-sales-share", "1", kFraction, optional,
     "Battery cars in the new-energy sales of cars."},
    {"fuel-use", "L/100 km", kPositive, optional, "Gasoline per km of a gasoline car."},
    {"bev-use", "kWh/100 km", kPositive, optional,
     "Electricity per km of a battery car, at the "
     "plug."},
    {"metro-use", "kWh/person km", kPositive, optional,
     "Electricity of the metro per "
     "passenger-km."},
    {"speed.car", "km/h", kSpeed, optional, "Speed of cars and taxis on the road."},
    {"speed.bus-door-to-door", "km/h", kSpeed, optional, "Speed of bus trips from door to door."},
    {"speed.e-bike-door-to-door", "km/h", kSpeed, optional,
     "Speed of e-bike trips from door to door."},
    {"value-of-time", "CNY{}/h", kPositive, optional, "Value of an hour of travel."},
    {"motorcycle-stock", "vehicle", kPositive, optional, "Motorcycles; wins over the trips."},
    {"road-freight", "t km/yr", kPositive, optional, "Tonne-km by road of the year."},
    {"grid-province-factor", "kgCO2/kWh", kNotNegative, optional,
     "Grid factor of the province in the year, where nation.csv has none."},
    {"disposable-income", "CNY{}/person/yr", kPositive, kept, "Disposable income per resident."},
    {"boardings.metro", "1/day", kPositive, kept, "Boardings of the metro per day."},
    {"boardings.bus", "1/day", kPositive, kept, "Boardings of buses per day."},
    {"boardings-per-trip.metro", "1", kPositive, kept, "Boardings of the metro per trip."},
    {"boardings-per-trip.bus", "1", kPositive, kept, "Boardings of buses per trip."},
    {"car-daily-use", "1", kFraction, kept, "Share of the cars used on a day."},
    {"car-trips-per-used-day", "1/vehicle/day", kPositive, kept, "Trips of a car on such a day."},
    {"bus-stock", "vehicle", kPositive, kept, "Buses."},
    {"taxi-stock", "vehicle", kPositive, kept, "Taxis."},
    {"truck-stock", "vehicle", kPositive, kept, "Trucks."},
};

constexpr SurveyMode kModes[] = {{"walk", "walk"},
                                 {"bicycle", "bike"},
                                 {"shared-bike", "bike"},
                                 {"e-bike", "e-bike"},
                                 {"motorcycle", "motorcycle"},
                                 {"bus", "bus"},
                                 {"metro", "metro"},
                                 {"taxi", "taxi"},
                                 {"car", "car"}};

}  // namespace

std::span<const NumberItem> number_items() {
    return kNumbers;
}

std::span<const TextItem> text_items() {
    return kTexts;
}

std::vector<std::string> item_keys() {
    std::vector<std::string> keys;
    for (const auto& item : kTexts) keys.emplace_back(item.key);
    for (const auto& item : kNumbers) keys.emplace_back(item.key);
    return keys;
}

std::span<const SurveyMode> survey_modes() {
    return kModes;
}

}  // namespace tanlu::cities
