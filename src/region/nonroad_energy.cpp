#include "region/nonroad_energy.hpp"

#include "lanes/lanes.hpp"
#include "model/nonroad.hpp"

namespace tanlu::region {
template <class Real>
NonroadModel<Real>::NonroadModel(const Structure& s, int base_year)
    : s_(s), base_year_(base_year), improved_(s.nonroad.size()) {
    for (auto* by_propulsion : {&intensity_, &path_, &mandate_, &share_, &energy_}) {
        by_propulsion->resize(s.propulsions);
    }
}

template <class Real>
void NonroadModel<Real>::share_out(std::size_t mode, const Policies<Real>* policies, int year) {
    const auto& propulsion = p_->nonroad[mode].propulsion;
    const NonroadSlot& slot = s_.nonroad[mode];
    for (std::size_t i = 0; i < propulsion.size(); ++i) {
        const auto& given = propulsion[i].share;
        const std::size_t item = slot.first_propulsion + i;
        const Real withdrawn = policies ? policies->activity_withdrawn.at(item, year) : Real(0.0);
        path_[item] = model::path_left<Real>(given ? given->at(year) : Real(0.0), withdrawn);
        mandate_[item] = policies ? policies->activity_share.at(item, year) : Real(0.0);
    }
    const auto of_mode = [&](std::vector<Real>& values) {
        return std::span(values).subspan(slot.first_propulsion, propulsion.size());
    };
    model::carrier_shares<Real>(of_mode(path_), of_mode(mandate_), slot.remainder, of_mode(share_));
}

template <class Real>
void NonroadModel<Real>::calibrate(const Parameters<RunKind<Real>>& p,
                                   const Policies<Real>& policies,
                                   const NonroadActivity<Real>& base) {
    p_ = &p;
    policies_ = &policies;
    for (std::size_t n = 0; n < p.nonroad.size(); ++n) {
        const auto& mode = p.nonroad[n];
        const NonroadSlot& slot = s_.nonroad[n];
        const Real moved = activity(n, base_year_, base);
        share_out(n, nullptr, base_year_);
        const std::size_t first = slot.first_propulsion;
        const Real remainder =
            mode.propulsion[slot.remainder].base_energy / (moved * share_[first + slot.remainder]);
        for (std::size_t i = 0; i < mode.propulsion.size(); ++i) {
            const auto& carrier = mode.propulsion[i];
            intensity_[first + i] = carrier.relative_intensity
                                        ? Real(remainder * *carrier.relative_intensity)
                                        : Real(carrier.base_energy / (moved * share_[first + i]));
        }
        improved_[n] = 1.0;
    }
}

template <class Real>
Real NonroadModel<Real>::activity(std::size_t mode, int year,
                                  const NonroadActivity<Real>& now) const {
    const auto& from = p_->nonroad[mode];
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
const std::vector<Real>& NonroadModel<Real>::energy(int year, const NonroadActivity<Real>& now) {
    for (std::size_t n = 0; n < p_->nonroad.size(); ++n) {
        const auto& mode = p_->nonroad[n];
        const NonroadSlot& slot = s_.nonroad[n];
        if (year > base_year_) improved_[n] *= 1.0 - mode.gain;
        const Real moved = activity(n, year, now);
        const Real left = improved_[n] * policies_->nonroad_energy.at(n, year);
        share_out(n, policies_, year);
        for (std::size_t item = slot.first_propulsion;
             item < slot.first_propulsion + mode.propulsion.size(); ++item) {
            energy_[item] =
                model::carrier_energy<Real>(moved, share_[item], intensity_[item], left);
        }
    }
    return energy_;
}

template class NonroadModel<double>;
template class NonroadModel<Lanes>;

}  // namespace tanlu::region
