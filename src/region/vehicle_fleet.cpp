#include "region/vehicle_fleet.hpp"

#include <algorithm>

#include "model/range.hpp"
#include "model/survival.hpp"

namespace tanlu::region {
namespace {

template <class Real>
model::ByAge<Real> survival_of(const Survival<RunKind<Real>>& survival) {
    return survival.form == SurvivalForm::weibull
               ? model::weibull_survival<Real>(*survival.scale, *survival.shape)
               : model::logistic_survival<Real>(*survival.half_life, *survival.half_width);
}

/// |a - b| over the larger of |b| and 1: a residual that stays small for empty classes.
template <class Real>
Real residual(const Real& a, const Real& b) {
    return abs(Real(a - b)) / max(abs(b), Real(1.0));
}

}  // namespace

template <class Real>
FleetModel<Real>::FleetModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                             const Policies<Real>& policies, const Supply<Real>& base_supply,
                             int base_year)
    : p_(p),
      s_(s),
      policies_(policies),
      base_year_(base_year),
      energy_factor_(s.class_technologies, Real(1.0)),
      classes_(p.classes.size()) {
    const model::DailyDistance<Real> daily{gamma_shape<Real>(p.daily_distance.shape),
                                           p.daily_distance.scale};
    for (std::size_t v = 0; v < p.classes.size(); ++v) {
        Real stock = 0.0;
        Real driven_by = 0.0;
        Real vehicle_km = 0.0;
        for (const auto& technology : p.classes[v].technologies) {
            stock += technology.stock;
            if (!technology.vkt) continue;
            driven_by += technology.stock;
            vehicle_km += technology.stock * *technology.vkt;
        }
        const Real km_per_year = vehicle_km / driven_by;
        base_vehicle_km_.push_back(km_per_year * stock);
        base_km_per_vehicle_.push_back(km_per_year);
        for (const auto& technology : p.classes[v].technologies) {
            classes_[v].use.push_back(technology.vkt ? Real(*technology.vkt / km_per_year)
                                                     : Real(1.0));
            const std::size_t k = classes_[v].electric_share.size();
            Real electric = s.classes[v].technologies[k].is_electric ? 1.0 : 0.0;
            if (!s.classes[v].technologies[k].is_electric && technology.electric_range) {
                const Real range = *technology.electric_range * p.daily_distance.range_factor;
                electric =
                    p.daily_distance.charging_factor * model::utility_factor<Real>(daily, range);
            }
            classes_[v].electric_share.push_back(electric);
        }
        lay_out_base_stock(v);
        markets_.emplace_back(p, s, policies, v, km_per_year, base_supply, base_year);
    }
}

template <class Real>
void FleetModel<Real>::lay_out_base_stock(std::size_t v) {
    const VehicleClass<RunKind<Real>>& from = p_.classes[v];
    Class& here = classes_[v];
    const model::ByAge<Real> survival = survival_of(from.survival);
    here.conditional = model::conditional_survival<Real>(survival);
    here.use_by_age =
        model::use_by_age<Real>(from.age_of_use ? *from.age_of_use : Real(model::kInfinity));
    const model::ByAge<Real> ages =
        from.initial_age.rule == InitialAgeRule::shares
            ? model::table_ages<Real>(from.initial_age.shares)
            : model::steady_growth_ages<Real>(survival, *from.initial_age.growth);
    std::vector<Real> stock;
    std::vector<model::Maturity> maturity;
    for (const auto& technology : from.technologies) {
        stock.push_back(model::not_negative<Real>(technology.stock, status_));
        maturity.push_back(technology.emerging ? model::Maturity::emerging
                                               : model::Maturity::established);
    }
    here.cohorts.resize(stock.size());
    status_ |= model::split_by_technology<Real>(ages, stock, maturity, from.initial_age.young_age,
                                                here.cohorts);
    model::ByAge<Real> as_new;
    as_new.fill(Real(1.0));
    here.relative_energy.assign(stock.size(), as_new);
}

template <class Real>
std::vector<Real> FleetModel<Real>::base_energy_per_km(std::size_t v) const {
    std::vector<Real> energy(p_.carriers.size(), Real(0.0));
    const auto& technologies = p_.classes[v].technologies;
    Real use_sum = 0.0;
    for (std::size_t k = 0; k < technologies.size(); ++k) {
        const Real driven = technologies[k].stock * classes_[v].use[k];
        use_sum += driven;
        for (std::size_t i = 0; i < technologies[k].energy.size(); ++i) {
            energy[s_.classes[v].technologies[k].carriers[i]] +=
                driven * technologies[k].energy[i].use;
        }
    }
    for (Real& e : energy) e /= use_sum;
    return energy;
}

template <class Real>
std::vector<Real> FleetModel<Real>::stocks() const {
    std::vector<Real> stocks;
    for (const auto& here : classes_) {
        stocks.emplace_back(0.0);
        for (const auto& cohort : here.cohorts) stocks.back() += cohort.total();
    }
    return stocks;
}

template <class Real>
std::vector<std::size_t> FleetModel<Real>::unruly() const {
    std::vector<std::size_t> classes;
    for (std::size_t v = 0; v < markets_.size(); ++v) {
        if (!markets_[v].status().all_ok()) classes.push_back(v);
    }
    return classes;
}

template <class Real>
model::ByAge<Real> FleetModel<Real>::kept(std::size_t v, std::size_t k, int year) const {
    model::ByAge<Real> kept = classes_[v].conditional;
    const std::size_t row = s_.classes[v].technologies[k].row;
    if (policies_.hazard.is_set(row)) {
        model::ByAge<Real> multiplier;
        multiplier.fill(policies_.hazard.at(row, year));
        kept = model::with_hazard<Real>(kept, multiplier);
    }
    for (const auto& rule : policies_.retirements) {
        if (rule.vehicle_class != v) continue;
        if (!std::binary_search(rule.technologies.begin(), rule.technologies.end(), k)) continue;
        kept = model::with_early_retirement<Real>(
            kept, model::from_age<Real>(rule.age.at(year), rule.fraction.at(year)));
    }
    return kept;
}

template <class Real>
FleetYear<Real> FleetModel<Real>::run(int year, const std::vector<Real>& target,
                                      const std::vector<Real>& vehicle_km,
                                      const Supply<Real>& supply, const Real& pack_price) {
    FleetYear<Real> now;
    for (auto* rows : {&now.stock, &now.sales, &now.scrappage, &now.price, &now.cost,
                       &now.vehicle_km, &now.electric_km, &now.chosen_share}) {
        rows->assign(s_.class_technologies, Real(0.0));
    }
    now.energy.resize(s_.class_technologies);
    now.km_per_vehicle.assign(p_.classes.size(), Real(0.0));
    now.upkeep.assign(p_.classes.size(), Real(0.0));

    const bool is_base = year == base_year_;
    for (std::size_t v = 0; v < p_.classes.size(); ++v) {
        Class& here = classes_[v];
        std::vector<model::Cohorts<Real>> exposure;
        if (is_base) {
            const TechnologySales<Real>& market = markets_[v].base();
            Real sold = 0.0;
            for (const auto& cohort : here.cohorts) sold += cohort[0];
            for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
                const std::size_t row = s_.classes[v].technologies[k].row;
                const model::Cohorts<Real>& cohort = here.cohorts[k];
                exposure.push_back(model::mean_exposure_first_year<Real>(cohort, here.conditional));
                now.stock[row] = cohort.total();
                now.sales[row] = sold * market.share[k];
                // Mean of the two ends of the year is known, so the earlier end is too.
                now.scrappage[row] = 2.0 * exposure[k].total() - 2.0 * now.stock[row] + cohort[0];
                now.price[row] = market.price[k];
                now.cost[row] = market.cost[k];
                now.chosen_share[row] = market.chosen[k];
            }
        } else {
            const std::vector<model::Cohorts<Real>> before = here.cohorts;
            sell(v, year, target[v], supply, pack_price, now);
            for (std::size_t k = 0; k < before.size(); ++k) {
                exposure.push_back(model::mean_exposure<Real>(before[k], here.cohorts[k]));
            }
        }
        drive(v, is_base, vehicle_km[v], exposure, now);
        for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
            const auto& technology = p_.classes[v].technologies[k];
            const std::size_t row = s_.classes[v].technologies[k].row;
            if (technology.upkeep) now.upkeep[v] += exposure[k].total() * *technology.upkeep;
            if (technology.battery) now.battery_capacity += now.sales[row] * *technology.battery;
        }
    }
    for (const auto& market : markets_) status_ |= market.status();
    return now;
}

template <class Real>
void FleetModel<Real>::sell(std::size_t v, int year, const Real& target, const Supply<Real>& supply,
                            const Real& pack_price, FleetYear<Real>& now) {
    Class& here = classes_[v];
    Real before = 0.0;
    Real left = 0.0;
    std::vector<Real> stock_before;
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        const std::size_t row = s_.classes[v].technologies[k].row;
        const model::Cohorts<Real> previous = here.cohorts[k];
        here.cohorts[k] = model::survivors<Real>(previous, kept(v, k, year));
        now.scrappage[row] = model::scrapped<Real>(previous, here.cohorts[k]);
        stock_before.push_back(previous.total());
        before += stock_before.back();
        left += here.cohorts[k].total();
        auto& energy = here.relative_energy[k];
        for (std::size_t a = energy.size() - 1; a > 0; --a) energy[a] = energy[a - 1];
        energy[0] = markets_[v].efficiency(k, year);
    }
    const Real sold = model::sales_to_meet<Real>(target, left, before, Real(0.0));
    const TechnologySales<Real> market = markets_[v].sales(
        year, supply, pack_price,
        {.sold = sold, .additions = min(sold, positive_part(Real(target - before)))});
    Real share_sum = 0.0;
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        const std::size_t row = s_.classes[v].technologies[k].row;
        here.cohorts[k][0] = model::not_negative<Real>(Real(sold * market.share[k]), status_);
        now.sales[row] = here.cohorts[k][0];
        now.stock[row] = here.cohorts[k].total();
        now.price[row] = market.price[k];
        now.cost[row] = market.cost[k];
        now.chosen_share[row] = market.chosen[k];
        share_sum += market.share[k];
        now.flow_residual = max(
            now.flow_residual,
            residual(now.stock[row], Real(stock_before[k] + now.sales[row] - now.scrappage[row])));
    }
    now.share_residual = max(now.share_residual, abs(Real(share_sum - 1.0)));
}

template <class Real>
void FleetModel<Real>::drive(std::size_t v, bool is_base, const Real& vehicle_km,
                             const std::vector<model::Cohorts<Real>>& exposure,
                             FleetYear<Real>& now) {
    Class& here = classes_[v];
    std::vector<model::Cohorts<Real>> km(exposure.size());
    model::share_out_kilometres<Real>(vehicle_km, here.use_by_age, here.use, exposure, km);
    Real mean_stock = 0.0;
    Real km_sum = 0.0;
    for (std::size_t k = 0; k < km.size(); ++k) {
        const TechnologySlot& slot = s_.classes[v].technologies[k];
        const auto& technology = p_.classes[v].technologies[k];
        const Real driven = km[k].total();
        Real energy_km = 0.0;  // kilometres weighted by energy use over that of the base year
        for (std::size_t a = 0; a < model::kAgeCount; ++a) {
            energy_km += km[k][a] * here.relative_energy[k][a];
        }
        if (is_base) {
            // Kilometres by technology in the data: stock times use, at the class's mean.
            const Real by_data = technology.stock * here.use[k] * base_km_per_vehicle_[v];
            energy_factor_[slot.row] =
                select(energy_km > Real(0.0), Real(by_data / energy_km), Real(1.0));
        }
        for (const auto& entry : technology.energy) {
            now.energy[slot.row].push_back(energy_km * entry.use * energy_factor_[slot.row]);
        }
        now.vehicle_km[slot.row] = driven;
        now.electric_km[slot.row] = driven * here.electric_share[k];
        mean_stock += exposure[k].total();
        km_sum += driven;
    }
    now.km_per_vehicle[v] = vehicle_km / mean_stock;
    now.kilometre_residual = max(now.kilometre_residual, residual(km_sum, vehicle_km));
}

template class FleetModel<double>;
template class FleetModel<Lanes>;

}  // namespace tanlu::region
