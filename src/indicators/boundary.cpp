// One emission boundary beside another. The wtw series of a result counts all gases (CO2e) and the
// ttw series CO2: dates may be compared, amounts may not.
#include <optional>
#include <string>

#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

void state_boundary(Outcome& outcome, std::string_view boundary) {
    outcome.switches.push_back({"boundary", std::string(boundary)});
    outcome.switches.push_back({"gases_" + std::string(boundary), std::string(gases_of(boundary))});
}

Outcomes peak_in(const View& view, std::string_view boundary) {
    Outcome outcome = peak_year_of(view, view.emissions(boundary));
    state_boundary(outcome, boundary);
    return {outcome};
}

}  // namespace

Outcomes wtw_peak_year(const View& view, std::string_view) {
    return peak_in(view, "wtw");
}

Outcomes ttw_peak_year(const View& view, std::string_view) {
    return peak_in(view, "ttw");
}

Outcomes wtw_ttw_gap(const View& view, std::string_view) {
    const auto wtw = view.emissions("wtw");
    const auto ttw = view.emissions("ttw");
    const Peak upstream = find_peak(view.series(wtw));
    const Peak direct = find_peak(view.series(ttw));
    std::optional<int> gap;
    if (upstream.year && direct.year) gap = *upstream.year - *direct.year;
    Outcome outcome = single_year(gap, view.series(ttw),
                                  "wtw " + std::string(to_string(upstream.status)) + ", ttw " +
                                      std::string(to_string(direct.status)));
    state_boundary(outcome, "wtw");
    state_boundary(outcome, "ttw");
    return {outcome};
}

}  // namespace tanlu::indicators
