#include "io/invented_result.hpp"

#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/outputs.hpp"

namespace tanlu::test {
namespace {

using Labels = std::vector<std::string>;
using Cell = std::map<std::string, std::string>;  // axis -> label

const Labels kScenarios{"reference", "neutrality-2060"};
constexpr int kFirstYear = 2019;
constexpr int kLastYear = 2060;

const std::map<std::string, Labels> kAxes{
    {"vehicle_class",
     {"private-car", "business-car", "taxi", "bus", "coach-medium", "coach-large", "truck-light",
      "truck-medium", "truck-heavy", "special", "low-speed", "motorcycle", "e-bike"}},
    {"technology", {"gasoline", "diesel", "cng", "methanol", "hev", "phev", "bev", "fcev"}},
    {"carrier",
     {"gasoline", "diesel", "natural-gas", "lpg", "methanol", "kerosene", "bio-jet", "fuel-oil",
      "electricity", "hydrogen"}},
    {"settlement", {"megacity", "large-city", "medium-city", "small-city", "rural"}},
    {"passenger_mode",
     {"walk", "bike", "e-bike", "motorcycle", "bus", "metro", "car", "taxi", "coach", "rail", "hsr",
      "air"}},
    {"freight_mode", {"road", "rail", "water"}},
    {"subsector",
     {"cars", "taxi-bus-coach", "motorcycles", "trucks", "special-low-speed", "lpg-vehicles",
      "rail", "aviation", "shipping", "pipelines"}},
    {"boundary", {"ttw", "ttw_grid", "wtw"}},
    {"audit_check", {"stock-flow", "shares", "energy", "emissions"}}};

double rise(double year, double middle, double width) {
    return 1.0 / (1.0 + std::exp(-(year - middle) / width));
}

/// Share of plug-in vehicles in what is sold; 2060 is cleaner in the second scenario.
double nev_share(const std::string& scenario, double year) {
    return scenario == "reference" ? 0.04 + 0.76 * rise(year, 2029, 4)
                                   : 0.04 + 0.96 * rise(year, 2027, 3);
}

struct Subsector {
    double base_mt, growth, middle, width, depth;
    std::string carrier;
};
const std::map<std::string, Subsector> kSubsectors{
    {"cars", {338, 0.045, 2031, 4.5, 0.97, "gasoline"}},
    {"taxi-bus-coach", {68, 0.01, 2029, 4, 0.95, "diesel"}},
    {"motorcycles", {14, -0.01, 2033, 5, 0.9, "gasoline"}},
    {"trucks", {305, 0.03, 2036, 5, 0.9, "diesel"}},
    {"special-low-speed", {15, -0.01, 2035, 6, 0.8, "diesel"}},
    {"lpg-vehicles", {2, -0.01, 2030, 4, 0.95, "lpg"}},
    {"rail", {8, -0.005, 2030, 4, 0.9, "diesel"}},
    {"aviation", {80, 0.05, 2046, 6, 0.75, "kerosene"}},
    {"shipping", {65, 0.015, 2043, 6, 0.7, "fuel-oil"}},
    {"pipelines", {21, 0.005, 2045, 7, 0.6, "natural-gas"}}};

/// Direct CO2 of a subsector [kg/yr].
double direct_co2(const std::string& subsector, const std::string& scenario, double year) {
    const Subsector& s = kSubsectors.at(subsector);
    const double depth = scenario == "reference" ? 0.75 * s.depth : s.depth;
    const double late = scenario == "reference" ? 4.0 : 0.0;
    const double grown = 1.0 + s.growth * std::min(year - kFirstYear, 25.0);
    return 1e9 * s.base_mt * grown * (1.0 - depth * rise(year, s.middle + late, s.width));
}

/// CO2 of the electricity used [kg/yr]: use rises, the grid gets clean.
double grid_co2(const std::string& subsector, const std::string& scenario, double year) {
    const double use = kSubsectors.at(subsector).base_mt * 0.45 * nev_share(scenario, year - 5);
    return 1e9 * use * std::max(0.0, 1.0 - (year - 2021) / 38.0);
}

double mode_share(const std::string& mode, bool of_trips, const std::string& scenario,
                  double year) {
    // name: share of trips and of passenger-km in 2019, change by 2060
    static const std::map<std::string, std::vector<double>> shares{
        {"walk", {0.30, 0.02, -0.3}},  {"bike", {0.10, 0.02, 0.1}},
        {"e-bike", {0.17, 0.09, 0.1}}, {"motorcycle", {0.04, 0.05, -0.7}},
        {"bus", {0.12, 0.09, -0.1}},   {"metro", {0.05, 0.06, 0.8}},
        {"car", {0.19, 0.38, 0.5}},    {"taxi", {0.03, 0.04, 0.2}},
        {"coach", {0, 0.06, -0.6}},    {"rail", {0, 0.07, -0.3}},
        {"hsr", {0, 0.07, 1.2}},       {"air", {0, 0.05, 1.2}}};
    const double towards = scenario == "reference" ? 1.0 : 0.4;
    const auto weight = [&](const std::vector<double>& s) {
        return s[of_trips ? 0 : 1] * (1.0 + towards * s[2] * (year - kFirstYear) / 41.0);
    };
    double sum = 0.0;
    for (const auto& [name, s] : shares) sum += weight(s);
    return weight(shares.at(mode)) / sum;
}

bool is_plug_in(const std::string& technology) {
    return technology == "bev" || technology == "phev" || technology == "fcev";
}

/// Share of a technology in a class: plug-in ones share `nev`, the others the rest.
double technology_share(const std::string& technology, double nev) {
    static const std::map<std::string, double> within{
        {"bev", 0.75},   {"phev", 0.2}, {"fcev", 0.05},     {"gasoline", 0.55},
        {"diesel", 0.3}, {"cng", 0.05}, {"methanol", 0.01}, {"hev", 0.09}};
    return within.at(technology) * (is_plug_in(technology) ? nev : 1.0 - nev);
}

/// Vehicles of a class at the end of a year.
double vehicles(const std::string& vehicle_class, double year) {
    const auto& names = kAxes.at("vehicle_class");
    const auto place = std::find(names.begin(), names.end(), vehicle_class) - names.begin();
    const double base = vehicle_class == "private-car" ? 2e8 : 1.5e7 / (1.0 + 0.5 * double(place));
    return base * (0.6 + 1.6 * rise(year, 2029, 6));
}

double value(const std::string& name, const std::string& unit, const Cell& cell, double year) {
    const std::string& scenario = cell.at("scenario");
    const auto at = [&](const char* axis) { return cell.at(axis); };
    const bool main_carrier = cell.contains("carrier") && cell.contains("subsector") &&
                              kSubsectors.at(at("subsector")).carrier == at("carrier");
    const double growth = 1.0 + 0.01 * (year - kFirstYear);

    if (name == "co2") return main_carrier ? direct_co2(at("subsector"), scenario, year) : 0.0;
    if (name == "co2_production") {
        return at("carrier") == "electricity" ? grid_co2(at("subsector"), scenario, year) : 0.0;
    }
    if (name == "energy") {
        if (main_carrier) return direct_co2(at("subsector"), scenario, year) / 0.072;
        return at("carrier") == "electricity"
                   ? 1e9 * kSubsectors.at(at("subsector")).base_mt * 4 * nev_share(scenario, year)
                   : 0.0;
    }
    if (name == "emissions") {
        const double ttw = direct_co2(at("subsector"), scenario, year);
        const double grid = ttw + grid_co2(at("subsector"), scenario, year);
        return at("boundary") == "ttw" ? ttw : at("boundary") == "ttw_grid" ? grid : 1.2 * grid;
    }
    if (name == "trip_share") return mode_share(at("passenger_mode"), true, scenario, year);
    if (name == "pkm_share") return mode_share(at("passenger_mode"), false, scenario, year);
    if (name == "pkm") {
        return 8e12 * growth * mode_share(at("passenger_mode"), false, scenario, year);
    }
    if (name == "tkm_share") {
        return std::map<std::string, double>{{"road", 0.4}, {"rail", 0.2}, {"water", 0.4}}.at(
            at("freight_mode"));
    }
    const double nev = nev_share(scenario, year);
    const double nev_of_stock = nev_share(scenario, year - 7);
    if (name.starts_with("nev_sales")) return nev;
    if (name.starts_with("nev_stock") || name == "electric_km_share") return nev_of_stock;
    if (cell.contains("vehicle_class") && cell.contains("technology")) {
        const double fleet = vehicles(at("vehicle_class"), year);
        const double kept = fleet * technology_share(at("technology"), nev_of_stock);
        const double sold = 0.08 * fleet * technology_share(at("technology"), nev);
        if (name == "stock") return kept;
        if (name == "sales") return sold;
        if (name == "scrappage") return 0.9 * sold;
        if (name == "vkm") return 1.2e4 * kept;
        if (name == "electric_vkm") return is_plug_in(at("technology")) ? 1.1e4 * kept : 0.0;
        if (unit == "MJ/yr" || unit == "kg/yr") {
            // Only the carrier of the same name, so that some combinations stay empty.
            return at("carrier") == at("technology") ? kept * 3e4 : std::nan("");
        }
    }
    static const std::map<std::string, double> scale{
        {"person", 1.4e9},      {"CNY2020/yr", 1e14},   {"t km/yr", 5e12},
        {"person km/yr", 6e11}, {"CNY2020/h", 20},      {"1/yr", 1e11},
        {"1", 1e-15},           {"km/vehicle/yr", 1e4}, {"CNY2020/vehicle", 1e5}};
    const auto found = scale.find(unit);
    return (found == scale.end() ? 1.0 : found->second) * growth;
}

void add(Dataset& data, const std::string& name, const std::string& unit,
         const std::string& long_name, const std::string& iamc, Labels axes) {
    axes.insert(axes.begin(), {"scenario", "region", "year"});
    Variable variable{name, unit, long_name, iamc, axes, {}};
    const std::function<void(std::size_t, Cell&, int)> fill = [&](std::size_t depth, Cell& cell,
                                                                  int year) {
        if (depth == axes.size()) {
            variable.data.push_back(value(name, unit, cell, year));
            return;
        }
        const Axis& axis = data.axis(axes[depth]);
        for (const int each : axis.years) fill(depth + 1, cell, each);
        for (const auto& label : axis.labels) {
            cell[axis.name] = label;
            fill(depth + 1, cell, year);
        }
    };
    Cell cell;
    fill(0, cell, 0);
    data.variables.push_back(std::move(variable));
}

}  // namespace

Dataset invented_result() {
    Dataset data;
    data.axes = {{"scenario", "Scenarios", kScenarios, {}},
                 {"region", "Regions", {"china"}, {}},
                 {"year", "Calendar year", {}, {}}};
    for (int year = kFirstYear; year <= kLastYear; ++year) data.axes[2].years.push_back(year);
    for (const auto& [name, labels] : kAxes) data.axes.push_back({name, "", labels, {}});
    model::YearOutput<double> year{};
    model::describe_outputs(
        [&](const model::Output& output, auto&) {
            add(data, std::string(output.name), std::string(output.unit),
                std::string(output.long_name), std::string(output.iamc),
                Labels(output.axes.begin(), output.axes.end()));
        },
        year);
    add(data, "trip_share", "1", "Modal split of local trips", "", {"passenger_mode"});
    add(data, "pkm_share", "1", "Modal split of passenger-km", "", {"passenger_mode"});
    add(data, "tkm_share", "1", "Modal split of tonne-km", "", {"freight_mode"});
    add(data, "nev_sales_share", "1", "NEV share of sales of each class", "", {"vehicle_class"});
    add(data, "nev_stock_share", "1", "NEV share of stock of each class", "", {"vehicle_class"});
    add(data, "electric_km_share", "1",
        "Share of vehicle-km driven on electricity or hydrogen, by class", "", {"vehicle_class"});
    add(data, "nev_sales_share_auto", "1",
        "NEV share of sales of all registered automobiles (no motorcycles, no low-speed)", "", {});
    add(data, "nev_stock_share_auto", "1",
        "NEV share of stock of all registered automobiles (no motorcycles, no low-speed)", "", {});
    add(data, "co2_by_boundary", "kg/yr",
        "Total emissions by boundary: ttw and ttw_grid in CO2, wtw in CO2e (AR6 GWP100)", "",
        {"boundary"});
    // The total over subsectors.
    const Variable& emissions = data.variable("emissions");
    Variable& total = data.variables.back();
    const std::size_t boundaries = kAxes.at("boundary").size();
    const std::size_t subsectors = kAxes.at("subsector").size();
    std::fill(total.data.begin(), total.data.end(), 0.0);
    for (std::size_t i = 0; i < emissions.data.size(); ++i) {
        const std::size_t row = i / (subsectors * boundaries);
        total.data[row * boundaries + i % boundaries] += emissions.data[i];
    }
    data.attributes = {{"title", "Invented test data, 不是结果"},
                       {"title_reference", "Policies in force"},
                       {"title_neutrality-2060", "Carbon neutrality by 2060"},
                       {"title_zh_reference", "现行政策"},
                       {"title_zh_neutrality-2060", "2060年碳中和"},
                       {"green_modes", ""}};
    data.provenance = {{"scenario_text", "scenario: invented\n"}};
    return data;
}

}  // namespace tanlu::test
