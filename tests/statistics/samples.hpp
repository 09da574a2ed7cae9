#pragma once
// Numbers that tests count: made by a generator whose sequence the C++ standard fixes.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace tanlu::test {

/// Uniform in (0, 1).
inline double uniform(std::mt19937_64& generator) {
    return (static_cast<double>(generator() >> 11) + 0.5) * 0x1p-53;
}

/// Positive numbers spread over e^-spread .. e^spread times the middle.
inline std::vector<double> spread_samples(std::size_t count, double middle, double spread,
                                          std::uint64_t seed) {
    std::mt19937_64 generator(seed);
    std::vector<double> samples;
    for (std::size_t i = 0; i < count; ++i) {
        samples.push_back(middle * std::exp(spread * (2 * uniform(generator) - 1)));
    }
    return samples;
}

/// Positive and negative numbers, zeros, NaN and numbers out of the bins' range.
inline std::vector<double> awkward_samples(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 generator(seed);
    const double odd[] = {0.0, -0.0, 1e-12, -1e-12, 1e18, -1e18, std::nan("")};
    std::vector<double> samples;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t kind = generator() % 20;
        const double size = std::exp(20 * (2 * uniform(generator) - 1));
        samples.push_back(kind < 7 ? odd[kind] : kind < 12 ? -size : size);
    }
    return samples;
}

}  // namespace tanlu::test
