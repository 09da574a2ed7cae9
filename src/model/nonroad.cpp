#include "model/nonroad.hpp"

#include "base/expects.hpp"
#include "lanes/lanes.hpp"
#include "model/status.hpp"

namespace tanlu::model {

template <class Real>
Real converted_turnover(const Real& tonne_km, const Real& person_km, const Real& tonne_per_person) {
    return tonne_km + tonne_per_person * person_km;
}

template <class Real>
Real path_left(const Real& path, const Real& withdrawn) {
    return path * (1.0 - withdrawn);
}

template <class Real>
void carrier_shares(std::span<const Real> path, std::span<const Real> mandate,
                    std::size_t remainder, std::span<Real> share) {
    TANLU_EXPECTS(remainder < share.size());
    Real wanted = 0.0;
    Real ordered = 0.0;
    Real beyond = 0.0;  // of the orders
    for (std::size_t f = 0; f < share.size(); ++f) {
        if (f == remainder) continue;
        share[f] = max(path[f], mandate[f]);
        wanted += share[f];
        ordered += mandate[f];
        beyond += share[f] - mandate[f];
    }
    const Mask<Real> fits = wanted <= Real(1.0);
    const Real cut = max(ordered, Real(1.0));
    const Real left =
        positive_part(Real(1.0 - ordered)) / select(beyond > Real(0.0), beyond, Real(1.0));
    for (std::size_t f = 0; f < share.size(); ++f) {
        if (f == remainder) continue;
        const Real crowded = mandate[f] / cut + (share[f] - mandate[f]) * left;
        share[f] = select(fits, share[f], crowded);
    }
    share[remainder] = positive_part(Real(1.0 - wanted));
}

template <class Real>
Real feedstock_cut(const Real& total, const Real& potential) {
    return select(total <= potential, Real(1.0), Real(potential / total));
}

#define TANLU_INSTANTIATE(Real)                                                                   \
    template Real converted_turnover<Real>(const Real&, const Real&, const Real&);                \
    template Real path_left<Real>(const Real&, const Real&);                                      \
    template void carrier_shares<Real>(std::span<const Real>, std::span<const Real>, std::size_t, \
                                       std::span<Real>);                                          \
    template Real feedstock_cut<Real>(const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
