#pragma once
#include "results/dataset.hpp"

namespace tanlu::test {

/// A result with every declared output and the derived shares, for two scenarios and the ids of the
/// China pack. All numbers are invented smooth curves: they have the order of magnitude of the real
/// ones and no other meaning.
Dataset invented_result();

}  // namespace tanlu::test
