// Prices of travel: fares, charges on roads and for parking (docs/theory §6.3, §6.5).
#include "levers/list.hpp"
#include "levers/travel.hpp"

namespace tanlu::levers {
namespace {

struct Fares {
    static config::LeverSpec spec() {
        return {
            .name = "fares",
            .family = config::Family::prices,
            .title = {"Fares", "票价"},
            .doc =
                "Changes the fares of a mode against the pack, flag and distance fare, local and "
                "intercity; travellers answer by the generalised cost of the mode choice. What "
                "operators lose or gain is not booked.",
            .selectors = {{.key = "mode",
                           .of = "passenger.modes",
                           .groups = {},
                           .requirement = config::Requirement::required,
                           .doc = "Passenger modes that charge fares, local or intercity.",
                           .example = "bus"}},
            .parameters = {{.key = "fare",
                            .unit = "1",
                            .doc = "Change of fares; -100 % is free travel.",
                            .range = {-1.0, 5.0},
                            .example = -0.2}},
            .evidence = {.text = "Bus patronage to fare about -0.3 (-0.1 to -0.6), metro about "
                                 "half; the model's own elasticities are to be held against it.",
                         .source = "S:Bly76",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const auto& modes = measure.parameters.passenger.modes;
        const auto& intercity = measure.parameters.passenger.intercity.modes;
        for (const std::size_t m : measure.selected("mode", modes)) {
            const std::string& id = modes[m].id.text;
            const bool rides = !modes[m].wear;
            const bool charges = modes[m].fixed_fare || modes[m].fare ||
                                 region::position_of(intercity, id) < intercity.size();
            if (!rides || !charges) {
                measure.error("'" + id + "' has no fares to change",
                              rides ? "choose a mode that charges for the ride"
                                    : "its users pay fuel and wear; see parking-price, "
                                      "congestion-charge and carbon-price");
                continue;
            }
            scale(measure, "fare", policies.fare, m);
        }
    }
};

struct CongestionCharge {
    static config::LeverSpec spec() {
        return {
            .name = "congestion-charge",
            .family = config::Family::prices,
            .title = {"Congestion charge", "拥堵收费"},
            .doc =
                "Part of the local trips pay a charge if they are made by the mode; the choice of "
                "those who would pay and of the others is mixed. Speeds, trucks and intercity "
                "travel do not answer, and what is collected is not spent.",
            .selectors = {settlement_selector(), mode_selector(config::Requirement::optional)},
            .parameters = {{.key = "charge",
                            .unit = "CNY2020",
                            .doc = "Per trip and person; that of a car over the persons in it.",
                            .range = kTripMoney,
                            .requirement = config::Requirement::optional,
                            .example = 10.0},
                           {.key = "distance-charge",
                            .unit = "CNY2020/km",
                            .doc = "Per km of the whole trip and person.",
                            .range = kTripMoney,
                            .requirement = config::Requirement::optional},
                           described("zone", "1",
                                     "Local trips that touch the priced area in the priced hours, "
                                     "by whatever mode.",
                                     kFraction, config::Requirement::required),
                           described("nev-discount", "1",
                                     "Part of the charge waived for new-energy vehicles, as if "
                                     "that part of them paid nothing; none where left out.",
                                     kFraction, config::Requirement::optional)},
            .evidence = {.text = "Traffic across the cordon -22 % in the Stockholm trial of 2006 "
                                 "[secondary pages], the effect did not fade in five years; CO2 "
                                 "-16 % within the zone of London [S:TfL07]. Not measured for "
                                 "China.",
                         .source = "S:Stockholm12",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        if (!measure.policy.parameter("charge") && !measure.policy.parameter("distance-charge")) {
            measure.error("the policy charges nothing", "give a charge or a distance-charge");
            return;
        }
        const auto& all_modes = measure.parameters.passenger.modes;
        const std::vector<std::size_t> modes = measure.policy.selection("mode")
                                                   ? measure.selected("mode", all_modes)
                                                   : std::vector{measure.structure.car};
        std::optional<region::FleetPart<Real>> payers;
        if (measure.policy.parameter("nev-discount")) {
            const auto& servers = measure.structure.servers[modes.front()];
            if (modes.size() > 1 || servers.empty()) {
                measure.error("nev-discount needs one mode that vehicles of the fleet serve",
                              "write a policy for each mode");
                return;
            }
            const bool is_car = modes.front() == measure.structure.car;
            payers = all_but_nev(measure, is_car ? measure.structure.owner : servers.front(),
                                 measure.describing("nev-discount", 0.0));
        }
        std::vector<region::TravelCondition<Real>> conditions;
        each_service(measure, modes, [&](std::size_t s, std::size_t, std::size_t cell) {
            if (conditions.empty() || conditions.back().settlement != s) {
                conditions.push_back({s, measure.describing("zone", 0.0), payers, {}});
            }
            auto effect = effect_on(measure, cell % all_modes.size());
            effect.charge = measure.strength("charge");
            effect.charge_per_km = measure.strength("distance-charge");
            conditions.back().effects.push_back(std::move(effect));
        });
        for (auto& condition : conditions) add_condition(measure, std::move(condition), policies);
    }
};

struct ParkingPrice {
    static config::LeverSpec spec() {
        return {
            .name = "parking-price",
            .family = config::Family::prices,
            .title = {"Price of parking", "停车收费"},
            .doc =
                "Part of the car trips pay for parking, besides what the pack has; the choice "
                "of those who would pay and of the others is mixed. The search for a place "
                "does not get shorter.",
            .selectors = {settlement_selector()},
            .parameters = {{.key = "charge",
                            .unit = "CNY2020",
                            .doc = "Added per trip and person; that of a car over the persons "
                                   "in it.",
                            .range = kTripMoney,
                            .example = 5.0},
                           described("covered", "1",
                                     "Trips that would pay if they were made by car.", kFraction,
                                     config::Requirement::required)},
            .evidence = {.text = "Parked cars to the price on the street -0.4 in San Francisco, "
                                 "-0.29 in Dublin [S:Kelly05]; not car-km, and not measured "
                                 "for China.",
                         .source = "S:Pierce13",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_service(
            measure, {measure.structure.car}, [&](std::size_t s, std::size_t, std::size_t) {
                auto effect = effect_on(measure, measure.structure.car);
                effect.charge = measure.strength("charge");
                add_condition(
                    measure,
                    {s, measure.describing("covered", 0.0), std::nullopt, {std::move(effect)}},
                    policies);
            });
    }
};

}  // namespace

Lever fares() {
    return make_lever<Fares>();
}
Lever congestion_charge() {
    return make_lever<CongestionCharge>();
}
Lever parking_price() {
    return make_lever<ParkingPrice>();
}

}  // namespace tanlu::levers
