#pragma once
// Freight: volume of each commodity group, choice of mode by distance band, road markets (§7).
#include <vector>

#include "parameters/parameters.hpp"
#include "region/economy.hpp"
#include "region/structure.hpp"

namespace tanlu::region {

/// What a commodity group carries in a distance band in the base year stays for all years; the
/// tables are kept, so a year allocates nothing.
template <class Real>
class FreightMarketModel {
public:
    FreightMarketModel(const Parameters<RunKind<Real>>& p, const Structure& s,
                       const Policies<Real>& policies, int base_year);

    /// Back to the base year, after the numbers of parameters or policies have changed.
    void recalibrate();

    struct Carriage {
        std::vector<Real> tonne_km;  ///< by freight mode, drayage in the first [t km/yr]
        Real drayage = 0.0;          ///< road tonne-km that shifting has added [t km/yr]
        std::vector<Real> haulage;   ///< by road market, over the base year for own account [1],
                                     ///< tonne-km for modal markets [t km/yr]
        Real tonnes = 0.0;           ///< moved on main hauls [t/yr]
        Real tonnes_wanted = 0.0;    ///< demanded; equal by conservation
    };

    /// Moves on to `year` (years in turn) and returns what is carried in it. `tariff_addition`:
    /// what energy taxes add to the price of road haulage [CNY2020/t/km].
    void carry(int year, const Economy<Real>& economy, const Real& tariff_addition,
               Carriage& result);
    Carriage carry(int year, const Economy<Real>& economy, const Real& tariff_addition);

private:
    /// A commodity group in a distance band, as in the base year.
    struct Cell {
        std::vector<Real> base_tkm, base_cost;  // by mode
        Real scale;
    };
    void move_index(std::size_t commodity, int year, const Economy<Real>& economy);
    void carry_cell(std::size_t commodity, std::size_t band, int year, const Real& tariff_addition,
                    Carriage& result);

    const Parameters<RunKind<Real>>& p_;
    const Structure& s_;
    const Policies<Real>& policies_;
    int base_year_;
    std::vector<Real> index_;                     // by commodity: volume over the base year
    std::vector<Real> circuity_;                  // by mode
    std::vector<Cell> cells_;                     // by commodity x band
    std::vector<Real> cost_, tonnes_, tonne_km_;  // of the cell at hand, by mode
};

}  // namespace tanlu::region
