// A yearly quota of plates, with two groups of buyers (docs/theory §3.2).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct PlateQuota {
    static config::LeverSpec spec() {
        const auto plates = [](std::string key, std::string unit, std::string doc, double example) {
            return config::ParameterSpec{.key = std::move(key),
                                         .unit = std::move(unit),
                                         .doc = std::move(doc),
                                         .range = {0.0, region::kNoLimit},
                                         .requirement = config::Requirement::optional,
                                         .neutral = region::kNoLimit,
                                         .example = example};
        };
        return {
            .name = "plate-quota",
            .family = config::Family::ownership,
            .title = {"Plate quota", "小客车指标调控"},
            .doc =
                "Caps what is added to the stock in a year; whoever replaces a scrapped vehicle "
                "keeps the plate. With a quota for conventional vehicles, first-time buyers choose "
                "within it and buyers who replace choose freely. Fewer cars per head draw people "
                "to other modes; what remains unbought is the output unmet_stock. A region is one "
                "place: give the plates of the whole region, or those for each resident, which "
                "suits packages for several regions. Of several quotas the lowest holds.",
            .selectors = {class_selector("private-car")},
            .parameters = {plates("plates", "vehicle/yr", "New plates a year, of all kinds.", 1e7),
                           plates("conventional", "vehicle/yr",
                                  "Of them for vehicles that are not new-energy vehicles.", 1e7),
                           plates("plates-per-person", "vehicle/person/yr",
                                  "New plates a year, of all kinds, for each resident.", 0.005)},
            .cost = "None to the state; the scarcity is borne by those without a plate.",
            .evidence = {.text =
                             "The Beijing lottery lowered the car stock by 14 % (11 to 15 %) and "
                             "the distance driven by about 10 %, 2011-2014.",
                         .source = "S:Yang20",
                         .grade = Grade::b}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        for (const std::size_t v : measure.selected("class", measure.parameters.classes)) {
            if (measure.parameters.classes[v].stock_rule == StockRule::activity) {
                measure.error(
                    "the stock of '" + measure.parameters.classes[v].id.text +
                        "' follows its work: fewer plates would only make each drive more",
                    "name a class that people own, such as private-car");
                continue;
            }
            const auto limit = [&](std::string_view key, region::YearTable<Real>& table) {
                measure.each_year(key, [&](int year, const Real& plates) {
                    Real& most = table.edit(v, year);
                    most = min(most, plates);
                });
            };
            limit("plates", policies.plates);
            limit("conventional", policies.conventional_plates);
            const auto& residents = measure.parameters.drivers.population;
            measure.each_year("plates-per-person", [&](int year, const Real& plates) {
                Real& most = policies.plates.edit(v, year);
                most = min(most, Real(plates * residents.at(year)));
            });
            check_order(measure, policies, v);
        }
    }

private:
    /// More plates for conventional vehicles than plates is a slip of the pen.
    template <class Real>
    static void check_order(const Measure<Real>& measure, const region::Policies<Real>& policies,
                            std::size_t v) {
        if (!measure.policy.parameter("plates") || !measure.policy.parameter("conventional"))
            return;
        for (int year = measure.base_year + 1; year <= measure.horizon; ++year) {
            const Real conventional = policies.conventional_plates.at(v, year);
            if (lane(conventional, 0) >= region::kNoLimit) continue;
            if (lane(conventional, 0) <= lane(policies.plates.at(v, year), 0)) continue;
            measure.error("more plates for conventional vehicles than plates of all kinds",
                          "`conventional` is part of `plates`");
            return;
        }
    }
};

}  // namespace

Lever plate_quota() {
    return make_lever<PlateQuota>();
}

}  // namespace tanlu::levers
