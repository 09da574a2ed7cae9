#pragma once
// Books a year: energy and emissions by subsector and carrier, by boundary, costs, audit.
#include <string_view>
#include <vector>

#include "model/emissions.hpp"
#include "model/outputs.hpp"
#include "parameters/parameters.hpp"
#include "region/economy.hpp"
#include "region/freight_market.hpp"
#include "region/passenger_demand.hpp"
#include "region/structure.hpp"
#include "region/supply.hpp"
#include "region/vehicle_fleet.hpp"

namespace tanlu::region {

/// Names of the built-in checks, the axis of YearOutput::audit.
inline constexpr std::string_view kAuditChecks[] = {"stock-flow", "sales-shares", "kilometres",
                                                    "tonnes",     "energy",       "wtw"};

/// Everything that happened in a year.
template <class Real>
struct YearEvents {
    const Economy<Real>& economy;
    const Supply<Real>& supply;
    const PassengerYear<Real>& travel;
    const typename FreightMarketModel<Real>::Carriage& freight;
    const std::vector<Real>& road_tonne_km;  ///< by class [t km/yr]
    const FleetYear<Real>& fleet;
    const std::vector<Real>& unmet_stock;     ///< by class [vehicle]
    const std::vector<Real>& nonroad_energy;  ///< by propulsion [MJ/yr]
    Real pack_price;
};

/// Books year after year into the same tables. Of those by class, technology, carrier and subsector
/// only the cells that exist are written; the others are 0 from the start.
template <class Real>
class Ledger {
public:
    /// `p` gives sizes.
    Ledger(const Parameters<RunKind<Real>>& p, const Structure& s);

    /// Ready for a run: cells that do not exist are 0 again if a failed sample has made them NaN.
    void open();

    void book(const YearEvents<Real>& events);

    /// Checks what was booked and takes it away from samples with a problem, see model::settle().
    void settle(model::Status<Real>& status);

    /// The year last booked.
    const model::YearOutput<Real>& year() const { return out_; }

private:
    /// An energy entry of a technology: where its energy is booked.
    struct Use {
        std::size_t carrier, cell, emission;  ///< cell of the vehicle tables, see emissions_
    };
    /// A subsector and carrier that occur together.
    struct EmissionCell {
        std::size_t subsector, carrier;
        bool has_road = false;  ///< road vehicles may draw electricity at other hours than the rest
        bool has_other = false;
    };

    std::size_t emission_cell(std::size_t subsector, std::size_t carrier) const;
    void lay_out();
    void book_fleet(const YearEvents<Real>& events);
    void book_vehicle_energy(const YearEvents<Real>& events);
    void book_emissions(const Supply<Real>& supply);
    model::Emissions<Real> emissions_of(std::size_t cell, const Supply<Real>& supply) const;

    const Structure& s_;
    std::size_t technologies_, carriers_, subsectors_;
    std::vector<Use> uses_;                         // by energy entry
    std::vector<std::size_t> propulsion_;           // emission cell by propulsion
    std::vector<EmissionCell> emission_cells_;      // by subsector, then carrier
    std::vector<Real> road_energy_, other_energy_;  // by emission cell
    std::vector<Real> tailpipe_;                    // fossil CO2 by carrier [kg/MJ]
    Real vehicle_energy_ = 0.0;                     // of all vehicles
    Real energy_ = 0.0;                             // booked by subsector and carrier
    Real wtw_residual_ = 0.0;
    model::ExistingCells existing_;
    model::YearOutput<Real> out_;
    bool is_spoilt_ = false;
};

}  // namespace tanlu::region
