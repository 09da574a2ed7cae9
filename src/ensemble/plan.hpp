#pragma once
// Everything about an ensemble that is made once, before the first sample.
#include <memory>
#include <string>
#include <vector>

#include "ensemble/evidence.hpp"
#include "ensemble/outcomes.hpp"
#include "ensemble/series.hpp"
#include "region/structure.hpp"
#include "study/sampler.hpp"

namespace tanlu::ensemble {

/// One scenario of one region.
struct Run {
    const config::Scenario* scenario = nullptr;
    const study::ScenarioDraws* draws = nullptr;
    region::Structure structure;
    std::vector<Series> series;
    std::vector<std::size_t> summarised;   ///< series with histograms and moments
    std::vector<std::size_t> kept;         ///< series kept in full for every sample
    std::vector<std::size_t> conditioned;  ///< series with conditioned histograms
    std::vector<EvidencePoint> evidence;
    double central_squares = 0.0;  ///< misfit of the central run
    int first_year = 0;
    std::size_t years = 0;

    /// Cells of a set of series: one per series and year, years innermost.
    std::size_t cells(const std::vector<std::size_t>& of) const { return of.size() * years; }
};

/// A study made ready. Neither copied nor moved: its parts refer to one another.
class Plan {
public:
    /// Throws InputError with everything that is wrong, RunError where the central run of a
    /// scenario fails.
    explicit Plan(study::Study study);
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;

    const study::Study& study() const { return study_; }
    const study::DrawPlan& draws() const { return draws_; }
    const study::Sampler& sampler() const { return *sampler_; }
    const std::vector<Run>& runs() const { return runs_; }
    std::uint64_t samples() const { return sampler_->size(); }

    /// SHA-256 of all that the numbers depend on: effective scenarios, study, design, program.
    /// Shards of one study have the same.
    const std::string& hash() const { return hash_; }

private:
    study::Study study_;
    study::DrawPlan draws_;
    std::unique_ptr<study::Sampler> sampler_;
    std::vector<Run> runs_;
    std::string hash_;
};

}  // namespace tanlu::ensemble
