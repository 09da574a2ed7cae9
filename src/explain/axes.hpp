#pragma once
// Names of the axes of results.

namespace tanlu::explain {

inline constexpr const char* kClass = "vehicle_class";
inline constexpr const char* kTechnology = "technology";
inline constexpr const char* kCarrier = "carrier";
inline constexpr const char* kMode = "passenger_mode";
inline constexpr const char* kFreightMode = "freight_mode";
inline constexpr const char* kSubsector = "subsector";
inline constexpr const char* kBoundary = "boundary";
inline constexpr const char* kSettlement = "settlement";

}  // namespace tanlu::explain
