#pragma once
// All points of a design, and functions whose moments are known.
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "sampling/design.hpp"

namespace tanlu::test {

/// Rows of a design, each dimensions() numbers.
inline std::vector<std::vector<double>> points_of(const sampling::Design& design) {
    std::vector<std::vector<double>> points;
    std::vector<Lanes> u(design.dimensions());
    for (std::uint64_t first = 0; first < design.size(); first += kLaneCount) {
        design.draw(first, u);
        for (int i = 0; i < kLaneCount && points.size() < design.size(); ++i) {
            points.emplace_back();
            for (const Lanes& x : u) points.back().push_back(x[i]);
        }
    }
    return points;
}

/// Ishigami function, a = 7, b = 0.1, of three numbers in (0, 1) stretched to (-pi, pi). Mean 7/2.
inline double ishigami(std::span<const double> u) {
    const auto x = [&u](std::size_t d) { return std::numbers::pi * (2.0 * u[d] - 1.0); };
    const double sine = std::sin(x(1));
    return std::sin(x(0)) * (1.0 + 0.1 * std::pow(x(2), 4)) + 7.0 * sine * sine;
}

/// Streams 100, 101, ...
inline std::vector<sampling::StreamDraw> streams(std::uint32_t count) {
    std::vector<sampling::StreamDraw> result;
    for (std::uint32_t d = 0; d < count; ++d) result.push_back({100 + d, 0});
    return result;
}

}  // namespace tanlu::test
