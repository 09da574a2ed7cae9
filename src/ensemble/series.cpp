#include "ensemble/series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "engine/collect.hpp"
#include "model/status.hpp"
#include "tanlu/error.hpp"

namespace tanlu::ensemble {
namespace {

using Labels = std::vector<std::string>;

/// Declaration of an output with the labels of its axes.
struct OutputTable {
    std::uint32_t output = 0;
    model::Output info;
    std::vector<Labels> labels;  // by axis

    std::size_t cells() const {
        std::size_t count = 1;
        for (const auto& axis : labels) count *= axis.size();
        return count;
    }
    /// Positions of a cell on the axes.
    std::vector<std::size_t> indices(std::size_t cell) const {
        std::vector<std::size_t> result(labels.size());
        for (std::size_t a = labels.size(); a-- > 0;) {
            result[a] = cell % labels[a].size();
            cell /= labels[a].size();
        }
        return result;
    }
    bool has_axis(std::string_view axis) const {
        return std::find(info.axes.begin(), info.axes.end(), axis) != info.axes.end();
    }
};

std::vector<OutputTable> output_tables(const config::Scenario& scenario) {
    std::vector<OutputTable> tables;
    model::YearOutput<Lanes> none;
    model::describe_outputs(
        [&](const model::Output& info, const auto&) {
            OutputTable table{static_cast<std::uint32_t>(tables.size()), info, {}};
            for (const auto axis : info.axes) {
                table.labels.push_back(engine::axis_labels(scenario, std::string(axis)));
            }
            tables.push_back(std::move(table));
        },
        none);
    return tables;
}

/// Which combinations of labels the pack has.
class Combinations {
public:
    Combinations(const config::Scenario& scenario, const region::Structure& s) {
        const auto& p = scenario.pack.parameters;
        for (std::size_t v = 0; v < s.classes.size(); ++v) {
            for (const auto& slot : s.classes[v].technologies) {
                vehicles_.insert({v, slot.technology});
                for (const std::size_t f : slot.carriers) {
                    users_.insert({v, slot.technology, f});
                    energy_.insert({s.classes[v].subsector, f});
                }
            }
        }
        for (const auto& slot : s.nonroad) {
            for (const std::size_t f : slot.carriers) energy_.insert({slot.subsector, f});
        }
        for (std::size_t i = 0; i < s.settlement_modes.size(); ++i) {
            for (std::size_t m = 0; m < s.local_modes.size(); ++m) {
                if (s.settlement_modes[i][m] == region::kAbsent) continue;
                modes_.insert({i, s.local_modes[m]});
                local_.insert(s.local_modes[m]);
            }
        }
        for (std::size_t v = 0; v < p.classes.size(); ++v) {
            if (p.classes[v].use_rule == UseRule::freight) trucks_.insert(v);
        }
    }

    bool has(const OutputTable& table, const std::vector<std::size_t>& at) const {
        const auto& axes = table.info.axes;
        if (axes.size() == 3) return users_.count({at[0], at[1], at[2]}) > 0;
        if (table.info.name == "road_tkm") return trucks_.count(at[0]) > 0;
        if (table.info.name == "local_pkm") return local_.count(at[0]) > 0;
        if (axes.size() != 2) return true;
        if (axes[1] == "technology") return vehicles_.count({at[0], at[1]}) > 0;
        if (axes[1] == "carrier") return energy_.count({at[0], at[1]}) > 0;
        if (axes[0] == "settlement") return modes_.count({at[0], at[1]}) > 0;
        return true;
    }

private:
    using Pair = std::pair<std::size_t, std::size_t>;
    std::set<Pair> vehicles_, energy_, modes_;
    std::set<std::array<std::size_t, 3>> users_;
    std::set<std::size_t> trucks_, local_;
};

/// Lists the series.
class Catalogue {
public:
    Catalogue(const config::Scenario& scenario, const region::Structure& structure)
        : scenario_(scenario),
          tables_(output_tables(scenario)),
          combinations_(scenario, structure) {}

    std::vector<Series> list() {
        for (const auto& table : tables_) add_output(table);
        add_split("trips", "trip_share", "Modal split of local trips", "passenger_mode");
        add_split("pkm", "pkm_share", "Modal split of passenger-km", "passenger_mode");
        add_split("tkm", "tkm_share", "Modal split of tonne-km", "freight_mode");
        add_nev_shares("sales", "nev_sales_share");
        add_nev_shares("stock", "nev_stock_share");
        add_electric_kilometres();
        add_totals();
        add_intensities();
        add_green_trips();
        return std::move(series_);
    }

private:
    using Wanted = std::function<bool(std::string_view axis, const std::string& label)>;

    const config::Scenario& scenario_;
    std::vector<OutputTable> tables_;
    Combinations combinations_;
    std::vector<Series> series_;

    void add_output(const OutputTable& table) {
        for (std::size_t cell = 0; cell < table.cells(); ++cell) {
            const auto at = table.indices(cell);
            if (!combinations_.has(table, at)) continue;
            Series series;
            series.variable = table.info.name;
            series.unit = table.info.unit;
            series.long_name = table.info.long_name;
            for (std::size_t a = 0; a < at.size(); ++a) {
                series.axes.emplace_back(table.info.axes[a]);
                series.labels.push_back(table.labels[a][at[a]]);
            }
            series.numerator = {{table.output, static_cast<std::uint32_t>(cell)}};
            series_.push_back(std::move(series));
        }
    }

    const OutputTable& table(std::string_view name) const {
        return *std::find_if(tables_.begin(), tables_.end(),
                             [&](const OutputTable& t) { return t.info.name == name; });
    }

    /// The cells of an output whose labels are wanted.
    std::vector<Cell> cells(std::string_view output, const Wanted& wanted) const {
        const OutputTable& from = table(output);
        std::vector<Cell> result;
        for (std::size_t cell = 0; cell < from.cells(); ++cell) {
            const auto at = from.indices(cell);
            if (!combinations_.has(from, at)) continue;
            bool all = true;
            for (std::size_t a = 0; a < at.size(); ++a) {
                all = all && wanted(from.info.axes[a], from.labels[a][at[a]]);
            }
            if (all) result.push_back({from.output, static_cast<std::uint32_t>(cell)});
        }
        return result;
    }
    static Wanted label_is(std::string_view axis, const std::string& label) {
        return [=](std::string_view a, const std::string& l) { return a != axis || l == label; };
    }
    static bool any(std::string_view, const std::string&) { return true; }

    /// Adds a derived series; one without numbers is left out.
    void add(std::string variable, std::string long_name, std::string unit, Labels axes,
             Labels labels, std::vector<Cell> numerator, std::vector<Cell> denominator = {}) {
        if (numerator.empty()) return;
        series_.push_back({std::move(variable), std::move(axes), std::move(labels), std::move(unit),
                           std::move(long_name), std::move(numerator), std::move(denominator)});
    }

    void add_split(std::string_view from, const std::string& name, const std::string& doc,
                   const std::string& axis) {
        for (const auto& label : engine::axis_labels(scenario_, axis)) {
            add(name, doc, "1", {axis}, {label}, cells(from, label_is(axis, label)),
                cells(from, any));
        }
    }

    bool is_nev(const std::string& technology) const {
        for (const auto& type : scenario_.pack.parameters.technologies) {
            if (type.id.text == technology) return type.nev;
        }
        return false;
    }
    bool is_automobile(const std::string& id) const {
        for (const auto& vehicle_class : scenario_.pack.parameters.classes) {
            if (vehicle_class.id.text == id) return vehicle_class.automobile;
        }
        return false;
    }

    void add_nev_shares(const std::string& from, const std::string& name) {
        for (const auto& id : engine::axis_labels(scenario_, "vehicle_class")) {
            add(name, "NEV share of " + from + " of each class", "1", {"vehicle_class"}, {id},
                cells(from,
                      [&](std::string_view axis, const std::string& label) {
                          return axis == "vehicle_class" ? label == id : is_nev(label);
                      }),
                cells(from, label_is("vehicle_class", id)));
        }
        add(name + "_auto",
            "NEV share of " + from +
                " of all registered automobiles (no motorcycles, no low-speed vehicles)",
            "1", {}, {},
            cells(from,
                  [&](std::string_view axis, const std::string& label) {
                      return axis == "vehicle_class" ? is_automobile(label) : is_nev(label);
                  }),
            cells(from, [&](std::string_view axis, const std::string& label) {
                return axis != "vehicle_class" || is_automobile(label);
            }));
    }

    void add_electric_kilometres() {
        for (const auto& id : engine::axis_labels(scenario_, "vehicle_class")) {
            const Wanted own = label_is("vehicle_class", id);
            add("electric_km_share",
                "Share of vehicle-km driven on electricity or hydrogen, by class", "1",
                {"vehicle_class"}, {id}, cells("electric_vkm", own), cells("vkm", own));
        }
    }

    void add_totals() {
        for (const auto& boundary : engine::axis_labels(scenario_, "boundary")) {
            add("co2_by_boundary",
                "Total emissions by boundary: ttw and ttw_grid in CO2, wtw in CO2e (AR6 GWP100)",
                "kg/yr", {"boundary"}, {boundary},
                cells("emissions", label_is("boundary", boundary)));
        }
        add("energy_total", "Final energy of all transport", "MJ/yr", {}, {}, cells("energy", any));
        add("petroleum_energy", "Final energy from petroleum", "MJ/yr", {}, {},
            cells("energy", [&](std::string_view axis, const std::string& label) {
                return axis != "carrier" || is_petroleum(label);
            }));
        add("automobile_stock", "Registered automobiles at the end of the year", "vehicle", {}, {},
            cells("stock", automobiles()));
        add("automobile_sales", "New registrations of automobiles", "vehicle/yr", {}, {},
            cells("sales", automobiles()));
        add("private_car_stock", "Private cars at the end of the year", "vehicle", {}, {},
            cells("stock", [&](std::string_view axis, const std::string& label) {
                return axis != "vehicle_class" || is_private(label);
            }));
        add("nev_stock", "Automobiles that are new-energy vehicles, end of the year", "vehicle", {},
            {}, cells("stock", [&](std::string_view axis, const std::string& label) {
                return axis == "vehicle_class" ? is_automobile(label) : is_nev(label);
            }));
        add_carried("rail", "rail_pkm", "Passenger-kilometres by rail");
        add_carried("aviation", "aviation_pkm", "Passenger-kilometres by air");
        add("conventional_stock",
            "Registered automobiles that are no new-energy vehicles, end of the year", "vehicle",
            {}, {}, cells("stock", [&](std::string_view axis, const std::string& label) {
                return axis == "vehicle_class" ? is_automobile(label) : !is_nev(label);
            }));
    }

    Wanted automobiles() const {
        return [this](std::string_view axis, const std::string& label) {
            return axis != "vehicle_class" || is_automobile(label);
        };
    }
    bool is_private(const std::string& id) const {
        for (const auto& vehicle_class : scenario_.pack.parameters.classes) {
            if (vehicle_class.id.text == id) {
                return vehicle_class.automobile && vehicle_class.stock_rule == StockRule::ownership;
            }
        }
        return false;
    }

    /// Passenger-km of the modes that a nonroad mode carries.
    void add_carried(const std::string& nonroad, const std::string& name, const std::string& doc) {
        std::set<std::string> modes;
        for (const auto& mode : scenario_.pack.parameters.nonroad) {
            if (mode.id.text != nonroad) continue;
            for (const auto& term : mode.passenger_activity) modes.insert(term.id.text);
        }
        add(name, doc, "person km/yr", {}, {},
            cells("pkm", [&](std::string_view, const std::string& label) {
                return modes.count(label) > 0;
            }));
    }

    bool is_petroleum(const std::string& id) const {
        for (const auto& carrier : scenario_.pack.parameters.carriers) {
            if (carrier.id.text == id) return carrier.petroleum;
        }
        return false;
    }

    void add_intensities() {
        for (const auto& boundary : engine::axis_labels(scenario_, "boundary")) {
            const auto emissions = cells("emissions", label_is("boundary", boundary));
            add("emissions_per_head", "Emissions per resident", "kg/person/yr", {"boundary"},
                {boundary}, emissions, cells("population", any));
            add("emissions_per_gdp", "Emissions per GDP at constant prices", "kg/CNY2020",
                {"boundary"}, {boundary}, emissions, cells("gdp", any));
        }
        add("electricity_share", "Share of electricity in final energy", "1", {}, {},
            cells("energy", label_is("carrier", "electricity")), cells("energy", any));
    }

    void add_green_trips() {
        std::set<std::string> green;
        for (const auto& mode : scenario_.pack.parameters.passenger.modes) {
            if (mode.green) green.insert(mode.id.text);
        }
        for (const bool with_e_bikes : {false, true}) {
            add(with_e_bikes ? "green_trip_share_with_e_bikes" : "green_trip_share",
                with_e_bikes ? "Share of green modes in local trips, e-bikes counted"
                             : "Share of green modes in local trips, e-bikes not counted",
                "1", {}, {},
                cells("trips",
                      [&](std::string_view axis, const std::string& label) {
                          if (axis != "passenger_mode") return true;
                          const bool is_e_bike = label == "e-bike" || label == "ebike";
                          return is_e_bike ? with_e_bikes : green.count(label) > 0;
                      }),
                cells("trips", any));
        }
    }
};

}  // namespace

std::string Series::name() const {
    return labels.empty() ? variable : fmt::format("{}[{}]", variable, fmt::join(labels, ","));
}

std::vector<Series> series_of(const config::Scenario& scenario,
                              const region::Structure& structure) {
    return Catalogue(scenario, structure).list();
}

std::size_t position_of(std::span<const Series> series, std::string_view variable,
                        std::span<const std::string> labels) {
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (series[i].variable == variable &&
            std::equal(labels.begin(), labels.end(), series[i].labels.begin(),
                       series[i].labels.end())) {
            return i;
        }
    }
    throw Error(fmt::format("no series '{}[{}]'", variable, fmt::join(labels, ",")));
}

SeriesReader::SeriesReader(std::span<const Series> series) {
    for (const auto& one : series) {
        Sum sum;
        sum.first = static_cast<std::uint32_t>(cells_.size());
        cells_.insert(cells_.end(), one.numerator.begin(), one.numerator.end());
        sum.middle = static_cast<std::uint32_t>(cells_.size());
        cells_.insert(cells_.end(), one.denominator.begin(), one.denominator.end());
        sum.last = static_cast<std::uint32_t>(cells_.size());
        sums_.push_back(sum);
    }
}

void SeriesReader::find_tables(const model::YearOutput<Lanes>& year) {
    tables_.clear();
    auto& outputs = const_cast<model::YearOutput<Lanes>&>(year);  // described by reference
    model::describe_outputs(
        [this](const model::Output&, auto& table) {
            if constexpr (std::is_same_v<std::decay_t<decltype(table)>, Lanes>) {
                tables_.push_back(&table);
            } else {
                tables_.push_back(table.data());
            }
        },
        outputs);
}

}  // namespace tanlu::ensemble
