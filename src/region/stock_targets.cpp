#include "region/stock_targets.hpp"

#include <algorithm>

#include "model/income.hpp"

namespace tanlu::region {
namespace {

/// Income enters the ownership curve in thousands, as its coefficients are quoted.
constexpr double kThousand = 1000.0;

}  // namespace

template <class Real>
StockTargets<Real>::StockTargets(const Structure& s, int base_year)
    : s_(s),
      base_year_(base_year),
      base_stock_(s.classes.size()),
      targets_(s.classes.size()),
      unmet_(s.classes.size()),
      base_mean_(s.classes.size()),
      history_(s.classes.size()) {}

template <class Real>
void StockTargets<Real>::calibrate(const Parameters<RunKind<Real>>& p,
                                   const Policies<Real>& policies) {
    p_ = &p;
    policies_ = &policies;
    status_ = {};
    for (std::size_t v = 0; v < p.classes.size(); ++v) {
        Real stock = 0.0;
        for (const auto& technology : p.classes[v].technologies) stock += technology.stock;
        base_stock_[v] = stock;
        unmet_[v] = 0.0;
    }
    const Ownership<RunKind<Real>>& owner = *p.classes[s_.owner].ownership;
    const auto seen = [&](const OwnershipPoint<RunKind<Real>>& point) {
        return model::ObservedOwnership<Real>{
            trailing_income(p.drivers, point.year, owner.income_years) / kThousand,
            point.stock / p.drivers.population.at(point.year)};
    };
    for (const auto& point : owner.points) {
        status_.raise(seen(point).ownership >= owner.saturation, model::Problem::domain_error);
    }
    curve_ = model::gompertz_through<Real>(owner.saturation, seen(owner.points[0]),
                                           seen(owner.points[1]));
}

template <class Real>
Real StockTargets<Real>::restricted(std::size_t v, int year, const Real& wanted,
                                    const Real& last_stock) {
    const Real needed = wanted * policies_->required_stock.at(v, year);
    if (!policies_->plates.is_set(v)) return needed;
    const Real capped =
        model::stock_under_quota<Real>(needed, last_stock, policies_->plates.at(v, year));
    unmet_[v] = needed - capped;
    return capped;
}

template <class Real>
void StockTargets<Real>::before_demand(int year, const Economy<Real>& economy,
                                       const std::vector<Real>& last_stock) {
    std::vector<Real>& target = targets_;
    for (Real& stock : target) stock = 0.0;
    const Real base_gdp = p_->drivers.gdp.at(base_year_);
    for (std::size_t v = 0; v < p_->classes.size(); ++v) {
        const auto& vehicle_class = p_->classes[v];
        switch (vehicle_class.stock_rule) {
            case StockRule::ownership: {
                const Real income =
                    trailing_income(p_->drivers, year, vehicle_class.ownership->income_years) /
                    kThousand;
                target[v] = model::gompertz_ownership(curve_, income) * economy.population;
                break;
            }
            case StockRule::gdp:
                target[v] = base_stock_[v] * pow_positive(Real(economy.gdp / base_gdp),
                                                          *vehicle_class.stock_elasticity);
                break;
            case StockRule::path:
                target[v] = base_stock_[v] * (vehicle_class.stock_path->at(year) /
                                              vehicle_class.stock_path->at(base_year_));
                break;
            case StockRule::follow:
            case StockRule::activity:
                break;
        }
    }
    for (std::size_t v = 0; v < p_->classes.size(); ++v) {
        if (p_->classes[v].stock_rule != StockRule::follow) continue;
        const std::size_t leader = *s_.classes[v].follows;
        target[v] = base_stock_[v] * pow_positive(Real(target[leader] / base_stock_[leader]),
                                                  *p_->classes[v].stock_elasticity);
    }
    for (std::size_t v = 0; v < p_->classes.size(); ++v) {
        if (p_->classes[v].stock_rule == StockRule::activity) continue;
        target[v] = restricted(v, year, target[v], last_stock[v]);
    }
}

template <class Real>
void StockTargets<Real>::ratios(std::vector<Real>& ratio) const {
    ratio.resize(targets_.size());
    for (std::size_t v = 0; v < targets_.size(); ++v) {
        ratio[v] = select(targets_[v] > Real(0.0), Real(targets_[v] / base_stock_[v]), Real(1.0));
    }
}

template <class Real>
Real StockTargets<Real>::haulage_before(int year) const {
    const Real elasticity = *p_->freight.commodities[s_.general].near_elasticity;
    return pow_positive(Real(p_->drivers.gdp.at(year) / p_->drivers.gdp.at(base_year_)),
                        elasticity);
}

/// Years before the base year into the history, so that this year's place is the last.
template <class Real>
void StockTargets<Real>::begin_history(const std::vector<Real>& vehicle_km) {
    for (int n = 1; n < kActivityYears; ++n) {
        const Real haulage = haulage_before(base_year_ - kActivityYears + n);
        for (std::size_t v = 0; v < vehicle_km.size(); ++v) {
            const Real before = s_.classes[v].haulage ? haulage : Real(1.0);
            history_[v][static_cast<std::size_t>(n)] = vehicle_km[v] * before;
        }
    }
}

template <class Real>
void StockTargets<Real>::add_activity(int year, const std::vector<Real>& vehicle_km,
                                      const std::vector<Real>& last_stock) {
    const bool is_base = year == base_year_;
    if (is_base) begin_history(vehicle_km);
    for (std::size_t v = 0; v < p_->classes.size(); ++v) {
        if (p_->classes[v].stock_rule != StockRule::activity) continue;
        auto& history = history_[v];
        std::move(history.begin() + 1, history.end(), history.begin());
        history.back() = vehicle_km[v];
        const Real mean = model::trailing_mean<Real>(history, Real(double(kActivityYears)));
        if (is_base) base_mean_[v] = mean;
        const Real wanted =
            base_stock_[v] * (mean / base_mean_[v]) / policies_->utilisation.at(v, year);
        targets_[v] = restricted(v, year, wanted, last_stock[v]);
    }
}

template class StockTargets<double>;
template class StockTargets<Lanes>;

}  // namespace tanlu::region
