#pragma once
// How a series of yearly values is made from a few anchors. Apart from interpolation.hpp, so that
// file readers can name the rules without the number types.

namespace tanlu {

/// Rule between two neighbouring anchors (t_i, x_i) and (t_j, x_j); u = (t - t_i) / (t_j - t_i).
enum class Interpolation {
    kStep,       ///< x_i until the year before t_j
    kLinear,     ///< x_i + u (x_j - x_i)
    kLoglinear,  ///< exp(ln x_i + u (ln x_j - ln x_i)); values above 0
    kPchip,      ///< monotone cubic: no overshoot, and an anchor moves its neighbourhood only
    kLogistic,   ///< x_i + (x_j - x_i) (q(u) - q(0))/(q(1) - q(0)), q(u) = 1/(1 + e^(5 - 10u))
};

/// Rule after the last anchor.
enum class Extrapolation {
    kHold,    ///< the last value
    kLinear,  ///< the slope between the last two anchors goes on
    kGrowth,  ///< x_t = x_(t-1) (1 + g_t)
};

}  // namespace tanlu
