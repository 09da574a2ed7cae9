// Shared and small vehicles, rides with others, and platforms that reward (docs/theory §6.5,
// §6.10).
#include "levers/list.hpp"
#include "levers/travel.hpp"

namespace tanlu::levers {
namespace {

struct SharedBikes {
    static config::LeverSpec spec() {
        return {
            .name = "shared-bikes",
            .family = config::Family::shared,
            .title = {"Shared bicycles", "共享单车"},
            .doc =
                "A bicycle is near: the way to it gets shorter, and more trips can be made on "
                "one. Ways to the station count in the access time of transit, which is a lever "
                "of its own; vans that move bicycles are left out.",
            .selectors = {mode_selector(config::Requirement::required, "bike"),
                          settlement_selector()},
            .parameters = {change("access-time", "Change of the time to reach a bicycle."),
                           {.key = "coverage",
                            .unit = "1",
                            .doc = "Change of the share of trips with a bicycle at hand.",
                            .range = {-0.9, 5.0},
                            .requirement = config::Requirement::optional}},
            .evidence = {.text = "Hardly a car trip replaced directly in Beijing and Shanghai "
                                 "[S:Zhu22]; bus riders -5 % in 36 Chinese cities.",
                         .source = "S:Dockless22",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_service(measure, [&](std::size_t, std::size_t, std::size_t cell) {
            scale(measure, "access-time", policies.access_time, cell);
            widen_coverage(measure, "coverage", policies, cell);
        });
    }
};

struct EBikeSupport {
    static config::LeverSpec spec() {
        config::SelectorSpec owned = class_selector();
        owned.requirement = config::Requirement::optional;
        owned.doc = "Vehicle classes whose stock grows; needed with `stock`.";
        return {
            .name = "e-bike-support",
            .family = config::Family::shared,
            .title = {"Support of e-bikes", "电动自行车支持"},
            .doc =
                "Raises the share of the mode by a relative effect, all else equal, and the stock "
                "of its vehicles if that is given too. The logit takes riders from all other "
                "modes in proportion to their shares, from those of its nest before all.",
            .selectors = {mode_selector(config::Requirement::required, "e-bike"),
                          settlement_selector(), std::move(owned)},
            .parameters = {{.key = "effect",
                            .unit = "1",
                            .doc = "Relative change of the mode's share of trips.",
                            .range = {-0.9, 5.0},
                            .requirement = config::Requirement::optional},
                           change("stock", "Change of the required stock of the classes.")},
            .evidence = {.text = "Kunming 2012: riders would else take the bus (55 %), a car or "
                                 "taxi (24 %), a bicycle (7 %). What support does to the share is "
                                 "not measured.",
                         .source = "S:Cherry16",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        raise_shares(measure, policies);
        const bool has_class = measure.policy.selection("class") != nullptr;
        if (has_class != (measure.policy.parameter("stock") != nullptr)) {
            measure.error("a class and the change of its stock belong together",
                          has_class ? "give 'stock', or leave the class out"
                                    : "name the class under 'for', e.g. class: e-bike");
            return;
        }
        if (!has_class) return;
        const auto modes = measure.selected("mode", measure.parameters.passenger.modes);
        each_passenger_class(measure, [&](std::size_t v) {
            const std::size_t m = *measure.structure.classes[v].passenger_mode;
            if (!std::binary_search(modes.begin(), modes.end(), m)) {
                measure.error("'" + measure.parameters.classes[v].id.text +
                                  "' does not serve the modes that are supported",
                              "name the class of the mode, e.g. class: e-bike");
                return;
            }
            scale(measure, "stock", policies.required_stock, v);
        });
    }
};

struct CarSharing {
    static config::LeverSpec spec() {
        return {
            .name = "car-sharing",
            .family = config::Family::shared,
            .title = {"Car sharing", "汽车共享"},
            .doc =
                "Fewer private cars are needed; with fewer cars per head fewer trips are made by "
                "car. Shared cars are not counted as a class of their own: give the reduction net "
                "of them.",
            .selectors = {},
            .parameters = {{.key = "schedule",
                            .unit = "1",
                            .doc = "Reduction of the private cars that people want.",
                            .range = {0.0, 0.9}}},
            .evidence = {.text = "Members in Vancouver own 0.32 (0.10 one-way) cars fewer a "
                                 "household, by their own account. Not measured for China.",
                         .source = "S:CarSharing18",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_year("schedule", [&](int year, const Real& reduction) {
            policies.required_stock.edit(measure.structure.owner, year) *= 1.0 - reduction;
        });
    }
};

struct RidePooling {
    static config::LeverSpec spec() {
        return {
            .name = "ride-pooling",
            .family = config::Family::shared,
            .title = {"Pooled rides", "合乘"},
            .doc =
                "More persons in a vehicle: fewer vehicle-km for the same travel. Where users pay "
                "fuel and wear, each pays less, and the cheaper rides draw riders; a fare that "
                "falls with pooling is a policy on `fares`. Detours and time lost to picking up "
                "are left out.",
            .selectors = {class_selector("taxi")},
            .parameters = {{.key = "occupancy",
                            .unit = "1",
                            .doc = "Increase of persons per vehicle.",
                            .range = {0.0, 3.0}}},
            .evidence = {.text = "At most 30 % (two seats) to 50 % (six) less emissions of hailed "
                                 "rides if all shared, by simulation. What part does share in "
                                 "China is not known to us from a source seen.",
                         .source = "S:Pooling23",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_passenger_class(
            measure, [&](std::size_t v) { scale(measure, "occupancy", policies.occupancy, v); });
    }
};

struct RideHail {
    static config::LeverSpec spec() {
        return {
            .name = "ride-hail",
            .family = config::Family::shared,
            .title = {"Empty running of taxis and hailed rides", "网约车空驶"},
            .doc =
                "Changes the kilometres that a class drives empty between rides. With e of all "
                "kilometres empty in the base year, vehicle-km for the same travel become 1 + e x "
                "times as many, x being the change of empty km per occupied km. Waiting and fares "
                "do not answer.",
            .selectors = {class_selector("taxi")},
            .parameters = {change("empty-running", "Change of empty km per occupied km."),
                           described("base-empty-share", "1",
                                     "Part of the vehicle-km that is empty in the base year; 40 % "
                                     "where left out.",
                                     {0.0, 0.9}, config::Requirement::optional)},
            .evidence = {.text = "40.8 % of the vehicle-km empty in Denver 2016, one driver's "
                                 "sample; 40 % is a placeholder for China.",
                         .source = "S:Henao18",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        constexpr double kEmptyShare = 0.4;  // to be calibrated, specification §6.8
        const YearSeries<Real> empty = measure.describing("base-empty-share", kEmptyShare);
        each_passenger_class(measure, [&](std::size_t v) {
            const std::size_t m = *measure.structure.classes[v].passenger_mode;
            if (measure.parameters.passenger.modes[m].wear) {
                measure.error("nobody hails a '" + measure.parameters.classes[v].id.text +
                                  "': its users drive it themselves",
                              "name the class of taxis and hailed rides");
                return;
            }
            measure.each_year("empty-running", [&](int year, const Real& change) {
                policies.vehicle_use.edit(v, year) *= 1.0 + empty.at(year) * change;
            });
        });
    }
};

struct MaasCarbonCredit {
    static config::LeverSpec spec() {
        return {
            .name = "maas-carbon-credit",
            .family = config::Family::shared,
            .title = {"Mobility service with carbon credits", "绿色出行碳普惠"},
            .doc =
                "Participants make more of their trips by the rewarded modes, the others travel "
                "as before; the two are mixed. The effect on each mode is all else equal, so that "
                "several rewarded modes take from each other. Credits cost nobody anything here.",
            .selectors = {mode_selector(), settlement_selector()},
            .parameters = {{.key = "participants",
                            .unit = "1",
                            .doc = "Share of travellers that take part.",
                            .range = kFraction},
                           {.key = "effect",
                            .unit = "1",
                            .doc = "Relative change of the share of each mode among them.",
                            .range = {-0.9, 5.0}}},
            .evidence = {.text = "Beijing: green trips of participants +20.3 %, +12.8 % after "
                                 "eight months, as they logged them; gasoline car use -1.8 %.",
                         .source = "S:Liu25",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const std::size_t modes = measure.parameters.passenger.modes.size();
        std::vector<region::TravelCondition<Real>> conditions;
        each_service(measure, [&](std::size_t s, std::size_t i, std::size_t cell) {
            if (conditions.empty() || conditions.back().settlement != s) {
                conditions.push_back({s, measure.strength("participants"), std::nullopt, {}});
            }
            auto reward = effect_on(measure, cell % modes);
            measure.each_year("effect", [&](int year, const Real& effect) {
                reward.utility.at(year) = service_shift(measure, policies, s, i, effect);
            });
            conditions.back().effects.push_back(std::move(reward));
        });
        for (auto& condition : conditions) add_condition(measure, std::move(condition), policies);
    }
};

}  // namespace

Lever shared_bikes() {
    return make_lever<SharedBikes>();
}
Lever e_bike_support() {
    return make_lever<EBikeSupport>();
}
Lever car_sharing() {
    return make_lever<CarSharing>();
}
Lever ride_pooling() {
    return make_lever<RidePooling>();
}
Lever ride_hail() {
    return make_lever<RideHail>();
}
Lever maas_carbon_credit() {
    return make_lever<MaasCarbonCredit>();
}

}  // namespace tanlu::levers
