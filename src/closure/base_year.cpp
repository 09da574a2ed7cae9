#include "closure/base_year.hpp"

#include <algorithm>
#include <map>

#include "plan/compile.hpp"
#include "results/scenario_view.hpp"

namespace tanlu::closure {
namespace {

constexpr double kDaysPerYear = 365.0;
constexpr const char* kCar = "car";
constexpr const char* kMotorcycle = "motorcycle";

using Inputs = Parameters<FileKind>;
using Class = VehicleClass<FileKind>;

bool carries(const Class& c, const char* mode) {
    return c.use_rule == UseRule::passenger && c.passenger_mode.text == mode;
}

bool is_on_roads(const Inputs& p, const std::string& subsector) {
    return std::ranges::any_of(p.subsectors,
                               [&](const auto& s) { return s.id.text == subsector && s.road; });
}

std::vector<BaseYear::Mode> local_modes(const Inputs& p) {
    std::vector<BaseYear::Mode> modes;
    for (const auto& mode : p.passenger.modes) {
        if (mode.local) modes.push_back({mode.id.text, mode.motorised, mode.green, 0.0});
    }
    return modes;
}

double in_year(const Trajectory& path, int year) {
    return plan::compile_series<double>(path, year, year).at(year);
}

/// The inputs of one draw.
class Drawn {
public:
    Drawn(const config::Pack& pack, FunctionRef<double(const Value&)> draw)
        : p_(pack.parameters), year_(pack.base_year), draw_(draw) {
        for (const auto& carrier : p_.carriers) {
            co2_of_[carrier.id.text] = carrier.co2.number * (1.0 - carrier.biogenic_share.number);
        }
        result_.population = in_year(p_.drivers.population, year_);
        result_.modes = local_modes(p_);
        travel();
        drive();
        burn_elsewhere();
    }

    const BaseYear& result() const { return result_; }

private:
    const Inputs& p_;
    int year_;
    FunctionRef<double(const Value&)> draw_;
    std::map<std::string, double> co2_of_;  ///< [kg/MJ]
    BaseYear result_;

    /// people * 365 * trips per person and day * share, and times their mean length.
    void travel() {
        const double urban = result_.population * in_year(p_.drivers.urban_share, year_);
        const double shock = in_year(p_.drivers.local_shock, year_);
        for (const auto& place : p_.passenger.local.settlements) {
            const double people =
                (place.urban ? urban : result_.population - urban) * place.population_share.number;
            const double trips = people * kDaysPerYear * draw_(place.trip_rate) * shock;
            result_.local_person_km += trips * draw_(place.trip_length);
            std::vector<double> shares;
            double sum = 0.0;
            for (const auto& mode : place.modes) sum += shares.emplace_back(draw_(mode.share));
            for (std::size_t i = 0; i < shares.size(); ++i) {
                const auto mode =
                    std::ranges::find(result_.modes, place.modes[i].id.text, &BaseYear::Mode::id);
                if (mode != result_.modes.end()) mode->trips += trips * shares[i] / sum;
            }
        }
    }

    /// Vehicles times kilometres times energy per km times CO2 per energy.
    void drive() {
        double local_share = 0.0;
        for (const auto& mode : p_.passenger.modes) {
            if (mode.id.text == kCar && mode.local_share) local_share = draw_(*mode.local_share);
        }
        double car_km = 0.0;
        double car_person_km = 0.0;
        for (const auto& c : p_.classes) {
            double stock = 0.0;
            double km = 0.0;
            const double co2 = co2_of_class(c, stock, km);
            const double persons = c.occupancy ? draw_(*c.occupancy) : 0.0;
            if (carries(c, kCar)) {
                result_.cars += stock;
                result_.car_co2 += co2;
                car_km += km;
                car_person_km += km * persons;
            }
            if (carries(c, kMotorcycle)) result_.motorcycles += stock;
            if (c.use_rule == UseRule::passenger) result_.passenger_co2 += co2;
            result_.road_co2 += co2;
        }
        result_.residents_car_km = car_km * local_share;
        result_.persons_per_car = car_km > 0.0 ? car_person_km / car_km : 0.0;
    }

    double co2_of_class(const Class& c, double& stock, double& km) {
        std::vector<double> vehicles;
        std::vector<double> each;
        double driven_by = 0.0;
        for (const auto& t : c.technologies) {
            stock += vehicles.emplace_back(draw_(t.stock));
            each.push_back(t.vkt ? draw_(*t.vkt) : -1.0);
            if (!t.vkt) continue;
            driven_by += vehicles.back();
            km += vehicles.back() * each.back();
        }
        const double mean = driven_by > 0.0 ? km / driven_by : 0.0;
        double co2 = 0.0;
        for (std::size_t k = 0; k < vehicles.size(); ++k) {
            const double own = each[k] < 0.0 ? mean : each[k];
            for (const auto& energy : c.technologies[k].energy) {
                co2 += vehicles[k] * own * draw_(energy.use) * co2_of_.at(energy.id.text);
            }
        }
        km = mean * stock;
        return co2;
    }

    void burn_elsewhere() {
        result_.co2 = result_.road_co2;
        for (const auto& mode : p_.nonroad) {
            double co2 = 0.0;
            for (const auto& carrier : mode.propulsion) {
                co2 += draw_(carrier.base_energy) * co2_of_.at(carrier.id.text);
            }
            result_.co2 += co2;
            if (is_on_roads(p_, mode.subsector.text)) result_.road_co2 += co2;
        }
    }
};

}  // namespace

BaseYear base_year_of(const config::Pack& pack, FunctionRef<double(const Value&)> draw) {
    return Drawn(pack, draw).result();
}

BaseYear base_year_of(const Dataset& result, const std::string& scenario,
                      const config::Pack& pack) {
    const ScenarioView read(result, scenario, pack.region.id);
    const Inputs& p = pack.parameters;
    const int year = pack.base_year;
    BaseYear base;
    base.population = read.at("population", year, {});
    base.modes = local_modes(p);
    double car_km = 0.0;
    double car_person_km = 0.0;
    for (auto& mode : base.modes) {
        for (const auto& place : p.passenger.local.settlements) {
            mode.trips += read.at("trips", year, {place.id.text, mode.id});
        }
        base.local_person_km += read.at("local_pkm", year, {mode.id});
    }
    for (const auto& c : p.classes) {
        double km = 0.0;
        for (const auto& t : c.technologies) {
            const std::vector<std::string> labels = {c.id.text, t.id.text};
            const double stock = read.at("stock", year, labels);
            km += read.at("vkm", year, labels);
            if (carries(c, kMotorcycle)) base.motorcycles += stock;
            if (carries(c, kCar)) base.cars += stock;
            if (c.use_rule != UseRule::passenger) continue;
            for (const auto& energy : t.energy) {
                const double co2 =
                    read.at("vehicle_co2", year, {c.id.text, t.id.text, energy.id.text});
                base.passenger_co2 += co2;
                if (carries(c, kCar)) base.car_co2 += co2;
            }
        }
        if (!carries(c, kCar)) continue;
        car_km += km;
        car_person_km += km * c.occupancy->number;
    }
    base.persons_per_car = car_km > 0.0 ? car_person_km / car_km : 0.0;
    base.residents_car_km = read.at("local_pkm", year, {kCar}) / base.persons_per_car;
    for (const auto& subsector : p.subsectors) {
        double co2 = 0.0;
        for (const auto& carrier : p.carriers) {
            co2 += read.at("co2", year, {subsector.id.text, carrier.id.text});
        }
        base.co2 += co2;
        if (subsector.road) base.road_co2 += co2;
    }
    return base;
}

}  // namespace tanlu::closure
