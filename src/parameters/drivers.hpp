#pragma once
// Drivers of demand: population, income, shocks (docs/theory §2).
#include <optional>
#include <vector>

#include "parameters/field.hpp"

namespace tanlu {

/// One point of the table of income elasticities (§2.3).
template <class Kind>
struct ElasticityPoint {
    Name id;
    typename Kind::Scalar income;
    typename Kind::Scalar passenger;
    typename Kind::Scalar freight;
};

template <class V, class Kind>
void describe(V& v, ElasticityPoint<Kind>& p) {
    v.scalar({"income", "int$2017/person/yr", "GDP per head, purchasing power parity.", kPositive},
             p.income);
    v.scalar({"passenger", "1", "Income elasticity of passenger-km per head.", {0.0, 3.0}},
             p.passenger);
    v.scalar({"freight", "1", "Elasticity of tonne-km to GDP.", {0.0, 3.0}}, p.freight);
}

template <class Kind>
struct Drivers {
    typename Kind::Series population;
    typename Kind::Series urban_share;
    typename Kind::Series gdp;
    typename Kind::Scalar ppp;
    std::vector<ElasticityPoint<Kind>> income_elasticity;
    typename Kind::Series local_shock;
    typename Kind::Series intercity_shock;
};

template <class V, class Kind>
void describe(V& v, Drivers<Kind>& p) {
    v.series({"population", "person", "Resident population, year average.", kPositive},
             p.population);
    v.series({"urban-share", "1", "Share of the population living in urban areas.", kFraction},
             p.urban_share);
    v.series({"gdp", "CNY2020/yr", "Gross domestic product at constant prices.", kPositive}, p.gdp);
    v.scalar({"ppp", "CNY2020/int$2017", "Converts income for tables in purchasing power parity.",
              kPositive},
             p.ppp);
    v.map("income-elasticity", p.income_elasticity,
          "Points of the elasticity table, by rising income; linear between, ends held.");
    v.series(
        {"local-shock", "1",
         "Multiplier on local trips in single years (e.g. 2020-2022); 1 elsewhere.", kPositive},
        p.local_shock);
    v.series({"intercity-shock", "1", "Multiplier on intercity passenger-km in single years.",
              kPositive},
             p.intercity_shock);
}

}  // namespace tanlu
