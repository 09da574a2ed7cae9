// Figures that the model has no use for and indicators have, by the names of their inputs.
#include <fmt/format.h>

#include "cities/maker.hpp"
#include "config/yaml_writer.hpp"

namespace tanlu::cities {
namespace {

/// An input with one year; held after it.
void add_input(Maker& maker, const char* id, const Figure& figure, const Estimate& amount,
               const char* unit, const Label& label) {
    const std::string range = amount.has_range()
                                  ? fmt::format(", low: {}, high: {}", rounded_text(amount.low),
                                                rounded_text(amount.high))
                                  : std::string();
    std::string note = fmt::format("of {}, held after", figure.year);
    if (!label.note.empty()) note += "; " + label.note;
    maker.pack.inputs.push_back(
        {id, fmt::format("{{anchors: {{{}: {{value: {}{}}}}}, unit: {}, source: {}, grade: {}, "
                         "note: {}}}",
                         figure.year, rounded_text(amount.value), range, config::quoted(unit),
                         label.source, to_string(label.grade), config::quoted(note))});
    maker.pack.source_keys.push_back(label.source);
}

}  // namespace

void make_inputs(Maker& maker) {
    if (const Figure* boardings = maker.city.figure("boardings-per-trip.metro");
        boardings && maker.travels_by("metro")) {
        add_input(maker, "boardings-per-metro-trip", *boardings, boardings->amount, "1",
                  {boardings->source, boardings->grade, ""});
    }
    if (const Figure* income = maker.city.figure("disposable-income")) {
        // Prices as in the drivers: the GDP of the city is in them by the same ratio.
        const int year = maker.nation.base_year;
        const NationRow& gdp = maker.table.gdp.at(maker.nation.region.id).at(year);
        const double prices = at(maker.national().drivers.gdp, year) / gdp.value;
        add_input(maker, "income", *income, income->amount * exactly(prices), "CNY2020/person/yr",
                  {joined_sources({income->source, gdp.source}), worse(income->grade, Grade::c),
                   fmt::format("disposable income times GDP of the nation in {} in prices of 2020 "
                               "over that in prices of {}",
                               year, year)});
    }
}

}  // namespace tanlu::cities
