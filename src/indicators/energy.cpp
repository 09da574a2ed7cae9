// Final energy of transport.
#include <string>
#include <vector>

#include "indicators/families.hpp"

namespace tanlu::indicators {

Outcomes energy_peak_year(const View& view, std::string_view) {
    return {peak_year_of(view, view.total("energy", "MJ/yr"))};
}

Outcomes oil_peak_year(const View& view, std::string_view) {
    const auto petroleum = view.list("petroleum_carriers");
    return {peak_year_of(view, view.total("energy", "MJ/yr", {{"carrier", petroleum}}))};
}

Outcomes elec_share(const View& view, std::string_view) {
    constexpr double kPercent = 100.0;
    const auto electricity = view.total("energy", "MJ/yr", {{"carrier", {"electricity"}}});
    return {by_year(scaled(ratio(electricity, view.total("energy", "MJ/yr")), kPercent))};
}

}  // namespace tanlu::indicators
