#include "region/stock_targets.hpp"

#include "model/income.hpp"

namespace tanlu::region {
namespace {

/// Income enters the ownership curve in thousands, as its coefficients are quoted.
constexpr double kThousand = 1000.0;

}  // namespace

template <class Real>
StockTargets<Real>::StockTargets(const Parameters<RunKind<Real>>& p, const Structure& s,
                                 const Policies<Real>& policies, int base_year)
    : p_(p),
      s_(s),
      policies_(policies),
      base_year_(base_year),
      unmet_(p.classes.size(), Real(0.0)),
      history_(p.classes.size()) {
    for (const auto& vehicle_class : p.classes) {
        Real stock = 0.0;
        for (const auto& technology : vehicle_class.technologies) stock += technology.stock;
        base_stock_.push_back(stock);
    }
    const Ownership<RunKind<Real>>& owner = *p.classes[s.owner].ownership;
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
    const Real needed = wanted * policies_.required_stock.at(v, year);
    if (!policies_.plates.is_set(v)) return needed;
    const Real capped =
        model::stock_under_quota<Real>(needed, last_stock, policies_.plates.at(v, year));
    unmet_[v] = needed - capped;
    return capped;
}

template <class Real>
std::vector<Real> StockTargets<Real>::before_demand(int year, const Economy<Real>& economy,
                                                    const std::vector<Real>& last_stock) {
    std::vector<Real> target(p_.classes.size(), Real(0.0));
    const Real base_gdp = p_.drivers.gdp.at(base_year_);
    for (std::size_t v = 0; v < p_.classes.size(); ++v) {
        const auto& vehicle_class = p_.classes[v];
        switch (vehicle_class.stock_rule) {
            case StockRule::ownership: {
                const Real income =
                    trailing_income(p_.drivers, year, vehicle_class.ownership->income_years) /
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
    for (std::size_t v = 0; v < p_.classes.size(); ++v) {
        if (p_.classes[v].stock_rule != StockRule::follow) continue;
        const std::size_t leader = *s_.classes[v].follows;
        target[v] = base_stock_[v] * pow_positive(Real(target[leader] / base_stock_[leader]),
                                                  *p_.classes[v].stock_elasticity);
    }
    for (std::size_t v = 0; v < p_.classes.size(); ++v) {
        if (p_.classes[v].stock_rule == StockRule::activity) continue;
        target[v] = restricted(v, year, target[v], last_stock[v]);
    }
    return target;
}

template <class Real>
Real StockTargets<Real>::activity_before(std::size_t v, int year) const {
    if (!s_.classes[v].haulage) return Real(1.0);
    const Real elasticity = *p_.freight.commodities[s_.general].near_elasticity;
    return pow_positive(Real(p_.drivers.gdp.at(year) / p_.drivers.gdp.at(base_year_)), elasticity);
}

template <class Real>
void StockTargets<Real>::add_activity(int year, const std::vector<Real>& vehicle_km,
                                      const std::vector<Real>& last_stock,
                                      std::vector<Real>& targets) {
    const bool is_base = history_.front().empty();
    if (is_base) {
        for (std::size_t v = 0; v < vehicle_km.size(); ++v) {
            for (int past = base_year_ - kActivityYears + 1; past < base_year_; ++past) {
                history_[v].push_back(vehicle_km[v] * activity_before(v, past));
            }
        }
    }
    for (std::size_t v = 0; v < p_.classes.size(); ++v) {
        history_[v].push_back(vehicle_km[v]);
        const Real mean = model::trailing_mean<Real>(history_[v], Real(double(kActivityYears)));
        history_[v].erase(history_[v].begin());
        if (is_base) base_mean_.push_back(mean);
        if (p_.classes[v].stock_rule != StockRule::activity) continue;
        const Real wanted =
            base_stock_[v] * (mean / base_mean_[v]) / policies_.utilisation.at(v, year);
        targets[v] = restricted(v, year, wanted, last_stock[v]);
    }
}

template class StockTargets<double>;
template class StockTargets<Lanes>;

}  // namespace tanlu::region
