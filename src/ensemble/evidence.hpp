#pragma once
// History as evidence: how far a sample is from statistics, and what it counts for it.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ensemble/series.hpp"
#include "study/study.hpp"

namespace tanlu::ensemble {

/// Weight of a sample as likely as the central run. Weights are whole numbers so that sums over
/// shards are exact.
inline constexpr std::uint32_t kUnitWeight = 1024;
/// The largest weight, 2^24: no sample counts for more.
inline constexpr std::uint32_t kLargestWeight = 1u << 24;
/// Standard deviations from any statistic beyond which a sample is rejected, as in history matching
/// (Pukelsheim's three-sigma rule).
inline constexpr double kImplausible = 3.0;

/// A statistic of one year and the series that a run has for it.
struct EvidencePoint {
    std::string observation;
    int year = 0;
    double observed = 0.0;
    double error = 0.0;      ///< standard deviation of ln(modelled / observed)
    std::size_t series = 0;  ///< position among those of the scenario
};

/// Positions of the series whose sum stands for an observed quantity; empty where the pack has
/// none.
std::vector<std::size_t> series_of_quantity(config::ObservedQuantity quantity,
                                            const config::Scenario& scenario,
                                            std::span<const Series> series);

/// The statistics that a study conditions on, for one of its scenarios. Throws InputError where one
/// is not in the pack, not of these years, or not followed by the model.
std::vector<EvidencePoint> evidence_points(const study::Condition& condition,
                                           const config::Scenario& scenario,
                                           std::span<const Series> series);

/// (ln(modelled / observed) / error)^2; infinite where the number is not above 0.
double squared_misfit(const EvidencePoint& point, double modelled);

/// Weight of a sample from its sum of squared misfits, relative to that of the central run:
/// exp(-(chi^2 - chi^2_central) / 2) in units of kUnitWeight.
std::uint32_t likelihood_weight(double squares, double central_squares);

}  // namespace tanlu::ensemble
