#include "levers/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

bool contains(const std::vector<std::size_t>& outer, const std::vector<std::size_t>& inner) {
    return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

bool overlap(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](std::size_t x) { return std::binary_search(b.begin(), b.end(), x); });
}

/// Limits on shares must be on sets of technologies that are apart or within one another.
template <class Real>
void check_nesting(const region::Policies<Real>& policies, std::size_t first_new,
                   const Measure<Real>& measure) {
    for (std::size_t i = first_new; i < policies.share_rules.size(); ++i) {
        const auto& rule = policies.share_rules[i];
        for (std::size_t j = 0; j < first_new; ++j) {
            const auto& other = policies.share_rules[j];
            if (other.vehicle_class != rule.vehicle_class) continue;
            if (!overlap(rule.technologies, other.technologies)) continue;
            if (contains(rule.technologies, other.technologies)) continue;
            if (contains(other.technologies, rule.technologies)) continue;
            measure.error(
                fmt::format("limits the sales of '{}' for technologies that another policy limits "
                            "in part (sets must be apart or one inside the other)",
                            measure.parameters.classes[rule.vehicle_class].id.text),
                "use the same technologies in both, or a part of the other's");
            return;
        }
    }
}

/// Minimum shares of a class that no other rule contains must not add to more than all sales.
template <class Real>
void check_feasible(const region::Policies<Real>& policies,
                    const std::vector<const config::Policy*>& sources,
                    const Parameters<RunKind<Real>>& parameters, Diagnostics& diagnostics) {
    constexpr double kRounding = 1e-9;
    const auto& rules = policies.share_rules;
    for (std::size_t v = 0; v < parameters.classes.size(); ++v) {
        std::vector<std::size_t> outer;  // one rule for each set of technologies inside no other
        for (std::size_t i = 0; i < rules.size(); ++i) {
            if (rules[i].vehicle_class != v) continue;
            const bool inside = std::any_of(rules.begin(), rules.end(), [&](const auto& other) {
                return other.vehicle_class == v && other.technologies != rules[i].technologies &&
                       contains(other.technologies, rules[i].technologies);
            });
            if (!inside) outer.push_back(i);
        }
        if (outer.empty()) continue;
        const YearSeries<Real>& any = rules[outer.front()].low;
        for (int year = any.first_year; year <= any.last_year(); ++year) {
            std::map<std::vector<std::size_t>, double> least;
            for (const std::size_t i : outer) {
                double& low = least[rules[i].technologies];
                low = std::max(low, lane(rules[i].low.at(year), 0));
            }
            double sum = 0.0;
            for (const auto& [technologies, low] : least) sum += low;
            if (sum <= 1.0 + kRounding) continue;
            diagnostics.error(
                sources[outer.back()]->origin,
                fmt::format("the minimum shares of sales of '{}' add to {:.0f} % in {}",
                            parameters.classes[v].id.text, 100.0 * sum, year),
                "lower one of them; together they cannot exceed 100 %");
            break;
        }
    }
}

}  // namespace

template <class Real>
region::Policies<Real> resolve(const config::Scenario& scenario,
                               const Parameters<RunKind<Real>>& parameters,
                               const region::Structure& structure, Diagnostics& diagnostics) {
    const int base_year = scenario.pack.base_year;
    region::Policies<Real> policies{
        region::policy_frame(parameters, structure, base_year, scenario.horizon)};
    std::vector<const config::Policy*> sources;  // of each share rule
    for (const auto& policy : scenario.policies) {
        const auto lever = std::find_if(all().begin(), all().end(), [&](const Lever& candidate) {
            return candidate.spec.name == policy.lever.text;
        });
        const Measure<Real> measure{policy,           parameters,  structure,    base_year,
                                    scenario.horizon, diagnostics, scenario.pack};
        const std::size_t rules_before = policies.share_rules.size();
        if constexpr (kLanesOf<Real> == 1) {
            lever->apply(measure, policies);
        } else {
            lever->apply_lanes(measure, policies);
        }
        check_nesting(policies, rules_before, measure);
        sources.resize(policies.share_rules.size(), &policy);
    }
    check_feasible(policies, sources, parameters, diagnostics);
    return policies;
}

template region::Policies<double> resolve(const config::Scenario&,
                                          const Parameters<RunKind<double>>&,
                                          const region::Structure&, Diagnostics&);
template region::Policies<Lanes> resolve(const config::Scenario&, const Parameters<RunKind<Lanes>>&,
                                         const region::Structure&, Diagnostics&);

}  // namespace tanlu::levers
