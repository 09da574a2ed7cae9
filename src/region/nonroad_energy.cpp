#include "region/nonroad_energy.hpp"

#include "lanes/lanes.hpp"
#include "model/nonroad.hpp"

namespace tanlu::region {
namespace {

/// Shares of the activity by carrier, from the given paths and the mandates of policies.
template <class Real>
std::vector<Real> shares(const NonroadMode<RunKind<Real>>& mode, const NonroadSlot& slot,
                         const Policies<Real>* policies, int year) {
    std::vector<Real> path, mandate, share(mode.propulsion.size());
    for (std::size_t i = 0; i < mode.propulsion.size(); ++i) {
        const auto& given = mode.propulsion[i].share;
        const std::size_t item = slot.first_propulsion + i;
        const Real withdrawn = policies ? policies->activity_withdrawn.at(item, year) : Real(0.0);
        path.push_back(model::path_left<Real>(given ? given->at(year) : Real(0.0), withdrawn));
        mandate.push_back(policies ? policies->activity_share.at(item, year) : Real(0.0));
    }
    model::carrier_shares<Real>(path, mandate, slot.remainder, share);
    return share;
}

}  // namespace

template <class Real>
NonroadModel<Real>::NonroadModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                                 const Policies<Real>& policies, int base_year,
                                 const NonroadActivity<Real>& base)
    : p_(p), s_(s), policies_(policies), base_year_(base_year) {
    for (std::size_t n = 0; n < p.nonroad.size(); ++n) {
        const auto& mode = p.nonroad[n];
        const NonroadSlot& slot = s.nonroad[n];
        const Real moved = activity(n, base_year, base);
        const std::vector<Real> share = shares<Real>(mode, slot, nullptr, base_year);
        const Real remainder =
            mode.propulsion[slot.remainder].base_energy / (moved * share[slot.remainder]);
        for (std::size_t i = 0; i < mode.propulsion.size(); ++i) {
            const auto& carrier = mode.propulsion[i];
            intensity_.push_back(carrier.relative_intensity
                                     ? Real(remainder * *carrier.relative_intensity)
                                     : Real(carrier.base_energy / (moved * share[i])));
        }
    }
}

template <class Real>
Real NonroadModel<Real>::activity(std::size_t mode, int year,
                                  const NonroadActivity<Real>& now) const {
    const auto& from = p_.nonroad[mode];
    if (from.index) return from.index->at(year) / from.index->at(base_year_);
    Real sum = 0.0;
    const std::size_t passenger_terms = from.passenger_activity.size();
    for (std::size_t i = 0; i < s_.nonroad[mode].activity.size(); ++i) {
        const ActivitySlot& term = s_.nonroad[mode].activity[i];
        sum +=
            term.is_freight
                ? Real(now.tonne_km[term.mode] * from.freight_activity[i - passenger_terms].weight)
                : model::converted_turnover<Real>(Real(0.0), now.person_km[term.mode],
                                                  from.passenger_activity[i].weight);
    }
    return sum;
}

template <class Real>
std::vector<Real> NonroadModel<Real>::energy(int year, const NonroadActivity<Real>& now) const {
    std::vector<Real> result;
    for (std::size_t n = 0; n < p_.nonroad.size(); ++n) {
        const auto& mode = p_.nonroad[n];
        const NonroadSlot& slot = s_.nonroad[n];
        const Real moved = activity(n, year, now);
        const std::vector<Real> share = shares<Real>(mode, slot, &policies_, year);
        for (std::size_t i = 0; i < mode.propulsion.size(); ++i) {
            result.push_back(model::carrier_energy<Real>(moved, share[i],
                                                         intensity_[slot.first_propulsion + i],
                                                         mode.gain, year - base_year_) *
                             policies_.nonroad_energy.at(n, year));
        }
    }
    return result;
}

template class NonroadModel<double>;
template class NonroadModel<Lanes>;

}  // namespace tanlu::region
