#pragma once
// What every component owes, checked from one list of inputs: a batch equals the plain double, a
// lane knows nothing of its neighbours, and NaN is never swallowed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <vector>

#include "lanes/lanes.hpp"

namespace tanlu::test {

inline constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

inline bool same_bits(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Inputs of lane `i`: input k times 1 + 0.003 i (k + 1) / K, so all lanes differ and lane 0 is the
/// list itself.
inline double varied(std::span<const double> inputs, std::size_t k, int i) {
    const double rank = static_cast<double>(k + 1) / static_cast<double>(inputs.size());
    return inputs[k] * (1.0 + 0.003 * i * rank);
}

inline std::vector<Lanes> varied_lanes(std::span<const double> inputs) {
    std::vector<Lanes> batch(inputs.size());
    for (std::size_t k = 0; k < inputs.size(); ++k) {
        for (int i = 0; i < kLaneCount; ++i) batch[k][i] = varied(inputs, k, i);
    }
    return batch;
}

/// `component` maps std::span<const Real> to std::vector<Real>, for both number types.
template <class Component>
void check_component(Component component, const std::vector<double>& inputs) {
    const std::vector<Lanes> batch = varied_lanes(inputs);
    const std::vector<Lanes> result = component(std::span<const Lanes>(batch));

    for (int i = 0; i < kLaneCount; ++i) {
        std::vector<double> sample;
        for (std::size_t k = 0; k < inputs.size(); ++k) sample.push_back(varied(inputs, k, i));
        const std::vector<double> reference = component(std::span<const double>(sample));
        REQUIRE(reference.size() == result.size());
        for (std::size_t j = 0; j < reference.size(); ++j) {
            INFO("lane " << i << ", output " << j);
            CHECK(result[j][i] == Approx(reference[j]).epsilon(1e-12).margin(1e-300));
        }
    }

    for (std::size_t k = 0; k < inputs.size(); ++k) {
        const int spoilt = static_cast<int>(k) % kLaneCount;
        std::vector<Lanes> with_nan = batch;
        with_nan[k][spoilt] = kNotANumber;
        const std::vector<Lanes> other = component(std::span<const Lanes>(with_nan));
        INFO("NaN in input " << k);
        CHECK(std::any_of(other.begin(), other.end(),
                          [&](const Lanes& x) { return std::isnan(x[spoilt]); }));
        bool neighbours_unmoved = true;
        for (std::size_t j = 0; j < result.size(); ++j) {
            for (int i = 0; i < kLaneCount; ++i) {
                if (i != spoilt && !same_bits(other[j][i], result[j][i])) {
                    neighbours_unmoved = false;
                }
            }
        }
        CHECK(neighbours_unmoved);

        std::vector<double> sample = inputs;
        sample[k] = kNotANumber;
        const std::vector<double> plain = component(std::span<const double>(sample));
        CHECK(std::any_of(plain.begin(), plain.end(), [](double x) { return std::isnan(x); }));
    }
}

/// Sum of a list.
inline double sum_of(std::span<const double> values) {
    double sum = 0.0;
    for (const double x : values) sum += x;
    return sum;
}

}  // namespace tanlu::test
