#include "lanes/interpolation.hpp"

#include "base/expects.hpp"

namespace tanlu {
namespace {

/// Length of interval i [year] and the slope of the chord over it.
template <class Real>
double width(const Anchors<Real>& anchors, std::size_t i) {
    return anchors.years[i + 1] - anchors.years[i];
}
template <class Real>
Real chord(const Anchors<Real>& anchors, std::size_t i) {
    return (anchors.values[i + 1] - anchors.values[i]) / width(anchors, i);
}

/// Slope of the monotone cubic at an inner anchor, between chords d0 (over h0) and d1 (over h1):
/// their weighted harmonic mean, 0 where they differ in sign.
template <class Real>
Real inner_slope(double h0, const Real& d0, double h1, const Real& d1) {
    const double w0 = 2.0 * h1 + h0;
    const double w1 = h1 + 2.0 * h0;
    const Real mean = (w0 + w1) / (w0 / d0 + w1 / d1);
    return select(d0 * d1 <= Real(0.0), Real(0.0), mean);
}

/// Slope at an end: d0 over h0 is the chord at the end, d1 over h1 the next one inwards.
template <class Real>
Real end_slope(double h0, const Real& d0, double h1, const Real& d1) {
    const Real slope = ((2.0 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
    const Real steepest = 3.0 * d0;
    const auto too_steep = d0 * d1 <= Real(0.0) && abs(slope) > abs(steepest);
    const Real limited = select(too_steep, steepest, slope);
    return select(slope * d0 <= Real(0.0), Real(0.0), limited);
}

template <class Real>
Real pchip_slope(const Anchors<Real>& anchors, std::size_t i) {
    const std::size_t last = anchors.years.size() - 1;
    if (i == 0) {
        return end_slope(width(anchors, 0), chord(anchors, 0), width(anchors, 1),
                         chord(anchors, 1));
    }
    if (i == last) {
        return end_slope(width(anchors, last - 1), chord(anchors, last - 1),
                         width(anchors, last - 2), chord(anchors, last - 2));
    }
    return inner_slope(width(anchors, i - 1), chord(anchors, i - 1), width(anchors, i),
                       chord(anchors, i));
}

template <class Real>
Real pchip(const Anchors<Real>& anchors, std::size_t i, double u) {
    const double h = width(anchors, i);
    const double v = 1.0 - u;
    return (1.0 + 2.0 * u) * v * v * anchors.values[i] + u * v * v * h * pchip_slope(anchors, i) +
           u * u * (3.0 - 2.0 * u) * anchors.values[i + 1] -
           u * u * v * h * pchip_slope(anchors, i + 1);
}

template <class Real>
Real logistic_weight(double u) {
    constexpr double kSteepness = 10.0;  // over the interval, centred
    const auto q = [](double z) { return Real(1.0 / (1.0 + exp(Real(-kSteepness * (z - 0.5))))); };
    return (q(u) - q(0.0)) / (q(1.0) - q(0.0));
}

}  // namespace

template <class Real>
Real interpolate(const Anchors<Real>& anchors, Interpolation rule, int year) {
    TANLU_EXPECTS(!anchors.years.empty() && anchors.years.size() == anchors.values.size());
    const auto next = std::upper_bound(anchors.years.begin(), anchors.years.end(), year);
    if (next == anchors.years.begin()) return anchors.values.front();
    if (next == anchors.years.end()) return anchors.values.back();

    const auto i = static_cast<std::size_t>(next - anchors.years.begin()) - 1;
    const Real& x0 = anchors.values[i];
    const Real& x1 = anchors.values[i + 1];
    if (year == anchors.years[i] || rule == Interpolation::kStep) return x0;

    const double u = (year - anchors.years[i]) / width(anchors, i);
    switch (rule) {
        case Interpolation::kLoglinear:
            return exp(Real(log(x0) + u * (log(x1) - log(x0))));
        case Interpolation::kLogistic:
            return x0 + (x1 - x0) * logistic_weight<Real>(u);
        case Interpolation::kPchip:
            if (anchors.years.size() > 2) return pchip(anchors, i, u);
            break;
        default:
            break;
    }
    return x0 + u * (x1 - x0);
}

template <class Real>
void fill_series(const Anchors<Real>& anchors, Interpolation rule, Extrapolation after,
                 const Anchors<Real>& growth, int first_year, std::span<Real> series) {
    const int last_anchor = anchors.years.back();
    const std::size_t count = anchors.years.size();
    const Real slope = count > 1 ? chord(anchors, count - 2) : Real(0.0);
    Real grown = anchors.values.back();
    int grown_to = last_anchor;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const int year = first_year + static_cast<int>(i);
        if (year <= last_anchor || after == Extrapolation::kHold) {
            series[i] = interpolate(anchors, rule, year);
        } else if (after == Extrapolation::kLinear) {
            series[i] = anchors.values.back() + static_cast<double>(year - last_anchor) * slope;
        } else {
            while (grown_to < year) {
                grown *= 1.0 + interpolate(growth, Interpolation::kStep, ++grown_to);
            }
            series[i] = grown;
        }
    }
}

template double interpolate(const Anchors<double>&, Interpolation, int);
template Lanes interpolate(const Anchors<Lanes>&, Interpolation, int);
template void fill_series(const Anchors<double>&, Interpolation, Extrapolation,
                          const Anchors<double>&, int, std::span<double>);
template void fill_series(const Anchors<Lanes>&, Interpolation, Extrapolation,
                          const Anchors<Lanes>&, int, std::span<Lanes>);

}  // namespace tanlu
