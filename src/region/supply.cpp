#include "region/supply.hpp"

#include "lanes/lanes.hpp"

namespace tanlu::region {

template <class Real>
void supply_of(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies, int year,
               Supply<Real>& supply) {
    const std::size_t count = p.carriers.size();
    supply.factors.resize(count);
    supply.road_factors.resize(count);
    supply.price.resize(count);
    supply.price_addition.resize(count);
    for (std::size_t f = 0; f < count; ++f) {
        const auto& carrier = p.carriers[f];
        model::CarrierFactors<Real> factors;
        factors.co2 = carrier.co2;
        factors.biogenic_share = carrier.biogenic_share;
        factors.ch4 = carrier.ch4.value_or(Real(0.0));
        factors.n2o = carrier.n2o.value_or(Real(0.0));
        if (carrier.production) {
            factors.production = carrier.production->at(year) * policies.production.at(f, year);
        }
        if (carrier.upstream) factors.upstream = carrier.upstream->at(year);
        supply.factors[f] = factors;
        supply.price_addition[f] = policies.price_addition.at(f, year) +
                                   policies.production_price.at(f, year) * factors.production;
        factors.production *= policies.road_production.at(f, year);
        supply.road_factors[f] = factors;
        const Real price = carrier.price ? carrier.price->at(year) : Real(0.0);
        supply.price[f] = price * policies.price_factor.at(f, year) + supply.price_addition[f];
    }
}

template void supply_of(const Parameters<RunKind<double>>&, const Policies<double>&, int,
                        Supply<double>&);
template void supply_of(const Parameters<RunKind<Lanes>>&, const Policies<Lanes>&, int,
                        Supply<Lanes>&);

}  // namespace tanlu::region
