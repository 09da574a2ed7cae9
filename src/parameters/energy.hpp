#pragma once
// Energy carriers: content, emissions, upstream, price (docs/theory §1.4, §9).
#include <optional>
#include <vector>

#include "parameters/field.hpp"

namespace tanlu {

template <class Kind>
struct Carrier {
    Name id;
    Text title;
    bool petroleum = false;
    std::optional<typename Kind::Scalar> energy_content;
    typename Kind::Scalar co2;
    typename Kind::Scalar biogenic_share;
    std::optional<typename Kind::Scalar> ch4;
    std::optional<typename Kind::Scalar> n2o;
    std::optional<typename Kind::Series> production;
    std::optional<typename Kind::Series> upstream;
    std::optional<typename Kind::Series> price;
};

template <class V, class Kind>
void describe(V& v, Carrier<Kind>& p) {
    v.text("title", p.title, "Name of the carrier.");
    v.flag("petroleum", p.petroleum, "Counts as petroleum in indicators.");
    v.optional_scalar({"energy-content", "MJ/m3|MJ/kg",
                       "Lower heating value; needed where the carrier is measured by volume or "
                       "mass anywhere in the pack.",
                       kPositive},
                      p.energy_content);
    v.scalar({"co2",
              "kg/MJ",
              "CO2 of combustion (tank to wheel), before the biogenic share.",
              {0.0, 0.2}},
             p.co2);
    v.scalar(
        {"biogenic-share", "1",
         "Share of the energy whose CO2 is biogenic or recycled and counts as zero.", kFraction},
        p.biogenic_share);
    v.optional_scalar({"ch4", "kg/MJ", "CH4 of combustion (Tier 1).", {0.0, 0.01}}, p.ch4);
    v.optional_scalar({"n2o", "kg/MJ", "N2O of combustion (Tier 1).", {0.0, 0.01}}, p.n2o);
    v.optional_series({"production", "kg/MJ|kg/kg",
                       "CO2 of making electricity or hydrogen, per energy (or per mass) at the "
                       "plug or pump; belongs to the boundary ttw_grid.",
                       kNotNegative},
                      p.production);
    v.optional_series({"upstream", "kg/MJ|kg/kg",
                       "CO2e of extraction, processing and transport (well to tank) beyond "
                       "`production`; belongs to the boundary wtw.",
                       kNotNegative},
                      p.upstream);
    v.optional_series({"price", "CNY2020/MJ|CNY2020/m3|CNY2020/kg",
                       "Price paid by users, taxes included.", kPositive},
                      p.price);
}

}  // namespace tanlu
