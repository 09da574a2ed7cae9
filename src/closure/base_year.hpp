#pragma once
// What people and vehicles of a region did in its base year, as far as published figures can be
// held against it. From a result, and once more from the inputs alone, which can be drawn.
#include <string>
#include <vector>

#include "base/function_ref.hpp"
#include "config/pack.hpp"
#include "results/dataset.hpp"

namespace tanlu::closure {

/// Amounts of one year. Residents' trips inside the region are one ledger, vehicles registered
/// there times their kilometres the other.
struct BaseYear {
    struct Mode {
        std::string id;
        bool is_motorised = false;
        bool is_green = false;
        double trips = 0.0;  ///< [1/yr]
    };
    double population = 0.0;        ///< [person]
    std::vector<Mode> modes;        ///< Those of local trips.
    double local_person_km = 0.0;   ///< On all of these trips [person km/yr].
    double cars = 0.0;              ///< Private and business cars at the end of the year [vehicle].
    double residents_car_km = 0.0;  ///< On local trips [vehicle km/yr].
    double persons_per_car = 0.0;   ///< [person/vehicle]
    double motorcycles = 0.0;       ///< [vehicle]
    double car_co2 = 0.0;           ///< Direct CO2 of these cars, all their kilometres [kg/yr].
    double passenger_co2 = 0.0;     ///< Of all passenger vehicles on roads [kg/yr].
    double road_co2 = 0.0;          ///< Of all vehicles on roads [kg/yr].
    double co2 = 0.0;               ///< Of all transport of the pack [kg/yr].
};

/// As the model has it: the base year of a result with one scenario of this pack.
BaseYear base_year_of(const Dataset& result, const std::string& scenario, const config::Pack& pack);

/// As the inputs say it by themselves. `draw` gives the number that stands for a value; shares of
/// trips are scaled to 1 after it. Trips of a mode are people times rate times share, so they leave
/// out the factors by mode that a run may need.
BaseYear base_year_of(const config::Pack& pack, FunctionRef<double(const Value&)> draw);

}  // namespace tanlu::closure
