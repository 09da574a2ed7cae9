#include "sampling/beta_quantile.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <numbers>

#include "sampling/normal.hpp"

namespace tanlu::sampling {
namespace {

// Boost would compute in long double, seven times slower and no better than the table needs.
const auto kPolicy =
    boost::math::policies::make_policy(boost::math::policies::promote_double<false>());

/// Phi^-1(2^-53) = -8.21: where u ends.
constexpr double kReach = 8.25;
/// Pieces of the table for shapes from 1 on. Smaller shapes bend more: dx/du grows as 1 / shape.
constexpr double kPieces = 128.0;

/// Node k of n Chebyshev nodes on [-1, 1], and the polynomial T_j there.
double chebyshev(std::size_t j, std::size_t k, std::size_t n) {
    return std::cos(std::numbers::pi * static_cast<double>(j) * (static_cast<double>(k) + 0.5) /
                    static_cast<double>(n));
}

double logit_of_quantile(double alpha, double beta, double z) {
    const BetaPoint at = beta_quantile(alpha, beta, normal_cdf(z), normal_cdf(-z));
    return std::log(at.x) - std::log(at.complement);
}

}  // namespace

BetaPoint beta_quantile(double alpha, double beta, double p, double q) {
    BetaPoint point{};
    point.x = p < q ? boost::math::ibeta_inv(alpha, beta, p, &point.complement, kPolicy)
                    : boost::math::ibetac_inv(alpha, beta, q, &point.complement, kPolicy);
    return point;
}

double beta_cdf(double alpha, double beta, double x) {
    return boost::math::ibeta(alpha, beta, std::clamp(x, 0.0, 1.0), kPolicy);
}

BetaTable::BetaTable(double alpha, double beta)
    : pieces_per_unit_(kPieces / (2.0 * kReach) / std::min({1.0, alpha, beta})),
      pieces_(static_cast<std::size_t>(std::ceil(2.0 * kReach * pieces_per_unit_))) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        std::array<double, kTerms> at_node{};
        for (std::size_t k = 0; k < kTerms; ++k) {
            const double t = static_cast<double>(i) + 0.5 * (1.0 + chebyshev(1, k, kTerms));
            at_node[k] = logit_of_quantile(alpha, beta, t / pieces_per_unit_ - kReach);
        }
        for (std::size_t j = 0; j < kTerms; ++j) {
            double sum = 0.0;
            for (std::size_t k = 0; k < kTerms; ++k) sum += at_node[k] * chebyshev(j, k, kTerms);
            pieces_[i][j] = sum * (j == 0 ? 1.0 : 2.0) / static_cast<double>(kTerms);
        }
    }
}

Lanes BetaTable::operator()(const Lanes& u) const {
    const Lanes z = clamp(normal_quantile(u), Lanes(-kReach), Lanes(kReach));
    const Lanes place = (z + kReach) * pieces_per_unit_;
    std::array<const double*, kLaneCount> piece{};
    Lanes t;  // from -1 to 1 over the piece
    for (int i = 0; i < kLaneCount; ++i) {
        // NaN falls into piece 0 and stays NaN by t.
        const double floor = place[i] >= 0.0 ? std::floor(place[i]) : 0.0;
        const std::size_t index = std::min(static_cast<std::size_t>(floor), pieces_.size() - 1);
        piece[static_cast<std::size_t>(i)] = pieces_[index].data();
        t[i] = 2.0 * (place[i] - static_cast<double>(index)) - 1.0;
    }

    // Sum of c_j T_j(t) by Clenshaw's recurrence: b_j = c_j + 2 t b_(j+1) - b_(j+2).
    const auto coefficient = [&piece](std::size_t j) {
        Lanes c;
        for (int i = 0; i < kLaneCount; ++i) c[i] = piece[static_cast<std::size_t>(i)][j];
        return c;
    };
    const Lanes twice = t + t;
    Lanes b1 = coefficient(kTerms - 1);
    Lanes b2 = 0.0;
    for (std::size_t j = kTerms - 2; j > 0; --j) {
        const Lanes b0 = coefficient(j) + twice * b1 - b2;
        b2 = b1;
        b1 = b0;
    }
    const Lanes logit = coefficient(0) + t * b1 - b2;
    const Lanes x = 1.0 / (1.0 + exp(-logit));
    return select(u <= Lanes(0.0), Lanes(0.0), select(u >= Lanes(1.0), Lanes(1.0), x));
}

}  // namespace tanlu::sampling
