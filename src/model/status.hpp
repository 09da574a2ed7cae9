#pragma once
// Why a sample went wrong. A sample that breaks a rule of the model gets a bit here, and its
// results become NaN; a NaN without a bit is a bug. Nothing is thrown: the other samples of the
// batch go on.
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

#include "lanes/lanes.hpp"

namespace tanlu::model {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Outcome of comparing two numbers: bool for double, LaneMask for Lanes.
template <class Real>
using Mask = decltype(std::declval<Real>() < std::declval<Real>());

inline bool is_on(const LaneMask& mask, int i) {
    return mask.on[static_cast<std::size_t>(i)] != 0;
}
inline bool is_on(bool mask, int) {
    return mask;
}

/// Neither NaN nor infinite.
template <class Real>
Mask<Real> is_finite(const Real& x) {
    return Real(x - x) <= Real(0.0);
}

/// Reasons to reject a sample, one bit each.
enum class Problem : std::uint32_t {
    domain_error = 1U << 0U,    ///< argument outside the domain of an equation
    infeasible = 1U << 1U,      ///< constraints that no share vector can meet
    not_converged = 1U << 2U,   ///< an iteration reached its cap
    non_finite = 1U << 3U,      ///< NaN or infinity met where a number is needed
    negative_stock = 1U << 4U,  ///< a stock below zero by more than rounding
};

/// Problems met so far, for each sample of a batch.
template <class Real>
struct Status {
    std::array<std::uint32_t, kLanesOf<Real>> bits{};

    void raise(const Mask<Real>& where, Problem problem) {
        if (!any(where)) return;
        for (int i = 0; i < kLanesOf<Real>; ++i) {
            if (is_on(where, i)) {
                bits[static_cast<std::size_t>(i)] |= static_cast<std::uint32_t>(problem);
            }
        }
    }

    /// Takes over the problems of another status in the samples of a mask.
    void raise_where(const Mask<Real>& where, const Status& other) {
        if (other.all_ok()) return;
        for (int i = 0; i < kLanesOf<Real>; ++i) {
            if (is_on(where, i)) {
                bits[static_cast<std::size_t>(i)] |= other.bits[static_cast<std::size_t>(i)];
            }
        }
    }

    /// Drops `non_finite` where another problem says why: NaN is what such samples are given.
    void drop_consequences() {
        const auto consequence = static_cast<std::uint32_t>(Problem::non_finite);
        for (std::uint32_t& b : bits) {
            if ((b & ~consequence) != 0) b &= ~consequence;
        }
    }

    bool has(int sample, Problem problem) const {
        const auto bit = static_cast<std::uint32_t>(problem);
        return (bits[static_cast<std::size_t>(sample)] & bit) != 0;
    }
    /// The samples with a problem, as a mask.
    Mask<Real> where(Problem problem) const {
        return mask_of([&](int sample) { return has(sample, problem); });
    }
    /// The samples without any.
    Mask<Real> sound() const {
        return mask_of([&](int sample) { return is_ok(sample); });
    }
    bool is_ok(int sample) const { return bits[static_cast<std::size_t>(sample)] == 0; }
    bool all_ok() const {
        return std::all_of(bits.begin(), bits.end(), [](std::uint32_t b) { return b == 0; });
    }

    Status& operator|=(const Status& other) {
        for (std::size_t i = 0; i < bits.size(); ++i) bits[i] |= other.bits[i];
        return *this;
    }
    bool operator==(const Status&) const = default;

private:
    template <class Holds>
    static Mask<Real> mask_of(Holds holds) {
        if constexpr (kLanesOf<Real> == 1) {
            return holds(0);
        } else {
            Mask<Real> mask;
            for (int i = 0; i < kLanesOf<Real>; ++i) {
                mask.on[static_cast<std::size_t>(i)] = holds(i) ? -1 : 0;
            }
            return mask;
        }
    }
};

/// Raises `non_finite` where x is NaN or infinite.
template <class Real>
void require_finite(const Real& x, Status<Real>& status) {
    status.raise(!is_finite(x), Problem::non_finite);
}

/// x where the sample is sound, NaN where it has a problem.
template <class Real>
Real or_nan(const Real& x, const Status<Real>& status) {
    return select(status.sound(), x, Real(kNaN));
}

/// Stock with the rounding below zero removed [vehicle]. Raises `negative_stock` where it lies
/// below -1e-9: more than rounding can explain.
template <class Real>
Real not_negative(const Real& stock, Status<Real>& status) {
    constexpr double kRounding = 1e-9;
    status.raise(stock < Real(-kRounding), Problem::negative_stock);
    return positive_part(stock);
}

}  // namespace tanlu::model
