#include "region/technology_market.hpp"

#include <algorithm>

#include "model/choice.hpp"
#include "model/cost.hpp"

namespace tanlu::region {
namespace {

template <class Real>
Real value_or(const std::optional<Real>& value, double otherwise) {
    return value ? *value : Real(otherwise);
}

}  // namespace

template <class Real>
TechnologyMarket<Real>::TechnologyMarket(const Parameters<RunKind<Real>>& p, const Structure& s,
                                         const Policies<Real>& policies, std::size_t v,
                                         const Real& km_per_year, const Supply<Real>& base_supply,
                                         int base_year)
    : p_(p),
      s_(s),
      policies_(policies),
      class_(p.classes[v]),
      slot_(s.classes[v]),
      km_per_year_(km_per_year),
      base_year_(base_year) {
    const model::DailyDistance<Real> daily{gamma_shape<Real>(p.daily_distance.shape),
                                           p.daily_distance.scale};
    for (std::size_t k = 0; k < class_.technologies.size(); ++k) {
        const auto& technology = class_.technologies[k];
        const Real range = value_or(technology.electric_range, 0.0) * p.daily_distance.range_factor;
        range_days_.push_back(
            technology.electric_range ? model::days_beyond_range<Real>(daily, range) : Real(0.0));
        Real fuel = 0.0;
        for (std::size_t i = 0; i < technology.energy.size(); ++i) {
            const std::size_t carrier = slot_.technologies[k].carriers[i];
            if (carrier == s.electricity || carrier == s.hydrogen) continue;
            fuel += technology.energy[i].use;
        }
        fuel_use_.push_back(fuel);
        if (!technology.on_sale) continue;
        on_sale_.push_back(k);
        nest_.push_back(slot_.technologies[k].nest);
    }
    rules_ = std::make_unique<SalesRules<Real>>(p, s, policies, v, on_sale_);
    const std::size_t count = class_.technologies.size();
    base_.share.assign(count, Real(0.0));
    for (std::size_t k = 0; k < count; ++k) {
        const auto& technology = class_.technologies[k];
        const Support support{value_or(technology.base_subsidy, 0.0),
                              value_or(technology.base_tax_relief, 0.0), Real(kNoLimit), Real(0.0)};
        base_.price.push_back(price(k, base_year, p.battery.price));
        base_.cost.push_back(cost(k, base_.price[k], support, base_year, base_supply));
    }
    if (on_sale_.size() == 1) base_.share[on_sale_[0]] = 1.0;
    base_.chosen = base_.share;
    if (on_sale_.size() < 2) return;

    for (const auto& nest : p.technology_nests) mu_.push_back(nest.mu);
    available_.assign(on_sale_.size(), Real(1.0));
    std::vector<Real> share, cost_now;
    Real share_sum = 0.0;
    for (const std::size_t k : on_sale_) {
        cost_now.push_back(base_.cost[k]);
        share.push_back(value_or(class_.technologies[k].sales_share, 0.0));
        share_sum += share.back();
    }
    for (std::size_t i = 0; i < share.size(); ++i) {
        share[i] /= share_sum;
        base_.share[on_sale_[i]] = share[i];
    }
    base_.chosen = base_.share;
    // The reference technology, whose constant is 0, is the one with the largest base share.
    Real largest = 0.0;
    Real reference_cost = 0.0;
    for (std::size_t i = 0; i < share.size(); ++i) {
        const auto larger = share[i] > largest;
        largest = select(larger, share[i], largest);
        reference_cost = select(larger, cost_now[i], reference_cost);
    }
    theta_ = model::cost_coefficient<Real>(class_.choice->own_cost_elasticity, reference_cost,
                                           Real(0.0));
    std::vector<Real> utility;
    for (const Real& x : cost_now) utility.push_back(-theta_ * x);
    std::size_t positive = 0;
    while (positive + 1 < share.size() && !all(share[positive] > Real(0.0))) ++positive;
    base_constant_.resize(share.size());
    model::invert_constants<Real>({.nest_of = nest_, .mu = mu_}, share, utility, available_,
                                  positive, base_constant_);
    Real reference_constant = 0.0;
    for (std::size_t i = 0; i < share.size(); ++i) {
        reference_constant = select(share[i] >= largest, base_constant_[i], reference_constant);
    }
    for (std::size_t i = 0; i < share.size(); ++i) {
        base_constant_[i] -= reference_constant;
        const auto& cap = class_.technologies[on_sale_[i]].asc_cap;
        if (cap) base_constant_[i] = min(base_constant_[i], *cap);
    }
}

template <class Real>
Real TechnologyMarket<Real>::efficiency(std::size_t k, int year) const {
    const Real gain = class_.technologies[k].efficiency_gain;
    const double years = std::max(0, year - base_year_);
    const std::size_t row = slot_.technologies[k].row;
    return min(Real(pow_positive(Real(1.0 - gain), Real(years)) *
                    policies_.new_vehicle_energy.at(row, year)),
               policies_.energy_limit.at(row, year));
}

template <class Real>
Real TechnologyMarket<Real>::price(std::size_t k, int year, const Real& pack_price) const {
    const auto& technology = class_.technologies[k];
    if (!technology.price) return Real(0.0);
    const Real decline = value_or(technology.price_decline, 0.0);
    const Real ratio = max(pow_positive(Real(1.0 - decline), Real(double(year - base_year_))),
                           value_or(technology.price_floor, 0.0));
    const Real battery = value_or(technology.battery, 0.0) * pack_price * p_.battery.markup;
    return *technology.price * ratio + battery;
}

template <class Real>
Real TechnologyMarket<Real>::cost(std::size_t k, const Real& price, const Support& support,
                                  int year, const Supply<Real>& supply) const {
    const auto& technology = class_.technologies[k];
    if (!technology.price || !class_.choice) return Real(0.0);
    Real energy = 0.0;
    for (std::size_t i = 0; i < technology.energy.size(); ++i) {
        energy += technology.energy[i].use * supply.price[slot_.technologies[k].carriers[i]];
    }
    const Real net_price = price / (1.0 + p_.purchase_tax.vat);
    Real total = model::total_cost_of_ownership<Real>(
        {.price = price,
         .tax = model::purchase_tax(net_price, p_.purchase_tax.rate, support.relief,
                                    support.relief_cap),
         .subsidy = support.subsidy,
         .resale = 0.0,
         .rate = class_.choice->discount_rate,
         .years = class_.choice->horizon,
         .maintenance = value_or(technology.upkeep, 0.0) - support.privilege,
         .insurance = 0.0,
         .km_per_year = km_per_year_,
         .energy = energy * efficiency(k, year),
         .toll = 0.0});
    if (technology.inconvenience) {
        const auto& trouble = *technology.inconvenience;
        total +=
            model::range_cost<Real>(range_days_[k], trouble.day_cost, trouble.fast_charging_relief,
                                    km_per_year_) +
            model::scarcity_cost<Real>(trouble.infrastructure_cost, trouble.infrastructure_decay,
                                       trouble.infrastructure.at(year), km_per_year_) +
            model::no_home_charger_cost<Real>(trouble.home_cost, trouble.home_access, km_per_year_);
    }
    return total;
}

template <class Real>
TechnologySales<Real> TechnologyMarket<Real>::sales(int year, const Supply<Real>& supply,
                                                    const Real& pack_price,
                                                    const Purchases<Real>& purchases) {
    const std::size_t count = class_.technologies.size();
    TechnologySales<Real> result;
    for (std::size_t k = 0; k < count; ++k) {
        const std::size_t row = slot_.technologies[k].row;
        const Support support{policies_.subsidy.at(row, year), policies_.tax_relief.at(row, year),
                              policies_.tax_relief_cap.at(row, year),
                              policies_.privilege.at(row, year)};
        result.price.push_back(price(k, year, pack_price));
        result.cost.push_back(cost(k, result.price[k], support, year, supply));
    }
    result.share.assign(count, Real(0.0));
    std::vector<Real> share(on_sale_.size(), Real(1.0));
    if (on_sale_.size() > 1) {
        std::vector<Real> utility;
        for (std::size_t i = 0; i < on_sale_.size(); ++i) {
            const auto& technology = class_.technologies[on_sale_[i]];
            Real constant = base_constant_[i];
            if (technology.emerging) {
                const int start = technology.asc_start > 0 ? technology.asc_start : base_year_;
                const std::size_t row = slot_.technologies[on_sale_[i]].row;
                const Real kept = 1.0 - policies_.market_development.at(row, year);
                const Real long_run = value_or(technology.asc_long_run, 0.0) * kept;
                constant = model::decayed_constant<Real>(constant, long_run,
                                                         *technology.asc_half_life, year - start);
            }
            const std::size_t row = slot_.technologies[on_sale_[i]].row;
            utility.push_back(-theta_ * result.cost[on_sale_[i]] + constant +
                              policies_.technology_utility.at(row, year));
        }
        model::nested_logit<Real>({.nest_of = nest_, .mu = mu_}, utility, available_, share);
    }
    std::vector<Real> fuel;
    for (const std::size_t k : on_sale_) fuel.push_back(fuel_use_[k] * efficiency(k, year));
    const std::vector<Real> sold = rules_->apply(year, share, fuel, purchases);
    result.chosen.assign(count, Real(0.0));
    for (std::size_t i = 0; i < on_sale_.size(); ++i) {
        result.chosen[on_sale_[i]] = share[i];
        result.share[on_sale_[i]] = sold[i];
    }
    return result;
}

template class TechnologyMarket<double>;
template class TechnologyMarket<Lanes>;

}  // namespace tanlu::region
