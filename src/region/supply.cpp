#include "region/supply.hpp"

#include "lanes/lanes.hpp"

namespace tanlu::region {

template <class Real>
Supply<Real> supply(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies, int year) {
    Supply<Real> result;
    for (std::size_t f = 0; f < p.carriers.size(); ++f) {
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
        result.factors.push_back(factors);
        factors.production *= policies.road_production.at(f, year);
        result.road_factors.push_back(factors);
        const Real price = carrier.price ? carrier.price->at(year) : Real(0.0);
        result.price_addition.push_back(policies.price_addition.at(f, year) +
                                        policies.production_price.at(f, year) *
                                            result.factors[f].production);
        result.price.push_back(price * policies.price_factor.at(f, year) +
                               result.price_addition[f]);
    }
    return result;
}

template Supply<double> supply(const Parameters<RunKind<double>>&, const Policies<double>&, int);
template Supply<Lanes> supply(const Parameters<RunKind<Lanes>>&, const Policies<Lanes>&, int);

}  // namespace tanlu::region
