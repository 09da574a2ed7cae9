#include "sampling/morris.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/expects.hpp"
#include "sampling/design.hpp"
#include "sampling/philox.hpp"
#include "tanlu/error.hpp"

namespace tanlu::sampling {
namespace {

constexpr std::size_t kPool = 100;

/// A whole number from 0 to count - 1, equally likely but for 2^-52.
std::size_t below(std::size_t count, std::uint64_t random) {
    return static_cast<std::size_t>(uniform(random) * static_cast<double>(count));
}

int moved(int level) {
    return level < kMorrisStep ? level + kMorrisStep : level - kMorrisStep;
}

int square(int x) {
    return x * x;
}

using Indices = std::vector<std::size_t>;

struct Choice {
    Indices indices;
    double squares = -1.0;  ///< sum over pairs
};

/// The candidate not yet chosen that adds most, and what it adds.
void add_best(Choice& choice, const std::vector<double>& squared, std::size_t n) {
    std::size_t best = n;
    double most = -1.0;
    for (std::size_t c = 0; c < n; ++c) {
        if (std::find(choice.indices.begin(), choice.indices.end(), c) != choice.indices.end()) {
            continue;
        }
        double added = 0.0;
        for (const std::size_t other : choice.indices) added += squared[c * n + other];
        if (added > most) {
            most = added;
            best = c;
        }
    }
    choice.indices.push_back(best);
    choice.squares += most;
}

double squares_within(const Indices& indices, const std::vector<double>& squared, std::size_t n) {
    double sum = 0.0;
    for (std::size_t a = 0; a < indices.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) sum += squared[indices[a] * n + indices[b]];
    }
    return sum;
}

/// `centre` and the `count` candidates farthest from it.
Indices with_farthest(std::size_t centre, std::size_t count, const std::vector<double>& squared,
                      std::size_t n) {
    Indices others;
    for (std::size_t c = 0; c < n; ++c) {
        if (c != centre) others.push_back(c);
    }
    std::stable_sort(others.begin(), others.end(), [&](std::size_t a, std::size_t b) {
        return squared[centre * n + a] > squared[centre * n + b];
    });
    others.resize(count);
    others.push_back(centre);
    return others;
}

class Morris final : public Design {
public:
    Morris(std::vector<Trajectory> trajectories, double tail)
        : trajectories_(std::move(trajectories)), tail_(tail) {}

    std::size_t dimensions() const override { return trajectories_.front().start.size(); }
    std::uint64_t size() const override { return trajectories_.size() * (dimensions() + 1); }

    Place place(std::uint64_t row) const override {
        const std::uint64_t trajectory = row / (dimensions() + 1);
        const auto step = static_cast<std::size_t>(row % (dimensions() + 1));
        if (step == 0) return {trajectory, Block::kStart, kNoColumn};
        return {trajectory, Block::kStep, trajectories_[trajectory].order[step - 1]};
    }

    void draw(std::uint64_t first, std::span<Lanes> u) const override {
        TANLU_EXPECTS(u.size() == dimensions());
        const Rows rows = rows_from(first, size() - 1);
        for (std::size_t i = 0; i < kLaneCount; ++i) {
            const Trajectory& trajectory = trajectories_[rows[i] / (dimensions() + 1)];
            const std::vector<int> levels = trajectory.levels(rows[i] % (dimensions() + 1));
            for (std::size_t d = 0; d < u.size(); ++d) {
                const double x = static_cast<double>(levels[d]) / (kMorrisLevels - 1);
                u[d][static_cast<int>(i)] = tail_ + x * (1.0 - 2.0 * tail_);
            }
        }
    }

private:
    std::vector<Trajectory> trajectories_;
    double tail_;
};

}  // namespace

std::vector<int> Trajectory::levels(std::size_t k) const {
    std::vector<int> result = start;
    for (std::size_t step = 0; step < k; ++step) result[order[step]] = moved(start[order[step]]);
    return result;
}

Trajectory random_trajectory(std::uint64_t seed, std::uint64_t index, std::size_t dimensions) {
    const std::uint32_t stream = stream_id("Morris trajectory");
    std::uint32_t n = 0;
    const auto next = [&](std::size_t count) {
        return below(count, random_bits(seed, index, stream, n++));
    };
    Trajectory trajectory;
    for (std::size_t d = 0; d < dimensions; ++d) {
        trajectory.start.push_back(static_cast<int>(next(kMorrisLevels)));
    }
    trajectory.order.resize(dimensions);
    std::iota(trajectory.order.begin(), trajectory.order.end(), std::size_t{0});
    for (std::size_t d = dimensions; d > 1; --d) {
        std::swap(trajectory.order[d - 1], trajectory.order[next(d)]);
    }
    return trajectory;
}

double distance(const Trajectory& a, const Trajectory& b) {
    if (a.start == b.start && a.order == b.order) return 0.0;
    const std::size_t dimensions = a.start.size();
    // The square of the distance changes by one term from row to row.
    std::vector<int> at_a = a.start;
    double sum = 0.0;
    for (std::size_t i = 0; i <= dimensions; ++i) {
        if (i > 0) at_a[a.order[i - 1]] = moved(a.start[a.order[i - 1]]);
        int squares = 0;
        for (std::size_t d = 0; d < dimensions; ++d) squares += square(at_a[d] - b.start[d]);
        sum += std::sqrt(squares);
        for (const std::size_t d : b.order) {
            squares += square(at_a[d] - moved(b.start[d])) - square(at_a[d] - b.start[d]);
            sum += std::sqrt(squares);
        }
    }
    return sum;
}

std::vector<std::size_t> far_apart(const std::vector<double>& distances, std::size_t n,
                                   std::size_t count) {
    TANLU_EXPECTS(distances.size() == n * n && count >= 1 && count <= n);
    std::vector<double> squared = distances;
    for (double& d : squared) d *= d;
    Choice best;
    if (count == 1) best.indices = {0};
    for (std::size_t near = 1; near < count; ++near) {
        Choice choice;
        for (std::size_t centre = 0; centre < n; ++centre) {
            Indices indices = with_farthest(centre, near, squared, n);
            const double squares = squares_within(indices, squared, n);
            if (squares > choice.squares) choice = {std::move(indices), squares};
        }
        while (choice.indices.size() < count) add_best(choice, squared, n);
        if (choice.squares > best.squares) best = choice;
    }
    std::sort(best.indices.begin(), best.indices.end());
    return best.indices;
}

std::unique_ptr<Design> make_morris(std::size_t trajectories, std::uint64_t seed,
                                    std::size_t dimensions, double tail) {
    if (trajectories < 2) throw InputError("a Morris design needs at least two trajectories");
    if (dimensions == 0) throw InputError("a Morris design needs at least one dimension");
    if (!(tail >= 0.0 && tail < 0.5))
        throw InputError("the tail of a Morris design is from 0 to 0.5");
    const std::size_t pool = std::max(kPool, trajectories);
    std::vector<Trajectory> candidates;
    for (std::size_t c = 0; c < pool; ++c) {
        candidates.push_back(random_trajectory(seed, c, dimensions));
    }
    std::vector<double> distances(pool * pool, 0.0);
    for (std::size_t a = 0; a < pool; ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            distances[a * pool + b] = distances[b * pool + a] =
                distance(candidates[a], candidates[b]);
        }
    }
    std::vector<Trajectory> chosen;
    for (const std::size_t c : far_apart(distances, pool, trajectories)) {
        chosen.push_back(candidates[c]);
    }
    return std::make_unique<Morris>(std::move(chosen), tail);
}

}  // namespace tanlu::sampling
