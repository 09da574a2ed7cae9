#include "model/passenger.hpp"

#include <array>
#include <type_traits>

#include "base/expects.hpp"
#include "lanes/lanes.hpp"

namespace tanlu::model {

namespace {

/// Bans by last digit hold on five days out of seven.
constexpr double kWeekdays = 5.0 / 7.0;

/// One distance band: costs [min] and shifts of this year and of the reference.
template <class Real>
struct Band {
    Real scale;
    std::span<const Real> base_cost, cost, shift, reference_cost, reference_shift;
    std::span<const std::uint8_t> differs;
};

/// Shares of a band this year, and by how much it has become better than in the reference year. A
/// band without base shares, or with all its modes taken away, has shares of zero and no gain.
template <class Real>
Real band_shares(const PivotBase<Real>& base, const Band<Real>& band, std::span<Real> share) {
    std::array<Real, kMaxAlternatives> change;
    std::array<Real, kMaxAlternatives> reference;
    for (const std::size_t m : base.offered()) {
        change[m] = band.shift[m] - band.scale * (band.cost[m] - band.base_cost[m]);
        if (band.reference_cost.empty()) {
            reference[m] = 0.0;
        } else if (band.differs.empty() || band.differs[m] != 0) {
            reference[m] =
                band.reference_shift[m] - band.scale * (band.reference_cost[m] - band.base_cost[m]);
        }
    }
    return base.gain({.utility = std::span(change).first(share.size()),
                      .reference = std::span(reference).first(share.size()),
                      .differs = band.differs},
                     share);
}

/// Part of a table that has an entry for each band and mode; an empty table stays empty.
template <class Real>
std::span<const Real> row(std::span<const Real> table, std::size_t band, std::size_t modes) {
    return table.empty() ? table : table.subspan(band * modes, modes);
}
template <class Year>
auto band_of(const Year& year, std::size_t b, std::size_t modes) {
    using Real = std::remove_cvref_t<decltype(year.induced)>;
    return Band<Real>{.scale = year.scale[b],
                      .base_cost = row(year.base_cost, b, modes),
                      .cost = row(year.cost, b, modes),
                      .shift = row(year.utility_shift, b, modes),
                      .reference_cost = row(year.reference_cost, b, modes),
                      .reference_shift = row(year.reference_shift, b, modes),
                      .differs = year.differs};
}

}  // namespace

template <class Real>
Real band_scale(const Real& logit_scale, std::span<const Real> cost, std::span<const Real> weight) {
    Real weighted = 0.0;
    Real weights = 0.0;
    for (std::size_t m = 0; m < cost.size(); ++m) {
        weighted += select(weight[m] <= Real(0.0), Real(0.0), Real(weight[m] * cost[m]));
        weights += weight[m];
    }
    return select(weights <= Real(0.0), Real(0.0), Real(logit_scale * weights / weighted));
}

template <class Real>
Real ownership_shift(const Real& strength, const Real& ownership_ratio) {
    return strength * log(ownership_ratio);
}

template <class Real>
Real coverage_shift(const Real& coverage, const Real& base_coverage) {
    return log(Real(coverage / base_coverage));
}

template <class Real>
Status<Real> base_shares(const LocalBase<Real>& base, std::span<const Real> wanted_share,
                         std::span<Real> share) {
    const std::size_t modes = wanted_share.size();
    const std::size_t bands = base.band_weight.size();
    TANLU_EXPECTS(modes <= kMaxAlternatives && bands <= kMaxBands);
    TANLU_EXPECTS(base.scale.size() == bands && base.cost.size() == bands * modes);
    TANLU_EXPECTS(base.availability.size() == bands * modes && share.size() == bands * modes);

    std::array<Real, kMaxAlternatives * kMaxBands> utility;
    for (std::size_t b = 0; b < bands; ++b) {
        for (std::size_t m = 0; m < modes; ++m) {
            utility[b * modes + m] = -base.scale[b] * base.cost[b * modes + m];
        }
    }
    const BandedChoice<Real> choice{.nests = base.nests,
                                    .band_weight = base.band_weight,
                                    .utility = std::span(utility).first(bands * modes),
                                    .availability = base.availability};
    std::array<Real, kMaxAlternatives> constant;
    const Status<Real> status =
        calibrate_constants<Real>(choice, wanted_share, std::span(constant).first(modes));
    for (std::size_t b = 0; b < bands; ++b) {
        const std::span<Real> total = std::span(utility).subspan(b * modes, modes);
        for (std::size_t m = 0; m < modes; ++m) total[m] += constant[m];
        nested_logit<Real>(base.nests, total, base.availability.subspan(b * modes, modes),
                           share.subspan(b * modes, modes));
    }
    return status;
}

template <class Real>
Real yearly_trips(const Real& population, const Real& daily_rate, const Real& factor) {
    return population * kDaysPerYear * daily_rate * factor;
}

template <class Real>
void local_travel(const LocalTravelYear<Real>& year, std::span<Real> trips,
                  std::span<Real> person_km) {
    const std::size_t bands = year.band_weight.size();
    const std::size_t modes = trips.size() / bands;
    TANLU_EXPECTS(year.base.size() == bands && person_km.size() == trips.size());
    for (std::size_t b = 0; b < bands; ++b) {
        const std::size_t first = b * modes;
        const std::span<Real> share = trips.subspan(first, modes);
        const Real gain = band_shares<Real>(year.base[b], band_of(year, b, modes), share);
        const Real band_trips = year.trips * year.band_weight[b] * exp(Real(year.induced * gain));
        for (std::size_t m = 0; m < modes; ++m) {
            share[m] *= band_trips;
            person_km[first + m] = share[m] * year.distance[b];
        }
    }
}

template <class Real>
void intercity_travel(const IntercityYear<Real>& year, std::span<Real> person_km) {
    const std::size_t bands = year.scale.size();
    const std::size_t modes = person_km.size() / bands;
    TANLU_EXPECTS(year.base.size() == bands && year.base_person_km.size() == bands);
    for (std::size_t b = 0; b < bands; ++b) {
        const std::span<Real> share = person_km.subspan(b * modes, modes);
        const Real gain = band_shares<Real>(year.base[b], band_of(year, b, modes), share);
        const Real band_km =
            year.base_person_km[b] * year.growth * year.shock * exp(Real(year.induced * gain));
        for (std::size_t m = 0; m < modes; ++m) share[m] *= band_km;
    }
}

template <class Real>
Real mixture(const Real& fraction, const Real& under_condition, const Real& otherwise) {
    return otherwise + fraction * (under_condition - otherwise);
}

template <class Real>
Real last_digit_ban(const Real& resting, const Real& compliance, const Real& exempt_share) {
    return resting * kWeekdays * compliance * (1.0 - exempt_share);
}

template <class Real>
Real vehicle_km(const Real& person_km, const Real& detour, const Real& occupancy) {
    return person_km * detour / occupancy;
}

template <class Real>
Real hailed_vehicle_km(const Real& occupied_vehicle_km, const Real& deadhead) {
    return occupied_vehicle_km / (1.0 - deadhead);
}

template <class Real>
Real scheduled_vehicle_km(const Real& person_km, const Real& capacity, const Real& maximum_load,
                          const Real& service_plan) {
    return max(Real(person_km / (capacity * maximum_load)), service_plan);
}

#define TANLU_INSTANTIATE(Real)                                                                \
    template Real band_scale<Real>(const Real&, std::span<const Real>, std::span<const Real>); \
    template Real ownership_shift<Real>(const Real&, const Real&);                             \
    template Real coverage_shift<Real>(const Real&, const Real&);                              \
    template Status<Real> base_shares<Real>(const LocalBase<Real>&, std::span<const Real>,     \
                                            std::span<Real>);                                  \
    template Real yearly_trips<Real>(const Real&, const Real&, const Real&);                   \
    template void local_travel<Real>(const LocalTravelYear<Real>&, std::span<Real>,            \
                                     std::span<Real>);                                         \
    template void intercity_travel<Real>(const IntercityYear<Real>&, std::span<Real>);         \
    template Real mixture<Real>(const Real&, const Real&, const Real&);                        \
    template Real last_digit_ban<Real>(const Real&, const Real&, const Real&);                 \
    template Real vehicle_km<Real>(const Real&, const Real&, const Real&);                     \
    template Real hailed_vehicle_km<Real>(const Real&, const Real&);                           \
    template Real scheduled_vehicle_km<Real>(const Real&, const Real&, const Real&, const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
