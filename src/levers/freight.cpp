// Freight from road to rail and water (docs/theory §7.2, §7.3).
#include "levers/list.hpp"
#include "levers/measure.hpp"

namespace tanlu::levers {
namespace {

struct Shift {
    static config::LeverSpec spec() {
        return {.name = "freight-shift",
                .family = config::Family::freight,
                .title = {"Freight to rail and water", "公转铁、公转水"},
                .doc =
                    "Makes a mode more attractive for goods that can change mode: capacity, "
                    "access tracks, reliability. Entered as the shift of utility that would "
                    "raise its share of base-year tonne-km by the effect if all goods could "
                    "choose; drayage is added to the road.",
                .selectors = {{.key = "mode",
                               .of = "freight.modes",
                               .groups = {},
                               .requirement = config::Requirement::required,
                               .doc = "Freight modes.",
                               .example = "rail"}},
                .parameters = {{.key = "effect",
                                .unit = "1",
                                .doc = "Relative change of the mode's share.",
                                .range = {-0.9, 5.0}}},
                .evidence = {.text = "Pricing alone moves little below 500 km; what access tracks "
                                     "and hubs move in China is not identified.",
                             .source = "S:Rich11",
                             .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        const auto& modes = measure.parameters.freight.modes;
        Real total = 0.0;
        for (const auto& mode : modes) total += mode.base_tkm;
        for (const std::size_t m : measure.selected("mode", modes)) {
            const Real share = modes[m].base_tkm / total;
            measure.each_year("effect", [&](int year, const Real& effect) {
                policies.freight_utility.edit(m, year) +=
                    shift_of_effect<Real>(measure, policies, {share, share, Real(1.0)}, effect,
                                          "'" + modes[m].id.text + "'");
            });
        }
    }
};

struct Intermodal {
    static config::LeverSpec spec() {
        return {.name = "intermodal-standardisation",
                .family = config::Family::freight,
                .title = {"Standard load units and hubs", "多式联运标准化"},
                .doc =
                    "Cheapens transfers and widens the share of goods that can change mode at "
                    "all.",
                .selectors = {},
                .parameters = {{.key = "transfer-cost",
                                .unit = "1",
                                .doc = "Change of the cost of a transfer.",
                                .range = {-0.95, 1.0},
                                .requirement = config::Requirement::optional,
                                .example = -0.2},
                               {.key = "contestable",
                                .unit = "1",
                                .doc = "Change of the contestable share of general goods and bulk.",
                                .range = {-0.9, 3.0},
                                .requirement = config::Requirement::optional}},
                .evidence = {.text = "No Chinese evaluation of standard load units is known to us.",
                             .source = "none",
                             .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_year("transfer-cost", [&](int year, const Real& change) {
            policies.transfer_cost.edit(0, year) *= 1.0 + change;
        });
        for (std::size_t c = 0; c < measure.parameters.freight.commodities.size(); ++c) {
            measure.each_year("contestable", [&](int year, const Real& change) {
                policies.contestable.edit(c, year) *= 1.0 + change;
            });
        }
    }
};

struct Hubs {
    static config::LeverSpec spec() {
        return {
            .name = "logistics-hubs",
            .family = config::Family::freight,
            .title = {"Logistics hubs and access tracks", "物流枢纽与专用线"},
            .doc =
                "Brings terminals nearer to the goods: shorter drayage makes rail and water "
                "cheaper by two ends at the road tariff, for all goods, and goods newly moved to "
                "them add less to the road; the drayage of goods that went by them already stays "
                "in the road's tonne-km. More goods can change mode at all. Building the hubs, and "
                "traffic around them, are left out.",
            .selectors = {},
            .parameters = {{.key = "drayage",
                            .unit = "1",
                            .doc = "Change of the road distance to and from a terminal.",
                            .range = {-0.95, 1.0},
                            .requirement = config::Requirement::optional},
                           {.key = "contestable",
                            .unit = "1",
                            .doc = "Change of the contestable share of general goods and bulk.",
                            .range = {-0.9, 3.0},
                            .requirement = config::Requirement::optional}},
            .cost =
                "Public aid of CHF 400 million bought terminal capacity of two million TEU "
                "in Switzerland and Italy, 1986-2011 (Swiss Federal Audit Office 2012).",
            .evidence = {
                .text =
                    "What hubs and access tracks move in China is not identified, and the drayage "
                    "itself is a judgement of the pack. In a simulation rail with trucks competes "
                    "even over short distances where drayage is cheap (Zgonc et al. 2019).",
                .source = std::string(config::kNoEvidence),
                .grade = Grade::unverified}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        measure.each_year("drayage", [&](int year, const Real& change) {
            policies.drayage.edit(0, year) *= 1.0 + change;
        });
        for (std::size_t c = 0; c < measure.parameters.freight.commodities.size(); ++c) {
            measure.each_year("contestable", [&](int year, const Real& change) {
                policies.contestable.edit(c, year) *= 1.0 + change;
            });
        }
    }
};

}  // namespace

Lever logistics_hubs() {
    return make_lever<Hubs>();
}
Lever freight_shift() {
    return make_lever<Shift>();
}
Lever intermodal_standardisation() {
    return make_lever<Intermodal>();
}

}  // namespace tanlu::levers
