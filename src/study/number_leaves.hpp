#pragma once
// The numbers of a scenario that draws may change, as its files have them.
#include <cstddef>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "schema/value.hpp"
#include "study/leaves.hpp"

namespace tanlu::study {

using FileLeaf = Leaf<FileKind>;

/// Which number of a leaf.
enum class Part { scalar, item, anchor, growth };

/// One number of a leaf.
struct NumberPlace {
    Part part = Part::scalar;
    std::size_t index = 0;  ///< of the item or anchor
    const Value* value = nullptr;
};

/// Leaves of the parameters of a scenario, then the numbers of its policies as
/// "policies.<id>.<key>"; pointers into the scenario.
std::vector<FileLeaf> number_leaves(const config::Scenario& scenario);

/// Numbers of a leaf, in order.
std::vector<NumberPlace> numbers_of(const FileLeaf& leaf);

/// "leaf", "leaf[2030]", "leaf[0]", "leaf.growth[2030]": the name of a number, as `tanlu show` has
/// it.
std::string number_name(const FileLeaf& leaf, const NumberPlace& place);

/// The canonical range of a number: that of the field, as far as it is in the same unit.
Range range_of(const FileLeaf& leaf, const NumberPlace& place);

/// Whether a leaf is a path through time.
bool is_series(const FileLeaf& leaf);

}  // namespace tanlu::study
