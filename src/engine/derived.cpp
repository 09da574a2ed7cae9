#include "engine/derived.hpp"

#include <cmath>
#include <functional>
#include <set>
#include <string>

namespace tanlu::engine {
namespace {

/// Reads a variable as blocks (scenario, region, year) x rows x columns.
struct Blocks {
    const Variable& variable;
    std::size_t blocks, rows, columns;

    double at(std::size_t block, std::size_t row, std::size_t column) const {
        return variable.data[(block * rows + row) * columns + column];
    }
};

Blocks blocks_of(const Dataset& dataset, const std::string& name) {
    const Variable& variable = dataset.variable(name);
    std::size_t sizes[3] = {1, 1, 1};
    for (std::size_t i = 0; i < variable.axes.size(); ++i) {
        const std::size_t size = dataset.axis(variable.axes[i]).size();
        sizes[i < 3 ? 0 : (i == 3 ? 1 : 2)] *= size;
    }
    return {variable, sizes[0], sizes[1], sizes[2]};
}

Variable& add(Dataset& dataset, std::string name, std::string unit, std::string long_name,
              std::vector<std::string> axes) {
    axes.insert(axes.begin(), {"scenario", "region", "year"});
    Variable variable{std::move(name), std::move(unit), std::move(long_name), "", axes, {}};
    variable.data.assign(dataset.volume(axes), std::nan(""));
    dataset.variables.push_back(std::move(variable));
    return dataset.variables.back();
}

double ratio(double part, double whole) {
    return whole > 0.0 ? part / whole : std::nan("");
}

/// Sums that skip cells that do not exist (NaN) but are NaN where none exists.
double sum(std::size_t count, const std::function<double(std::size_t)>& value) {
    double total = 0.0;
    bool found = false;
    for (std::size_t i = 0; i < count; ++i) {
        const double x = value(i);
        if (std::isnan(x)) continue;
        total += x;
        found = true;
    }
    return found ? total : std::nan("");
}

/// Share of each row in the sum over rows; columns (settlements outermost) are summed first.
void add_split(Dataset& dataset, const std::string& from, const std::string& name,
               const std::string& long_name, const std::string& axis) {
    const Blocks source = blocks_of(dataset, from);
    const std::size_t modes = dataset.axis(axis).size();
    const std::size_t outer = source.rows * source.columns / modes;
    std::vector<double> shares;
    for (std::size_t block = 0; block < source.blocks; ++block) {
        const auto mode_total = [&](std::size_t mode) {
            return sum(outer, [&](std::size_t i) {
                return source.variable.data[(block * outer + i) * modes + mode];
            });
        };
        const double total = sum(modes, mode_total);
        for (std::size_t mode = 0; mode < modes; ++mode) {
            shares.push_back(ratio(mode_total(mode), total));
        }
    }
    add(dataset, name, "1", long_name, {axis}).data = std::move(shares);
}

/// Names of NEV technologies and automobile classes of all packs.
struct Universe {
    std::set<std::string> nev, automobiles;

    explicit Universe(std::span<const config::Scenario> scenarios) {
        for (const auto& scenario : scenarios) {
            for (const auto& technology : scenario.pack.parameters.technologies) {
                if (technology.nev) nev.insert(technology.id.text);
            }
            for (const auto& vehicle_class : scenario.pack.parameters.classes) {
                if (vehicle_class.automobile) automobiles.insert(vehicle_class.id.text);
            }
        }
    }
};

/// Share of NEVs in a table of class x technology, by class and for all automobiles.
void add_nev_share(Dataset& dataset, const Universe& universe, const std::string& from,
                   const std::string& name, const std::string& of) {
    const Blocks source = blocks_of(dataset, from);
    const auto& classes = dataset.axis("vehicle_class").labels;
    const auto& technologies = dataset.axis("technology").labels;
    std::vector<double> by_class, overall;
    for (std::size_t block = 0; block < source.blocks; ++block) {
        double nev_auto = 0.0;
        double all_auto = 0.0;
        for (std::size_t v = 0; v < classes.size(); ++v) {
            const auto counted = [&](bool only_nev) {
                return sum(technologies.size(), [&](std::size_t k) {
                    const bool wanted = !only_nev || universe.nev.count(technologies[k]) > 0;
                    return wanted ? source.at(block, v, k) : std::nan("");
                });
            };
            const double nev = counted(true);
            const double all = counted(false);
            by_class.push_back(ratio(nev, all));
            if (universe.automobiles.count(classes[v]) == 0 || std::isnan(all)) continue;
            nev_auto += nev;
            all_auto += all;
        }
        overall.push_back(ratio(nev_auto, all_auto));
    }
    add(dataset, name, "1", "NEV share of " + of + " of each class", {"vehicle_class"}).data =
        std::move(by_class);
    add(dataset, name + "_auto", "1",
        "NEV share of " + of + " of all registered automobiles (no motorcycles, no low-speed)", {})
        .data = std::move(overall);
}

void add_electric_share(Dataset& dataset) {
    const Blocks electric = blocks_of(dataset, "electric_vkm");
    const Blocks all = blocks_of(dataset, "vkm");
    std::vector<double> shares;
    for (std::size_t block = 0; block < all.blocks; ++block) {
        for (std::size_t v = 0; v < all.rows; ++v) {
            const auto total = [&](const Blocks& table) {
                return sum(table.columns, [&](std::size_t k) { return table.at(block, v, k); });
            };
            shares.push_back(ratio(total(electric), total(all)));
        }
    }
    add(dataset, "electric_km_share", "1",
        "Share of vehicle-km driven on electricity or hydrogen, by class", {"vehicle_class"})
        .data = std::move(shares);
}

void add_totals_by_boundary(Dataset& dataset) {
    const Blocks source = blocks_of(dataset, "emissions");
    std::vector<double> totals;
    for (std::size_t block = 0; block < source.blocks; ++block) {
        for (std::size_t b = 0; b < source.columns; ++b) {
            totals.push_back(
                sum(source.rows, [&](std::size_t row) { return source.at(block, row, b); }));
        }
    }
    add(dataset, "co2_by_boundary", "kg/yr",
        "Total emissions by boundary: ttw and ttw_grid in CO2, wtw in CO2e (AR6 GWP100)",
        {"boundary"})
        .data = std::move(totals);
}

}  // namespace

void add_derived(Dataset& dataset, std::span<const config::Scenario> scenarios) {
    const Universe universe(scenarios);
    add_split(dataset, "trips", "trip_share", "Modal split of local trips", "passenger_mode");
    add_split(dataset, "pkm", "pkm_share", "Modal split of passenger-km", "passenger_mode");
    add_split(dataset, "tkm", "tkm_share", "Modal split of tonne-km", "freight_mode");
    add_nev_share(dataset, universe, "sales", "nev_sales_share", "sales");
    add_nev_share(dataset, universe, "stock", "nev_stock_share", "stock");
    add_electric_share(dataset);
    add_totals_by_boundary(dataset);
}

}  // namespace tanlu::engine
