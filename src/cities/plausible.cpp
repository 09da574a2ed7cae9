#include "cities/plausible.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.hpp"
#include "cities/items.hpp"
#include "cities/overlay_text.hpp"

namespace tanlu::cities {
namespace {

/// What a figure is divided by before it is held against its bounds.
enum class Per { itself, resident, thousand_residents };

struct Bound {
    std::string_view item;
    Per per;
    double low, high;  ///< In the unit of the item, per resident or thousand of them.
    std::string_view what;
};

// Judgement, and generous: no city is thought to lie outside, a wrong unit or power of ten does.
constexpr Bound kBounds[] = {
    // From a small county to more than the largest municipality, with some 32 million.
    {"population", Per::itself, 2e4, 5e7, "residents"},
    // The poorest prefectures have some 20,000, the richest some 250,000.
    {"gdp", Per::resident, 8e3, 8e5, "GDP per head"},
    // Surveys find 2 to 3; below 1 trips are missing, above 5 legs or vehicles are counted.
    {"trip-rate", Per::itself, 1.0, 5.0, "trips per resident and day"},
    // Nobody walks an hour on the mean; access to public transport is no trip of its own.
    {"distance.walk", Per::itself, 0.2, 4.0, "length of a walk"},
    // Up to an hour at the speed of the mode, and not below what is walked.
    {"distance.bicycle", Per::itself, 0.5, 12.0, "length of a trip by bicycle"},
    {"distance.shared-bike", Per::itself, 0.5, 10.0, "length of a trip by shared bicycle"},
    {"distance.e-bike", Per::itself, 0.8, 20.0, "length of a trip by e-bike"},
    {"distance.motorcycle", Per::itself, 1.0, 30.0, "length of a trip by motorcycle"},
    // Local trips: up to the radius of the largest cities.
    {"distance.bus", Per::itself, 1.0, 35.0, "length of a trip by bus"},
    {"distance.metro", Per::itself, 2.0, 50.0, "length of a trip by metro"},
    {"distance.taxi", Per::itself, 1.0, 40.0, "length of a trip by taxi"},
    {"distance.car", Per::itself, 2.0, 60.0, "length of a trip by car"},
    // The poorest cities have some 50, the most motorised of the world some 800.
    {"car-stock", Per::thousand_residents, 5.0, 850.0, "cars per 1000 residents"},
    // Means of cities are 8,000 to 20,000; taxis alone drive 100,000.
    {"car-km", Per::itself, 3e3, 4e4, "kilometres per car and year"},
    // Surveys find 1.2 to 1.8; above 3 a bus is meant.
    {"car-occupancy", Per::itself, 1.0, 3.0, "persons in a car"},
    // Small hybrids need 4, heavy sport utility vehicles in a jam 20.
    {"fuel-use", Per::itself, 3.0, 25.0, "gasoline of a car"},
    // Minicars need 9, heavy cars in winter 30.
    {"bev-use", Per::itself, 6.0, 45.0, "electricity of a battery car"},
    // 0.03 to 0.12 on the mean of networks; new lines that are half empty lie above.
    {"metro-use", Per::itself, 0.01, 0.6, "electricity of the metro"},
    // From the centre in a jam to an open motorway; a walk, to a bus lane with few stops.
    {"speed.car", Per::itself, 8.0, 90.0, "speed of cars"},
    {"speed.bus-door-to-door", Per::itself, 4.0, 35.0, "speed of bus trips"},
    {"speed.e-bike-door-to-door", Per::itself, 5.0, 30.0, "speed of e-bike trips"},
    // About half an hourly wage: less than 2 or more than 300 is money of another unit.
    {"value-of-time", Per::itself, 2.0, 300.0, "value of an hour"},
    // Where most households have one there are some 500; none is no error.
    {"motorcycle-stock", Per::thousand_residents, 0.01, 700.0, "motorcycles per 1000 residents"},
    // The nation has some 5,000; ports and mines many times that.
    {"road-freight", Per::resident, 100.0, 1e5, "road freight per head"},
    // The worst coal plants are at about 1.1.
    {"grid-province-factor", Per::itself, 0.0, 1.3, "factor of the grid"},
    // A few thousand in the poorest counties; no city has 200,000.
    {"disposable-income", Per::itself, 5e3, 2.5e5, "disposable income per head"},
    // Below the trips of a day even where all are by that mode with changes.
    {"boardings.metro", Per::resident, 1e-4, 3.0, "boardings of the metro per resident and day"},
    {"boardings.bus", Per::resident, 1e-4, 3.0, "boardings of buses per resident and day"},
    // A trip has one boarding at least; two changes on the mean would be many.
    {"boardings-per-trip.metro", Per::itself, 1.0, 3.0, "boardings of the metro per trip"},
    {"boardings-per-trip.bus", Per::itself, 1.0, 3.0, "boardings of buses per trip"},
    // There and back at least on most days; a taxi has more than ten.
    {"car-trips-per-used-day", Per::itself, 1.0, 10.0, "trips of a car on a day of use"},
    // About 0.5 to 2 in most cities; about 1 to 4; about 10 to 40.
    {"bus-stock", Per::thousand_residents, 0.01, 10.0, "buses per 1000 residents"},
    {"taxi-stock", Per::thousand_residents, 0.01, 30.0, "taxis per 1000 residents"},
    {"truck-stock", Per::thousand_residents, 0.5, 300.0, "trucks per 1000 residents"},
};

double divisor_of(Per per, double residents) {
    if (per == Per::itself) return 1.0;
    return per == Per::resident ? residents : residents / 1000.0;
}

// Saturation of ownership is 1.2 times what the city has, its range 1.3 times that; a pack takes
// 1.5 vehicles per person at most.
constexpr double kMostCarsPerResident = 0.95;
// Below this it is the number of residents that is wrong, not that of the cars.
constexpr double kFewResidents = 2e4;
// Mean local trip that a pack can have [km].
constexpr double kShortestTrip = 0.2;
constexpr double kLongestTrip = 100.0;

/// Three digits of a number, never in powers of ten that planners do not write.
std::string short_text(double number) {
    return number_text(std::strtod(fmt::format("{:.2e}", number).c_str(), nullptr));
}

std::string place(const Figure& figure) {
    return fmt::format("line {}", figure.origin.line);
}

}  // namespace

void warn_of_magnitudes(const City& city, int base_year, Diagnostics& diagnostics) {
    const Figure* residents = city.figure("population");
    const auto items = number_items();
    for (const auto& bound : kBounds) {
        const Figure* figure = city.figure(bound.item);
        const bool is_per_head = bound.per != Per::itself;
        if (!figure || (is_per_head && !residents)) continue;
        const double divisor = is_per_head ? divisor_of(bound.per, residents->amount.value) : 1.0;
        const double value = figure->amount.value / divisor;
        if (bound.low <= value && value <= bound.high) continue;
        const auto item = std::ranges::find(items, bound.item, &NumberItem::key);
        std::string unit = " " + fmt::format(fmt::runtime(item->unit), base_year);
        if (unit.starts_with(" 1") || bound.per == Per::thousand_residents) unit.clear();
        diagnostics.warning(
            figure->origin,
            fmt::format("{}: {}{} (cities have {} to {})", bound.what, short_text(value), unit,
                        number_text(bound.low), number_text(bound.high)),
            fmt::format("check its unit and power of ten{}; it is taken as it is",
                        is_per_head ? fmt::format(", and 'population' ({})", place(*residents))
                                    : std::string()));
    }
}

void check_limits(const City& city, Diagnostics& diagnostics) {
    const Figure& residents = *city.figure("population");
    const Figure& cars = *city.figure("car-stock");
    const double per_head = cars.amount.value / residents.amount.value;
    if (per_head > kMostCarsPerResident) {
        const bool is_few = residents.amount.value < kFewResidents;
        const Figure& first = is_few ? residents : cars;
        const Figure& other = is_few ? cars : residents;
        diagnostics.error(
            first.origin,
            fmt::format("{} cars per resident ({} cars, {} residents)", short_text(per_head),
                        number_text(cars.amount.value), number_text(residents.amount.value)),
            fmt::format("a pack takes {} at most; check the unit and power of ten here and of "
                        "'{}' ({})",
                        number_text(kMostCarsPerResident), is_few ? "car-stock" : "population",
                        place(other)));
    }
    double mean = 0.0;
    double most = -1.0;
    const Figure* longest = nullptr;
    for (const auto& mode : survey_modes()) {
        const Figure* share = city.figure(fmt::format("share.{}", mode.key));
        const Figure* distance = city.figure(fmt::format("distance.{}", mode.key));
        if (!share || !distance || share->amount.value <= 0.0) continue;
        const double part = share->amount.value * distance->amount.value;
        mean += part;
        if (part > most) longest = distance;
        most = std::max(most, part);
    }
    if (longest && (mean < kShortestTrip || mean > kLongestTrip)) {
        diagnostics.error(
            longest->origin,
            fmt::format("the mean trip is {} km long (not between {} and {})", short_text(mean),
                        number_text(kShortestTrip), number_text(kLongestTrip)),
            "check the unit and power of ten of distance.*; this one adds most");
    }
}

bool is_judgement(const Figure& figure) {
    return std::ranges::all_of(split(figure.source, '+'), [](const std::string& key) {
        return key.empty() || key == "judgement" || key == "est" || key == "gk";
    });
}

Grade counted_grade(const Figure& figure) {
    return is_judgement(figure) ? Grade::unverified : figure.grade;
}

void warn_of_grades(const City& city, Diagnostics& diagnostics) {
    for (const auto& item : number_items()) {
        const Figure* figure = city.figure(item.key);
        if (!figure || !is_judgement(*figure)) continue;
        if (figure->grade != Grade::a && figure->grade != Grade::b) continue;
        diagnostics.warning(
            figure->origin,
            fmt::format("'{}' has grade {} and no source but '{}': it counts as unverified (U) for "
                        "the confidence",
                        item.key, to_string(figure->grade), figure->source),
            "name the source in the table of sources, or write grade U");
    }
}

}  // namespace tanlu::cities
