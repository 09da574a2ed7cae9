#pragma once
// Runs batches of eight samples through all scenarios of a study. One per thread.
#include <memory>
#include <vector>

#include "ensemble/block.hpp"
#include "study/drawn_scenario.hpp"

namespace tanlu::ensemble {

class Worker {
public:
    /// The plan outlives it.
    explicit Worker(const Plan& plan);
    ~Worker();

    /// Draws and runs the eight samples from `offset` on, a multiple of eight, into the block.
    void run(Block& block, std::size_t offset);

private:
    struct OneRun;

    const Plan& plan_;
    std::vector<Lanes> quantiles_, scratch_;
    std::vector<std::unique_ptr<OneRun>> runs_;
};

}  // namespace tanlu::ensemble
