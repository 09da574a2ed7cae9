#include "statistics/bin_table.hpp"

namespace tanlu {
namespace {

/// The smallest number with a key.
double first_number(BinKey key) {
    return std::bit_cast<double>(static_cast<std::int64_t>(key) << 32);
}

}  // namespace

BinTable::BinTable() {
    constexpr BinKey kKeys = 1 << kPartShift;
    for (BinKey first = kFirstBinKey; first < kEndBinKey; first += kKeys) {
        Part part;
        part.code = bin_code(first_number(first));
        // The last key whose first number still has this code; the edge lies among its numbers.
        BinKey low = first;
        BinKey high = first + kKeys;
        if (bin_code(first_number(high)) != part.code) {
            while (high - low > 1) {
                const BinKey middle = low + (high - low) / 2;
                (bin_code(first_number(middle)) == part.code ? low : high) = middle;
            }
            part.edge = low;
        }
        parts_.push_back(part);
    }
}

const BinTable& bin_table() {
    static const BinTable kTable;
    return kTable;
}

}  // namespace tanlu
