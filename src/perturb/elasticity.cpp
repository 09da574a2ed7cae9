#include "perturb/elasticity.hpp"

#include <cmath>
#include <limits>

#include "base/expects.hpp"

namespace tanlu::perturb {

double elasticity(double below, double central, double above, double step) {
    const double up = std::log1p(step);
    const double down = std::log1p(-step);
    const bool has_below = below > 0.0;
    const bool has_above = above > 0.0;
    if (has_below && has_above) return (std::log(above) - std::log(below)) / (up - down);
    if (!(central > 0.0) || (!has_below && !has_above)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    return has_above ? std::log(above / central) / up : std::log(below / central) / down;
}

Elasticities elasticities(const Trials& trials, double step) {
    const std::size_t knobs = trials.size();
    // Trial 0 is the central run, then two for each knob: below and above.
    std::vector<double> amounts;
    const auto add = [&](std::size_t changed, double amount) {
        amounts.insert(amounts.end(), trials.neutral().begin(), trials.neutral().end());
        if (changed < knobs)
            *(amounts.end() - static_cast<std::ptrdiff_t>(knobs - changed)) = amount;
    };
    add(knobs, 0.0);
    for (std::size_t k = 0; k < knobs; ++k) {
        TANLU_EXPECTS(trials.knobs()[k].change == study::Change::factor);
        add(k, 1.0 - step);
        add(k, 1.0 + step);
    }
    const TrialResults results = trials.run(amounts);
    Elasticities found{results.first_year, results.series, results.years, {}};
    found.values.reserve(knobs * results.series * results.years);
    for (std::size_t k = 0; k < knobs; ++k) {
        for (std::size_t s = 0; s < results.series; ++s) {
            const auto central = results.path(0, s);
            const auto below = results.path(1 + 2 * k, s);
            const auto above = results.path(2 + 2 * k, s);
            for (std::size_t y = 0; y < results.years; ++y) {
                found.values.push_back(elasticity(below[y], central[y], above[y], step));
            }
        }
    }
    return found;
}

}  // namespace tanlu::perturb
