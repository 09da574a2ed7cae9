#pragma once
// The quantiles of a study, sample by sample: its design with the correlations in force.
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sampling/dependence.hpp"
#include "sampling/design.hpp"
#include "study/draw_plan.hpp"

namespace tanlu::study {

class Sampler {
public:
    /// Throws InputError where the design cannot be made (a table of quantiles that does not fit).
    Sampler(const Study& study, const DrawPlan& plan);

    std::uint64_t size() const { return design_->size(); }
    std::size_t dimensions() const { return dimensions_; }

    /// Quantiles of the samples first .. first+7, one entry per dimension. `scratch` is for the
    /// correlated ones; both keep their memory. Safe in several threads.
    void draw(std::uint64_t first, std::span<Lanes> quantiles, std::vector<Lanes>& scratch) const;

    /// What the user should know, such as correlations that had to be moved; may be empty.
    const std::vector<std::string>& warnings() const { return warnings_; }

    const sampling::Design& design() const { return *design_; }

private:
    std::size_t dimensions_;
    std::unique_ptr<const sampling::Design> design_;
    std::vector<std::size_t> correlated_;  // dimensions, ascending
    std::unique_ptr<sampling::GaussianCopula> copula_;
    std::vector<std::string> warnings_;
};

}  // namespace tanlu::study
