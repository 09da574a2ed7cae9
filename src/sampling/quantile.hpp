#pragma once
// Quantile functions for ensembles: prepared once for each input, evaluated for every batch.
#include <memory>

#include "lanes/lanes.hpp"
#include "sampling/distribution.hpp"

namespace tanlu::sampling {

/// F^-1 for eight samples at once. A lane's bits depend on that lane's u alone, so a sample has the
/// same value in any batch; against quantile(), the reference in plain doubles, values agree to
/// about 1e-13 of the width of the distribution, not to the bit. Copies share what was prepared.
class QuantileFunction {
public:
    /// `d` has no problem.
    explicit QuantileFunction(const Distribution& d);

    /// u in [0, 1]; the ends give the ends of the support. NaN gives NaN.
    Lanes operator()(const Lanes& u) const;

    struct Prepared;

private:
    std::shared_ptr<const Prepared> prepared_;
};

}  // namespace tanlu::sampling
