#pragma once
// How the summary of a run says numbers and answers.
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

#include "indicators/summary.hpp"

namespace tanlu::cli {

inline constexpr double kKilogramsPerMegatonne = 1e9;
inline constexpr double kMegajoulesPerPetajoule = 1e9;

/// Mt with as many digits as the largest number beside it needs: a town emits less than a nation.
inline std::string megatonnes(double kilograms, double largest) {
    constexpr double kTown = 10.0, kCity = 100.0;
    const double size = largest / kKilogramsPerMegatonne;
    const int digits = size < kTown ? 2 : size < kCity ? 1 : 0;
    return std::isnan(kilograms)
               ? "-"
               : fmt::format("{:.{}f}", kilograms / kKilogramsPerMegatonne, digits);
}

inline std::string percent(double share) {
    return std::isnan(share) ? "-" : fmt::format("{:.0f} %", 100.0 * share);
}

inline std::string peak_text(const indicators::BoundarySummary& boundary) {
    const std::string level = megatonnes(boundary.peak.level, boundary.peak.level);
    if (!boundary.peak.year) return fmt::format("not peaked ({} Mt at most)", level);
    return fmt::format("{} Mt in {}", level, *boundary.peak.year);
}

inline std::string answer(const std::optional<bool>& yes) {
    return yes ? (*yes ? "yes" : "no") : "-";
}

inline std::string boundary_name(const std::string& id) {
    if (id == "ttw") return "direct (ttw), CO2";
    if (id == "ttw_grid") return "with electricity (ttw_grid), CO2";
    return "well to wheel (wtw), CO2e";
}

}  // namespace tanlu::cli
