#include "region/freight_market.hpp"

#include <algorithm>

#include "lanes/lanes.hpp"
#include "model/freight.hpp"

namespace tanlu::region {
namespace {

constexpr std::size_t kRoad = 0;  // by declaration the first mode

/// Generalised cost of a mode in a band [CNY2020/t], with the factors that policies put on it.
template <class Real>
struct CostFactors {
    Real tariff = 1.0;
    Real transfer = 1.0;
    Real tariff_addition = 0.0;  ///< [CNY2020/t/km]
};
template <class Real>
Real cost_of(const Freight<RunKind<Real>>& freight, std::size_t mode, std::size_t band,
             const Real& time_value, const CostFactors<Real>& factors) {
    const FreightMode<RunKind<Real>>& m = freight.modes[mode];
    return model::freight_cost<Real>({.haul = freight.bands[band].haul * m.circuity,
                                      .tariff = m.tariff * factors.tariff + factors.tariff_addition,
                                      .speed = m.speed,
                                      .transfers = Real(static_cast<double>(m.transfers)),
                                      .transfer_cost = freight.transfer_cost * factors.transfer,
                                      .reliability = 0.0},
                                     time_value);
}

}  // namespace

template <class Real>
FreightMarketModel<Real>::FreightMarketModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                                             const Policies<Real>& policies, int base_year)
    : p_(p),
      s_(s),
      policies_(policies),
      base_year_(base_year),
      index_(p.freight.commodities.size()),
      circuity_(p.freight.modes.size()),
      cells_(p.freight.commodities.size() * p.freight.bands.size()),
      cost_(p.freight.modes.size()),
      tonnes_(p.freight.modes.size()),
      tonne_km_(p.freight.modes.size()) {
    recalibrate();
}

template <class Real>
void FreightMarketModel<Real>::recalibrate() {
    const Freight<RunKind<Real>>& freight = p_.freight;
    const std::size_t modes = freight.modes.size();
    std::fill(index_.begin(), index_.end(), Real(1.0));
    for (std::size_t m = 0; m < modes; ++m) circuity_[m] = freight.modes[m].circuity;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const std::size_t c = i / freight.bands.size();
        const std::size_t b = i % freight.bands.size();
        const auto& goods = freight.commodities[c];
        const Real time_value = goods.time_value ? *goods.time_value : Real(0.0);
        Cell& cell = cells_[i];
        cell.base_tkm.resize(modes);
        cell.base_cost.resize(modes);
        Real mean_cost = 0.0;
        Real base_total = 0.0;
        for (std::size_t m = 0; m < modes; ++m) {
            const FreightMode<RunKind<Real>>& mode = freight.modes[m];
            const Real share = c == s_.bulk ? mode.bulk_share : Real(1.0 - mode.bulk_share);
            cell.base_tkm[m] = mode.base_tkm * share * mode.band_shares[b];
            cell.base_cost[m] = cost_of<Real>(freight, m, b, time_value, {});
            base_total += cell.base_tkm[m];
            mean_cost += cell.base_tkm[m] * cell.base_cost[m];
        }
        cell.scale = freight.logit_scale / (mean_cost / base_total);
    }
}

template <class Real>
void FreightMarketModel<Real>::move_index(std::size_t commodity, int year,
                                          const Economy<Real>& economy) {
    const auto& goods = p_.freight.commodities[commodity];
    if (goods.index) {
        index_[commodity] = goods.index->at(year) / goods.index->at(base_year_);
    } else if (year > base_year_) {
        const Real elasticity = model::freight_elasticity<Real>(
            *goods.near_elasticity, economy.freight_elasticity_table, year, goods.near_until,
            goods.table_from);
        index_[commodity] = model::freight_index<Real>(
            index_[commodity], {.gdp_ratio = economy.gdp_ratio, .elasticity = elasticity});
    }
}

template <class Real>
void FreightMarketModel<Real>::carry_cell(std::size_t c, std::size_t b, int year,
                                          const Real& tariff_addition, Carriage& result) {
    const Freight<RunKind<Real>>& freight = p_.freight;
    const std::size_t modes = freight.modes.size();
    const auto& goods = freight.commodities[c];
    const Cell& cell = cells_[c * freight.bands.size() + b];
    const Real time_value = goods.time_value ? *goods.time_value : Real(0.0);
    const Real drayage_factor = policies_.drayage.at(0, year);
    const Real& road_tariff = freight.modes[kRoad].tariff;
    const Real drayage_cost = model::drayage_cost_change<Real>(
        freight.drayage, drayage_factor,
        Real(road_tariff * policies_.freight_tariff.at(kRoad, year) + tariff_addition),
        road_tariff);
    for (std::size_t m = 0; m < modes; ++m) {
        const CostFactors<Real> factors{
            .tariff = policies_.freight_tariff.at(m, year),
            .transfer = policies_.transfer_cost.at(0, year),
            .tariff_addition = m == kRoad ? tariff_addition : Real(0.0)};
        cost_[m] = cost_of<Real>(freight, m, b, time_value, factors) -
                   policies_.freight_utility.at(m, year) / cell.scale;
        if (freight.modes[m].transfers > 0) cost_[m] += drayage_cost;
    }
    const Real contestable = goods.contestable[b] * policies_.contestable.at(c, year);
    const Real drayage = model::freight_by_mode<Real>({.base_tkm = cell.base_tkm,
                                                       .base_cost = cell.base_cost,
                                                       .cost = cost_,
                                                       .circuity = circuity_,
                                                       .haul = freight.bands[b].haul,
                                                       .growth = index_[c],
                                                       .scale = cell.scale,
                                                       .contestable = min(contestable, Real(1.0)),
                                                       .drayage = freight.drayage * drayage_factor,
                                                       .road = kRoad},
                                                      tonnes_, tonne_km_);
    result.tonne_km[kRoad] += drayage;
    result.drayage += drayage;
    for (std::size_t m = 0; m < modes; ++m) {
        result.tonne_km[m] += tonne_km_[m];
        result.tonnes += tonnes_[m];
        result.tonnes_wanted +=
            index_[c] * cell.base_tkm[m] / (freight.bands[b].haul * circuity_[m]);
    }
}

template <class Real>
void FreightMarketModel<Real>::carry(int year, const Economy<Real>& economy,
                                     const Real& tariff_addition, Carriage& result) {
    const Freight<RunKind<Real>>& freight = p_.freight;
    result.tonne_km.assign(freight.modes.size(), Real(0.0));
    result.drayage = 0.0;
    result.tonnes = 0.0;
    result.tonnes_wanted = 0.0;
    for (std::size_t c = 0; c < freight.commodities.size(); ++c) {
        move_index(c, year, economy);
        for (std::size_t b = 0; b < freight.bands.size(); ++b) {
            carry_cell(c, b, year, tariff_addition, result);
        }
    }
    result.haulage.clear();
    for (const auto& market : freight.haulage) {
        result.haulage.push_back(market.modal
                                     ? result.tonne_km[kRoad]
                                     : pow_positive(index_[s_.general], *market.elasticity));
    }
}

template <class Real>
typename FreightMarketModel<Real>::Carriage FreightMarketModel<Real>::carry(
    int year, const Economy<Real>& economy, const Real& tariff_addition) {
    Carriage result;
    carry(year, economy, tariff_addition, result);
    return result;
}

template class FreightMarketModel<double>;
template class FreightMarketModel<Lanes>;

}  // namespace tanlu::region
