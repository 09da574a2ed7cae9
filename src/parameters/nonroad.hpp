#pragma once
// Rail, aviation, shipping, pipelines and other: activity times intensity (§8).
#include <optional>
#include <vector>

#include "parameters/field.hpp"

namespace tanlu {

/// Activity that a nonroad mode follows: passenger-km or tonne-km with a weight.
template <class Kind>
struct ActivityTerm {
    static constexpr const char* kIdsOf = "passenger.modes|freight.modes";
    Name id;
    typename Kind::Scalar weight;
};

template <class V, class Kind>
void describe(V& v, ActivityTerm<Kind>& p) {
    v.scalar(
        {"weight", "t/person|1", "Converted tonne-km per passenger-km (or tonne-km).", kPositive},
        p.weight);
}

template <class Kind>
struct Propulsion {
    static constexpr const char* kIdsOf = "carriers";
    Name id;
    typename Kind::Scalar base_energy;
    std::optional<typename Kind::Series> share;
    std::optional<typename Kind::Scalar> relative_intensity;
};

template <class V, class Kind>
void describe(V& v, Propulsion<Kind>& p) {
    v.scalar({"base-energy", "MJ/yr", "Energy in the base year; 0 for a carrier not yet used.",
              kNotNegative},
             p.base_energy);
    v.optional_series({"share", "1",
                       "Share of the activity it moves; exactly one carrier has none and takes "
                       "the rest.",
                       kFraction},
                      p.share);
    v.optional_scalar(
        {"relative-intensity", "1",
         "Carriers without base energy: intensity over that of the remainder.", kPositive},
        p.relative_intensity);
}

template <class Kind>
struct NonroadMode {
    Name id;
    Text title;
    Name subsector;
    std::vector<ActivityTerm<Kind>> passenger_activity;
    std::vector<ActivityTerm<Kind>> freight_activity;
    std::optional<typename Kind::Series> index;
    typename Kind::Scalar gain;
    std::vector<Propulsion<Kind>> propulsion;
};

template <class V, class Kind>
void describe(V& v, NonroadMode<Kind>& p) {
    v.text("title", p.title, "Name.");
    v.name("subsector", p.subsector, "subsectors", "Subsector its emissions are booked in.");
    v.map("passenger-activity", p.passenger_activity, "Passenger modes it carries.");
    v.map("freight-activity", p.freight_activity, "Freight modes it carries.");
    v.optional_series({"index", "1",
                       "Exogenous activity, base year = 1, where no equation gives it; multiplies "
                       "nothing else.",
                       kPositive},
                      p.index);
    v.scalar({"gain", "1/yr", "Yearly fall of energy per activity.", {-0.05, 0.1}}, p.gain);
    v.map("propulsion", p.propulsion, "Carriers.");
}

template <class Kind>
struct Subsector {
    Name id;
    Text title;
    bool road = false;
};

template <class V, class Kind>
void describe(V& v, Subsector<Kind>& p) {
    v.text("title", p.title, "Name.");
    v.flag("road", p.road, "Part of road transport.");
}

}  // namespace tanlu
