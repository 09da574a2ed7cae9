#pragma once
// Rules on the sales of one class: plates for first-time buyers, limits on shares, credits, fleet
// averages (§3.2, §5.5).
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
    SalesRules(const Parameters<RunKind<Real>>& p, const Structure& s,
               const Policies<Real>& policies, std::size_t v, std::vector<std::size_t> on_sale);

    /// Shares of sales under the rules of the year, from those that buyers would choose; `fuel`:
    /// use of fuel other than electricity and hydrogen [MJ/km]. Both by position in `on_sale`.
    /// Unchanged, bit for bit, where no rule asks for anything. Years in turn: a surplus of credits
    /// is carried.
    std::vector<Real> apply(int year, const std::vector<Real>& chosen,
                            const std::vector<Real>& fuel, const Purchases<Real>& purchases);

    /// Whether any shares at all obey the limits of a year (of the first sample).
    bool can_be_met(int year) const;

    const model::Status<Real>& status() const { return status_; }

private:
    /// Limits in force in some of the samples, as a tree of groups; the same for all of them.
    struct Groups {
        std::vector<std::size_t> group_of, parent;
        std::vector<Real> low, high;
    };

    bool is_active(const ShareRule<Real>& rule, int year, int sample) const;
    Groups groups(const std::vector<const ShareRule<Real>*>& rules, int year) const;
    std::vector<Real> under_quota(int year, const std::vector<Real>& chosen,
                                  const Purchases<Real>& purchases);
    std::vector<std::vector<Real>> balances(int year, const std::vector<Real>& fuel,
                                            const Purchases<Real>& purchases) const;

    const Policies<Real>& policies_;
    std::size_t class_;
    std::vector<std::size_t> on_sale_, rows_;
    std::vector<std::size_t> quota_group_;  // 0 for conventional technologies, else no group
    std::vector<const ShareRule<Real>*> rules_;
    Real bank_ = 0.0;  // credits carried over
    model::Status<Real> status_;
};

}  // namespace tanlu::region
