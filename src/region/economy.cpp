#include "region/economy.hpp"

#include "lanes/lanes.hpp"
#include "model/generalised_cost.hpp"
#include "model/income.hpp"

namespace tanlu::region {
namespace {

/// The elasticity table as columns.
template <class Real>
struct ElasticityTable {
    std::vector<Real> income, passenger, freight;

    explicit ElasticityTable(const std::vector<ElasticityPoint<RunKind<Real>>>& points) {
        for (const auto& point : points) {
            income.push_back(point.income);
            passenger.push_back(point.passenger);
            freight.push_back(point.freight);
        }
    }
};

template <class Real>
Real income_of(const Drivers<RunKind<Real>>& drivers, int year) {
    return drivers.gdp.at(year) / drivers.population.at(year);
}

}  // namespace

template <class Real>
Real trailing_income(const Drivers<RunKind<Real>>& drivers, int year, int years) {
    Real sum = 0.0;
    for (int t = year; t > year - years; --t) sum += income_of(drivers, t);
    return sum / static_cast<double>(years);
}

template <class Real>
void economies(const Parameters<RunKind<Real>>& p, int base_year, int horizon,
               std::vector<Economy<Real>>& result) {
    const Drivers<RunKind<Real>>& drivers = p.drivers;
    const ElasticityTable<Real> table(drivers.income_elasticity);
    const Real base_income = income_of(drivers, base_year);
    const Real unit_elastic = 1.0;

    result.clear();
    for (int year = base_year; year <= horizon; ++year) {
        Economy<Real> now;
        now.population = drivers.population.at(year);
        now.urban_population = now.population * drivers.urban_share.at(year);
        now.gdp = drivers.gdp.at(year);
        now.income = now.gdp / now.population;
        now.income_ratio = now.income / base_income;
        now.time_value =
            model::value_of_time<Real>(p.passenger.time_value, p.passenger.working_hours,
                                       base_income, now.income, unit_elastic);
        now.freight_elasticity_table =
            model::elasticity_at<Real>(table.income, table.freight, Real(now.income / drivers.ppp));
        now.local_shock = drivers.local_shock.at(year);
        now.intercity_shock = drivers.intercity_shock.at(year);
        if (year > base_year) {
            const Economy<Real>& last = result.back();
            const Real elasticity = model::elasticity_at<Real>(table.income, table.passenger,
                                                               Real(last.income / drivers.ppp));
            now.gdp_ratio = now.gdp / last.gdp;
            now.income_index = model::chained_index<Real>(last.income_index, last.income,
                                                          now.income, elasticity, Real(1.0));
            now.intercity_index =
                model::chained_index<Real>(last.intercity_index, last.income, now.income,
                                           elasticity, p.passenger.intercity.income_factor);
        }
        result.push_back(now);
    }
}

template <class Real>
std::vector<Economy<Real>> economies(const Parameters<RunKind<Real>>& p, int base_year,
                                     int horizon) {
    std::vector<Economy<Real>> result;
    economies(p, base_year, horizon, result);
    return result;
}

template <class Real>
model::Status<Real> domain_of(const std::vector<Economy<Real>>& economies) {
    model::Status<Real> status;
    const auto require = [&status](const model::Mask<Real>& holds) {
        status.raise(!holds, model::Problem::domain_error);
    };
    for (const auto& now : economies) {
        for (const Real* positive :
             {&now.population, &now.gdp, &now.local_shock, &now.intercity_shock}) {
            require(*positive > Real(0.0));
        }
        require(now.urban_population >= Real(0.0));
        require(now.urban_population <= now.population);
    }
    return status;
}

template model::Status<double> domain_of(const std::vector<Economy<double>>&);
template model::Status<Lanes> domain_of(const std::vector<Economy<Lanes>>&);
template double trailing_income(const Drivers<RunKind<double>>&, int, int);
template Lanes trailing_income(const Drivers<RunKind<Lanes>>&, int, int);
template void economies(const Parameters<RunKind<double>>&, int, int,
                        std::vector<Economy<double>>&);
template void economies(const Parameters<RunKind<Lanes>>&, int, int, std::vector<Economy<Lanes>>&);
template std::vector<Economy<double>> economies(const Parameters<RunKind<double>>&, int, int);
template std::vector<Economy<Lanes>> economies(const Parameters<RunKind<Lanes>>&, int, int);

}  // namespace tanlu::region
