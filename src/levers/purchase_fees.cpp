// Fees on some vehicles and privileges for others: the other half of a feebate (docs/theory §5.2).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct Fee {
    static config::LeverSpec spec() {
        return {
            .name = "vehicle-fee",
            .family = config::Family::prices,
            .title = {"Fee on new vehicles", "新车购置税费"},
            .doc =
                "Raises the price buyers pay, like a registration tax or the malus of a "
                "feebate, and so the cost of ownership that enters the technology choice. "
                "The number of vehicles bought does not answer to their price.",
            .selectors = {class_selector(), technology_selector("gasoline")},
            .parameters = {{.key = "schedule",
                            .unit = "CNY2020/vehicle",
                            .doc = "Fee per vehicle.",
                            .range = kVehicleMoney,
                            .example = 10000.0}},
            .cost = "None to the state; buyers pay the fee.",
            .evidence = {.text = "Acts through the cost of ownership like a subsidy, with the "
                                 "other sign; no Chinese evaluation of a feebate is known to us.",
                         .source = std::string(config::kNoEvidence),
                         .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("schedule", [&](int year, const Real& amount) {
                policies.subsidy.edit(slot.row, year) -= amount;
            });
        });
    }
};

struct Privileges {
    static config::LeverSpec spec() {
        return {
            .name = "owner-privileges",
            .family = config::Family::ownership,
            .title = {"Privileges of owners", "新能源汽车使用优惠"},
            .doc =
                "What it is worth to an owner, a year, to be free of driving restrictions, to "
                "park for nothing or to use bus lanes; lowers the cost of ownership that "
                "enters the technology choice. The travel of those who enjoy it is not "
                "changed.",
            .selectors = {class_selector(), technology_selector()},
            .parameters = {{.key = "worth",
                            .unit = "CNY2020/vehicle/yr",
                            .doc = "Worth of the privileges a year.",
                            .range = kVehicleMoney,
                            .example = 1000.0}},
            .cost = "Parking fees and road space forgone; not counted.",
            .evidence = {.text = "Stated preference in China: a free plate against a lottery is "
                                 "worth 106 144 CNY a car and a home charger 91 039 CNY; upper "
                                 "bounds, far too large to be used undamped.",
                         .source = "S:Qian19",
                         .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("worth", [&](int year, const Real& amount) {
                policies.privilege.edit(slot.row, year) += amount;
            });
        });
    }
};

}  // namespace

Lever vehicle_fee() {
    return make_lever<Fee>();
}
Lever owner_privileges() {
    return make_lever<Privileges>();
}

}  // namespace tanlu::levers
