#pragma once
// Trajectories for elementary effects [S:Morris91], chosen to lie far apart [S:Ruano12] (§11.7).
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tanlu::sampling {

/// Levels of an input, p; a step moves an input by p / 2 levels: delta = p / (2 (p - 1)) = 2/3.
inline constexpr int kMorrisLevels = 4;
inline constexpr int kMorrisStep = kMorrisLevels / 2;

/// A walk through the grid of levels that moves each input once.
struct Trajectory {
    std::vector<int> start;          ///< level of each input, 0 to 3
    std::vector<std::size_t> order;  ///< input moved in step 1, 2, ...

    /// Level of every input in row k, 0 being the start: moved inputs go up from 0 and 1, down from
    /// 2 and 3.
    std::vector<int> levels(std::size_t k) const;
};

/// Trajectory number `index` of the stream of a seed: start and order equally likely.
Trajectory random_trajectory(std::uint64_t seed, std::uint64_t index, std::size_t dimensions);

/// Sum of the distances between each point of one trajectory and each of the other, in levels;
/// 0 between equal trajectories.
double distance(const Trajectory& a, const Trajectory& b);

/// Numbers of the `count` candidates, ascending, whose pairwise distances have a large sum of
/// squares: local search of [S:Ruano12] over n x n distances, row after row. For each i below
/// `count`, the best of "a candidate and the i farthest from it" is filled up one by one with the
/// candidate that adds most; the best of all is taken. Ties go to the lower number.
std::vector<std::size_t> far_apart(const std::vector<double>& distances, std::size_t n,
                                   std::size_t count);

}  // namespace tanlu::sampling
