// Systems from YAML: what is read, and where errors point.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "indicators/builtin.hpp"
#include "indicators/read_system.hpp"
#include "tanlu/error.hpp"

namespace tanlu::indicators {
namespace {

const std::string kGood = R"(system: own
name: {en: Own system, zh: 自定}
owner: somebody
year: 2024
official: false
sources:
  own: a note
indicators:
  nev-penetration:
    name: {en: NEV share}
    group: transport
    level: [national, city]
    definition: a share
    unit: '%'
    direction: higher
    derivable: full
    targets:
      - comparison: '>='
        value: 20
        year: 2025
        scope: everywhere
        source: own
        verified: seen
    source: [own]
    verified: seen
    definition-status: source
    built-in: nev-penetration
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// A file of this content that goes away with the test.
class File {
public:
    explicit File(const std::string& text) { std::ofstream(path_) << text; }
    ~File() { std::remove(path_.c_str()); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_ = (std::filesystem::temp_directory_path() /
                         ("tanlu-system-" + std::to_string(::getpid()) + ".yaml"))
                            .string();
};

/// What reading the text complains about.
std::string complaint(const std::string& text) {
    const File file(text);
    try {
        read_system(file.path());
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

using Catch::Contains;

TEST_CASE("read: a system with a row and a target") {
    const File file(kGood);
    const System system = read_system(file.path());
    CHECK(system.name.zh == "自定");
    REQUIRE(system.indicators.size() == 1);
    const Indicator& row = system.indicators.front();
    CHECK(row.unit == "%");
    CHECK(row.levels == std::vector<Level>{Level::national, Level::city});
    CHECK(row.origin.line == 9);
    REQUIRE(row.targets.size() == 1);
    CHECK(row.targets[0].comparison == Comparison::at_least);
    CHECK(row.targets[0].value == 20.0);
    CHECK_FALSE(row.targets[0].benchmark);
}

TEST_CASE("read: errors name line, column and the nearest word") {
    CHECK_THAT(complaint(replaced(kGood, "    direction: higher", "    direction: highr")),
               Contains(".yaml:15:16: error: 'highr' is no direction") &&
                   Contains("did you mean 'higher'?"));
    CHECK_THAT(complaint(replaced(kGood, "    group: transport", "    grup: transport")),
               Contains(":11:5: error: unknown key 'grup'") && Contains("key 'group' is missing"));
    CHECK_THAT(complaint(replaced(kGood, "built-in: nev-penetration", "built-in: nev-penetraton")),
               Contains(":27:15: error: no computed indicator 'nev-penetraton'") &&
                   Contains("did you mean 'nev-penetration'?"));
    CHECK_THAT(complaint(replaced(kGood, "built-in: nev-penetration",
                                  "of-samples: peak-quantile\n    not-derived: an ensemble")),
               Contains(":27:17: error: no row of samples 'peak-quantile'") &&
                   Contains("did you mean 'peak-quantiles'?"));
    CHECK_THAT(complaint(replaced(kGood, "built-in: nev-penetration",
                                  "of-samples: peak-quantiles\n    not-derived: an ensemble")),
               Contains(":14:11: error: unit '%' (of-samples 'peak-quantiles' gives 'year')"));
    CHECK_THAT(complaint(kGood + std::string("    of-samples: peak-quantiles\n")),
               Contains("error: 'of-samples' stands beside 'not-derived'"));
    CHECK_THAT(complaint(replaced(kGood, "unit: '%'", "unit: year")),
               Contains(":14:11: error: unit 'year' (built-in 'nev-penetration' gives '%')"));
    CHECK_THAT(complaint(replaced(kGood, "        source: own", "        source: other")),
               Contains("source 'other' is not listed"));
    CHECK_THAT(complaint(replaced(kGood, "value: 20", "value: twenty")), Contains(":19:16: error"));
    CHECK_THAT(complaint(replaced(kGood, "value: 20", "value: .nan")), Contains(":19:16: error"));
    CHECK_THAT(complaint(replaced(kGood, "    level: [national, city]", "    level: national")),
               Contains("'level' is a single value (expected a list)"));
}

TEST_CASE("read: a row is computed or says what is missing, never both or neither") {
    const std::string line = "    built-in: nev-penetration\n";
    CHECK_THAT(complaint(replaced(kGood, line, "")),
               Contains("either 'formula', 'variants', 'built-in' or 'not-derived'"));
    CHECK_THAT(complaint(replaced(kGood, line, line + "    not-derived: a survey\n")),
               Contains("either 'formula', 'variants', 'built-in' or 'not-derived'"));
}

/// The row with a formula in place of the built-in.
std::string with_formula(const std::string& lines) {
    return replaced(kGood, "    built-in: nev-penetration\n", lines);
}

TEST_CASE("read: formulas are checked where they stand") {
    const auto sales = [](const std::string& technology) {
        return with_formula("    formula: \"sales[nev] / sales[" + technology + "]\"\n");
    };
    CHECK(complaint(with_formula("    formula: sales[auto, nev] / sales[auto]\n")).empty());
    CHECK_THAT(complaint(sales("green")),
               Contains(":27:34: error: set 'green' is on axis passenger_mode"));
    CHECK_THAT(complaint(with_formula("    formula: sales[nev] / stock\n")),
               Contains(":27:25: error: the formula gives 1/time ('%' is pure number)"));
    // Folded over two lines: the place is that in the file.
    CHECK_THAT(complaint(with_formula("    formula: >-\n      sales[nev]\n      / salles\n")),
               Contains(":29:9: error: no variable 'salles'") && Contains("did you mean 'sales'?"));
    CHECK_THAT(complaint(with_formula("    formula: sales[nev]\n      / salles\n")),
               Contains(":28:9: error: no variable 'salles'"));
    CHECK_THAT(complaint(with_formula("    formula: emissions\n    boundaries: [tw]\n")),
               Contains("'tw' is no emission boundary"));
    CHECK_THAT(complaint(with_formula("    formula: sales / sales\n    boundaries: [ttw]\n")),
               Contains("no formula of this row has an axis 'boundary'"));
    CHECK_THAT(complaint(with_formula("    formula-unit: '%'\n    not-derived: a survey\n")),
               Contains("'formula-unit' without a formula"));
}

TEST_CASE("read: a displayed unit may need one that is known") {
    const std::string formula = "    formula: sales / population\n";
    const auto shown = [&](const std::string& more) {
        return replaced(with_formula(formula + more), "unit: '%'", "unit: cars per 1000");
    };
    CHECK_THAT(complaint(shown("")), Contains("unknown unit 'cars'"));
    CHECK(complaint(shown("    formula-unit: vehicle/(1000 person)/yr\n")).empty());
    CHECK_THAT(complaint(shown("    formula-unit: vehicle/(1000 person)\n")),
               Contains("the formula gives vehicle/time/person"));
}

TEST_CASE("read: variants, sets and inputs of a system") {
    std::string text = with_formula(
        "    variants:\n"
        "      - {variant: all, formula: \"sales[nev] / sales\", "
        "switches: {universe: all}}\n"
        "      - {variant: trucks, variant-zh: 货车, formula: \"sales[mine, nev] / sales\"}\n"
        "      - {variant: survey, formula: input(opinion), stand-in: opinion for sales}\n"
        "      - {variant: other, not-derived: a census}\n");
    text = replaced(text, "indicators:\n",
                    "sets: {mine: {axis: vehicle_class, labels: [truck-light]}}\n"
                    "inputs: {opinion: {unit: '%', kind: survey, title: {en: Opinion}}}\n"
                    "indicators:\n");
    const File file(text);
    const System system = read_system(file.path());
    const auto& variants = system.indicators.front().variants;
    REQUIRE(variants.size() == 4);
    CHECK(variants[0].switches == std::vector<Switch>{{"universe", "all"}});
    CHECK(variants[1].name_zh == "货车");
    CHECK(variants[2].stand_in == "opinion for sales");
    CHECK(variants[3].not_derived == "a census");
    CHECK_THAT(complaint(replaced(text, "kind: survey", "kind: poll")), Contains("'poll' is no"));
    CHECK_THAT(complaint(replaced(text, "axis: vehicle_class", "axis: vehicles")),
               Contains("'vehicles' is no axis"));
    CHECK_THAT(complaint(replaced(text, "unit: '%', kind", "unit: opinions, kind")),
               Contains("unknown unit 'opinions'"));
    CHECK_THAT(complaint(replaced(text, "not-derived: a census", "unit: year")),
               Contains("a variant has either 'formula' or 'not-derived'"));
}

TEST_CASE("read: several errors come at once") {
    std::string text = replaced(kGood, "direction: higher", "direction: up");
    text = replaced(text, "verified: seen\n    definition", "verified: maybe\n    definition");
    CHECK_THAT(complaint(text),
               Contains("'up' is no direction") && Contains("'maybe' is no verified"));
}

TEST_CASE("read: a range has two ends") {
    const std::string range = replaced(kGood, "comparison: '>='", "comparison: range");
    CHECK_THAT(complaint(range), Contains("a range needs 'upper'"));
    CHECK(complaint(replaced(range, "value: 20", "value: 20\n        upper: 30")).empty());
}

TEST_CASE("read: the shipped systems are complete and use every computed indicator") {
    std::set<std::string> used;
    std::size_t rows = 0;
    for (const auto& name : default_systems()) {
        const System system = read_system(system_path(name));
        CHECK(system.key == name);
        rows += system.indicators.size();
        for (const auto& row : system.indicators) {
            if (!row.built_in.empty()) used.insert(row.built_in);
        }
    }
    CHECK(rows == 56 + 11);
    CHECK(used.size() == built_ins().size());
}

TEST_CASE("read: computed indicators have different names") {
    std::set<std::string_view> names;
    for (const auto& entry : built_ins()) names.insert(entry.name);
    CHECK(names.size() == built_ins().size());
}

TEST_CASE("read: an unknown system is answered with the nearest name") {
    CHECK_THROWS_WITH(system_path("trajectry"), Contains("did you mean 'trajectory'?"));
    CHECK(system_path("mine/own.yaml") == "mine/own.yaml");
    CHECK_THROWS_AS(read_system("no-such-file.yaml"), InputError);
}

}  // namespace
}  // namespace tanlu::indicators
