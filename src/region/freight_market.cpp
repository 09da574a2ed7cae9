#include "region/freight_market.hpp"

#include "lanes/lanes.hpp"
#include "model/freight.hpp"

namespace tanlu::region {
namespace {

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
      index_(p.freight.commodities.size(), Real(1.0)) {}

template <class Real>
typename FreightMarketModel<Real>::Carriage FreightMarketModel<Real>::carry(
    int year, const Economy<Real>& economy, const Real& tariff_addition) {
    const Freight<RunKind<Real>>& freight = p_.freight;
    const std::size_t modes = freight.modes.size();
    constexpr std::size_t kRoad = 0;  // by declaration the first mode

    Carriage result;
    result.tonne_km.assign(modes, Real(0.0));
    std::vector<Real> circuity;
    for (const auto& mode : freight.modes) circuity.push_back(mode.circuity);
    const Real& road_tariff = freight.modes[kRoad].tariff;
    const Real drayage_factor = policies_.drayage.at(0, year);
    const Real drayage_cost = model::drayage_cost_change<Real>(
        freight.drayage, drayage_factor,
        Real(road_tariff * policies_.freight_tariff.at(kRoad, year) + tariff_addition),
        road_tariff);

    for (std::size_t c = 0; c < freight.commodities.size(); ++c) {
        const auto& goods = freight.commodities[c];
        if (goods.index) {
            index_[c] = goods.index->at(year) / goods.index->at(base_year_);
        } else if (year > base_year_) {
            const Real elasticity = model::freight_elasticity<Real>(
                *goods.near_elasticity, economy.freight_elasticity_table, year, goods.near_until,
                goods.table_from);
            index_[c] = model::freight_index<Real>(
                index_[c], {.gdp_ratio = economy.gdp_ratio, .elasticity = elasticity});
        }
        const Real time_value = goods.time_value ? *goods.time_value : Real(0.0);
        for (std::size_t b = 0; b < freight.bands.size(); ++b) {
            std::vector<Real> base_tkm, base_cost, cost;
            Real mean_cost = 0.0;
            Real base_total = 0.0;
            for (std::size_t m = 0; m < modes; ++m) {
                const FreightMode<RunKind<Real>>& mode = freight.modes[m];
                const Real share = c == s_.bulk ? mode.bulk_share : Real(1.0 - mode.bulk_share);
                base_tkm.push_back(mode.base_tkm * share * mode.band_shares[b]);
                base_cost.push_back(cost_of<Real>(freight, m, b, time_value, {}));
                base_total += base_tkm[m];
                mean_cost += base_tkm[m] * base_cost[m];
            }
            mean_cost /= base_total;
            const Real scale = freight.logit_scale / mean_cost;
            for (std::size_t m = 0; m < modes; ++m) {
                const CostFactors<Real> factors{
                    .tariff = policies_.freight_tariff.at(m, year),
                    .transfer = policies_.transfer_cost.at(0, year),
                    .tariff_addition = m == kRoad ? tariff_addition : Real(0.0)};
                cost.push_back(cost_of<Real>(freight, m, b, time_value, factors) -
                               policies_.freight_utility.at(m, year) / scale);
                if (freight.modes[m].transfers > 0) cost[m] += drayage_cost;
            }
            std::vector<Real> tonnes(modes), tonne_km(modes);
            const Real contestable = goods.contestable[b] * policies_.contestable.at(c, year);
            const Real drayage =
                model::freight_by_mode<Real>({.base_tkm = base_tkm,
                                              .base_cost = base_cost,
                                              .cost = cost,
                                              .circuity = circuity,
                                              .haul = freight.bands[b].haul,
                                              .growth = index_[c],
                                              .scale = scale,
                                              .contestable = min(contestable, Real(1.0)),
                                              .drayage = freight.drayage * drayage_factor,
                                              .road = kRoad},
                                             tonnes, tonne_km);
            result.tonne_km[kRoad] += drayage;
            result.drayage += drayage;
            for (std::size_t m = 0; m < modes; ++m) {
                result.tonne_km[m] += tonne_km[m];
                result.tonnes += tonnes[m];
                result.tonnes_wanted +=
                    index_[c] * base_tkm[m] / (freight.bands[b].haul * circuity[m]);
            }
        }
    }
    for (const auto& market : freight.haulage) {
        result.haulage.push_back(market.modal
                                     ? result.tonne_km[kRoad]
                                     : pow_positive(index_[s_.general], *market.elasticity));
    }
    return result;
}

template class FreightMarketModel<double>;
template class FreightMarketModel<Lanes>;

}  // namespace tanlu::region
