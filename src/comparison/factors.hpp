#pragma once
// Why the emissions of two places differ: spatial LMDI-I over branches of transport (docs/theory
// §12.1, §12.5). A branch is a class of road vehicles, or a subsector of the other modes.
#include <array>
#include <span>
#include <string>
#include <vector>

namespace tanlu::comparison {

/// Factors, in the order of the product
///   C = sum over branches of P (M/P) (A/M) (D/A) (E/D) (C/E)
inline constexpr std::array<const char*, 6> kFactors = {"population",       "activity-per-head",
                                                        "modal-split",      "load",
                                                        "energy-intensity", "carbon-intensity"};
inline constexpr std::size_t kFactorCount = kFactors.size();

/// What a branch moves in a year. Nothing of it is negative.
struct Branch {
    std::string id;
    double market = 0.0;    ///< M: all travel, or all freight, that it has a part of
    double activity = 0.0;  ///< A: its own, in the same unit
    double distance = 0.0;  ///< D: vehicle-km; the activity where vehicles are not counted
    double energy = 0.0;    ///< E [MJ/yr]
    double emission = 0.0;  ///< C [kg/yr]
};

struct Place {
    double population = 0.0;
    std::vector<Branch> branches;

    double emission() const;
};

/// The place that has the mean of everything of these: sums over n, so its ratios are those of the
/// sums, and its emissions the mean.
Place mean_place(std::span<const Place> places);

/// What each factor contributes to how far the first place is from the second.
struct SpatialEffects {
    std::array<double, kFactorCount> difference{};  ///< [kg/yr]; adds up to C_a - C_b
    std::array<double, kFactorCount> ratio{};       ///< multiplies to C_a / C_b; NaN where one is 0
};

/// Branches that one of them lacks count as nothing there; a ratio that does not exist there
/// (energy per km of no km) is that of the other, so that what is absent shows in the modal split.
SpatialEffects spatial_effects(const Place& a, const Place& b);

}  // namespace tanlu::comparison
