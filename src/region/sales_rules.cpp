#include "region/sales_rules.hpp"

#include <algorithm>

namespace tanlu::region {
namespace {

/// The samples in `samples`, as a mask.
template <class Real>
model::Mask<Real> mask_of(const std::vector<int>& samples) {
    if constexpr (kLanesOf<Real> == 1) {
        return !samples.empty();
    } else {
        model::Mask<Real> mask{};
        for (const int i : samples) mask.on[static_cast<std::size_t>(i)] = -1;
        return mask;
    }
}

}  // namespace

template <class Real>
SalesRules<Real>::SalesRules(const Parameters<RunKind<Real>>& p, const Structure& s,
                             const Policies<Real>& policies, std::size_t v,
                             std::vector<std::size_t> on_sale)
    : policies_(policies), class_(v), on_sale_(std::move(on_sale)) {
    for (const std::size_t k : on_sale_) {
        const TechnologySlot& slot = s.classes[v].technologies[k];
        rows_.push_back(slot.row);
        quota_group_.push_back(p.technologies[slot.technology].nev ? model::kNoGroup : 0);
    }
    for (const auto& rule : policies.share_rules) {
        if (rule.vehicle_class == v) rules_.push_back(&rule);
    }
    // Wide sets first, so that a group comes after the one it lies in.
    std::stable_sort(rules_.begin(), rules_.end(), [](const auto* a, const auto* b) {
        return a->technologies.size() > b->technologies.size();
    });
}

template <class Real>
bool SalesRules<Real>::is_active(const ShareRule<Real>& rule, int year, int sample) const {
    return lane(rule.low.at(year), sample) > 0.0 || lane(rule.high.at(year), sample) < 1.0;
}

/// Rules on the same set of technologies are one group; sets must nest, which the compiler of
/// policies has checked.
template <class Real>
typename SalesRules<Real>::Groups SalesRules<Real>::groups(
    const std::vector<const ShareRule<Real>*>& rules, int year) const {
    Groups result;
    std::vector<std::vector<std::size_t>> members;
    for (const auto* rule : rules) {
        const Real low = rule->low.at(year);
        const Real high = rule->high.at(year);
        const auto same = std::find(members.begin(), members.end(), rule->technologies);
        if (same != members.end()) {
            const auto g = static_cast<std::size_t>(same - members.begin());
            result.low[g] = max(result.low[g], low);
            result.high[g] = min(result.high[g], high);
            continue;
        }
        result.parent.push_back(model::kNoGroup);
        for (std::size_t g = 0; g < members.size(); ++g) {
            if (std::includes(members[g].begin(), members[g].end(), rule->technologies.begin(),
                              rule->technologies.end())) {
                result.parent.back() = g;
            }
        }
        members.push_back(rule->technologies);
        result.low.push_back(low);
        result.high.push_back(high);
    }
    for (const std::size_t k : on_sale_) {
        result.group_of.push_back(model::kNoGroup);
        for (std::size_t g = 0; g < members.size(); ++g) {
            if (std::binary_search(members[g].begin(), members[g].end(), k)) {
                result.group_of.back() = g;
            }
        }
    }
    return result;
}

template <class Real>
bool SalesRules<Real>::can_be_met(int year) const {
    std::vector<const ShareRule<Real>*> active;
    for (const auto* rule : rules_) {
        if (is_active(*rule, year, 0)) active.push_back(rule);
    }
    if (active.empty()) return true;
    const Groups group = groups(active, year);
    const std::vector<Real> even(on_sale_.size(), Real(1.0 / double(on_sale_.size())));
    std::vector<Real> result(even.size());
    return model::bound_shares<Real>({.group_of = group.group_of,
                                      .parent = group.parent,
                                      .low = group.low,
                                      .high = group.high},
                                     even, result)
        .is_ok(0);
}

/// First-time buyers and buyers who replace a vehicle apart: only the former need a new plate.
template <class Real>
std::vector<Real> SalesRules<Real>::under_quota(int year, const std::vector<Real>& chosen,
                                                const Purchases<Real>& purchases) {
    if (!policies_.conventional_plates.is_set(class_)) return chosen;
    const Real plates = policies_.conventional_plates.at(class_, year);
    const model::Mask<Real> has_both = purchases.additions > Real(0.0);
    const std::vector<std::size_t> parent = {model::kNoGroup};
    const std::vector<Real> low = {Real(0.0)};
    const std::vector<Real> high = {
        min(Real(1.0), select(has_both, Real(plates / purchases.additions), Real(1.0)))};
    std::vector<Real> first(chosen.size());
    status_ |= model::bound_shares<Real>(
        {.group_of = quota_group_, .parent = parent, .low = low, .high = high}, chosen, first);
    const Real part = select(has_both, Real(purchases.additions / purchases.sold), Real(0.0));
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i] = chosen[i] + part * (first[i] - chosen[i]);
    }
    return first;
}

template <class Real>
std::vector<std::vector<Real>> SalesRules<Real>::balances(int year, const std::vector<Real>& fuel,
                                                          const Purchases<Real>& purchases) const {
    std::vector<std::vector<Real>> weights;
    if (policies_.credits_due.is_set(class_)) {
        const Real due = policies_.credits_due.at(class_, year);
        const Real carried =
            select(purchases.sold > Real(0.0), Real(bank_ / purchases.sold), Real(0.0));
        auto& weight = weights.emplace_back();
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const Real earned = policies_.credits.at(rows_[i], year);
            weight.push_back(carried + (quota_group_[i] == 0 ? Real(earned - due) : earned));
        }
    }
    if (policies_.fleet_average.is_set(class_)) {
        const Real standard = policies_.fleet_average.at(class_, year);
        auto& weight = weights.emplace_back();
        for (const Real& use : fuel) weight.push_back(standard - use);
    }
    return weights;
}

template <class Real>
std::vector<Real> SalesRules<Real>::apply(int year, const std::vector<Real>& chosen,
                                          const std::vector<Real>& fuel,
                                          const Purchases<Real>& purchases) {
    const std::vector<Real> wanted = under_quota(year, chosen, purchases);
    const auto weights = balances(year, fuel, purchases);
    std::vector<model::Balance<Real>> balance;
    for (const auto& weight : weights) balance.push_back({weight});
    std::vector<Real> eta(balance.size());

    // Samples in which different rules ask for something have different groups: a group that binds
    // nobody would still change the order of sums, and with it the last bits. So each set of rules
    // is solved for itself, and a sample's result does not hang on its neighbours in the batch.
    std::vector<std::vector<bool>> patterns;
    std::vector<std::vector<int>> samples;
    for (int i = 0; i < kLanesOf<Real>; ++i) {
        std::vector<bool> pattern;
        for (const auto* rule : rules_) pattern.push_back(is_active(*rule, year, i));
        const auto same = std::find(patterns.begin(), patterns.end(), pattern);
        if (same == patterns.end()) {
            patterns.push_back(std::move(pattern));
            samples.push_back({i});
        } else {
            samples[static_cast<std::size_t>(same - patterns.begin())].push_back(i);
        }
    }
    std::vector<Real> regulated = wanted;
    for (std::size_t n = 0; n < patterns.size(); ++n) {
        std::vector<const ShareRule<Real>*> active;
        for (std::size_t r = 0; r < rules_.size(); ++r) {
            if (patterns[n][r]) active.push_back(rules_[r]);
        }
        if (active.empty() && balance.empty()) continue;
        const Groups group = groups(active, year);
        const model::GroupBounds<Real> bounds{.group_of = group.group_of,
                                              .parent = group.parent,
                                              .low = group.low,
                                              .high = group.high};
        std::vector<Real> result(wanted.size());
        const auto found = model::regulate_shares<Real>(bounds, balance, wanted, result, eta);
        const model::Mask<Real> here = mask_of<Real>(samples[n]);
        for (std::size_t k = 0; k < result.size(); ++k) {
            regulated[k] = select(here, result[k], regulated[k]);
        }
        status_.raise_where(here, found);
    }
    if (policies_.credits_due.is_set(class_)) {
        Real left = 0.0;  // the carried ones are in the weights
        for (std::size_t k = 0; k < regulated.size(); ++k) left += weights[0][k] * regulated[k];
        bank_ =
            policies_.credits_kept.at(class_, year) * positive_part(Real(left * purchases.sold));
    }
    return regulated;
}

template class SalesRules<double>;
template class SalesRules<Lanes>;

}  // namespace tanlu::region
