#include "model/energy_supply.hpp"

#include <cstddef>

#include "lanes/lanes.hpp"

namespace tanlu::model {

template <class Real>
Real mix(std::span<const Real> shares, std::span<const Real> values) {
    Real sum = 0.0;
    for (std::size_t j = 0; j < shares.size(); ++j) sum = fma(shares[j], values[j], sum);
    return sum;
}

template <class Real>
Real grid_factor_at_plug(const Real& factor, GridPoint point, const Real& network_loss) {
    return point == GridPoint::consumer ? factor : Real(factor / (1.0 - network_loss));
}

template <class Real>
Real electrolytic_hydrogen(const Real& grid_factor, const Real& electricity,
                           const Real& compression) {
    return grid_factor * electricity + compression;
}

template <class Real>
Real efuel_factor(const Real& grid_factor, const Real& efficiency, const Real& capture) {
    return grid_factor / efficiency + capture;
}

template <class Real>
Real grid_energy(const Real& energy, MeteringPoint point, const Real& charging_efficiency) {
    return point == MeteringPoint::plug ? energy : Real(energy / charging_efficiency);
}

template <class Real>
Real temperature_factor(std::span<const Real> weights, std::span<const Real> temperatures,
                        const TemperatureResponse<Real>& response) {
    Real factor = 0.0;
    for (std::size_t m = 0; m < weights.size(); ++m) {
        const Real cold = positive_part(Real(response.lower - temperatures[m]));
        const Real heat = positive_part(Real(temperatures[m] - response.upper));
        factor += weights[m] * (1.0 + response.cold * cold + response.heat * heat);
    }
    return factor;
}

template <class Real>
Real user_price(const Real& price, const Real& fuel_tax, const Real& carbon_price,
                const Real& carbon_content, const Real& value_added_tax) {
    return (price + fuel_tax + carbon_price * carbon_content) * (1.0 + value_added_tax);
}

#define TANLU_INSTANTIATE(Real)                                                          \
    template Real mix<Real>(std::span<const Real>, std::span<const Real>);               \
    template Real grid_factor_at_plug<Real>(const Real&, GridPoint, const Real&);        \
    template Real electrolytic_hydrogen<Real>(const Real&, const Real&, const Real&);    \
    template Real efuel_factor<Real>(const Real&, const Real&, const Real&);             \
    template Real grid_energy<Real>(const Real&, MeteringPoint, const Real&);            \
    template Real temperature_factor<Real>(std::span<const Real>, std::span<const Real>, \
                                           const TemperatureResponse<Real>&);            \
    template Real user_price<Real>(const Real&, const Real&, const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
