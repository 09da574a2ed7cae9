#include "model/fleet_part.hpp"

#include "base/expects.hpp"
#include "lanes/lanes.hpp"

namespace tanlu::model {

template <class Real>
Real share_of_fleet(std::span<const Cohorts<Real>> cohorts, std::span<const Real> weight,
                    const Real& from) {
    TANLU_EXPECTS(weight.size() == cohorts.size());
    const ByAge<Real> part = from_age<Real>(from, Real(1.0));
    Real meant = 0.0;
    Real all = 0.0;
    for (std::size_t k = 0; k < cohorts.size(); ++k) {
        Real old_enough = 0.0;
        for (std::size_t a = 0; a < kAgeCount; ++a) old_enough += cohorts[k][a] * part[a];
        meant += weight[k] * old_enough;
        all += cohorts[k].total();
    }
    return select(all <= Real(0.0), Real(0.0), Real(meant / all));
}

#define TANLU_INSTANTIATE(Real)                                                               \
    template Real share_of_fleet<Real>(std::span<const Cohorts<Real>>, std::span<const Real>, \
                                       const Real&);
TANLU_INSTANTIATE(double)
TANLU_INSTANTIATE(Lanes)
#undef TANLU_INSTANTIATE

}  // namespace tanlu::model
