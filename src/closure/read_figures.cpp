#include "closure/read_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "cities/csv_table.hpp"
#include "schema/scalar.hpp"
#include "schema/words.hpp"
#include "units/unit.hpp"

namespace tanlu::closure {
namespace {

using cities::CsvColumn;
using cities::Estimate;

// Indexes into the columns below.
enum Column : std::size_t {
    kCheck,
    kName,
    kValue,
    kLow,
    kHigh,
    kUnit,
    kYear,
    kFactor,
    kFactorLow,
    kFactorHigh,
    kSource,
    kGrade,
    kBoundary,
    kArea,
    kByConstruction,
    kStandIn,
    kNote
};
constexpr CsvColumn kColumns[] = {{"check"},
                                  {"name", false},
                                  {"value"},
                                  {"low", false},
                                  {"high", false},
                                  {"unit"},
                                  {"year"},
                                  {"factor", false},
                                  {"factor-low", false},
                                  {"factor-high", false},
                                  {"source"},
                                  {"grade"},
                                  {"boundary", false},
                                  {"area"},
                                  {"by-construction"},
                                  {"stand-in", false},
                                  {"note", false}};
constexpr const char* kNotComputed = "none";

using Cells = std::vector<schema::Node>;

std::optional<Grade> grade_of(const std::string& text) {
    for (const auto& option : schema::grades()) {
        if (option.key == text) return option.value;
    }
    return std::nullopt;
}

class Reader {
public:
    Reader(const std::set<std::string>& known, Diagnostics& diagnostics)
        : known_(known.begin(), known.end()), diagnostics_(diagnostics) {}

    std::optional<Figure> read(const Cells& cells) const {
        Figure figure;
        figure.origin = cells[kCheck].origin;
        figure.name = cells[kName].text;
        figure.boundary = cells[kBoundary].text;
        figure.area = cells[kArea].text;
        figure.note = cells[kNote].text;
        if (cells[kCheck].text == kNotComputed) {
            if (!figure.name.empty() && !figure.note.empty()) return figure;
            return wrong(cells[kCheck], "a figure that is not computed needs a name and a note",
                         "say what it is and why it cannot be computed");
        }
        figure.check = find_check(cells[kCheck].text);
        if (!figure.check) {
            return wrong(cells[kCheck], fmt::format("unknown check '{}'", cells[kCheck].text),
                         did_you_mean(cells[kCheck].text, check_keys()));
        }
        const auto factor = range(cells, {kFactor, kFactorLow, kFactorHigh}, no_change);
        if (!factor) return std::nullopt;
        figure.factor = *factor;
        if (cells[kValue].text.empty()) {
            if (!figure.note.empty()) return figure;
            return wrong(cells[kCheck], "a row without a figure needs a note",
                         "say where one was looked for");
        }
        if (!read_amount(cells, figure) || !read_label(cells, figure)) return std::nullopt;
        return figure;
    }

private:
    std::vector<std::string> known_;
    Diagnostics& diagnostics_;

    struct Columns {
        std::size_t value, low, high;
    };
    static double no_change(double value) { return value; }

    std::nullopt_t wrong(const schema::Node& cell, std::string problem, std::string hint) const {
        diagnostics_.error(cell.origin, std::move(problem), std::move(hint));
        return std::nullopt;
    }

    std::optional<double> number(const schema::Node& cell) const {
        const auto read = schema::read_number(cell.text);
        if (const auto* problem = std::get_if<schema::Problem>(&read)) {
            return wrong(cell, problem->message, problem->hint);
        }
        if (std::get<double>(read) <= 0.0) {
            return wrong(cell, fmt::format("'{}' is not above zero", cell.text), "");
        }
        return std::get<double>(read);
    }

    /// Value, low and high of a row; 1 where the value is left out.
    template <class Convert>
    std::optional<Estimate> range(const Cells& cells, const Columns& columns,
                                  Convert convert) const {
        Estimate result{1.0, 1.0, 1.0};
        if (!cells[columns.value].text.empty()) {
            const auto value = number(cells[columns.value]);
            if (!value) return std::nullopt;
            result = cities::exactly(convert(*value));
        }
        for (const auto& [column, end] :
             {std::pair{columns.low, &result.low}, std::pair{columns.high, &result.high}}) {
            if (cells[column].text.empty()) continue;
            const auto value = number(cells[column]);
            if (!value) return std::nullopt;
            *end = convert(*value);
        }
        if (result.low > result.value || result.value > result.high) {
            const auto column = result.low > result.value ? columns.low : columns.high;
            return wrong(cells[column], "the range leaves the value out", "low <= value <= high");
        }
        return result;
    }

    bool read_amount(const Cells& cells, Figure& figure) const {
        const std::string unit(figure.check->unit);
        units::Unit from, to;
        try {
            to = units::parse_unit(unit);
            from = units::parse_unit(cells[kUnit].text);
            units::convert(1.0, from, to);
        } catch (const units::UnitError& error) {
            wrong(cells[kUnit],
                  fmt::format("unit of '{}': {}", figure.check->key,
                              cells[kUnit].text.empty() ? "there is none" : error.what()),
                  fmt::format("it is given in {}", unit));
            return false;
        }
        figure.amount = range(cells, {kValue, kLow, kHigh},
                              [&](double value) { return units::convert(value, from, to); });
        return figure.amount.has_value();
    }

    bool read_label(const Cells& cells, Figure& figure) const {
        figure.source = cells[kSource].text;
        if (figure.source.empty()) {
            wrong(cells[kCheck], "a figure without a source", "a key of a source");
            return false;
        }
        for (const auto& key : split(figure.source, '+')) {
            if (std::ranges::find(known_, key) != known_.end()) continue;
            const std::string best = nearest(key, known_);
            wrong(cells[kSource], fmt::format("no source '{}'", key),
                  best.empty() ? fmt::format("describe it in {} beside this table", kSourcesFile)
                               : fmt::format("did you mean '{}'?", best));
            return false;
        }
        const auto grade = grade_of(cells[kGrade].text);
        if (!grade) {
            wrong(cells[kGrade], fmt::format("'{}' is no grade", cells[kGrade].text),
                  "A official, B secondary, C estimate, U unverified");
            return false;
        }
        figure.grade = *grade;
        const auto year = schema::read_integer(cells[kYear]);
        if (const auto* problem = std::get_if<schema::Problem>(&year)) {
            wrong(cells[kYear], problem->message, problem->hint);
            return false;
        }
        figure.year = std::get<int>(year);
        if (figure.area.empty()) {
            wrong(cells[kCheck], "a figure without an area", "such as municipality or centre");
            return false;
        }
        return answer(cells[kByConstruction], "by-construction is yes or no",
                      figure.by_construction) &&
               (cells[kStandIn].text.empty() ||
                answer(cells[kStandIn], "stand-in is yes or no", figure.is_stand_in));
    }

    bool answer(const schema::Node& cell, const char* problem, bool& result) const {
        result = cell.text == "yes";
        if (result || cell.text == "no") return true;
        wrong(cell, problem, "");
        return false;
    }
};

}  // namespace

std::vector<Figure> read_figures(const std::string& path, const std::set<std::string>& known,
                                 Diagnostics& diagnostics) {
    std::vector<Figure> figures;
    const auto table = cities::read_csv_table(path, kColumns, diagnostics);
    if (!table) return figures;
    const Reader reader(known, diagnostics);
    for (const auto& row : table->rows) {
        if (auto figure = reader.read(row.cells)) figures.push_back(std::move(*figure));
    }
    return figures;
}

}  // namespace tanlu::closure
