#pragma once
// Passenger travel: local trips by settlement type and distance band, intercity travel (§6).
#include <optional>
#include <vector>

#include "parameters/field.hpp"
#include "parameters/vehicles.hpp"

namespace tanlu {

template <class Kind>
struct PassengerMode {
    Name id;
    Text title;
    bool local = true;
    Name nest;
    bool motorised = true;
    bool green = false;
    std::vector<typename Kind::Scalar> availability;
    std::optional<typename Kind::Scalar> access_time;
    std::optional<typename Kind::Scalar> wait_time;
    std::optional<typename Kind::Scalar> fixed_fare;
    std::optional<typename Kind::Scalar> fare;
    std::optional<typename Kind::Scalar> wear;
    std::optional<typename Kind::Scalar> labour_share;
    std::optional<typename Kind::Scalar> base_pkm;
    std::optional<typename Kind::Scalar> local_share;
};

template <class V, class Kind>
void describe(V& v, PassengerMode<Kind>& p) {
    v.text("title", p.title, "Name of the mode.");
    v.flag("local", p.local, "Makes local trips (within a settlement).");
    v.optional_name("nest", p.nest, "passenger.nests", "Nest of the local mode choice.");
    v.flag("motorised", p.motorised, "Counts in the mean cost that scales the choice.");
    v.flag("green", p.green, "Counts as green travel (walk, bicycle, bus, urban rail).");
    v.optional_scalar_list(
        {"availability", "1",
         "Local modes: weight in each distance band, 0 = impossible, 1 = free.", kFraction},
        p.availability);
    v.optional_scalar(
        {"access-time", "min", "Local: walking to and from, parking search.", kNotNegative},
        p.access_time);
    v.optional_scalar({"wait-time", "min", "Local: waiting for service.", kNotNegative},
                      p.wait_time);
    v.optional_scalar(
        {"fixed-fare", "CNY2020", "Local: paid per trip (flag fare, parking).", kNotNegative},
        p.fixed_fare);
    v.optional_scalar(
        {"fare", "CNY2020/km", "Local: paid per person-km, without own fuel.", kNotNegative},
        p.fare);
    v.optional_scalar(
        {"wear", "CNY2020/km",
         "Private vehicles: wear per vehicle-km; fuel is added from the fleet.", kNotNegative},
        p.wear);
    v.optional_scalar({"labour-share", "1", "Share of fares that rises with income.", kFraction},
                      p.labour_share);
    v.optional_scalar(
        {"base-pkm", "person km/yr",
         "Passenger-km in the base year where no vehicle class sets them.", kPositive},
        p.base_pkm);
    v.optional_scalar(
        {"local-share", "1", "Share of its passenger-km made on local trips.", kFraction},
        p.local_share);
}

template <class Kind>
struct SettlementMode {
    static constexpr const char* kIdsOf = "passenger.modes";
    Name id;
    typename Kind::Scalar share;
    typename Kind::Scalar speed;
};

template <class V, class Kind>
void describe(V& v, SettlementMode<Kind>& p) {
    v.scalar({"share", "1", "Share of local trips in the base year.", kFraction}, p.share);
    v.scalar({"speed", "km/h", "In-vehicle speed.", {1.0, 150.0}}, p.speed);
}

template <class Kind>
struct Settlement {
    Name id;
    Text title;
    bool urban = true;
    typename Kind::Scalar population_share;
    typename Kind::Scalar trip_rate;
    typename Kind::Scalar trip_length;
    typename Kind::Scalar trip_length_shape;
    std::vector<SettlementMode<Kind>> modes;
};

template <class V, class Kind>
void describe(V& v, Settlement<Kind>& p) {
    v.text("title", p.title, "Name of the settlement type.");
    v.flag("urban", p.urban, "Part of the urban population; otherwise of the rural.");
    v.scalar({"population-share", "1", "Share of the urban (or rural) population.", kFraction},
             p.population_share);
    v.scalar(
        {"trip-rate", "1/person/day", "Local trips per person and day, all modes.", {0.1, 10.0}},
        p.trip_rate);
    v.scalar({"trip-length", "km", "Mean local trip length.", {0.2, 100.0}}, p.trip_length);
    v.scalar(
        {"trip-length-shape", "1", "Shape of the gamma distribution of trip lengths.", {0.3, 3.0}},
        p.trip_length_shape);
    v.map("modes", p.modes, "Base share and speed of each local mode.");
}

template <class Kind>
struct IntercityBand {
    Name id;
    typename Kind::Scalar distance;
};

template <class V, class Kind>
void describe(V& v, IntercityBand<Kind>& p) {
    v.scalar({"distance", "km", "Mean trip length in the band.", kPositive}, p.distance);
}

template <class Kind>
struct IntercityMode {
    static constexpr const char* kIdsOf = "passenger.modes";
    Name id;
    std::vector<typename Kind::Scalar> band_shares;
    typename Kind::Scalar speed;
    typename Kind::Scalar access_time;
    typename Kind::Scalar fare;
};

template <class V, class Kind>
void describe(V& v, IntercityMode<Kind>& p) {
    v.scalar_list(
        {"band-shares", "1", "Share of its passenger-km in each band; adds to 1.", kFraction},
        p.band_shares);
    v.scalar({"speed", "km/h", "Line-haul speed.", {5.0, 1200.0}}, p.speed);
    v.scalar({"access-time", "min", "Access and waiting, both ends together.", kNotNegative},
             p.access_time);
    v.scalar(
        {"fare", "CNY2020/km", "Fare per person-km (car: fuel and wear per person).", kNotNegative},
        p.fare);
}

template <class Kind>
struct LocalTravel {
    std::vector<typename Kind::Scalar> band_edges;
    std::vector<Settlement<Kind>> settlements;
    bool shares_hold = false;
    typename Kind::Scalar logit_scale;
    typename Kind::Scalar access_weight;
    typename Kind::Scalar wait_weight;
    typename Kind::Scalar detour;
    typename Kind::Scalar induced;
    typename Kind::Scalar length_elasticity;
    typename Kind::Scalar ownership_effect;
    typename Kind::Scalar compact_share;
    typename Kind::Scalar compact_length;
};

template <class V, class Kind>
void describe(V& v, LocalTravel<Kind>& p) {
    v.scalar_list(
        {"band-edges", "km",
         "Lower edges of the distance bands, starting at 0; the last band is open.", kNotNegative},
        p.band_edges);
    v.map("settlements", p.settlements, "Settlement types.");
    v.flag(
        "shares-hold", p.shares_hold,
        "True: trips of the base year have the mode shares of the settlements, and the factor that "
        "closes passenger-km of a mode lengthens its trips; false: it multiplies them.");
    v.scalar({"logit-scale",
              "1",
              "Sensitivity: lambda times the mean generalised cost of motorised modes in a band.",
              {0.1, 20.0}},
             p.logit_scale);
    v.scalar({"access-weight", "1", "Weight of walking against in-vehicle time.", {0.5, 5.0}},
             p.access_weight);
    v.scalar({"wait-weight", "1", "Weight of waiting against in-vehicle time.", {0.5, 5.0}},
             p.wait_weight);
    v.scalar({"detour", "1", "Distance driven over trip length.", {1.0, 2.0}}, p.detour);
    v.scalar(
        {"induced", "1", "Exponent of trips on exp(change of log-sum): induced travel.", kFraction},
        p.induced);
    v.scalar({"length-elasticity", "1", "Exponent of trip length on the income index.", {0.0, 1.5}},
             p.length_elasticity);
    v.scalar({"ownership-effect",
              "1",
              "Weight of ln(cars per head) in the utility of the car.",
              {0.0, 2.0}},
             p.ownership_effect);
    v.scalar({"compact-share", "1",
              "Share of trips that a compact city can shorten (not commuting).", kFraction},
             p.compact_share);
    v.scalar(
        {"compact-length", "km", "Mean length of a trip within the neighbourhood.", {0.1, 5.0}},
        p.compact_length);
}

template <class Kind>
struct IntercityTravel {
    std::vector<IntercityBand<Kind>> bands;
    std::vector<IntercityMode<Kind>> modes;
    typename Kind::Scalar logit_scale;
    typename Kind::Scalar time_value_factor;
    typename Kind::Scalar income_factor;
    typename Kind::Scalar ownership_effect;
    typename Kind::Scalar induced;
};

template <class V, class Kind>
void describe(V& v, IntercityTravel<Kind>& p) {
    v.map("bands", p.bands, "Distance bands.");
    v.map("modes", p.modes, "Modes of intercity travel.");
    v.scalar({"logit-scale",
              "1",
              "Sensitivity: lambda times the mean generalised cost in a band.",
              {0.1, 20.0}},
             p.logit_scale);
    v.scalar({"time-value-factor", "1", "Value of time over that of local travel.", {0.2, 10.0}},
             p.time_value_factor);
    v.scalar(
        {"income-factor", "1", "Multiplier on the income elasticity of the table.", {0.0, 3.0}},
        p.income_factor);
    v.scalar({"ownership-effect",
              "1",
              "Weight of ln(cars per head) in the utility of the car.",
              {0.0, 2.0}},
             p.ownership_effect);
    v.scalar({"induced", "1", "Exponent of travel on exp(change of log-sum).", kFraction},
             p.induced);
}

template <class Kind>
struct Passenger {
    std::vector<Nest<Kind>> nests;
    std::vector<PassengerMode<Kind>> modes;
    typename Kind::Scalar time_value;
    typename Kind::Scalar working_hours;
    LocalTravel<Kind> local;
    IntercityTravel<Kind> intercity;
};

template <class V, class Kind>
void describe(V& v, Passenger<Kind>& p) {
    v.map("nests", p.nests, "Nests of the local mode choice.");
    v.map("modes", p.modes, "Passenger modes, local and intercity.");
    v.scalar({"time-value",
              "1",
              "Value of time as a multiple of GDP per head and working hour.",
              {0.02, 3.0}},
             p.time_value);
    v.scalar(
        {"working-hours", "h/yr", "Working hours that turn income into a wage.", {500.0, 4000.0}},
        p.working_hours);
    v.group("local", p.local, "Local travel.");
    v.group("intercity", p.intercity, "Intercity travel.");
}

}  // namespace tanlu
