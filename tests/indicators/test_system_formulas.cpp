// Formulas in systems: constants, dates and sums of series, and targets that formulas are held
// against.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/read_system.hpp"
#include "tanlu/error.hpp"
#include "worked_result.hpp"

namespace tanlu::indicators {
namespace {

using Catch::Contains;

/// A system of one row from a file that goes away with it.
System system_with(const std::string& row_keys, const std::string& top_keys = "") {
    const auto path = (std::filesystem::temp_directory_path() /
                       ("tanlu-formulas-" + std::to_string(::getpid()) + ".yaml"))
                          .string();
    std::ofstream(path) << "system: own\nname: {en: Own}\nowner: somebody\nofficial: false\n"
                           "sources: {own: a note}\n"
                        << top_keys
                        << "indicators:\n  row:\n    name: {en: A row}\n    group: all\n"
                           "    level: [national]\n    definition: see formula\n"
                           "    derivable: full\n    source: [own]\n    verified: seen\n"
                           "    definition-status: source\n"
                        << row_keys;
    std::optional<System> system;
    try {
        system = read_system(path);
    } catch (...) {
        std::remove(path.c_str());
        throw;
    }
    std::remove(path.c_str());
    return *system;
}

std::string complaint(const std::string& row_keys, const std::string& top_keys = "") {
    try {
        system_with(row_keys, top_keys);
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

/// 1, 3, 3, 2, 0 and 0 t of CO2 in 2020 to 2025.
Dataset emissions() {
    return worked_result(parse_case(R"(
variables:
  co2: {unit: kg/yr, axes: [subsector], labels: {subsector: [cars]},
        years: [2020, 2021, 2022, 2023, 2024, 2025],
        values: [[1000], [3000], [3000], [2000], [0], [0]]}
  pkm: {unit: person km/yr, axes: [passenger_mode], labels: {passenger_mode: [rail]},
        years: [2020], values: [[500]]}
  tkm: {unit: t km/yr, axes: [freight_mode], labels: {freight_mode: [rail]},
        years: [2020], values: [[40]]}
)"));
}

std::optional<double> value(const std::string& formula, const std::string& unit, int year = 2020,
                            const std::string& top_keys = "") {
    INFO(formula);
    const System system = system_with(
        "    unit: '" + unit + "'\n    direction: info\n    formula: \"" + formula + "\"\n",
        top_keys);
    const Dataset result = emissions();
    const auto evaluations = evaluate(system, result);
    return value_in(evaluations.front().outcome, result.axis("year").years, year);
}

TEST_CASE("formulas: dates of a series") {
    CHECK(value("peak_year(co2)", "year") == 2021.0);
    CHECK(value("last_peak_year(co2)", "year") == 2022.0);
    // At or below 1 t in 2020 too, but not to stay.
    CHECK(value("years_below(co2 / at(co2, 2020), 1)", "year") == 2024.0);
    CHECK(value("years_below(co2, 0)", "year") == 2024.0);
    CHECK_FALSE(value("years_below(co2 / at(co2, 2020), -1)", "year"));
    CHECK(value("first_above(co2 / at(co2, 2020), 2)", "year") == 2021.0);
    // Above, not at.
    CHECK_FALSE(value("first_above(co2 / at(co2, 2020), 3)", "year"));
}

TEST_CASE("formulas: running sums start in their year") {
    CHECK(value("running(co2, 2021)", "t", 2023) == Approx(8.0));  // 3 + 3 + 2
    CHECK(value("running(co2, 2021)", "t", 2025) == Approx(8.0));
    CHECK_FALSE(value("running(co2, 2021)", "t", 2020));
    // 1, 4, 7 t: above 6 t in 2022; the year before the sum begins does not count.
    CHECK(value("first_above(running(co2, 2020) / total(co2, 2020, 2021), 1.5)", "year") == 2022.0);
    CHECK(value("first_above(running(co2, 2021) / total(co2, 2021, 2021), 1)", "year") == 2022.0);
    CHECK_THAT(complaint("    unit: t/yr\n    direction: info\n    formula: running(co2, 2020)\n"),
               Contains("the formula gives mass"));
}

const std::string kConstant =
    "constants:\n  rail-weight: {value: 0.1, unit: t/person, source: own, grade: C}\n";

TEST_CASE("formulas: constants of a system have a unit and a source") {
    // 40 t km and 0.1 t * 500 person km
    CHECK(value("tkm[rail] + constant(rail-weight) * pkm[rail]", "tkm/yr", 2020, kConstant) ==
          Approx(90.0));
    const std::string row = "    unit: tkm/yr\n    direction: info\n    formula: ";
    CHECK_THAT(complaint(row + "tkm[rail] + pkm[rail]\n"), Contains("this adds"));
    CHECK_THAT(complaint(row + "constant(rail-wait) * pkm[rail]\n", kConstant),
               Contains("no constant 'rail-wait'") && Contains("rail-weight"));
    CHECK_THAT(complaint(row + "constant(any) * pkm[rail]\n"), Contains("'constants'"));
    CHECK_THAT(complaint(row + "tkm[rail]\n",
                         "constants: {w: {value: 1, unit: t, source: nobody, grade: C}}\n"),
               Contains("source 'nobody' is not listed"));
    CHECK_THAT(complaint(row + "tkm[rail]\n",
                         "constants: {w: {value: 1, unit: t, source: own, grade: D}}\n"),
               Contains("'D' is no grade"));
    CHECK_THAT(complaint(row + "tkm[rail]\n",
                         "constants: {w: {value: 1, unit: x, source: own, grade: C}}\n"),
               Contains("unknown unit 'x'"));
    CHECK_THAT(complaint(row + "tkm[rail]\n", "constants: {w: 1}\n"),
               Contains("constant 'w' is no mapping"));
}

TEST_CASE("formulas: an axis that is named goes before sets of another one") {
    // `cars` is a set of vehicle classes, and a label of the subsectors.
    CHECK(value("co2[subsector=cars]", "t/yr", 2021) == Approx(3.0));
    CHECK_THAT(complaint("    unit: t/yr\n    direction: info\n    formula: co2[cars]\n"),
               Contains("set 'cars' is on axis vehicle_class"));
}

Verdict verdict_of(const std::string& direction, const std::string& target) {
    const System system =
        system_with("    unit: '%'\n    direction: " + direction +
                    "\n    formula: reduction(co2, 2021)\n    targets:\n      - {" + target +
                    ", source: own, verified: seen}\n");
    return evaluate(system, emissions()).front().verdict;
}

TEST_CASE("targets: a change against a year is what a formula states") {
    // 1 - 2/3 = 33.3 % in 2023
    const std::string base = "comparison: '>=', year: 2023, base-year: 2021, ";
    CHECK(verdict_of("higher", base + "value: 33") == Verdict::met);
    CHECK(verdict_of("higher", base + "value: 34") == Verdict::missed);
}

TEST_CASE("targets: about, exactly and a range are met beyond where more or less is better") {
    const std::string about = "comparison: '~', year: 2023, ";
    CHECK(verdict_of("higher", about + "value: 33.8") == Verdict::met);  // within 0.5
    CHECK(verdict_of("higher", about + "value: 20") == Verdict::met);
    CHECK(verdict_of("higher", about + "value: 40") == Verdict::missed);
    CHECK(verdict_of("lower", about + "value: 40") == Verdict::met);
    CHECK(verdict_of("lower", about + "value: 20") == Verdict::missed);
    CHECK(verdict_of("info", about + "value: 20") == Verdict::missed);
    CHECK(verdict_of("higher", "comparison: '=', year: 2023, value: 20") == Verdict::met);
    CHECK(verdict_of("info", "comparison: '=', year: 2023, value: 20") == Verdict::missed);
    const std::string range = "comparison: range, year: 2023, value: 7, upper: 10";
    CHECK(verdict_of("higher", range) == Verdict::met);
    CHECK(verdict_of("lower", range) == Verdict::missed);
}

TEST_CASE("shipped systems: one name of an input or constant means one quantity") {
    std::map<std::string, std::pair<std::string, InputKind>> inputs;
    std::map<std::string, std::pair<double, std::string>> constants;
    for (const auto& name : shipped_systems()) {
        CAPTURE(name);
        const System system = read_system(system_path(name));
        for (const auto& [key, input] : system.vocabulary.inputs) {
            CAPTURE(key);
            const std::pair quantity(input.unit, input.kind);
            CHECK(inputs.emplace(key, quantity).first->second == quantity);
        }
        for (const auto& [key, constant] : system.vocabulary.constants) {
            CAPTURE(key);
            const std::pair quantity(constant.value, constant.unit);
            CHECK(constants.emplace(key, quantity).first->second == quantity);
        }
    }
    CHECK(inputs.contains("road-deaths"));
    CHECK(constants.contains("rail-weight"));
}

}  // namespace
}  // namespace tanlu::indicators
