#include "region/ledger.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "model/generalised_cost.hpp"
#include "model/output_status.hpp"

namespace tanlu::region {

template <class Real>
Ledger<Real>::Ledger(const Parameters<RunKind<Real>>& p, const Structure& s)
    : s_(s),
      technologies_(p.technologies.size()),
      carriers_(p.carriers.size()),
      subsectors_(p.subsectors.size()),
      uses_(s.energy_uses),
      tailpipe_(p.carriers.size()) {
    std::vector<EmissionCell> all;
    for (std::size_t n = 0; n < subsectors_ * carriers_; ++n) {
        all.push_back({n / carriers_, n % carriers_});
    }
    for (const ClassSlot& here : s.classes) {
        for (const std::size_t f : here.carriers)
            all[here.subsector * carriers_ + f].has_road = true;
    }
    for (const NonroadSlot& mode : s.nonroad) {
        for (const std::size_t f : mode.carriers)
            all[mode.subsector * carriers_ + f].has_other = true;
    }
    std::ranges::copy_if(all, std::back_inserter(emission_cells_),
                         [](const EmissionCell& cell) { return cell.has_road || cell.has_other; });
    for (const EmissionCell& cell : emission_cells_) {
        existing_.subsector_carrier.push_back(cell.subsector * carriers_ + cell.carrier);
    }
    for (std::size_t v = 0; v < s.classes.size(); ++v) {
        const ClassSlot& here = s.classes[v];
        for (const TechnologySlot& slot : here.technologies) {
            const std::size_t pair = v * technologies_ + slot.technology;
            existing_.class_technology.push_back(pair);
            for (std::size_t i = 0; i < slot.carriers.size(); ++i) {
                const std::size_t f = slot.carriers[i];
                uses_[slot.first_use + i] = {f, pair * carriers_ + f,
                                             emission_cell(here.subsector, f)};
                existing_.class_technology_carrier.push_back(pair * carriers_ + f);
            }
        }
    }
    for (const NonroadSlot& mode : s.nonroad) {
        for (const std::size_t f : mode.carriers) {
            propulsion_.push_back(emission_cell(mode.subsector, f));
        }
    }
    road_energy_.resize(emission_cells_.size());
    other_energy_.resize(emission_cells_.size());
    lay_out();
}

template <class Real>
std::size_t Ledger<Real>::emission_cell(std::size_t subsector, std::size_t carrier) const {
    const auto& cells = existing_.subsector_carrier;
    const auto found = std::ranges::lower_bound(cells, subsector * carriers_ + carrier);
    return static_cast<std::size_t>(found - cells.begin());
}

template <class Real>
void Ledger<Real>::lay_out() {
    const std::size_t classes = s_.classes.size();
    const auto zeros = [](std::vector<Real>& table, std::size_t size) {
        table.assign(size, Real(0.0));
    };
    for (auto* table : {&out_.stock, &out_.sales, &out_.scrappage, &out_.vkm, &out_.electric_vkm,
                        &out_.purchase_price, &out_.ownership_cost, &out_.chosen_share}) {
        zeros(*table, classes * technologies_);
    }
    for (auto* table : {&out_.capital_cost, &out_.energy_cost}) zeros(*table, classes);
    for (auto* table : {&out_.vehicle_energy, &out_.vehicle_co2}) {
        zeros(*table, classes * technologies_ * carriers_);
    }
    for (auto* table : {&out_.energy, &out_.co2, &out_.co2_production, &out_.ch4, &out_.n2o,
                        &out_.co2e_upstream}) {
        zeros(*table, subsectors_ * carriers_);
    }
    zeros(out_.emissions, subsectors_ * kBoundaryCount);
    zeros(out_.production_factor, carriers_);
    zeros(out_.audit, std::size(kAuditChecks));
    is_spoilt_ = false;
}

template <class Real>
void Ledger<Real>::open() {
    if (is_spoilt_) lay_out();
}

template <class Real>
void Ledger<Real>::settle(model::Status<Real>& status) {
    model::settle(out_, existing_, status);
    is_spoilt_ |= !status.all_ok();
}

template <class Real>
void Ledger<Real>::book_fleet(const YearEvents<Real>& events) {
    const FleetYear<Real>& fleet = events.fleet;
    const std::pair<const std::vector<Real>&, std::vector<Real>&> tables[] = {
        {fleet.stock, out_.stock},
        {fleet.sales, out_.sales},
        {fleet.scrappage, out_.scrappage},
        {fleet.vehicle_km, out_.vkm},
        {fleet.electric_km, out_.electric_vkm},
        {fleet.price, out_.purchase_price},
        {fleet.cost, out_.ownership_cost},
        {fleet.chosen_share, out_.chosen_share}};
    const std::vector<std::size_t>& cells = existing_.class_technology;
    for (const auto& [rows, table] : tables) {
        for (std::size_t row = 0; row < cells.size(); ++row) table[cells[row]] = rows[row];
    }
    out_.unmet_stock = events.unmet_stock;
    out_.vkt = fleet.km_per_vehicle;
    out_.upkeep_cost = fleet.upkeep;
    out_.road_tkm = events.road_tonne_km;
}

template <class Real>
void Ledger<Real>::book_vehicle_energy(const YearEvents<Real>& events) {
    const FleetYear<Real>& fleet = events.fleet;
    for (std::size_t f = 0; f < carriers_; ++f) {
        const auto& factors = events.supply.road_factors[f];
        tailpipe_[f] = factors.co2 * (1.0 - factors.biogenic_share);
    }
    vehicle_energy_ = 0.0;
    for (std::size_t v = 0; v < s_.classes.size(); ++v) {
        Real capital = 0.0;
        Real energy_cost = 0.0;
        for (const TechnologySlot& slot : s_.classes[v].technologies) {
            capital += fleet.sales[slot.row] * fleet.price[slot.row];
            for (std::size_t n = slot.first_use; n < slot.first_use + slot.carriers.size(); ++n) {
                const Use& use = uses_[n];
                const Real& energy = fleet.energy[n];
                out_.vehicle_energy[use.cell] = energy;
                out_.vehicle_co2[use.cell] = energy * tailpipe_[use.carrier];
                road_energy_[use.emission] += energy;
                vehicle_energy_ += energy;
                energy_cost += energy * events.supply.price[use.carrier];
            }
        }
        out_.capital_cost[v] = capital;
        out_.energy_cost[v] = energy_cost;
    }
}

template <class Real>
model::Emissions<Real> Ledger<Real>::emissions_of(std::size_t cell,
                                                  const Supply<Real>& supply) const {
    const auto& [subsector, f, has_road, has_other] = emission_cells_[cell];
    model::Emissions<Real> emitted;
    if (has_road) {
        emitted = model::carrier_emissions<Real>(road_energy_[cell], supply.road_factors[f]);
    }
    if (has_other) {
        emitted += model::carrier_emissions<Real>(other_energy_[cell], supply.factors[f]);
    }
    return emitted;
}

/// Writes the tables by subsector. The residual is that of WTW = TTW + WTT.
template <class Real>
void Ledger<Real>::book_emissions(const Supply<Real>& supply) {
    energy_ = 0.0;
    wtw_residual_ = 0.0;
    std::size_t n = 0;
    for (std::size_t subsector = 0; subsector < subsectors_; ++subsector) {
        model::Emissions<Real> sum;
        Real parts = 0.0;  // well to wheel, added up carrier by carrier
        for (; n < emission_cells_.size() && emission_cells_[n].subsector == subsector; ++n) {
            const std::size_t cell = existing_.subsector_carrier[n];
            const model::Emissions<Real> e = emissions_of(n, supply);
            out_.energy[cell] = road_energy_[n] + other_energy_[n];
            energy_ += out_.energy[cell];
            out_.co2[cell] = e.co2;
            out_.co2_production[cell] = e.production;
            out_.ch4[cell] = e.ch4;
            out_.n2o[cell] = e.n2o;
            out_.co2e_upstream[cell] = e.upstream;
            sum += e;
            parts += model::tank_to_wheel_co2e<Real>(e) + model::well_to_tank_co2e<Real>(e);
        }
        const auto totals = model::by_boundary<Real>(sum, Real(0.0));
        Real* const row = &out_.emissions[subsector * kBoundaryCount];
        row[static_cast<std::size_t>(Boundary::ttw)] = totals.ttw;
        row[static_cast<std::size_t>(Boundary::ttw_grid)] = totals.ttw_grid;
        row[static_cast<std::size_t>(Boundary::wtw)] = totals.wtw;
        wtw_residual_ = max(wtw_residual_,
                            Real(abs(Real(parts - totals.wtw)) / max(abs(totals.wtw), Real(1.0))));
    }
}

template <class Real>
void Ledger<Real>::book(const YearEvents<Real>& events) {
    out_.population = events.economy.population;
    out_.urban_population = events.economy.urban_population;
    out_.gdp = events.economy.gdp;
    out_.time_value = events.economy.time_value * model::kMinutesPerHour;
    out_.battery_price = events.pack_price;
    out_.trips = events.travel.trips;
    out_.pkm = events.travel.person_km;
    out_.local_pkm = events.travel.local_km;
    out_.tkm = events.freight.tonne_km;
    out_.carrier_price = events.supply.price;
    for (std::size_t f = 0; f < carriers_; ++f) {
        out_.production_factor[f] = events.supply.factors[f].production;
    }
    std::fill(road_energy_.begin(), road_energy_.end(), Real(0.0));
    std::fill(other_energy_.begin(), other_energy_.end(), Real(0.0));
    book_fleet(events);
    book_vehicle_energy(events);
    Real used = vehicle_energy_;
    for (std::size_t i = 0; i < propulsion_.size(); ++i) {
        other_energy_[propulsion_[i]] += events.nonroad_energy[i];
        used += events.nonroad_energy[i];
    }
    book_emissions(events.supply);

    const Real carried = events.freight.tonnes_wanted;
    const auto relative = [](const Real& a, const Real& b) {
        return Real(abs(Real(a - b)) / max(b, Real(1.0)));
    };
    const Real checks[] = {
        events.fleet.flow_residual,      events.fleet.share_residual,
        events.fleet.kilometre_residual, relative(events.freight.tonnes, carried),
        relative(energy_, used),         wtw_residual_};
    static_assert(std::size(checks) == std::size(kAuditChecks));
    std::copy(std::begin(checks), std::end(checks), out_.audit.begin());
}

template class Ledger<double>;
template class Ledger<Lanes>;

}  // namespace tanlu::region
