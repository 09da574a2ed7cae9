#include "model/trip_length.hpp"

#include <array>
#include <cstddef>
#include <limits>

#include "base/expects.hpp"

namespace tanlu::model {

template <class Real>
void trip_bands(const Real& mean_length, const GammaShape<Real>& shape,
                std::span<const Real> lower_edges, std::span<Real> weights,
                std::span<Real> distances) {
    TANLU_EXPECTS(weights.size() == lower_edges.size());
    TANLU_EXPECTS(distances.size() == lower_edges.size());
    const std::size_t bands = lower_edges.size();
    TANLU_EXPECTS(bands <= kMaxBands);
    const Real over_scale = shape.a / mean_length;
    std::array<Real, kMaxBands> edge;
    std::array<IncompleteGamma<Real>, kMaxBands + 1> below;
    for (std::size_t b = 0; b < bands; ++b) edge[b] = lower_edges[b] * over_scale;
    incomplete_gamma<Real>(shape, std::span<const Real>(edge).first(bands),
                           std::span(below).first(bands));
    below[bands] = {.p = 1.0, .p_next = 1.0};
    for (std::size_t b = 0; b < bands; ++b) {
        const bool open = b + 1 == bands;
        const Real& low = lower_edges[b];
        const Real high = open ? Real(std::numeric_limits<double>::infinity()) : lower_edges[b + 1];
        const Real weight = positive_part(Real(below[b + 1].p - below[b].p));
        const Real distance = mean_length * (below[b + 1].p_next - below[b].p_next) / weight;
        weights[b] = weight;
        distances[b] = select(weight <= Real(0.0), low, clamp(distance, low, high));
    }
}

template <class Real>
void shorten_trips(const Real& share, std::span<const Real> local_weights,
                   std::span<const Real> local_distances, std::span<Real> weights,
                   std::span<Real> distances) {
    for (std::size_t b = 0; b < weights.size(); ++b) {
        const Real moved = share * local_weights[b];
        const Real weight = (1.0 - share) * weights[b] + moved;
        const Real local_part = select(weight <= Real(0.0), Real(0.0), Real(moved / weight));
        distances[b] += local_part * (local_distances[b] - distances[b]);
        weights[b] = weight;
    }
}

#define TANLU_INSTANTIATE(Real)                                                                  \
    template void trip_bands<Real>(const Real&, const GammaShape<Real>&, std::span<const Real>,  \
                                   std::span<Real>, std::span<Real>);                            \
    template void shorten_trips<Real>(const Real&, std::span<const Real>, std::span<const Real>, \
                                      std::span<Real>, std::span<Real>);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
