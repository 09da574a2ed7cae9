#include "explain/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace tanlu::explain {
namespace {

struct Named {
    std::string_view unit;     ///< canonical
    std::vector<Scale> sizes;  ///< largest first; the last is taken for all that is smaller
};

const std::vector<Named>& names() {
    constexpr double kThousand = 1e3;
    constexpr double kMillion = 1e6;
    constexpr double kBillion = 1e9;
    constexpr double kTrillion = 1e12;
    static const std::vector<Named> kNames = {
        {"kg/yr", {{kBillion, "Mt"}, {kMillion, "kt"}, {kThousand, "t"}, {1.0, "kg"}}},
        {"MJ/yr", {{kTrillion, "EJ"}, {kBillion, "PJ"}, {kMillion, "TJ"}, {1.0, "MJ"}}},
        {"vehicle",
         {{kMillion, "million vehicles"}, {kThousand, "thousand vehicles"}, {1.0, "vehicles"}}},
        {"vehicle/yr",
         {{kMillion, "million vehicles a year"},
          {kThousand, "thousand vehicles a year"},
          {1.0, "vehicles a year"}}},
        {"person", {{kMillion, "million people"}, {1.0, "people"}}},
        {"person km/yr", {{kBillion, "billion person-km"}, {kMillion, "million person-km"}}},
        {"t km/yr", {{kBillion, "billion tonne-km"}, {kMillion, "million tonne-km"}}},
        {"vehicle km/yr", {{kBillion, "billion vehicle-km"}, {kMillion, "million vehicle-km"}}},
        {"CNY2020/yr",
         {{kTrillion, "trillion CNY2020"}, {kBillion, "billion CNY2020"}, {1.0, "CNY2020"}}},
        {"1/yr",
         {{kBillion, "billion a year"}, {kThousand, "thousand a year"}, {0.01, "% a year"}}},
        {"1", {{0.01, "%"}}},
        {"kg/MJ", {{1e-3, "g/MJ"}}},
        {"km/person/yr", {{1.0, "km a head and year"}}},
        {"km/vehicle/yr", {{1.0, "km a vehicle and year"}}},
        {"1/person/yr", {{1.0, "a head and year"}}},
        {"vehicle/person", {{1e-3, "per thousand people"}}},
        {"vehicle km/person km", {{1.0, "vehicle-km per person-km"}}},
        {"vehicle km/t km", {{1.0, "vehicle-km per tonne-km"}}},
        {"t km/CNY2020", {{1e-3, "tonne-km per thousand CNY2020"}}},
        {"MJ/CNY2020", {{1e-3, "MJ per thousand CNY2020"}}},
        {"MJ/person km", {{1.0, "MJ/person-km"}}},
        {"MJ/t km", {{1.0, "MJ/tonne-km"}}},
        {"CNY2020/person/yr", {{1.0, "CNY2020 a head and year"}}},
    };
    return kNames;
}

/// Decimals that give a number four significant digits.
int decimals_of(double value) {
    constexpr int kSignificant = 4;
    const double size = std::abs(value);
    if (!(size > 0.0)) return 0;
    const int whole = static_cast<int>(std::floor(std::log10(size))) + 1;
    return std::clamp(kSignificant - whole, 0, 9);
}

}  // namespace

Scale scale_of(double value, const std::string& unit) {
    for (const auto& [name, sizes] : names()) {
        if (name != unit) continue;
        for (const Scale& scale : sizes) {
            if (std::abs(value) >= scale.size) return scale;
        }
        return sizes.back();
    }
    return {1.0, unit};
}

std::string digits(double value) {
    if (std::isnan(value)) return "-";
    return fmt::format("{:.{}f}", value, decimals_of(value));
}

std::string shown(double value, const std::string& unit) {
    const Scale scale = scale_of(value, unit);
    return digits(value / scale.size) + (scale.unit.empty() ? "" : " " + scale.unit);
}

std::string shown_change(double change, double beside, const Scale& scale) {
    if (std::isnan(change)) return "-";
    return fmt::format("{:+.{}f}", change / scale.size, decimals_of(beside / scale.size));
}

}  // namespace tanlu::explain
