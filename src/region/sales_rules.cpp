#include "region/sales_rules.hpp"

#include <algorithm>

namespace tanlu::region {
namespace {

/// The samples whose entry is the one given, as a mask.
template <class Real>
model::Mask<Real> samples_of(const std::array<int, kLanesOf<Real>>& leader, int which) {
    if constexpr (kLanesOf<Real> == 1) {
        return leader[0] == which;
    } else {
        model::Mask<Real> mask{};
        for (std::size_t i = 0; i < leader.size(); ++i) mask.on[i] = leader[i] == which ? -1 : 0;
        return mask;
    }
}

}  // namespace

template <class Real>
SalesRules<Real>::SalesRules(const Parameters<RunKind<Real>>& p, const Structure& s, std::size_t v,
                             std::vector<std::size_t> on_sale)
    : class_(v), on_sale_(std::move(on_sale)) {
    for (const std::size_t k : on_sale_) {
        const TechnologySlot& slot = s.classes[v].technologies[k];
        rows_.push_back(slot.row);
        quota_group_.push_back(p.technologies[slot.technology].nev ? model::kNoGroup : 0);
    }
    for (auto* values : {&wanted_, &trial_, &weight_[credits_rule], &weight_[average_rule]}) {
        values->resize(on_sale_.size());
    }
}

template <class Real>
void SalesRules<Real>::calibrate(const Policies<Real>& policies) {
    policies_ = &policies;
    bank_ = 0.0;
    status_ = {};
    rules_.clear();
    for (const auto& rule : policies.share_rules) {
        if (rule.vehicle_class != class_) continue;
        // Wide sets first, so that a group comes after the one it lies in.
        const auto narrower = std::find_if(rules_.begin(), rules_.end(), [&](const auto* other) {
            return other->technologies.size() < rule.technologies.size();
        });
        rules_.insert(narrower, &rule);
    }
    active_.resize(rules_.size() * kLanesOf<Real>);
}

template <class Real>
void SalesRules<Real>::find_active(int year) {
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        const Real& low = rules_[r]->low.at(year);
        const Real& high = rules_[r]->high.at(year);
        for (int i = 0; i < kLanesOf<Real>; ++i) {
            active_[static_cast<std::size_t>(i) * rules_.size() + r] =
                lane(low, i) > 0.0 || lane(high, i) < 1.0;
        }
    }
}

template <class Real>
std::span<const char> SalesRules<Real>::active(int sample) const {
    return std::span(active_).subspan(static_cast<std::size_t>(sample) * rules_.size(),
                                      rules_.size());
}

/// Rules on the same set of technologies are one group; sets must nest, which the compiler of
/// policies has checked.
template <class Real>
void SalesRules<Real>::group(int sample, int year) {
    Groups& to = groups_;
    to.members.clear();
    to.parent.clear();
    to.low.clear();
    to.high.clear();
    const std::span<const char> in_force = active(sample);
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        if (!in_force[r]) continue;
        const std::vector<std::size_t>& technologies = rules_[r]->technologies;
        const Real& low = rules_[r]->low.at(year);
        const Real& high = rules_[r]->high.at(year);
        std::size_t parent = model::kNoGroup;
        std::size_t same = model::kNoGroup;
        for (std::size_t g = 0; g < to.members.size(); ++g) {
            const auto& around = *to.members[g];
            if (around == technologies) same = g;
            if (std::includes(around.begin(), around.end(), technologies.begin(),
                              technologies.end())) {
                parent = g;
            }
        }
        if (same != model::kNoGroup) {
            to.low[same] = max(to.low[same], low);
            to.high[same] = min(to.high[same], high);
            continue;
        }
        to.members.push_back(&technologies);
        to.parent.push_back(parent);
        to.low.push_back(low);
        to.high.push_back(high);
    }
    to.group_of.assign(on_sale_.size(), model::kNoGroup);
    for (std::size_t i = 0; i < on_sale_.size(); ++i) {
        for (std::size_t g = 0; g < to.members.size(); ++g) {
            const auto& members = *to.members[g];
            if (std::binary_search(members.begin(), members.end(), on_sale_[i])) {
                to.group_of[i] = g;
            }
        }
    }
}

template <class Real>
bool SalesRules<Real>::can_be_met(int year) {
    find_active(year);
    group(0, year);
    if (groups_.members.empty()) return true;
    std::fill(wanted_.begin(), wanted_.end(), Real(1.0 / double(on_sale_.size())));
    return model::bound_shares<Real>(groups_.bounds(), wanted_, trial_).is_ok(0);
}

/// First-time buyers and buyers who replace a vehicle apart: only the former need a new plate.
template <class Real>
void SalesRules<Real>::apply_quota(int year, const Purchases<Real>& purchases) {
    const Real plates = policies_->conventional_plates.at(class_, year);
    const model::Mask<Real> has_both = purchases.additions > Real(0.0);
    const std::array<std::size_t, 1> parent = {model::kNoGroup};
    const std::array<Real, 1> low = {Real(0.0)};
    const std::array<Real, 1> high = {
        min(Real(1.0), select(has_both, Real(plates / purchases.additions), Real(1.0)))};
    status_ |= model::bound_shares<Real>(
        {.group_of = quota_group_, .parent = parent, .low = low, .high = high}, wanted_, trial_);
    const Real part = select(has_both, Real(purchases.additions / purchases.sold), Real(0.0));
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
        wanted_[i] += part * (trial_[i] - wanted_[i]);
    }
}

template <class Real>
std::span<const model::Balance<Real>> SalesRules<Real>::balances(int year,
                                                                 std::span<const Real> fuel,
                                                                 const Purchases<Real>& purchases) {
    std::size_t count = 0;
    if (policies_->credits_due.is_set(class_)) {
        const Real due = policies_->credits_due.at(class_, year);
        const Real carried =
            select(purchases.sold > Real(0.0), Real(bank_ / purchases.sold), Real(0.0));
        auto& weight = weight_[credits_rule];
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const Real earned = policies_->credits.at(rows_[i], year);
            weight[i] = carried + (quota_group_[i] == 0 ? Real(earned - due) : earned);
        }
        balances_[count++] = {weight};
    }
    if (policies_->fleet_average.is_set(class_)) {
        const Real standard = policies_->fleet_average.at(class_, year);
        auto& weight = weight_[average_rule];
        for (std::size_t i = 0; i < fuel.size(); ++i) weight[i] = standard - fuel[i];
        balances_[count++] = {weight};
    }
    return std::span(balances_).first(count);
}

// Samples in which different rules ask for something have different groups: a group that binds
// nobody would still change the order of sums, and with it the last bits. So each set of rules is
// solved for itself, and a sample's result does not hang on its neighbours in the batch.
template <class Real>
void SalesRules<Real>::regulate(int year, std::span<const model::Balance<Real>> balance,
                                std::span<Real> regulated) {
    find_active(year);
    std::array<int, kLanesOf<Real>> leader{};  // first sample with the same rules in force
    for (int i = 0; i < kLanesOf<Real>; ++i) {
        int first = 0;
        while (!std::ranges::equal(active(first), active(i))) ++first;
        leader[static_cast<std::size_t>(i)] = first;
    }
    std::array<Real, rule_kinds> eta;
    for (int i = 0; i < kLanesOf<Real>; ++i) {
        if (leader[static_cast<std::size_t>(i)] != i) continue;
        group(i, year);
        if (groups_.members.empty() && balance.empty()) continue;
        const auto found = model::regulate_shares<Real>(groups_.bounds(), balance, wanted_, trial_,
                                                        std::span(eta).first(balance.size()));
        const model::Mask<Real> here = samples_of<Real>(leader, i);
        for (std::size_t k = 0; k < regulated.size(); ++k) {
            regulated[k] = select(here, trial_[k], regulated[k]);
        }
        status_.raise_where(here, found);
    }
}

template <class Real>
void SalesRules<Real>::apply(int year, std::span<const Real> chosen, std::span<const Real> fuel,
                             const Purchases<Real>& purchases, std::span<Real> regulated) {
    std::copy(chosen.begin(), chosen.end(), wanted_.begin());
    if (policies_->conventional_plates.is_set(class_)) apply_quota(year, purchases);
    std::copy(wanted_.begin(), wanted_.end(), regulated.begin());
    const auto balance = balances(year, fuel, purchases);
    if (!rules_.empty() || !balance.empty()) regulate(year, balance, regulated);
    if (policies_->credits_due.is_set(class_)) {
        const auto& weight = weight_[credits_rule];  // with the credits carried
        Real left = 0.0;
        for (std::size_t k = 0; k < regulated.size(); ++k) left += weight[k] * regulated[k];
        bank_ =
            policies_->credits_kept.at(class_, year) * positive_part(Real(left * purchases.sold));
    }
}

template class SalesRules<double>;
template class SalesRules<Lanes>;

}  // namespace tanlu::region
