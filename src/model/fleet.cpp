#include "model/fleet.hpp"

#include <algorithm>

#include "base/expects.hpp"

namespace tanlu::model {
namespace {

template <class Real>
Real sum_of(const ByAge<Real>& values) {
    Real sum = 0.0;
    for (const Real& value : values) sum += value;
    return sum;
}

template <class Real>
ByAge<Real> normalised(ByAge<Real> values) {
    const Real sum = sum_of(values);
    for (Real& value : values) value /= sum;
    return values;
}

}  // namespace

template <class Real>
ByAge<Real> with_hazard(const ByAge<Real>& conditional, const ByAge<Real>& multiplier) {
    ByAge<Real> kept;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        const Real& s = conditional[a];
        const Real& h = multiplier[a];
        const auto neutral = h <= Real(1.0) && h >= Real(1.0);
        const Real powered = exp(Real(h * log(s)));
        kept[a] = select(neutral || s <= Real(0.0), s, powered);
    }
    return kept;
}

template <class Real>
ByAge<Real> with_early_retirement(const ByAge<Real>& conditional, const ByAge<Real>& fraction) {
    ByAge<Real> kept;
    for (std::size_t a = 0; a < kAgeCount; ++a) kept[a] = conditional[a] * (1.0 - fraction[a]);
    return kept;
}

template <class Real>
ByAge<Real> from_age(const Real& from, const Real& value) {
    ByAge<Real> result;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        const Real counted = clamp(Real(double(a) - from + 1.0), Real(0.0), Real(1.0));
        result[a] = value * counted;
    }
    return result;
}

template <class Real>
Cohorts<Real> survivors(const Cohorts<Real>& previous, const ByAge<Real>& kept) {
    Cohorts<Real> current;
    current[0] = 0.0;
    for (std::size_t a = 1; a < kAgeCount; ++a) current[a] = previous[a - 1] * kept[a];
    return current;
}

template <class Real>
Real scrapped(const Cohorts<Real>& previous, const Cohorts<Real>& current) {
    Real sum = previous[kMaxAge];
    for (std::size_t a = 1; a < kAgeCount; ++a) sum += previous[a - 1] - current[a];
    return sum;
}

template <class Real>
ByAge<Real> steady_growth_ages(const ByAge<Real>& survival, const Real& growth) {
    ByAge<Real> ages;
    Real size_of_sales = 1.0;
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        ages[a] = survival[a] * size_of_sales;
        size_of_sales /= 1.0 + growth;
    }
    return normalised(ages);
}

template <class Real>
ByAge<Real> table_ages(std::span<const Real> table) {
    return normalised(table_survival(table));
}

template <class Real>
SalesAges<Real> ages_from_sales(std::span<const Real> sales, const ByAge<Real>& survival,
                                const Real& observed_stock) {
    ByAge<Real> left = table_survival(sales);
    for (std::size_t a = 0; a < kAgeCount; ++a) left[a] *= survival[a];
    return {normalised(left), observed_stock / sum_of(left)};
}

template <class Real>
Status<Real> split_by_technology(const ByAge<Real>& class_ages, std::span<const Real> stock,
                                 std::span<const Maturity> maturity, int young_age,
                                 std::span<Cohorts<Real>> cohorts) {
    constexpr double kRounding = 1e-12;
    TANLU_EXPECTS(maturity.size() == stock.size() && cohorts.size() == stock.size());
    TANLU_EXPECTS(young_age >= 0 && young_age <= kMaxAge);
    const auto is_young = [young_age](std::size_t a) { return static_cast<int>(a) <= young_age; };

    Real emerging = 0.0;
    Real established = 0.0;
    for (std::size_t k = 0; k < stock.size(); ++k) {
        (maturity[k] == Maturity::emerging ? emerging : established) += stock[k];
    }
    const Real all = emerging + established;
    Real young_share = 0.0;
    for (std::size_t a = 0; is_young(a) && a < kAgeCount; ++a) young_share += class_ages[a];

    Status<Real> status;
    const Real room = all * (young_share + kRounding);
    status.raise(emerging > room, Problem::infeasible);
    require_finite(Real(emerging + established + young_share), status);

    const Mask<Real> sound = status.sound();
    const auto or_nothing = [&sound](const Real& part) { return select(sound, part, Real(kNaN)); };
    for (std::size_t a = 0; a < kAgeCount; ++a) {
        const Real young = is_young(a) ? Real(class_ages[a] / young_share) : Real(0.0);
        const Real laid = or_nothing(select(emerging <= Real(0.0), Real(0.0), young));
        const Real rest = positive_part(Real(all * class_ages[a] - emerging * laid)) / established;
        const Real shared = or_nothing(select(established <= Real(0.0), Real(0.0), rest));
        for (std::size_t k = 0; k < stock.size(); ++k) {
            const Real& part = maturity[k] == Maturity::emerging ? laid : shared;
            cohorts[k][a] = stock[k] * part;
        }
    }
    return status;
}

template <class Real>
Real sales_to_meet(const Real& target, const Real& survivors, const Real& previous_stock,
                   const Real& minimum_replacement) {
    return max(Real(target - survivors), Real(minimum_replacement * previous_stock));
}

template <class Real>
void scrap_oldest(const Real& surplus, std::span<Cohorts<Real>> cohorts) {
    Real left = surplus;
    for (std::size_t a = kAgeCount; a-- > 0;) {
        Real count = 0.0;
        for (const Cohorts<Real>& technology : cohorts) count += technology[a];
        const Real taken = min(left, count);
        const Real kept = select(count <= Real(0.0), Real(1.0), Real((count - taken) / count));
        for (Cohorts<Real>& technology : cohorts) technology[a] *= kept;
        left -= taken;
    }
}

template <class Real>
Cohorts<Real> mean_exposure(const Cohorts<Real>& previous, const Cohorts<Real>& current) {
    Cohorts<Real> mean;
    mean[0] = 0.5 * current[0];
    for (std::size_t a = 1; a < kAgeCount; ++a) mean[a] = 0.5 * (previous[a - 1] + current[a]);
    mean[kMaxAge] += 0.5 * previous[kMaxAge];
    return mean;
}

template <class Real>
Cohorts<Real> mean_exposure_first_year(const Cohorts<Real>& current,
                                       const ByAge<Real>& conditional) {
    Cohorts<Real> mean;
    mean[0] = 0.5 * current[0];
    for (std::size_t a = 1; a < kAgeCount; ++a) {
        const Real before = current[a] / conditional[a];
        const Real start = select(conditional[a] <= Real(0.0), current[a], before);
        mean[a] = 0.5 * (start + current[a]);
    }
    return mean;
}

template <class Real>
ByAge<Real> use_by_age(const Real& b) {
    ByAge<Real> rho;
    for (std::size_t a = 0; a < kAgeCount; ++a) rho[a] = 1.0 / (1.0 + static_cast<double>(a) / b);
    return rho;
}

template <class Real>
Real share_out_kilometres(const Real& total, const ByAge<Real>& rho, std::span<const Real> psi,
                          std::span<const Cohorts<Real>> exposure,
                          std::span<Cohorts<Real>> kilometres) {
    TANLU_EXPECTS(exposure.size() == psi.size() && kilometres.size() == psi.size());
    Real weight = 0.0;
    for (std::size_t k = 0; k < psi.size(); ++k) {
        Real by_technology = 0.0;
        for (std::size_t a = 0; a < kAgeCount; ++a) {
            by_technology = fma(rho[a], exposure[k][a], by_technology);
        }
        weight = fma(psi[k], by_technology, weight);
    }
    const Real vkt = kilometres_per_use(total, weight);
    for (std::size_t k = 0; k < psi.size(); ++k) {
        const Real of_technology = vkt * psi[k];
        for (std::size_t a = 0; a < kAgeCount; ++a) {
            kilometres[k][a] = of_technology * rho[a] * exposure[k][a];
        }
    }
    return vkt;
}

template <class Real>
void age_a_year(const ByAge<Real>& kept, const ByAge<Real>& rho,
                std::span<const Real, kAgeCount> relative_energy, std::size_t oldest,
                Cohorts<Real>& cohorts, YearOfAges<Real>& year) {
    Real survivors = 0.0;
    Real scrapped = 0.0;
    Real use = 0.0;  // and energy: of both ends of the year, halved in the end
    Real energy = 0.0;
    const auto book = [&](std::size_t a, const Real& both_ends) {
        const Real used = rho[a] * both_ends;
        use += used;
        energy = fma(used, relative_energy[a], energy);
    };
    Real before = cohorts[0];
    const std::size_t last = std::min<std::size_t>(oldest + 1, kMaxAge);
    for (std::size_t a = 1; a <= last; ++a) {
        const Real left = before * kept[a];
        survivors += left;
        scrapped += before - left;
        book(a, Real(before + left));
        before = cohorts[a];
        cohorts[a] = left;
    }
    if (oldest >= kMaxAge) {
        scrapped += before;
        book(kMaxAge, before);
    }
    cohorts[0] = 0.0;
    year.survivors = survivors;
    year.scrapped = scrapped;
    year.use = 0.5 * use;
    year.energy = 0.5 * energy;
}

template <class Real>
void scale_hazard(const ByAge<Real>& log_conditional, const Real& multiplier, std::size_t oldest,
                  ByAge<Real>& kept) {
    const auto neutral = multiplier <= Real(1.0) && multiplier >= Real(1.0);
    const std::size_t last = std::min<std::size_t>(oldest + 1, kMaxAge);
    for (std::size_t a = 0; a <= last; ++a) {
        const Real powered = exp(Real(multiplier * log_conditional[a]));
        kept[a] = select(neutral || kept[a] <= Real(0.0), kept[a], powered);
    }
}

template <class Real>
ByAge<Real> exposure_of_first_year(const ByAge<Real>& conditional) {
    ByAge<Real> mean;
    mean[0] = 0.5;
    for (std::size_t a = 1; a < kAgeCount; ++a) {
        const Real start = 1.0 / conditional[a];
        mean[a] = select(conditional[a] <= Real(0.0), Real(1.0), Real(0.5 * (start + 1.0)));
    }
    return mean;
}

#define TANLU_INSTANTIATE(Real)                                                                   \
    template ByAge<Real> with_hazard(const ByAge<Real>&, const ByAge<Real>&);                     \
    template ByAge<Real> with_early_retirement(const ByAge<Real>&, const ByAge<Real>&);           \
    template ByAge<Real> from_age(const Real&, const Real&);                                      \
    template Cohorts<Real> survivors(const Cohorts<Real>&, const ByAge<Real>&);                   \
    template Real scrapped(const Cohorts<Real>&, const Cohorts<Real>&);                           \
    template ByAge<Real> steady_growth_ages(const ByAge<Real>&, const Real&);                     \
    template ByAge<Real> table_ages(std::span<const Real>);                                       \
    template SalesAges<Real> ages_from_sales(std::span<const Real>, const ByAge<Real>&,           \
                                             const Real&);                                        \
    template Status<Real> split_by_technology(const ByAge<Real>&, std::span<const Real>,          \
                                              std::span<const Maturity>, int,                     \
                                              std::span<Cohorts<Real>>);                          \
    template Real sales_to_meet(const Real&, const Real&, const Real&, const Real&);              \
    template void scrap_oldest(const Real&, std::span<Cohorts<Real>>);                            \
    template Cohorts<Real> mean_exposure(const Cohorts<Real>&, const Cohorts<Real>&);             \
    template Cohorts<Real> mean_exposure_first_year(const Cohorts<Real>&, const ByAge<Real>&);    \
    template ByAge<Real> use_by_age(const Real&);                                                 \
    template Real share_out_kilometres(const Real&, const ByAge<Real>&, std::span<const Real>,    \
                                       std::span<const Cohorts<Real>>, std::span<Cohorts<Real>>); \
    template void age_a_year(const ByAge<Real>&, const ByAge<Real>&,                              \
                             std::span<const Real, kAgeCount>, std::size_t, Cohorts<Real>&,       \
                             YearOfAges<Real>&);                                                  \
    template void scale_hazard(const ByAge<Real>&, const Real&, std::size_t, ByAge<Real>&);       \
    template ByAge<Real> exposure_of_first_year(const ByAge<Real>&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
