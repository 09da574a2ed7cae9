#pragma once
// The codes of ordinary numbers, looked up rather than worked out.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "statistics/log_bins.hpp"

namespace tanlu {

/// The upper half of the bits of a number: sign, exponent and 20 bits of the mantissa. Ascending
/// for positive numbers, negative for negative ones.
using BinKey = std::int32_t;
constexpr BinKey bin_key(double x) {
    return static_cast<BinKey>(std::bit_cast<std::int64_t>(x) >> 32);
}

/// Keys that can be looked up: those of the numbers from 2^-29 = 1.9e-9 up to 2^49 = 5.6e14, which
/// are all within the bins.
inline constexpr BinKey kFirstBinKey = bin_key(0x1p-29);
inline constexpr BinKey kEndBinKey = bin_key(0x1p49);

/// The same codes as bin_code() in about a third of the time.
///
/// Numbers are cut into parts by exponent and 7 bits of the mantissa. A part spans at most a factor
/// of 1 + 2^-7, a bin 1.01005, so a part has at most one edge in it: keys below that of the edge
/// have one code, keys above it the next. Numbers that share the key of an edge, one in 10 000, are
/// left to bin_code().
class BinTable {
public:
    BinTable();

    /// bin_code(x). The key of x is within the table.
    BinCode code(double x) const {
        const BinKey key = bin_key(x);
        const Part part = part_of(key);
        if (key == part.edge) [[unlikely]] {
            return bin_code(x);
        }
        return part.code + (key > part.edge ? 1 : 0);
    }

    /// Lowest and highest code of the numbers with a key.
    BinCode lowest(BinKey key) const {
        return part_of(key).code + (key > part_of(key).edge ? 1 : 0);
    }
    BinCode highest(BinKey key) const {
        return part_of(key).code + (key >= part_of(key).edge ? 1 : 0);
    }

private:
    static constexpr int kPartShift = 13;  // 20 - 7 bits
    static constexpr BinKey kNoEdge = std::numeric_limits<BinKey>::max();
    struct Part {
        BinKey edge = kNoEdge;  // key of the numbers around the edge
        BinCode code = 0;       // of the numbers below it
    };
    const Part& part_of(BinKey key) const {
        return parts_[static_cast<std::size_t>((key - kFirstBinKey) >> kPartShift)];
    }

    std::vector<Part> parts_;
};

/// The table, made at the first call.
const BinTable& bin_table();

}  // namespace tanlu
