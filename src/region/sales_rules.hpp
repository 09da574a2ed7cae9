#pragma once
// Rules on the sales of one class: plates for first-time buyers, limits on shares, credits, fleet
// averages (§3.2, §5.5).
#include <array>
#include <span>
#include <vector>

#include "model/group_bounds.hpp"
#include "model/regulation.hpp"
#include "model/status.hpp"
#include "parameters/parameters.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

/// New vehicles of a class in a year.
template <class Real>
struct Purchases {
    Real sold = 0.0;       ///< [vehicle/yr]
    Real additions = 0.0;  ///< of them beyond the replacement of scrapped ones [vehicle/yr]
};

template <class Real>
class SalesRules {
public:
    /// `on_sale`: technologies of class `v` that compete, as positions in the class.
    SalesRules(const Parameters<RunKind<Real>>& p, const Structure& s, std::size_t v,
               std::vector<std::size_t> on_sale);

    /// Back to the base year, with the rules of a run; they outlive it.
    void calibrate(const Policies<Real>& policies);

    /// Shares of sales under the rules of the year, from those that buyers would choose; `fuel`:
    /// use of fuel other than electricity and hydrogen [MJ/km]. All by position in `on_sale`.
    /// Unchanged, bit for bit, where no rule asks for anything. Years in turn: a surplus of credits
    /// is carried.
    void apply(int year, std::span<const Real> chosen, std::span<const Real> fuel,
               const Purchases<Real>& purchases, std::span<Real> regulated);

    /// Whether any shares at all obey the limits of a year (of the first sample).
    bool can_be_met(int year);

    const model::Status<Real>& status() const { return status_; }

private:
    /// Limits in force in some of the samples, as a tree of groups; the same for all of them.
    struct Groups {
        std::vector<const std::vector<std::size_t>*> members;
        std::vector<std::size_t> group_of, parent;
        std::vector<Real> low, high;

        model::GroupBounds<Real> bounds() const {
            return {.group_of = group_of, .parent = parent, .low = low, .high = high};
        }
    };
    enum Rule : std::size_t { credits_rule, average_rule, rule_kinds };

    /// Notes which limits are in force in a year, sample by sample.
    void find_active(int year);
    /// The limits in force in a sample, in order.
    std::span<const char> active(int sample) const;
    /// Makes the tree of the limits in force in a sample.
    void group(int sample, int year);
    void apply_quota(int year, const Purchases<Real>& purchases);
    /// Writes the weights of the balances and lists those in force.
    std::span<const model::Balance<Real>> balances(int year, std::span<const Real> fuel,
                                                   const Purchases<Real>& purchases);
    void regulate(int year, std::span<const model::Balance<Real>> balance,
                  std::span<Real> regulated);

    std::size_t class_;
    std::vector<std::size_t> on_sale_, rows_;
    std::vector<std::size_t> quota_group_;  // 0 for conventional technologies, else no group
    const Policies<Real>* policies_ = nullptr;
    std::vector<const ShareRule<Real>*> rules_;
    Real bank_ = 0.0;  // credits carried over
    model::Status<Real> status_;

    // Of the year at hand; kept so that no year allocates.
    std::vector<char> active_;  // sample x rule
    Groups groups_;
    std::vector<Real> wanted_, trial_;
    std::array<std::vector<Real>, rule_kinds> weight_;
    std::array<model::Balance<Real>, rule_kinds> balances_;
};

}  // namespace tanlu::region
