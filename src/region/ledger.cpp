#include "region/ledger.hpp"

#include "model/emissions.hpp"
#include "model/generalised_cost.hpp"
#include "region/region_model.hpp"

namespace tanlu::region {
namespace {

/// Who uses energy: road vehicles may draw electricity at other hours than the rest.
enum class User { road_vehicle, other };

/// Energy and emissions tables by subsector and carrier.
template <class Real>
class EmissionBook {
public:
    EmissionBook(std::size_t subsectors, std::size_t carriers, const Supply<Real>& supply)
        : supply_(supply),
          carriers_(carriers),
          energy_(subsectors * carriers, Real(0.0)),
          emissions_(subsectors * carriers) {}

    /// Books energy [MJ]; returns the direct CO2 of it [kg].
    Real add(std::size_t subsector, std::size_t carrier, const Real& energy, User user) {
        const std::size_t cell = subsector * carriers_ + carrier;
        const auto& factors = user == User::road_vehicle ? supply_.road_factors : supply_.factors;
        const auto emitted = model::carrier_emissions<Real>(energy, factors[carrier]);
        energy_[cell] += energy;
        emissions_[cell] += emitted;
        return emitted.co2;
    }

    /// Writes the tables; returns the largest relative residual of WTW = TTW + WTT.
    Real write(model::YearOutput<Real>& out) const {
        out.energy = energy_;
        Real worst = 0.0;
        for (std::size_t i = 0; i < carriers_; ++i) {
            out.production_factor.push_back(supply_.factors[i].production);
        }
        for (std::size_t cell = 0; cell < emissions_.size(); ++cell) {
            const auto& e = emissions_[cell];
            out.co2.push_back(e.co2);
            out.co2_production.push_back(e.production);
            out.ch4.push_back(e.ch4);
            out.n2o.push_back(e.n2o);
            out.co2e_upstream.push_back(e.upstream);
        }
        for (std::size_t row = 0; row * carriers_ < emissions_.size(); ++row) {
            model::Emissions<Real> sum;
            Real parts = 0.0;  // well to wheel, added up carrier by carrier
            for (std::size_t f = 0; f < carriers_; ++f) {
                const auto& e = emissions_[row * carriers_ + f];
                sum += e;
                parts += model::tank_to_wheel_co2e<Real>(e) + model::well_to_tank_co2e<Real>(e);
            }
            const auto totals = model::by_boundary<Real>(sum, Real(0.0));
            for (const Real& total : {totals.ttw, totals.ttw_grid, totals.wtw}) {
                out.emissions.push_back(total);
            }
            worst =
                max(worst, Real(abs(Real(parts - totals.wtw)) / max(abs(totals.wtw), Real(1.0))));
        }
        return worst;
    }

    const std::vector<Real>& energy() const { return energy_; }

private:
    const Supply<Real>& supply_;
    std::size_t carriers_;
    std::vector<Real> energy_;
    std::vector<model::Emissions<Real>> emissions_;
};

/// A dense class x technology table from rows of pairs.
template <class Real>
std::vector<Real> by_class(const Structure& s, std::size_t technologies,
                           const std::vector<Real>& rows) {
    std::vector<Real> table(s.classes.size() * technologies, Real(0.0));
    for (std::size_t v = 0; v < s.classes.size(); ++v) {
        for (const auto& slot : s.classes[v].technologies) {
            table[v * technologies + slot.technology] = rows[slot.row];
        }
    }
    return table;
}

template <class Real>
Real sum_of(const std::vector<Real>& values) {
    Real sum = 0.0;
    for (const Real& value : values) sum += value;
    return sum;
}

template <class Real>
void book_fleet(const Parameters<RunKind<Real>>& p, const Structure& s,
                const YearEvents<Real>& events, EmissionBook<Real>& book,
                model::YearOutput<Real>& out) {
    const FleetYear<Real>& fleet = events.fleet;
    const std::size_t technologies = p.technologies.size();
    const std::size_t carriers = p.carriers.size();
    out.stock = by_class(s, technologies, fleet.stock);
    out.sales = by_class(s, technologies, fleet.sales);
    out.scrappage = by_class(s, technologies, fleet.scrappage);
    out.vkm = by_class(s, technologies, fleet.vehicle_km);
    out.electric_vkm = by_class(s, technologies, fleet.electric_km);
    out.purchase_price = by_class(s, technologies, fleet.price);
    out.ownership_cost = by_class(s, technologies, fleet.cost);
    out.chosen_share = by_class(s, technologies, fleet.chosen_share);
    out.unmet_stock = events.unmet_stock;
    out.vkt = fleet.km_per_vehicle;
    out.upkeep_cost = fleet.upkeep;
    out.road_tkm = events.road_tonne_km;
    out.vehicle_energy.assign(s.classes.size() * technologies * carriers, Real(0.0));
    out.vehicle_co2 = out.vehicle_energy;
    for (std::size_t v = 0; v < s.classes.size(); ++v) {
        Real capital = 0.0;
        Real energy_cost = 0.0;
        for (const auto& slot : s.classes[v].technologies) {
            capital += fleet.sales[slot.row] * fleet.price[slot.row];
            for (std::size_t i = 0; i < slot.carriers.size(); ++i) {
                const std::size_t f = slot.carriers[i];
                const Real& energy = fleet.energy[slot.row][i];
                const std::size_t cell = (v * technologies + slot.technology) * carriers + f;
                out.vehicle_energy[cell] += energy;
                out.vehicle_co2[cell] +=
                    book.add(s.classes[v].subsector, f, energy, User::road_vehicle);
                energy_cost += energy * events.supply.price[f];
            }
        }
        out.capital_cost.push_back(capital);
        out.energy_cost.push_back(energy_cost);
    }
}

}  // namespace

template <class Real>
model::YearOutput<Real> book(const Parameters<RunKind<Real>>& p, const Structure& s,
                             const YearEvents<Real>& events) {
    model::YearOutput<Real> out;
    out.population = events.economy.population;
    out.urban_population = events.economy.urban_population;
    out.gdp = events.economy.gdp;
    out.time_value = events.economy.time_value * model::kMinutesPerHour;
    out.battery_price = events.pack_price;
    out.trips = events.travel.trips;
    out.pkm = events.travel.person_km;
    out.local_pkm = events.travel.local_km;
    out.tkm = events.freight.tonne_km;
    out.carrier_price = events.supply.price;

    EmissionBook<Real> emissions(p.subsectors.size(), p.carriers.size(), events.supply);
    book_fleet(p, s, events, emissions, out);
    for (std::size_t n = 0; n < s.nonroad.size(); ++n) {
        for (std::size_t i = 0; i < s.nonroad[n].carriers.size(); ++i) {
            emissions.add(s.nonroad[n].subsector, s.nonroad[n].carriers[i],
                          events.nonroad_energy[s.nonroad[n].first_propulsion + i], User::other);
        }
    }
    const Real wtw = emissions.write(out);

    const Real booked = sum_of(out.energy);
    const Real used = sum_of(out.vehicle_energy) + sum_of(events.nonroad_energy);
    const Real carried = events.freight.tonnes_wanted;
    out.audit = {events.fleet.flow_residual,
                 events.fleet.share_residual,
                 events.fleet.kilometre_residual,
                 Real(abs(Real(events.freight.tonnes - carried)) / max(carried, Real(1.0))),
                 Real(abs(Real(booked - used)) / max(used, Real(1.0))),
                 wtw};
    return out;
}

template model::YearOutput<double> book(const Parameters<RunKind<double>>&, const Structure&,
                                        const YearEvents<double>&);
template model::YearOutput<Lanes> book(const Parameters<RunKind<Lanes>>&, const Structure&,
                                       const YearEvents<Lanes>&);

}  // namespace tanlu::region
