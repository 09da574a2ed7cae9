#include "cli/compare_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "cli/run_words.hpp"
#include "indicators/text_table.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

using comparison::Columns;
using comparison::Record;
using comparison::Section;
using indicators::Align;
using indicators::TextTable;
using nlohmann::ordered_json;

// --- words and numbers for people ----------------------------------------------------------------

struct Shown {
    double factor;
    const char* unit;
};

Shown shown_unit(const std::string& unit, const std::string& statistic, double largest) {
    constexpr double kSmall = 1e8;  // 0.1 Mt
    if (statistic == "ratio" || statistic == "variance-ratio" || statistic == "samples" ||
        statistic.starts_with("tau")) {
        return {1.0, ""};
    }
    if (unit == "1") return {100.0, statistic == "difference" ? "points" : "%"};
    if (unit == "kg/yr") return largest < kSmall ? Shown{1e-6, "kt"} : Shown{1e-9, "Mt"};
    if (unit == "kg/person/yr" || unit == "kg/person") return {1e-3, "t per head"};
    if (unit == "kg/CNY2020") return {1e3, "g per CNY of 2020"};
    if (unit == "MJ/person/yr") return {1e-3, "GJ per head"};
    if (unit == "CNY2020/person/yr") return {1.0, "CNY of 2020 per head"};
    if (unit == "person") return {1e-6, "million"};
    return {1.0, nullptr};
}

std::string digits(double value, const std::string& unit, const std::string& statistic) {
    if (std::isnan(value)) return "";
    if (std::fpclassify(value) == FP_ZERO) return "0";
    if (statistic == "samples") return fmt::format("{:.0f}", value);
    const bool is_change = statistic == "difference" || statistic.starts_with("relative");
    const std::string sign = is_change ? "+" : "";
    const double size = std::abs(value);
    if (unit == "year" && statistic == "mean") return fmt::format("{:.1f}", value);
    if (statistic == "ratio") return fmt::format("{:.3f}", value);
    if (unit == "year") return fmt::format(fmt::runtime("{:" + sign + ".0f}"), value);
    const int places = size >= 100.0 ? 0 : size >= 10.0 ? 1 : size >= 0.1 ? 2 : 3;
    return fmt::format(fmt::runtime("{:" + sign + ".{}f}"), value, places);
}

std::string words_of(const Comparison& comparison, const std::string& measure) {
    static const std::map<std::string, std::string> kWords = {
        {"total", "emissions"},
        {"per-head", "emissions per head"},
        {"per-gdp", "emissions per GDP"},
        {"energy-per-head", "final energy per head"},
        {"nev-stock-share", "new-energy vehicles among automobiles"},
        {"nev-sales-share", "new-energy vehicles among automobiles sold"},
        {"green-trip-share", "local trips by green modes"},
        {"car-trip-share", "local trips by car"},
        {"gdp-per-head", "GDP per head"},
        {"population", "population"},
        {"peak-year", "peak year"},
        {"highest", "highest"},
        {"nev-stock-50-year", "half of the automobiles are new-energy vehicles from"},
        {"year-of-income", "year in which the income is passed"},
        {"activity-per-head", "travel and freight per head"},
        {"modal-split", "modal split"},
        {"load", "occupancy, load"},
        {"energy-intensity", "energy per km"},
        {"carbon-intensity", "CO2 per energy"}};
    const auto known = kWords.find(measure);
    if (known != kWords.end()) return known->second;
    const auto own = comparison.words.find(measure);
    return own == comparison.words.end() ? measure : own->second;
}

std::string statistic_words(const std::string& statistic, const std::string& against) {
    if (statistic == "below") return fmt::format("below {}", against);
    if (statistic == "equal") return "equal";
    if (statistic == "variance-ratio") return "variance left";
    if (statistic == "relative") return "relative difference";
    return statistic;
}

// --- tables for people ---------------------------------------------------------------------------

std::string column_of(const Section& section, const Comparison& comparison, const Record& record) {
    switch (section.columns) {
        case Columns::at:
            return record.at;
        case Columns::measure:
            return words_of(comparison, record.measure);
        case Columns::statistic:
            return statistic_words(record.statistic, record.against);
        case Columns::region:
            return record.region;
    }
    return {};
}

std::string row_of(const Section& section, const Comparison& comparison, const Record& record) {
    if (record.region.empty() && record.scenario.empty()) return "all, against the medians";
    const bool by_scenario = section.columns == Columns::region || comparison.by_scenario;
    return by_scenario ? record.scenario : record.region;
}

/// Records of one block have one heading: what is neither row nor column.
std::string heading_of(const Section& section, const Comparison& comparison, const Record& record,
                       const char* unit) {
    std::vector<std::string> parts;
    if (section.columns != Columns::measure) parts.push_back(words_of(comparison, record.measure));
    if (!record.boundary.empty()) parts.push_back(boundary_name(record.boundary));
    if (section.columns != Columns::at && !record.at.empty()) parts.push_back(record.at);
    if (section.columns != Columns::statistic && record.statistic != "value") {
        parts.push_back(statistic_words(record.statistic, record.against));
    }
    if (unit && *unit) parts.emplace_back(unit);
    return fmt::format("{}", fmt::join(parts, ", "));
}

void add_new(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

/// The unit of a cell where the cells of a block have several.
std::string with_unit(const std::string& number, const std::string& unit, const char* shown) {
    if (number.empty() || unit == "year" || !shown || !*shown) return number;
    return number + " " + shown;
}

void print_block(std::ostream& out, const Section& section, const Comparison& comparison,
                 const std::vector<const Record*>& block) {
    const bool by_statistic = section.columns == Columns::statistic;
    double largest = 0.0;
    bool several_units = false;
    for (const Record* record : block) {
        several_units |= record->unit != block.front()->unit;
        if (record->unit == "kg/yr") largest = std::fmax(largest, std::abs(record->value));
    }
    std::vector<std::string> rows, columns;
    std::map<std::pair<std::string, std::string>, std::string> cells;
    const char* unit = nullptr;
    for (const Record* record : block) {
        const Shown shown = shown_unit(record->unit, record->statistic, largest);
        const std::string row = row_of(section, comparison, *record);
        const std::string column = column_of(section, comparison, *record);
        const std::string number =
            digits(record->value * shown.factor, record->unit, record->statistic);
        add_new(rows, row);
        add_new(columns, column);
        // Statistics: the heading has the unit of the number, cells only that of a share.
        const bool with = by_statistic ? record->unit == "1" : several_units;
        cells[{row, column}] = with ? with_unit(number, record->unit, shown.unit) : number;
        const bool in_heading = by_statistic ? record->unit != "1" : !several_units;
        if (!unit && in_heading) unit = shown.unit ? shown.unit : record->unit.c_str();
    }
    std::vector<Align> aligns(columns.size() + 1, Align::right);
    aligns.front() = Align::left;
    TextTable table(aligns);
    table.add_heading("  " + heading_of(section, comparison, *block.front(), unit));
    std::vector<std::string> head{""};
    head.insert(head.end(), columns.begin(), columns.end());
    if (columns != std::vector<std::string>{""}) table.add_row(head);
    for (const auto& row : rows) {
        std::vector<std::string> line{"    " + row};
        for (const auto& column : columns) line.push_back(cells[{row, column}]);
        table.add_row(line);
    }
    out << table.text();
}

/// Blocks in the order of their first record.
void print_section(std::ostream& out, const Section& section, const Comparison& comparison,
                   const std::string& low) {
    out << '\n' << section.title << (low.empty() ? "" : " (" + low + ")") << '\n';
    std::vector<std::string> keys;
    std::map<std::string, std::vector<const Record*>> blocks;
    for (const auto& record : section.records) {
        const auto& shown = section.for_people;
        if (!shown.empty() && std::ranges::find(shown, record.measure) == shown.end()) continue;
        Record without = record;
        if (section.columns == Columns::at) without.at.clear();
        if (section.columns == Columns::measure) without.measure.clear();
        const bool by_statistic = section.columns == Columns::statistic;
        const std::string key =
            fmt::format("{}|{}|{}|{}", without.measure, without.boundary, without.at,
                        by_statistic ? std::string() : without.statistic);
        if (!blocks.contains(key)) keys.push_back(key);
        blocks[key].push_back(&record);
    }
    for (const auto& key : keys) print_block(out, section, comparison, blocks[key]);
    for (const auto& note : section.notes) out << "  " << note << '\n';
}

// --- for programs --------------------------------------------------------------------------------

Table long_table(const std::vector<Section>& sections) {
    using enum Column::Kind;
    Table table{{{"table"},
                 {"region"},
                 {"scenario"},
                 {"against"},
                 {"measure"},
                 {"boundary"},
                 {"at"},
                 {"unit"},
                 {"statistic"},
                 {"value", number}},
                {}};
    for (const auto& section : sections) {
        for (const auto& r : section.records) {
            table.rows.push_back(
                {section.id, r.region, r.scenario, r.against, r.measure, r.boundary, r.at, r.unit,
                 r.statistic, std::isnan(r.value) ? std::string() : fmt::format("{}", r.value)});
        }
    }
    return table;
}

std::string json_text(const Comparison& comparison) {
    ordered_json root;
    root["compared"] = comparison.title;
    root["labels"] = comparison.labels;
    root["notes"] = comparison.notes;
    root["tables"] = ordered_json::array();
    for (const auto& section : comparison.sections) {
        ordered_json table = {{"table", section.id},
                              {"title", section.title},
                              {"notes", section.notes},
                              {"rows", ordered_json::array()}};
        for (const auto& r : section.records) {
            table["rows"].push_back(
                {{"region", r.region},
                 {"scenario", r.scenario},
                 {"against", r.against},
                 {"measure", r.measure},
                 {"boundary", r.boundary},
                 {"at", r.at},
                 {"unit", r.unit},
                 {"statistic", r.statistic},
                 {"value", std::isnan(r.value) ? ordered_json(nullptr) : ordered_json(r.value)}});
        }
        root["tables"].push_back(std::move(table));
    }
    return root.dump(2) + "\n";
}

std::string csv_text(const std::vector<Section>& sections) {
    std::ostringstream text;
    print(text, long_table(sections), Format::csv);
    return text.str();
}

}  // namespace

void print_comparison(std::ostream& out, const Comparison& comparison, Format format) {
    if (format == Format::csv) {
        out << csv_text(comparison.sections);
        return;
    }
    if (format == Format::json) {
        out << json_text(comparison);
        return;
    }
    out << comparison.title << ": " << fmt::format("{}", fmt::join(comparison.labels, ", "))
        << '\n';
    std::string low;
    for (const auto& note : comparison.notes) {
        out << "  note: " << note << '\n';
        if (note.starts_with("confidence low")) low = note.substr(0, note.find(" ("));
    }
    for (const auto& section : comparison.sections) {
        if (!section.records.empty()) print_section(out, section, comparison, low);
    }
}

void write_comparison(const Comparison& comparison, const std::string& folder,
                      Overwrite overwrite) {
    namespace fs = std::filesystem;
    std::error_code error;
    const bool there = fs::exists(folder, error) && !fs::is_empty(folder, error);
    if (there && overwrite == Overwrite::no) {
        throw EnvironmentError(
            fmt::format("'{}' exists already\n  hint: --force replaces its files", folder));
    }
    const std::string target = there ? folder : fmt::format("{}.{}.tmp", folder, ::getpid());
    fs::create_directories(target, error);
    if (error) throw EnvironmentError(fmt::format("cannot make '{}': {}", target, error.message()));
    try {
        for (const auto& section : comparison.sections) {
            write_text(csv_text({section}), (fs::path(target) / (section.id + ".csv")).string(),
                       Overwrite::yes);
        }
        write_text(json_text(comparison), (fs::path(target) / "compare.json").string(),
                   Overwrite::yes);
        if (there) return;
        fs::rename(target, folder);
    } catch (const std::exception& problem) {
        if (!there) fs::remove_all(target, error);
        throw EnvironmentError(fmt::format("cannot write '{}': {}", folder, problem.what()));
    }
}

}  // namespace tanlu::cli
