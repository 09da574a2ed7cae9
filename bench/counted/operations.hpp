#pragma once
// What one sample takes, counted by the batch type of bench/counted/lanes/lanes.hpp.
#include <array>
#include <cstddef>

namespace tanlu::bench {

enum class Operation : std::size_t { add, mul, fma, div, exp, log, sqrt, compare, select, library };

inline constexpr std::array<const char*, 10> kOperationNames = {
    "add", "mul", "fma", "div", "exp", "log", "sqrt", "compare", "select", "library"};

/// How often each operation was done since the program began. One thread only.
inline std::array<long, kOperationNames.size()> operation_counts{};

inline void count(Operation operation) {
    ++operation_counts[static_cast<std::size_t>(operation)];
}

}  // namespace tanlu::bench
