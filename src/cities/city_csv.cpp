#include "cities/city_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "cities/csv_table.hpp"
#include "cities/items.hpp"
#include "schema/scalar.hpp"
#include "schema/words.hpp"
#include "units/unit.hpp"

namespace tanlu::cities {
namespace {

// Indexes into the columns below.
enum Column : std::size_t { kItem, kValue, kUnit, kLow, kHigh, kSource, kGrade, kYear, kNote };
constexpr CsvColumn kColumns[] = {{"item"},       {"value"},       {"unit"},
                                  {"low", false}, {"high", false}, {"source"},
                                  {"grade"},      {"year", false}, {"note", false}};

enum SourceColumn : std::size_t {
    kKey,
    kTitle,
    kPublisher,
    kAddress,
    kSourceGrade,
    kSourceYear,
    kTerms,
    kSourceNote
};
constexpr CsvColumn kSourceColumns[] = {{"key"},          {"title"},      {"publisher"},
                                        {"address"},      {"grade"},      {"year", false},
                                        {"terms", false}, {"note", false}};

/// Shares that are off 1 by less are rounded, not wrong.
constexpr double kShareRounding = 0.02;

std::optional<Grade> grade_of(const std::string& text) {
    for (const auto& option : schema::grades()) {
        if (option.key == text) return option.value;
    }
    return std::nullopt;
}

SourceRow read_source(const std::vector<schema::Node>& cells, const std::set<std::string>& known,
                      std::set<std::string>& own, Diagnostics& diagnostics) {
    const schema::Node& key = cells[kKey];
    if (!schema::is_id(key.text)) {
        diagnostics.error(key.origin, fmt::format("'{}' is not a key of a source", key.text),
                          "small letters, digits and single hyphens");
    } else if (known.contains(key.text)) {
        diagnostics.error(key.origin,
                          fmt::format("source '{}' is one of the national pack", key.text),
                          "leave the row out to use that one, or choose another key");
    } else if (!own.insert(key.text).second) {
        diagnostics.error(key.origin, fmt::format("source '{}' twice", key.text));
    }
    for (const std::size_t column : {kTitle, kPublisher, kAddress}) {
        if (!cells[column].text.empty()) continue;
        diagnostics.error(
            key.origin, fmt::format("source '{}' has no {}", key.text, kSourceColumns[column].name),
            "write 'not stated' where it is not known");
    }
    if (!grade_of(cells[kSourceGrade].text)) {
        diagnostics.error(cells[kSourceGrade].origin,
                          fmt::format("'{}' is no grade", cells[kSourceGrade].text),
                          "A, B, C or U");
    }
    const auto text_or = [&](std::size_t column, const char* otherwise) {
        return cells[column].text.empty() ? otherwise : cells[column].text;
    };
    return {key.text,
            cells[kTitle].text,
            cells[kPublisher].text,
            text_or(kSourceYear, "not stated"),
            cells[kAddress].text,
            text_or(kTerms, "not stated; figures only"),
            cells[kSourceGrade].text,
            cells[kSourceNote].text};
}

class Reader {
public:
    Reader(const std::set<std::string>& known, int base_year, City& city, Diagnostics& diagnostics)
        : known_(known), base_year_(base_year), city_(city), diagnostics_(diagnostics) {
        for (const auto& source : city.sources) known_.insert(source.key);
    }

    void read(const CsvTable& table) {
        city_.origin = table.rows.front().origin;
        for (const auto& row : table.rows) read_row(row.cells);
        check_needs();
        if (!diagnostics_.has_errors()) check_shares();
    }

private:
    std::set<std::string> known_;
    int base_year_;
    City& city_;
    Diagnostics& diagnostics_;
    std::map<std::string, Origin> seen_;

    void read_row(const std::vector<schema::Node>& cells) {
        const schema::Node& item = cells[kItem];
        const auto [first, is_new] = seen_.emplace(item.text, item.origin);
        if (!is_new) {
            diagnostics_.error(item.origin, fmt::format("item '{}' twice (first at {})", item.text,
                                                        to_string(first->second)));
            return;
        }
        const auto texts = text_items();
        if (std::ranges::find(texts, item.text, &TextItem::key) != texts.end()) {
            return read_text(cells);
        }
        const auto numbers = number_items();
        const auto number = std::ranges::find(numbers, item.text, &NumberItem::key);
        if (number != numbers.end()) return read_number(*number, cells);
        diagnostics_.error(item.origin, fmt::format("unknown item '{}'", item.text),
                           did_you_mean(item.text, item_keys()));
    }

    void read_text(const std::vector<schema::Node>& cells) {
        if (cells[kValue].text.empty()) return;
        city_.texts[cells[kItem].text] = cells[kValue].text;
        city_.text_origins[cells[kItem].text] = cells[kValue].origin;
    }

    /// A number of the row in the unit of its item; nothing, and an error, when it is none or out
    /// of range.
    std::optional<double> number_in(const schema::Node& cell, const NumberItem& item,
                                    const units::Unit& from, const units::Unit& to,
                                    const std::string& unit) {
        const auto read = schema::read_number(cell.text);
        if (const auto* problem = std::get_if<schema::Problem>(&read)) {
            diagnostics_.error(cell.origin, problem->message, problem->hint);
            return std::nullopt;
        }
        const double value = units::convert(std::get<double>(read), from, to);
        if (value < item.range.low || value > item.range.high) {
            const std::string why =
                value < 0.0    ? "below zero"
                : value == 0.0 ? "zero"
                               : fmt::format("not between {} and {}", number_text(item.range.low),
                                             number_text(item.range.high));
            const bool is_share = unit == "1";
            diagnostics_.error(
                cell.origin,
                fmt::format("'{}' is {}{} ({})", item.key, number_text(value),
                            is_share ? std::string() : " " + unit, why),
                is_share ? "write 20 % as 0.2 with unit 1, or as 20 with unit %" : "");
            return std::nullopt;
        }
        return value;
    }

    void read_number(const NumberItem& item, const std::vector<schema::Node>& cells) {
        if (cells[kValue].text.empty()) {
            if (item.need == Need::required) return;  // reported as missing
            for (const std::size_t other : {kLow, kHigh}) {
                if (cells[other].text.empty()) continue;
                diagnostics_.error(cells[other].origin,
                                   fmt::format("'{}' has a range but no value", item.key));
            }
            seen_.erase(cells[kItem].text);
            return;
        }
        Figure figure;
        figure.origin = cells[kValue].origin;
        figure.note = cells[kNote].text;
        const bool is_labelled = read_label(item, cells, figure);
        const std::string unit = fmt::format(fmt::runtime(item.unit), base_year_);
        units::Unit from, to;
        try {
            to = units::parse_unit(unit);
            from = units::parse_unit(cells[kUnit].text);
            units::convert(1.0, from, to);
        } catch (const units::UnitError& error) {
            diagnostics_.error(cells[kUnit].origin,
                               cells[kUnit].text.empty()
                                   ? fmt::format("'{}' has no unit", item.key)
                                   : fmt::format("unit of '{}': {}", item.key, error.what()),
                               fmt::format("it is given in {}", unit));
            return;
        }
        const auto value = number_in(cells[kValue], item, from, to, unit);
        if (!value) return;
        figure.amount = exactly(*value);
        if (!cells[kLow].text.empty()) {
            const auto low = number_in(cells[kLow], item, from, to, unit);
            if (!low) return;
            figure.amount.low = *low;
        }
        if (!cells[kHigh].text.empty()) {
            const auto high = number_in(cells[kHigh], item, from, to, unit);
            if (!high) return;
            figure.amount.high = *high;
        }
        if (figure.amount.low > *value || *value > figure.amount.high) {
            const bool is_low = figure.amount.low > *value;
            diagnostics_.error(cells[is_low ? kLow : kHigh].origin,
                               fmt::format("the range of '{}' leaves its value out ({} to {}, "
                                           "value {})",
                                           item.key, number_text(figure.amount.low),
                                           number_text(figure.amount.high), number_text(*value)),
                               "low <= value <= high");
            return;
        }
        if (is_labelled) city_.figures[std::string(item.key)] = figure;
    }

    /// Source, grade and year of a row; false after an error.
    bool read_label(const NumberItem& item, const std::vector<schema::Node>& cells,
                    Figure& figure) {
        bool usable = true;
        figure.source = cells[kSource].text;
        const std::vector<std::string> names(known_.begin(), known_.end());
        if (figure.source.empty()) {
            diagnostics_.error(cells[kItem].origin, fmt::format("'{}' has no source", item.key),
                               "a key of the table of sources, or 'judgement' with grade U");
            usable = false;
        }
        for (const auto& key : split(figure.source, '+')) {
            if (key.empty() || std::ranges::find(names, key) != names.end()) continue;
            const std::string best = nearest(key, names);
            diagnostics_.error(cells[kSource].origin, fmt::format("no source '{}'", key),
                               best.empty() ? "describe it in the table of sources"
                                            : fmt::format("did you mean '{}'?", best));
            usable = false;
        }
        const auto grade = grade_of(cells[kGrade].text);
        if (!grade) {
            diagnostics_.error(
                cells[kGrade].origin,
                fmt::format("'{}' of '{}' is no grade", cells[kGrade].text, item.key),
                "A official, B secondary, C estimate, U unverified");
            return false;
        }
        figure.grade = *grade;
        figure.year = base_year_;
        if (!cells[kYear].text.empty()) {
            const auto year = schema::read_integer(cells[kYear]);
            if (const auto* problem = std::get_if<schema::Problem>(&year)) {
                diagnostics_.error(cells[kYear].origin, problem->message, problem->hint);
                return false;
            }
            figure.year = std::get<int>(year);
        }
        if (figure.year != base_year_ && item.key == "gdp") {
            diagnostics_.error(cells[kYear].origin,
                               fmt::format("'gdp' is of {} (it must be of the base year {})",
                                           figure.year, base_year_));
            usable = false;
        }
        return usable;
    }

    void missing(std::string_view key, std::string_view unit, const char* why) {
        diagnostics_.error(city_.origin, fmt::format("item '{}' is missing{}", key, why),
                           unit.empty() ? fmt::format("add a row: {},VALUE,,,,,,,", key)
                                        : fmt::format("add a row: {},VALUE,{}, ...", key, unit));
    }

    void check_needs() {
        for (const auto& item : text_items()) {
            if (item.need != Need::required || city_.texts.contains(item.key)) continue;
            missing(item.key, "", "");
        }
        for (const auto& item : number_items()) {
            if (city_.figures.contains(item.key)) continue;
            const bool has_row = seen_.contains(std::string(item.key));
            const std::string unit = fmt::format(fmt::runtime(item.unit), base_year_);
            if (item.need == Need::required && !has_row_with_error(item.key, has_row)) {
                missing(item.key, unit, "");
            }
            if (item.need == Need::with_share && !has_row) {
                const auto mode = item.key.substr(item.key.find('.') + 1);
                const Figure* share = city_.figure(fmt::format("share.{}", mode));
                if (share && share->amount.value > 0.0) {
                    missing(item.key, unit, " (the mode has a share of the trips)");
                }
            }
        }
    }

    /// Whether a row of that item is there and was reported already.
    bool has_row_with_error(std::string_view key, bool has_row) const {
        if (!has_row) return false;
        const Origin& origin = seen_.at(std::string(key));
        return std::ranges::any_of(diagnostics_.all(), [&](const Diagnostic& item) {
            return item.origin.line == origin.line && item.origin.file == origin.file;
        });
    }

    void check_shares() {
        double sum = 0.0;
        const Figure* last = nullptr;
        for (const auto& mode : survey_modes()) {
            const Figure* share = city_.figure(fmt::format("share.{}", mode.key));
            if (share) sum += share->amount.value;
            if (share) last = share;
        }
        if (std::abs(sum - 1.0) > kShareRounding) {
            diagnostics_.error(last->origin,
                               fmt::format("the shares of trips add up to {:.4g}, not 1", sum),
                               "within 2 % they are scaled to 1; this is more");
            return;
        }
        if (std::abs(sum - 1.0) < 1e-9) return;
        city_.notes.push_back(
            fmt::format("the shares of trips add up to {:.4g}: scaled to 1", sum));
        for (const auto& mode : survey_modes()) {
            const auto found = city_.figures.find(fmt::format("share.{}", mode.key));
            if (found == city_.figures.end()) continue;
            for (double* end : {&found->second.amount.value, &found->second.amount.low,
                                &found->second.amount.high}) {
                *end = std::min(1.0, *end / sum);
            }
        }
    }
};

}  // namespace

const Figure* City::figure(std::string_view key) const {
    const auto found = figures.find(key);
    return found == figures.end() ? nullptr : &found->second;
}

std::string City::text(std::string_view key) const {
    const auto found = texts.find(key);
    return found == texts.end() ? std::string() : found->second;
}

std::vector<SourceRow> read_source_table(const std::string& path,
                                         const std::set<std::string>& known,
                                         Diagnostics& diagnostics) {
    std::vector<SourceRow> sources;
    const auto table = read_csv_table(path, kSourceColumns, diagnostics);
    if (!table) return sources;
    std::set<std::string> own;
    for (const auto& row : table->rows) {
        sources.push_back(read_source(row.cells, known, own, diagnostics));
    }
    return sources;
}

City read_city_csv(const std::string& path, const std::string& sources_path,
                   const std::set<std::string>& known, int base_year, Diagnostics& diagnostics) {
    City city;
    if (!sources_path.empty()) {
        city.sources = read_source_table(sources_path, known, diagnostics);
    }
    Reader reader(known, base_year, city, diagnostics);
    const auto table = read_csv_table(path, kColumns, diagnostics);
    if (table) reader.read(*table);
    return city;
}

}  // namespace tanlu::cities
