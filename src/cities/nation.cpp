#include "cities/nation.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "base/text.hpp"
#include "cities/csv_table.hpp"
#include "schema/scalar.hpp"
#include "schema/words.hpp"
#include "units/unit.hpp"

namespace tanlu::cities {
namespace {

namespace fs = std::filesystem;

enum Column : std::size_t { kItem, kPlace, kYear, kValue, kUnit, kSource, kGrade, kNote };
constexpr CsvColumn kColumns[] = {{"item"}, {"place"},  {"year"},  {"value"},
                                  {"unit"}, {"source"}, {"grade"}, {"note", false}};

class Reader {
public:
    Reader(NationTable& table, std::set<std::string> known, Diagnostics& diagnostics)
        : table_(table), known_(std::move(known)), diagnostics_(diagnostics) {}

    void read(const CsvTable& rows) {
        for (const auto& row : rows.rows) read_row(row.cells);
    }

private:
    NationTable& table_;
    std::set<std::string> known_;
    Diagnostics& diagnostics_;

    template <class T>
    std::optional<T> take(const std::variant<T, schema::Problem>& read, const Origin& origin) {
        if (const auto* value = std::get_if<T>(&read)) return *value;
        const auto& problem = std::get<schema::Problem>(read);
        diagnostics_.error(origin, problem.message, problem.hint);
        return std::nullopt;
    }

    void read_row(const std::vector<schema::Node>& cells) {
        const std::string& item = cells[kItem].text;
        if (item != "gdp" && item != "grid" && item != "road-freight") {
            diagnostics_.error(cells[kItem].origin, fmt::format("unknown item '{}'", item),
                               "gdp, grid or road-freight");
            return;
        }
        const auto year = take(schema::read_integer(cells[kYear]), cells[kYear].origin);
        const auto number = take(schema::read_number(cells[kValue].text), cells[kValue].origin);
        if (!year || !number) return;
        NationRow row{0.0, *year, cells[kSource].text, Grade::unverified, cells[kValue].origin};
        const std::string unit = item == "gdp"    ? fmt::format("CNY{}/yr", *year)
                                 : item == "grid" ? std::string("kgCO2/kWh")
                                                  : std::string("t km/yr");
        try {
            row.value = units::convert(*number, cells[kUnit].text, unit);
        } catch (const units::UnitError& error) {
            diagnostics_.error(cells[kUnit].origin, error.what(),
                               fmt::format("it is given in {}", unit));
            return;
        }
        if (row.value < 0.0 || (item != "grid" && row.value == 0.0)) {
            diagnostics_.error(cells[kValue].origin, "a figure of the nation is not above zero");
            return;
        }
        for (const auto& key : split(row.source, '+')) {
            if (known_.contains(key)) continue;
            diagnostics_.error(cells[kSource].origin, fmt::format("no source '{}'", key),
                               "describe it in nation-sources.csv");
        }
        for (const auto& option : schema::grades()) {
            if (option.key == cells[kGrade].text) row.grade = option.value;
        }
        auto& years = item == "gdp"    ? table_.gdp[cells[kPlace].text]
                      : item == "grid" ? table_.grid[cells[kPlace].text]
                                       : table_.road_freight;
        if (item == "grid" && years.empty()) table_.grid_places.push_back(cells[kPlace].text);
        if (!years.emplace(*year, row).second) {
            diagnostics_.error(cells[kPlace].origin,
                               fmt::format("'{}' of {} twice", cells[kPlace].text, *year));
        }
    }
};

}  // namespace

NationTable read_nation_table(const std::string& directory, const config::Pack& pack,
                              Diagnostics& diagnostics) {
    NationTable table;
    std::set<std::string> known;
    for (const auto& source : pack.sources) known.insert(source.id.text);
    const std::string sources = (fs::path(directory) / "nation-sources.csv").string();
    std::error_code ignored;
    if (fs::exists(sources, ignored)) {
        table.sources = read_source_table(sources, known, diagnostics);
        for (const auto& source : table.sources) known.insert(source.key);
    }
    const auto rows =
        read_csv_table((fs::path(directory) / "nation.csv").string(), kColumns, diagnostics);
    if (rows) Reader(table, known, diagnostics).read(*rows);
    return table;
}

double vehicle_km(const FileClass& vehicle_class) {
    double km = 0.0;
    for (const auto& technology : vehicle_class.technologies) {
        if (technology.vkt) km += technology.stock.number * technology.vkt->number;
    }
    return km;
}

double stock(const FileClass& vehicle_class) {
    double vehicles = 0.0;
    for (const auto& technology : vehicle_class.technologies) vehicles += technology.stock.number;
    return vehicles;
}

double person_km(const config::Pack& pack, std::string_view mode) {
    const auto* own = entry_of(pack.parameters.passenger.modes, mode);
    double km = own && own->base_pkm ? own->base_pkm->number : 0.0;
    for (const auto& vehicle_class : pack.parameters.classes) {
        if (vehicle_class.passenger_mode.text != mode || !vehicle_class.occupancy) continue;
        km += vehicle_km(vehicle_class) * vehicle_class.occupancy->number;
    }
    return km;
}

double at(const Trajectory& path, int year) {
    const auto& anchors = path.anchors;
    if (anchors.size() == 1 || year <= anchors.front().year) return anchors.front().value.number;
    for (std::size_t i = 1; i < anchors.size(); ++i) {
        if (anchors[i].year < year) continue;
        const double part =
            double(year - anchors[i - 1].year) / double(anchors[i].year - anchors[i - 1].year);
        const double before = anchors[i - 1].value.number;
        return before + part * (anchors[i].value.number - before);
    }
    return anchors.back().value.number;
}

}  // namespace tanlu::cities
