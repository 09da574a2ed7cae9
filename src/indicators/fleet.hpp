#pragma once
// Sums over vehicle classes and technologies that several families use.
#include <string>
#include <string_view>
#include <vector>

#include "indicators/view.hpp"

namespace tanlu::indicators {

/// Universe AUTO: registered automobiles, no motorcycles and no low-speed vehicles.
std::vector<std::string> automobiles(const View& view);

/// Which classes count as cars, and what to call them.
struct Cars {
    std::vector<std::string> classes;
    std::string universe;  ///< "pass_only", or "private cars" where the result knows only these.
    std::string variant;
};

/// From attribute `passenger_car_classes`, else `private_car_classes`. Throws MissingInput.
Cars cars(const View& view);

/// Sum over new-energy technologies of the classes given.
std::vector<double> nev_total(const View& view, std::string_view variable, std::string_view unit,
                              const std::vector<std::string>& classes);

/// Share of new-energy technologies in the classes given, a ratio of sums [%]; NaN where the
/// classes have none at all.
std::vector<double> nev_share(const View& view, std::string_view variable, std::string_view unit,
                              const std::vector<std::string>& classes);

}  // namespace tanlu::indicators
