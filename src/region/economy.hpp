#pragma once
// Drivers of the region by year: people, income, the value of time (docs/theory §2).
#include <vector>

#include "model/status.hpp"
#include "parameters/parameters.hpp"

namespace tanlu::region {

/// Drivers of one year.
template <class Real>
struct Economy {
    Real population = 0.0;                ///< [person]
    Real urban_population = 0.0;          ///< [person]
    Real gdp = 0.0;                       ///< [CNY2020/yr]
    Real income = 0.0;                    ///< GDP per head [CNY2020/person/yr]
    Real income_ratio = 1.0;              ///< income over that of the base year [1]
    Real gdp_ratio = 1.0;                 ///< GDP over that of the year before [1]
    Real time_value = 0.0;                ///< value of time of local travel [CNY2020/min]
    Real income_index = 1.0;              ///< what income does to passenger-km per head [1]
    Real intercity_index = 1.0;           ///< the same for intercity travel [1]
    Real freight_elasticity_table = 0.0;  ///< table value at the income of the year [1]
    Real local_shock = 1.0;
    Real intercity_shock = 1.0;
};

/// Economy of each year from the base year on; entry 0 is the base year.
template <class Real>
void economies(const Parameters<RunKind<Real>>& p, int base_year, int horizon,
               std::vector<Economy<Real>>& result);
template <class Real>
std::vector<Economy<Real>> economies(const Parameters<RunKind<Real>>& p, int base_year,
                                     int horizon);

/// GDP per head [CNY2020/person/yr], mean of `years` years up to `year`.
template <class Real>
Real trailing_income(const Drivers<RunKind<Real>>& drivers, int year, int years);

/// Domain error where there are no people, no product, or shares outside [0, 1].
template <class Real>
model::Status<Real> domain_of(const std::vector<Economy<Real>>& economies);

}  // namespace tanlu::region
