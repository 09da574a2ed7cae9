#include "levers/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "levers/measure.hpp"
#include "region/sales_rules.hpp"

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

/// A policy whose numbers all start after the last year of the pack is a slip of the pen, or of a
/// delay.
template <class Real>
void check_years(const Measure<Real>& measure) {
    int first = std::numeric_limits<int>::max();
    for (const auto& parameter : measure.policy.parameters) {
        first = std::min(first, parameter.path.anchors.front().year);
    }
    if (first <= measure.pack.horizon) return;
    measure.error(fmt::format("the policy starts in {}, after the last year of the pack ({})",
                              first, measure.pack.horizon),
                  "begin it earlier, or delay its package by less");
}

/// Limits on the sales of a class must leave a mix of technologies that obeys them all.
template <class Real>
void check_feasible(const region::Policies<Real>& policies,
                    const std::vector<const config::Policy*>& sources,
                    const Parameters<RunKind<Real>>& parameters, const region::Structure& structure,
                    Diagnostics& diagnostics) {
    for (std::size_t v = 0; v < parameters.classes.size(); ++v) {
        const config::Policy* last = nullptr;  // that limits the class
        for (std::size_t i = 0; i < policies.share_rules.size(); ++i) {
            if (policies.share_rules[i].vehicle_class == v) last = sources[i];
        }
        if (!last) continue;
        std::vector<std::size_t> on_sale;
        for (std::size_t k = 0; k < parameters.classes[v].technologies.size(); ++k) {
            if (parameters.classes[v].technologies[k].on_sale) on_sale.push_back(k);
        }
        region::SalesRules<Real> rules(parameters, structure, v, std::move(on_sale));
        rules.calibrate(policies);
        for (int year = policies.n.first_year; year <= policies.n.last_year; ++year) {
            if (rules.can_be_met(year)) continue;
            diagnostics.error(
                last->origin,
                fmt::format("no mix of sales of '{}' obeys all limits on it in {}",
                            parameters.classes[v].id.text, year),
                "minimum shares add to at most 100 %, maximum shares leave room for all sales, and "
                "no minimum exceeds a maximum around it");
            break;
        }
    }
}

/// Applies every policy; what is wrong goes to the diagnostics. `sources` is given the policy of
/// each share rule.
template <class Real>
region::Policies<Real> apply_all(const config::Scenario& scenario,
                                 const Parameters<RunKind<Real>>& parameters,
                                 const region::Structure& structure,
                                 std::span<const DrawnPath<Real>> drawn, Diagnostics& diagnostics,
                                 std::vector<const config::Policy*>& sources) {
    const int base_year = scenario.pack.base_year;
    region::Policies<Real> policies{
        region::policy_frame(parameters, structure, base_year, scenario.horizon)};
    for (const auto& policy : scenario.policies) {
        const auto lever = std::find_if(all().begin(), all().end(), [&](const Lever& candidate) {
            return candidate.spec.name == policy.lever.text;
        });
        const Measure<Real> measure{policy,           parameters,  structure,     base_year,
                                    scenario.horizon, diagnostics, scenario.pack, drawn};
        check_years(measure);
        const std::size_t rules_before = policies.share_rules.size();
        if constexpr (kLanesOf<Real> == 1) {
            lever->apply(measure, policies);
        } else {
            lever->apply_lanes(measure, policies);
        }
        check_nesting(policies, rules_before, measure);
        sources.resize(policies.share_rules.size(), &policy);
    }
    return policies;
}

}  // namespace

template <class Real>
region::Policies<Real> resolve(const config::Scenario& scenario,
                               const Parameters<RunKind<Real>>& parameters,
                               const region::Structure& structure, Diagnostics& diagnostics) {
    std::vector<const config::Policy*> sources;
    auto policies = apply_all<Real>(scenario, parameters, structure, {}, diagnostics, sources);
    check_feasible(policies, sources, parameters, structure, diagnostics);
    return policies;
}

template <class Real>
region::Policies<Real> resolve_drawn(const config::Scenario& scenario,
                                     const Parameters<RunKind<Real>>& parameters,
                                     const region::Structure& structure,
                                     std::span<const DrawnPath<Real>> drawn) {
    Diagnostics judged_before;
    std::vector<const config::Policy*> sources;
    return apply_all<Real>(scenario, parameters, structure, drawn, judged_before, sources);
}

template region::Policies<double> resolve(const config::Scenario&,
                                          const Parameters<RunKind<double>>&,
                                          const region::Structure&, Diagnostics&);
template region::Policies<Lanes> resolve(const config::Scenario&, const Parameters<RunKind<Lanes>>&,
                                         const region::Structure&, Diagnostics&);
template region::Policies<double> resolve_drawn(const config::Scenario&,
                                                const Parameters<RunKind<double>>&,
                                                const region::Structure&,
                                                std::span<const DrawnPath<double>>);
template region::Policies<Lanes> resolve_drawn(const config::Scenario&,
                                               const Parameters<RunKind<Lanes>>&,
                                               const region::Structure&,
                                               std::span<const DrawnPath<Lanes>>);

}  // namespace tanlu::levers
