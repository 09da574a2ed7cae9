#include "region/technology_market.hpp"

#include <algorithm>
#include <array>

#include "model/choice.hpp"
#include "model/cost.hpp"

namespace tanlu::region {
namespace {

template <class Real>
Real value_or(const std::optional<Real>& value, double otherwise) {
    return value ? *value : Real(otherwise);
}

template <class Real>
std::vector<std::size_t> on_sale(const VehicleClass<RunKind<Real>>& vehicle_class) {
    std::vector<std::size_t> positions;
    for (std::size_t k = 0; k < vehicle_class.technologies.size(); ++k) {
        if (vehicle_class.technologies[k].on_sale) positions.push_back(k);
    }
    return positions;
}

}  // namespace

template <class Real>
TechnologyMarket<Real>::TechnologyMarket(const Parameters<RunKind<Real>>& p, const Structure& s,
                                         std::size_t v, int base_year, int horizon)
    : slot_(s.classes[v]),
      class_index_(v),
      electricity_(s.electricity),
      hydrogen_(s.hydrogen),
      base_year_(base_year),
      horizon_(horizon),
      technologies_(slot_.technologies.size(), Technology{{base_year, horizon}}),
      on_sale_(on_sale<Real>(p.classes[v])),
      rules_(p, s, v, on_sale_),
      mu_(p.technology_nests.size()),
      available_(on_sale_.size(), Real(1.0)) {
    for (const std::size_t k : on_sale_) nest_.push_back(slot_.technologies[k].nest);
    for (auto* values : {&base_constant_, &share_, &utility_, &fuel_, &regulated_}) {
        values->resize(on_sale_.size());
    }
}

template <class Real>
void TechnologyMarket<Real>::calibrate(const Parameters<RunKind<Real>>& p,
                                       const Policies<Real>& policies,
                                       const model::DailyDistance<Real>& daily,
                                       const Real& km_per_year, const Supply<Real>& base_supply,
                                       const TechnologySales<Real>& base) {
    p_ = &p;
    class_ = &p.classes[class_index_];
    policies_ = &policies;
    per_km_ = 1.0 / km_per_year;
    net_of_vat_ = 1.0 / (1.0 + p.purchase_tax.vat);
    if (class_->choice) {
        recovery_ = model::capital_recovery_factor<Real>(class_->choice->discount_rate,
                                                         class_->choice->horizon);
    }
    for (std::size_t n = 0; n < mu_.size(); ++n) mu_[n] = p.technology_nests[n].mu;
    rules_.calibrate(policies);
    for (std::size_t k = 0; k < technologies_.size(); ++k) {
        calibrate_technology(k, daily);
        const auto& technology = class_->technologies[k];
        const Support support{value_or(technology.base_subsidy, 0.0),
                              value_or(technology.base_tax_relief, 0.0), Real(kNoLimit), Real(0.0)};
        base.price[k] = price(k, p.battery.price);
        base.cost[k] = cost(k, base.price[k], support, base_year_, Real(1.0), base_supply);
        base.share[k] = 0.0;
    }
    if (on_sale_.size() == 1) base.share[on_sale_[0]] = 1.0;
    if (on_sale_.size() > 1) calibrate_constants(base);
    std::copy(base.share.begin(), base.share.end(), base.chosen.begin());
}

template <class Real>
void TechnologyMarket<Real>::calibrate_technology(std::size_t k,
                                                  const model::DailyDistance<Real>& daily) {
    const auto& from = class_->technologies[k];
    Technology& to = technologies_[k];
    const std::size_t row = slot_.technologies[k].row;
    Real left = 1.0;  // of the energy use, year by year
    for (int year = base_year_ + 1; year <= horizon_; ++year) {
        left *= 1.0 - from.efficiency_gain;
        to.use[year] = min(Real(left * policies_->new_vehicle_energy.at(row, year)),
                           policies_->energy_limit.at(row, year));
    }
    to.price_ratio = 1.0;
    to.fuel = 0.0;
    for (std::size_t i = 0; i < from.energy.size(); ++i) {
        const std::size_t carrier = slot_.technologies[k].carriers[i];
        if (carrier == electricity_ || carrier == hydrogen_) continue;
        to.fuel += from.energy[i].use;
    }
    if (!from.inconvenience || !from.price || !class_->choice) return;
    const auto& trouble = *from.inconvenience;
    Real days = 0.0;
    if (from.electric_range) {
        days = model::days_beyond_range<Real>(
            daily, Real(*from.electric_range * p_->daily_distance.range_factor));
    }
    const Real a_year = 1.0;  // the factor 1/km is applied to the sum
    to.trouble =
        (model::range_cost<Real>(days, trouble.day_cost, trouble.fast_charging_relief, a_year) +
         model::no_home_charger_cost<Real>(trouble.home_cost, trouble.home_access, a_year)) *
        per_km_;
}

template <class Real>
void TechnologyMarket<Real>::calibrate_constants(const TechnologySales<Real>& base) {
    Real share_sum = 0.0;
    for (std::size_t i = 0; i < share_.size(); ++i) {
        share_[i] = value_or(class_->technologies[on_sale_[i]].sales_share, 0.0);
        share_sum += share_[i];
    }
    // The reference technology, whose constant is 0, is the one with the largest base share.
    Real largest = 0.0;
    Real reference_cost = 0.0;
    for (std::size_t i = 0; i < share_.size(); ++i) {
        share_[i] /= share_sum;
        base.share[on_sale_[i]] = share_[i];
        const auto larger = share_[i] > largest;
        largest = select(larger, share_[i], largest);
        reference_cost = select(larger, base.cost[on_sale_[i]], reference_cost);
    }
    theta_ = model::cost_coefficient<Real>(class_->choice->own_cost_elasticity, reference_cost,
                                           Real(0.0));
    for (std::size_t i = 0; i < share_.size(); ++i) {
        utility_[i] = -theta_ * base.cost[on_sale_[i]];
    }
    explain(share_, utility_);
    Real reference_constant = 0.0;
    for (std::size_t i = 0; i < share_.size(); ++i) {
        reference_constant = select(share_[i] >= largest, base_constant_[i], reference_constant);
    }
    for (std::size_t i = 0; i < share_.size(); ++i) {
        base_constant_[i] -= reference_constant;
        const auto& cap = class_->technologies[on_sale_[i]].asc_cap;
        if (cap) base_constant_[i] = min(base_constant_[i], *cap);
    }
}

// Each sample takes the first technology with a share as reference of the inversion; samples with
// another one are inverted apart, so that no sample's last bits hang on its neighbours.
template <class Real>
void TechnologyMarket<Real>::explain(std::span<const Real> share, std::span<const Real> utility) {
    const model::Nests<Real> nests{.nest_of = nest_, .mu = mu_};
    model::Mask<Real> open = Real(0.0) <= Real(0.0);  // samples without constants so far
    for (std::size_t reference = 0; reference < share.size() && any(open); ++reference) {
        const bool is_last = reference + 1 == share.size();
        const model::Mask<Real> here = is_last ? open : (open && share[reference] > Real(0.0));
        if (!any(here)) continue;
        model::invert_constants<Real>(nests, share, utility, available_, reference, regulated_);
        for (std::size_t i = 0; i < share.size(); ++i) {
            base_constant_[i] = select(here, regulated_[i], base_constant_[i]);
        }
        open = open && !here;
    }
}

template <class Real>
Real TechnologyMarket<Real>::price(std::size_t k, const Real& pack_price) const {
    const auto& technology = class_->technologies[k];
    if (!technology.price) return Real(0.0);
    const Real ratio = max(technologies_[k].price_ratio, value_or(technology.price_floor, 0.0));
    if (!technology.battery) return *technology.price * ratio;
    return *technology.price * ratio + *technology.battery * pack_price * p_->battery.markup;
}

/// Total cost of ownership (model::total_cost_of_ownership() without resale, insurance and tolls,
/// the capital recovery factor worked out once) and inconvenience.
template <class Real>
Real TechnologyMarket<Real>::cost(std::size_t k, const Real& price, const Support& support,
                                  int year, const Real& efficiency,
                                  const Supply<Real>& supply) const {
    const auto& technology = class_->technologies[k];
    if (!technology.price || !class_->choice) return Real(0.0);
    Real energy = 0.0;
    for (std::size_t i = 0; i < technology.energy.size(); ++i) {
        energy += technology.energy[i].use * supply.price[slot_.technologies[k].carriers[i]];
    }
    const Real tax = model::purchase_tax(Real(price * net_of_vat_), p_->purchase_tax.rate,
                                         support.relief, support.relief_cap);
    Real yearly = recovery_ * (price + tax - support.subsidy) - support.privilege;
    if (technology.upkeep) yearly += *technology.upkeep;
    if (!technology.inconvenience) return yearly * per_km_ + energy * efficiency;
    const auto& trouble = *technology.inconvenience;
    const Real a_year = 1.0;
    yearly += model::scarcity_cost<Real>(trouble.infrastructure_cost, trouble.infrastructure_decay,
                                         trouble.infrastructure.at(year), a_year);
    return yearly * per_km_ + energy * efficiency + technologies_[k].trouble;
}

template <class Real>
Real TechnologyMarket<Real>::constant(std::size_t i, int year) const {
    const auto& technology = class_->technologies[on_sale_[i]];
    if (!technology.emerging) return base_constant_[i];
    const int start = technology.asc_start > 0 ? technology.asc_start : base_year_;
    const std::size_t row = slot_.technologies[on_sale_[i]].row;
    const Real kept = 1.0 - policies_->market_development.at(row, year);
    const Real long_run = value_or(technology.asc_long_run, 0.0) * kept;
    return model::decayed_constant<Real>(base_constant_[i], long_run, *technology.asc_half_life,
                                         year - start);
}

template <class Real>
void TechnologyMarket<Real>::sell(int year, const Supply<Real>& supply, const Real& pack_price,
                                  const Purchases<Real>& purchases,
                                  const TechnologySales<Real>& sales) {
    for (std::size_t k = 0; k < technologies_.size(); ++k) {
        const auto& technology = class_->technologies[k];
        const std::size_t row = slot_.technologies[k].row;
        if (technology.price_decline) {
            technologies_[k].price_ratio *= 1.0 - *technology.price_decline;
        }
        sales.price[k] = price(k, pack_price);
        const Support support{policies_->subsidy.at(row, year), policies_->tax_relief.at(row, year),
                              policies_->tax_relief_cap.at(row, year),
                              policies_->privilege.at(row, year)};
        sales.cost[k] = cost(k, sales.price[k], support, year, technologies_[k].use[year], supply);
        sales.share[k] = 0.0;
        sales.chosen[k] = 0.0;
    }
    if (on_sale_.size() == 1) share_[0] = 1.0;
    for (std::size_t i = 0; i < on_sale_.size(); ++i) {
        const std::size_t k = on_sale_[i];
        fuel_[i] = technologies_[k].fuel * technologies_[k].use[year];
        if (on_sale_.size() == 1) break;
        utility_[i] = -theta_ * sales.cost[k] + constant(i, year) +
                      policies_->technology_utility.at(slot_.technologies[k].row, year);
    }
    if (on_sale_.size() > 1) {
        model::nested_logit<Real>({.nest_of = nest_, .mu = mu_}, utility_, available_, share_);
    }
    rules_.apply(year, share_, fuel_, purchases, regulated_);
    for (std::size_t i = 0; i < on_sale_.size(); ++i) {
        sales.chosen[on_sale_[i]] = share_[i];
        sales.share[on_sale_[i]] = regulated_[i];
    }
}

template class TechnologyMarket<double>;
template class TechnologyMarket<Lanes>;

}  // namespace tanlu::region
