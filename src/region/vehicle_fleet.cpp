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
FleetModel<Real>::FleetModel(const Parameters<RunKind<Real>>& p, const Structure& s, int base_year,
                             int horizon)
    : s_(s),
      base_year_(base_year),
      base_vehicle_km_(s.classes.size()),
      base_km_per_vehicle_(s.classes.size()),
      class_stock_(s.classes.size()),
      energy_factor_(s.class_technologies),
      classes_(s.classes.size()),
      ages_(s.class_technologies),
      mean_stock_(s.class_technologies) {
    for (auto* rows : {&now_.stock, &now_.sales, &now_.scrappage, &now_.price, &now_.cost,
                       &now_.vehicle_km, &now_.electric_km, &now_.share, &now_.chosen_share}) {
        rows->resize(s.class_technologies);
    }
    now_.energy.resize(s.energy_uses);
    now_.km_per_vehicle.resize(s.classes.size());
    now_.upkeep.resize(s.classes.size());
    markets_.reserve(s.classes.size());
    for (std::size_t v = 0; v < s.classes.size(); ++v) {
        const std::size_t count = s.classes[v].technologies.size();
        classes_[v].cohorts.resize(count);
        classes_[v].oldest.resize(count);
        classes_[v].use.resize(count);
        classes_[v].electric_share.resize(count);
        markets_.emplace_back(p, s, v, base_year, horizon);
    }
}

template <class Real>
void FleetModel<Real>::calibrate(const Parameters<RunKind<Real>>& p, const Policies<Real>& policies,
                                 const Supply<Real>& base_supply) {
    p_ = &p;
    policies_ = &policies;
    status_ = {};
    const model::DailyDistance<Real> daily{gamma_shape<Real>(p.daily_distance.shape),
                                           p.daily_distance.scale};
    for (std::size_t v = 0; v < p.classes.size(); ++v) {
        calibrate_use(v, daily);
        lay_out_base_stock(v);
        markets_[v].calibrate(p, policies, daily, base_km_per_vehicle_[v], base_supply, rows_of(v));
    }
}

template <class Real>
TechnologySales<Real> FleetModel<Real>::rows_of(std::size_t v) {
    const auto rows = [&](std::vector<Real>& values) {
        return std::span(values).subspan(s_.classes[v].first_row,
                                         s_.classes[v].technologies.size());
    };
    return {rows(now_.price), rows(now_.cost), rows(now_.share), rows(now_.chosen_share)};
}

template <class Real>
void FleetModel<Real>::calibrate_use(std::size_t v, const model::DailyDistance<Real>& daily) {
    Class& here = classes_[v];
    Real stock = 0.0;
    Real driven_by = 0.0;
    Real vehicle_km = 0.0;
    for (const auto& technology : p_->classes[v].technologies) {
        stock += technology.stock;
        if (!technology.vkt) continue;
        driven_by += technology.stock;
        vehicle_km += technology.stock * *technology.vkt;
    }
    const Real km_per_year = vehicle_km / driven_by;
    base_vehicle_km_[v] = km_per_year * stock;
    base_km_per_vehicle_[v] = km_per_year;
    for (std::size_t k = 0; k < here.use.size(); ++k) {
        const auto& technology = p_->classes[v].technologies[k];
        here.use[k] = technology.vkt ? Real(*technology.vkt / km_per_year) : Real(1.0);
        const bool is_electric = s_.classes[v].technologies[k].is_electric;
        here.electric_share[k] = is_electric ? 1.0 : 0.0;
        if (is_electric || !technology.electric_range) continue;
        const Real range = *technology.electric_range * p_->daily_distance.range_factor;
        here.electric_share[k] =
            p_->daily_distance.charging_factor * model::utility_factor<Real>(daily, range);
    }
}

template <class Real>
void FleetModel<Real>::lay_out_base_stock(std::size_t v) {
    const VehicleClass<RunKind<Real>>& from = p_->classes[v];
    Class& here = classes_[v];
    const model::ByAge<Real> survival = survival_of(from.survival);
    here.conditional = model::conditional_survival<Real>(survival);
    here.use_by_age =
        model::use_by_age<Real>(from.age_of_use ? *from.age_of_use : Real(model::kInfinity));
    const model::ByAge<Real> ages =
        from.initial_age.rule == InitialAgeRule::shares
            ? model::table_ages<Real>(from.initial_age.shares)
            : model::steady_growth_ages<Real>(survival, *from.initial_age.growth);
    stock_by_technology_.clear();
    maturity_.clear();
    here.has_hazard = false;
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        const auto& technology = from.technologies[k];
        stock_by_technology_.push_back(model::not_negative<Real>(technology.stock, status_));
        maturity_.push_back(technology.emerging ? model::Maturity::emerging
                                                : model::Maturity::established);
        here.oldest[k] = static_cast<std::size_t>(technology.emerging ? from.initial_age.young_age
                                                                      : model::kMaxAge);
        here.has_hazard |= policies_->hazard.is_set(s_.classes[v].first_row + k);
    }
    if (here.has_hazard) {
        for (std::size_t a = 0; a < model::kAgeCount; ++a) {
            here.log_conditional[a] = log(here.conditional[a]);
        }
    }
    here.has_retirement = std::ranges::any_of(
        policies_->retirements, [v](const auto& rule) { return rule.vehicle_class == v; });
    status_ |= model::split_by_technology<Real>(ages, stock_by_technology_, maturity_,
                                                from.initial_age.young_age, here.cohorts);
    class_stock_[v] = 0.0;
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        const std::size_t row = s_.classes[v].first_row + k;
        now_.stock[row] = here.cohorts[k].total();
        class_stock_[v] += now_.stock[row];
    }
}

template <class Real>
void FleetModel<Real>::base_energy_per_km(std::size_t v, std::span<Real> energy) const {
    std::fill(energy.begin(), energy.end(), Real(0.0));
    const auto& technologies = p_->classes[v].technologies;
    Real use_sum = 0.0;
    for (std::size_t k = 0; k < technologies.size(); ++k) {
        const Real driven = technologies[k].stock * classes_[v].use[k];
        use_sum += driven;
        for (std::size_t i = 0; i < technologies[k].energy.size(); ++i) {
            energy[s_.classes[v].technologies[k].carriers[i]] +=
                driven * technologies[k].energy[i].use;
        }
    }
    for (const std::size_t f : s_.classes[v].carriers) energy[f] /= use_sum;
}

template <class Real>
void FleetModel<Real>::unruly(std::vector<std::size_t>& classes) const {
    classes.clear();
    for (std::size_t v = 0; v < markets_.size(); ++v) {
        if (!markets_[v].status().all_ok()) classes.push_back(v);
    }
}

template <class Real>
const model::ByAge<Real>& FleetModel<Real>::kept(std::size_t v, std::size_t k, int year) {
    const Class& here = classes_[v];
    if (!here.has_hazard && !here.has_retirement) return here.conditional;
    // What changes nothing in any sample is left out; where it would, it keeps every bit as well.
    bool is_plain = true;
    const auto change = [&] {
        if (is_plain) kept_ = here.conditional;
        is_plain = false;
    };
    const std::size_t row = s_.classes[v].first_row + k;
    if (policies_->hazard.is_set(row)) {
        const Real hazard = policies_->hazard.at(row, year);
        if (any(hazard < Real(1.0) || hazard > Real(1.0) || !(hazard <= hazard))) {
            change();
            model::scale_hazard<Real>(here.log_conditional, hazard, here.oldest[k], kept_);
        }
    }
    for (const auto& rule : policies_->retirements) {
        if (rule.vehicle_class != v) continue;
        if (!std::binary_search(rule.technologies.begin(), rule.technologies.end(), k)) continue;
        const Real& fraction = rule.fraction.at(year);
        if (!any(fraction < Real(0.0) || fraction > Real(0.0) || !(fraction <= fraction))) continue;
        change();
        kept_ = model::with_early_retirement<Real>(
            kept_, model::from_age<Real>(rule.age.at(year), fraction));
    }
    return is_plain ? here.conditional : kept_;
}

template <class Real>
const FleetYear<Real>& FleetModel<Real>::run(int year, const std::vector<Real>& target,
                                             const std::vector<Real>& vehicle_km,
                                             const Supply<Real>& supply, const Real& pack_price) {
    now_.battery_capacity = 0.0;
    now_.flow_residual = 0.0;
    now_.share_residual = 0.0;
    now_.kilometre_residual = 0.0;
    const bool is_base = year == base_year_;
    for (std::size_t v = 0; v < classes_.size(); ++v) {
        if (is_base) {
            drive_first_year(v);
        } else {
            age(v, year);
            sell(v, year, target[v], supply, pack_price);
        }
        drive(v, is_base, vehicle_km[v]);
        now_.upkeep[v] = 0.0;
        for (std::size_t k = 0; k < classes_[v].cohorts.size(); ++k) {
            const auto& technology = p_->classes[v].technologies[k];
            const std::size_t row = s_.classes[v].first_row + k;
            if (technology.upkeep) now_.upkeep[v] += mean_stock_[row] * *technology.upkeep;
            if (technology.battery) now_.battery_capacity += now_.sales[row] * *technology.battery;
        }
        status_ |= markets_[v].status();
    }
    return now_;
}

template <class Real>
void FleetModel<Real>::drive_first_year(std::size_t v) {
    const Class& here = classes_[v];
    const model::ByAge<Real> exposure = model::exposure_of_first_year<Real>(here.conditional);
    Real sold = 0.0;
    for (const auto& cohort : here.cohorts) sold += cohort[0];
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        const std::size_t row = s_.classes[v].first_row + k;
        const model::Cohorts<Real>& cohort = here.cohorts[k];
        Real mean_stock = 0.0;
        Real use = 0.0;
        for (std::size_t a = 0; a < model::kAgeCount; ++a) {
            const Real mean = exposure[a] * cohort[a];
            mean_stock += mean;
            use = fma(here.use_by_age[a], mean, use);
        }
        mean_stock_[row] = mean_stock;
        ages_[row].use = use;
        ages_[row].energy = use;  // all vintages use what those of the base year do
        now_.sales[row] = sold * now_.share[row];
        // Mean of the two ends of the year is known, so the earlier end is too.
        now_.scrappage[row] = 2.0 * mean_stock - 2.0 * now_.stock[row] + cohort[0];
    }
}

template <class Real>
void FleetModel<Real>::age(std::size_t v, int year) {
    Class& here = classes_[v];
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        model::age_a_year<Real>(kept(v, k, year), here.use_by_age,
                                markets_[v].relative_energy(k).by_age(year), here.oldest[k],
                                here.cohorts[k], ages_[s_.classes[v].first_row + k]);
        here.oldest[k] = std::min<std::size_t>(here.oldest[k] + 1, model::kMaxAge);
    }
}

template <class Real>
void FleetModel<Real>::sell(std::size_t v, int year, const Real& target, const Supply<Real>& supply,
                            const Real& pack_price) {
    Class& here = classes_[v];
    const std::size_t first = s_.classes[v].first_row;
    const Real before = class_stock_[v];
    Real left = 0.0;
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) left += ages_[first + k].survivors;
    const Real sold = model::sales_to_meet<Real>(target, left, before, Real(0.0));
    markets_[v].sell(year, supply, pack_price,
                     {.sold = sold, .additions = min(sold, positive_part(Real(target - before)))},
                     rows_of(v));
    Real share_sum = 0.0;
    Real stock_sum = 0.0;
    for (std::size_t k = 0; k < here.cohorts.size(); ++k) {
        const std::size_t row = first + k;
        model::YearOfAges<Real>& ages = ages_[row];
        now_.sales[row] = model::not_negative<Real>(Real(sold * now_.share[row]), status_);
        model::add_new<Real>(now_.sales[row], here.use_by_age[0],
                             markets_[v].relative_energy(k)[year], here.cohorts[k], ages);
        const Real stock_before = now_.stock[row];
        now_.scrappage[row] = ages.scrapped;
        now_.stock[row] = ages.survivors + now_.sales[row];
        mean_stock_[row] = 0.5 * (stock_before + now_.stock[row]);
        stock_sum += now_.stock[row];
        share_sum += now_.share[row];
        now_.flow_residual =
            max(now_.flow_residual,
                residual(now_.stock[row], Real(stock_before + now_.sales[row] - ages.scrapped)));
    }
    class_stock_[v] = stock_sum;
    now_.share_residual = max(now_.share_residual, abs(Real(share_sum - 1.0)));
}

template <class Real>
void FleetModel<Real>::drive(std::size_t v, bool is_base, const Real& vehicle_km) {
    const Class& here = classes_[v];
    const std::size_t first = s_.classes[v].first_row;
    Real weight = 0.0;
    Real mean_stock = 0.0;
    for (std::size_t k = 0; k < here.use.size(); ++k) {
        weight = fma(here.use[k], ages_[first + k].use, weight);
        mean_stock += mean_stock_[first + k];
    }
    const Real km_per_use = model::kilometres_per_use<Real>(vehicle_km, weight);
    Real km_sum = 0.0;
    for (std::size_t k = 0; k < here.use.size(); ++k) {
        const TechnologySlot& slot = s_.classes[v].technologies[k];
        const auto& technology = p_->classes[v].technologies[k];
        const Real of_technology = km_per_use * here.use[k];
        const Real driven = of_technology * ages_[slot.row].use;
        // Kilometres weighted by energy use over that of the base year.
        const Real energy_km = of_technology * ages_[slot.row].energy;
        if (is_base) {
            // Kilometres by technology in the data: stock times use, at the class's mean.
            const Real by_data = technology.stock * here.use[k] * base_km_per_vehicle_[v];
            energy_factor_[slot.row] =
                select(energy_km > Real(0.0), Real(by_data / energy_km), Real(1.0));
        }
        const Real matched = energy_km * energy_factor_[slot.row];
        for (std::size_t i = 0; i < technology.energy.size(); ++i) {
            now_.energy[slot.first_use + i] = matched * technology.energy[i].use;
        }
        now_.vehicle_km[slot.row] = driven;
        now_.electric_km[slot.row] = driven * here.electric_share[k];
        km_sum += driven;
    }
    now_.km_per_vehicle[v] = vehicle_km / mean_stock;
    now_.kilometre_residual = max(now_.kilometre_residual, residual(km_sum, vehicle_km));
}

template class FleetModel<double>;
template class FleetModel<Lanes>;

}  // namespace tanlu::region
