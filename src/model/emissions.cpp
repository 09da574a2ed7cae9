#include "model/emissions.hpp"

#include "lanes/lanes.hpp"

namespace tanlu::model {

template <class Real>
Emissions<Real> carrier_emissions(const Real& energy, const CarrierFactors<Real>& factors) {
    const Real burnt = energy * factors.co2;
    return {.co2 = burnt * (1.0 - factors.biogenic_share),
            .co2_biogenic = burnt * factors.biogenic_share,
            .ch4 = energy * factors.ch4,
            .n2o = energy * factors.n2o,
            .production = energy * factors.production,
            .upstream = energy * factors.upstream};
}

template <class Real>
Real tank_to_wheel_co2e(const Emissions<Real>& emissions) {
    return emissions.co2 + kWarmingMethaneBurnt * emissions.ch4 +
           kWarmingNitrousOxide * emissions.n2o;
}

template <class Real>
Real well_to_tank_co2e(const Emissions<Real>& emissions) {
    return emissions.production + emissions.upstream;
}

template <class Real>
BoundaryTotals<Real> by_boundary(const Emissions<Real>& emissions, const Real& embodied) {
    const Real wtw = tank_to_wheel_co2e(emissions) + well_to_tank_co2e(emissions);
    return {.ttw = emissions.co2,
            .ttw_grid = emissions.co2 + emissions.production,
            .wtw = wtw,
            .lca = wtw + embodied};
}

template <class Real>
Real embodied_emissions(const Real& sales, const Real& body, const Real& battery_capacity,
                        const Real& battery_factor, const Real& retired, const Real& end_of_life) {
    return sales * (body + battery_capacity * battery_factor) + retired * end_of_life;
}

template <class Real>
Real manufacture_factor(const Real& base_factor, const Real& electricity_share,
                        const Real& grid_ratio) {
    return base_factor * (1.0 - electricity_share + electricity_share * grid_ratio);
}

#define TANLU_INSTANTIATE(Real)                                                                 \
    template Emissions<Real> carrier_emissions<Real>(const Real&, const CarrierFactors<Real>&); \
    template Real tank_to_wheel_co2e<Real>(const Emissions<Real>&);                             \
    template Real well_to_tank_co2e<Real>(const Emissions<Real>&);                              \
    template BoundaryTotals<Real> by_boundary<Real>(const Emissions<Real>&, const Real&);       \
    template Real embodied_emissions<Real>(const Real&, const Real&, const Real&, const Real&,  \
                                           const Real&, const Real&);                           \
    template Real manufacture_factor<Real>(const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
