// Money at purchase: subsidies and relief from the purchase tax (docs/theory §5.2).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct Subsidy {
    static config::LeverSpec spec() {
        return {.name = "purchase-subsidy",
                .family = config::Family::prices,
                .title = {"Purchase subsidy", "购置补贴"},
                .doc =
                    "Lowers the price buyers pay and so the cost of ownership that enters the "
                    "technology choice.",
                .selectors = {class_selector(), technology_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "CNY2020/vehicle",
                                .doc = "Subsidy per vehicle.",
                                .range = kVehicleMoney,
                                .example = 10000.0}},
                .evidence = {.text = "Acts through the cost of ownership; its strength is the "
                                     "own-cost elasticity of the class.",
                             .source = "model specification 5.2",
                             .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("schedule", [&](int year, const Real& amount) {
                policies.subsidy.edit(slot.row, year) += amount;
            });
        });
    }
};

struct TaxExemption {
    static config::LeverSpec spec() {
        return {.name = "purchase-tax-exemption",
                .family = config::Family::prices,
                .title = {"Exemption from purchase tax", "免征车辆购置税"},
                .doc = "Waives part of the purchase tax, up to a cap per vehicle.",
                .selectors = {class_selector(), technology_selector()},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Part of the tax waived.",
                                .range = kFraction},
                               {.key = "cap",
                                .unit = "CNY2020/vehicle",
                                .doc = "Most that is waived per vehicle; no cap where left out.",
                                .range = kVehicleMoney,
                                .requirement = config::Requirement::optional}},
                .evidence = {.text = "Acts through the cost of ownership; cap and dates of the "
                                     "Chinese exemption as reported in June 2023.",
                             .source = "S:Fitch23",
                             .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const int from = measure.first_year("schedule");
        const YearSeries<Real> waived = measure.series("schedule");
        measure.each_technology([&](std::size_t, std::size_t, const region::TechnologySlot& slot) {
            measure.each_year("schedule", [&](int year, const Real& part) {
                Real& relief = policies.tax_relief.edit(slot.row, year);
                relief = max(relief, part);
            });
            // A policy that waives nothing in a year caps nothing in it: others may be in force.
            measure.each_year("cap", [&](int year, const Real& cap) {
                if (year < from) return;
                Real& most = policies.tax_relief_cap.edit(slot.row, year);
                most = select(waived.at(year) <= Real(0.0), most, min(most, cap));
            });
        });
    }
};

}  // namespace

Lever purchase_subsidy() {
    return make_lever<Subsidy>();
}
Lever purchase_tax_exemption() {
    return make_lever<TaxExemption>();
}

}  // namespace tanlu::levers
