#include "model/freight.hpp"

#include <array>

#include "base/expects.hpp"
#include "lanes/lanes.hpp"
#include "model/choice.hpp"

namespace tanlu::model {

namespace {

/// Drayage is at both ends of the main haul.
constexpr double kEnds = 2.0;

template <class Real>
using PerMode = std::array<Real, kMaxFreightModes>;

/// Base shares moved by cost, before the contestable share is applied: a plain logit.
template <class Real>
void moved_shares(const FreightMarket<Real>& market, std::span<const Real> base_share,
                  std::span<Real> share) {
    const std::size_t modes = base_share.size();
    const std::array<std::size_t, kMaxFreightModes> one_nest{};
    const std::array<Real, 1> plain{Real(1.0)};
    const Nests<Real> nests{.nest_of = std::span(one_nest).first(modes), .mu = plain};
    PerMode<Real> change;
    for (std::size_t m = 0; m < modes; ++m) {
        change[m] = -market.scale * (market.cost[m] - market.base_cost[m]);
    }
    pivot_logit<Real>(nests, base_share, std::span(change).first(modes), share);
}

}  // namespace

template <class Real>
Real freight_elasticity(const Real& near_term, const Real& table, int year, int near_until,
                        int table_from) {
    const double way =
        clamp(static_cast<double>(year - near_until) / static_cast<double>(table_from - near_until),
              0.0, 1.0);
    return near_term + (table - near_term) * way;
}

template <class Real>
Real freight_index(const Real& index, const FreightGrowth<Real>& growth) {
    return index * pow_positive(growth.gdp_ratio, growth.elasticity) *
           pow_positive(growth.cost_ratio, growth.cost_elasticity) * (1.0 + growth.shock);
}

template <class Real>
Real freight_cost(const FreightService<Real>& service, const Real& time_value) {
    const Real hours = service.haul / service.speed;
    return service.tariff * service.haul + time_value * hours +
           service.transfers * service.transfer_cost + service.reliability;
}

template <class Real>
Real drayage_cost_change(const Real& base_drayage, const Real& factor, const Real& road_tariff,
                         const Real& base_road_tariff) {
    return kEnds * base_drayage * (factor * road_tariff - base_road_tariff);
}

template <class Real>
Real freight_by_mode(const FreightMarket<Real>& market, std::span<Real> tonnes,
                     std::span<Real> tonne_km) {
    const std::size_t modes = market.base_tkm.size();
    TANLU_EXPECTS(modes <= kMaxFreightModes && market.road < modes);
    TANLU_EXPECTS(market.base_cost.size() == modes && market.cost.size() == modes);
    TANLU_EXPECTS(market.circuity.size() == modes);
    TANLU_EXPECTS(tonnes.size() == modes && tonne_km.size() == modes);

    PerMode<Real> base_share;
    Real base_tonnes = 0.0;
    for (std::size_t m = 0; m < modes; ++m) {
        base_share[m] = market.base_tkm[m] / (market.haul * market.circuity[m]);
        base_tonnes += base_share[m];
    }
    const Mask<Real> no_freight = base_tonnes <= Real(0.0);
    for (std::size_t m = 0; m < modes; ++m) {
        base_share[m] /= select(no_freight, Real(1.0), base_tonnes);
    }
    PerMode<Real> moved;
    moved_shares<Real>(market, std::span(base_share).first(modes), std::span(moved).first(modes));

    const Real all_tonnes = market.growth * base_tonnes;
    Real shifted = 0.0;
    for (std::size_t m = 0; m < modes; ++m) {
        const Real change =
            select(no_freight, Real(0.0), Real(market.contestable * (moved[m] - base_share[m])));
        tonnes[m] = all_tonnes * (base_share[m] + change);
        tonne_km[m] = tonnes[m] * market.haul * market.circuity[m];
        if (m != market.road) shifted += all_tonnes * positive_part(change);
    }
    return kEnds * market.drayage * shifted;
}

template <class Real>
Real truck_load(const TruckOperation<Real>& operation) {
    const Real laden = (1.0 - operation.empty_share) / (1.0 - operation.base_empty_share);
    return operation.base_load * operation.load_factor_ratio * laden * operation.capacity_ratio;
}

template <class Real>
Real truck_vehicle_km(const Real& tonne_km, const Real& class_share, const Real& load) {
    return tonne_km * class_share / load;
}

template <class Real>
Real delivery_factor(const Real& delivery_share, const Real& parcels_per_tour_gain,
                     const Real& cargo_bike_share) {
    const Real left = (1.0 - cargo_bike_share) / (1.0 + parcels_per_tour_gain);
    return 1.0 - delivery_share * (1.0 - left);
}

template <class Real>
Real parcel_vehicle_km(const Real& parcels, const Real& cargo_bike_share,
                       const Real& parcels_per_tour, const Real& tour_length) {
    return parcels * (1.0 - cargo_bike_share) / parcels_per_tour * tour_length;
}

#define TANLU_INSTANTIATE(Real)                                                                  \
    template Real freight_elasticity<Real>(const Real&, const Real&, int, int, int);             \
    template Real freight_index<Real>(const Real&, const FreightGrowth<Real>&);                  \
    template Real freight_cost<Real>(const FreightService<Real>&, const Real&);                  \
    template Real drayage_cost_change<Real>(const Real&, const Real&, const Real&, const Real&); \
    template Real delivery_factor<Real>(const Real&, const Real&, const Real&);                  \
    template Real freight_by_mode<Real>(const FreightMarket<Real>&, std::span<Real>,             \
                                        std::span<Real>);                                        \
    template Real truck_load<Real>(const TruckOperation<Real>&);                                 \
    template Real truck_vehicle_km<Real>(const Real&, const Real&, const Real&);                 \
    template Real parcel_vehicle_km<Real>(const Real&, const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
