// The compiler of parameters: everything that stands in a file arrives in the run, in its place and
// in both number types. Read from a tree of its own, written by hand, and from the pack of China.
#include "plan/compile.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "config/scenario.hpp"
#include "lanes/lanes.hpp"
#include "levers/lever.hpp"
#include "support/leaves.hpp"

namespace tanlu::plan {
namespace {

constexpr int kBase = 2019;
constexpr int kHorizon = 2060;

/// Visitor of a tree of a run: every number and every series with its path.
template <class Real>
struct RunTree {
    std::map<std::string, Real> numbers;
    std::map<std::string, YearSeries<Real>> series_by_path;
    std::map<std::string, std::string> words;  ///< ids, texts, flags, integers, choices
    std::string prefix;

    std::string path(std::string_view key) const { return prefix + std::string(key); }

    void scalar(const Field& field, Real& value) { numbers[path(field.key)] = value; }
    void optional_scalar(const Field& field, std::optional<Real>& value) {
        if (value) scalar(field, *value);
    }
    void scalar_list(const Field& field, std::vector<Real>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            numbers[path(field.key) + "[" + std::to_string(i) + "]"] = values[i];
        }
    }
    void optional_scalar_list(const Field& field, std::vector<Real>& values) {
        scalar_list(field, values);
    }
    void series(const Field& field, YearSeries<Real>& path_by_year) {
        series_by_path[path(field.key)] = path_by_year;
    }
    void optional_series(const Field& field, std::optional<YearSeries<Real>>& path_by_year) {
        if (path_by_year) series(field, *path_by_year);
    }
    void integer(const Field& field, int& number) {
        words[path(field.key)] = std::to_string(number);
    }
    void flag(std::string_view key, bool& on, std::string_view) {
        words[path(key)] = on ? "true" : "false";
    }
    void text(std::string_view key, Text& text, std::string_view) {
        words[path(key)] = text.en + "|" + text.zh;
    }
    void name(std::string_view key, Name& name, std::string_view, std::string_view) {
        words[path(key)] = name.text;
    }
    void optional_name(std::string_view key, Name& id, std::string_view of, std::string_view doc) {
        name(key, id, of, doc);
    }
    template <class Enum, class Options>
    void choice(std::string_view key, Enum& value, const Options&, std::string_view) {
        words[path(key)] = std::to_string(static_cast<int>(value));
    }
    template <class Struct>
    void enter(std::string_view key, Struct& item) {
        const std::string outer = prefix;
        prefix = path(key) + ".";
        describe(*this, item);
        prefix = outer;
    }
    template <class Struct>
    void group(std::string_view key, Struct& item, std::string_view) {
        enter(key, item);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& item, std::string_view) {
        if (item) enter(key, *item);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        std::string order;
        for (const auto& entry : entries) order += entry.id.text + " ";
        words[path(key)] = order;
        for (auto& entry : entries) enter(std::string(key) + "." + entry.id.text, entry);
    }
};

/// The words of a tree of files, which has the same shape.
struct FileWords : RunTree<double> {
    void scalar(const Field&, Value&) {}
    void optional_scalar(const Field&, std::optional<Value>&) {}
    void scalar_list(const Field&, std::vector<Value>&) {}
    void optional_scalar_list(const Field&, std::vector<Value>&) {}
    void series(const Field&, Trajectory&) {}
    void optional_series(const Field&, std::optional<Trajectory>&) {}
    template <class Struct>
    void enter_own(std::string_view key, Struct& item) {
        const std::string outer = prefix;
        prefix = path(key) + ".";
        describe(*this, item);
        prefix = outer;
    }
    template <class Struct>
    void group(std::string_view key, Struct& item, std::string_view) {
        enter_own(key, item);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& item, std::string_view) {
        if (item) enter_own(key, *item);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        std::string order;
        for (const auto& entry : entries) order += entry.id.text + " ";
        words[path(key)] = order;
        for (auto& entry : entries) enter_own(std::string(key) + "." + entry.id.text, entry);
    }
};

const config::Scenario& scenario() {
    static const config::Scenario loaded = config::load_scenario(
        std::string(TANLU_SOURCE_DIR) + "/scenarios/china/neutrality-2060.yaml", levers::specs());
    return loaded;
}

template <class Real>
RunTree<Real> run_tree() {
    auto parameters = compile<Real>(scenario().pack.parameters, kBase, kHorizon);
    RunTree<Real> tree;
    describe(tree, parameters);
    return tree;
}

Trajectory::Anchor anchor(int year, double number) {
    Value value;
    value.number = number;
    return {year, value};
}

Trajectory trajectory(std::vector<Trajectory::Anchor> anchors, Interpolation rule) {
    Trajectory path;
    path.anchors = std::move(anchors);
    path.interpolation = rule;
    return path;
}

double in_year(const Trajectory& path, int year) {
    return compile_series<double>(path, 2000, 2060).at(year);
}

TEST_CASE("every number of the pack arrives at its path, none besides") {
    const auto tree = run_tree<double>();
    std::size_t scalars = 0;
    std::size_t anchors = 0;
    auto parameters = scenario().pack.parameters;
    test::for_each_leaf(parameters, [&](const std::string& path, const Field&, Value& value) {
        INFO(path);
        const auto number = tree.numbers.find(path);
        if (number != tree.numbers.end()) {
            CHECK(number->second == value.number);
            ++scalars;
            return;
        }
        // Otherwise it is an anchor or a growth rate: path[year] of a
        // series.
        const auto bracket = path.find('[');
        REQUIRE(bracket != std::string::npos);
        std::string series = path.substr(0, bracket);
        if (series.ends_with(".growth")) series.erase(series.rfind('.'));
        CHECK(tree.series_by_path.count(series) == 1);
        ++anchors;
    });
    CHECK(scalars == tree.numbers.size());
    CHECK(scalars > 1000);
    CHECK(anchors >= tree.series_by_path.size());
}

TEST_CASE("ids, titles, flags, integers and choices arrive, maps in the order of the file") {
    const auto tree = run_tree<double>();
    auto parameters = scenario().pack.parameters;
    FileWords words;
    describe(words, parameters);
    CHECK(words.words.size() > 300);
    CHECK(words.words == tree.words);
    CHECK(tree.words.at("freight.modes") == "road rail water ");
    CHECK(tree.words.at("classes.private-car.subsector") == "cars");
}

TEST_CASE("the two number types hold the same numbers, in all lanes") {
    const auto plain = run_tree<double>();
    const auto batch = run_tree<Lanes>();
    REQUIRE(plain.numbers.size() == batch.numbers.size());
    CHECK(plain.words == batch.words);
    for (const auto& [path, number] : plain.numbers) {
        INFO(path);
        for (int i = 0; i < kLaneCount; ++i) CHECK(batch.numbers.at(path)[i] == number);
    }
    REQUIRE(plain.series_by_path.size() == batch.series_by_path.size());
    for (const auto& [path, series] : plain.series_by_path) {
        INFO(path);
        const auto& lanes = batch.series_by_path.at(path);
        REQUIRE(series.first_year == lanes.first_year);
        REQUIRE(series.values.size() == lanes.values.size());
        for (std::size_t t = 0; t < series.values.size(); ++t) {
            for (int i = 0; i < kLaneCount; ++i) {
                CHECK(lanes.values[t][i] == Approx(series.values[t]).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("series run from the years of history to the horizon and are exact at their anchors") {
    const auto tree = run_tree<double>();
    for (const auto& [path, series] : tree.series_by_path) {
        INFO(path);
        CHECK(series.first_year == kBase - kHistoryYears);
        CHECK(series.last_year() == kHorizon);
    }
    const auto& drivers = scenario().pack.parameters.drivers;
    const auto& population = tree.series_by_path.at("drivers.population");
    int seen = 0;
    for (const auto& known : drivers.population.anchors) {
        if (known.year < population.first_year || known.year > kHorizon) continue;
        CHECK(population.at(known.year) == Approx(known.value.number).epsilon(1e-14));
        ++seen;
    }
    CHECK(seen > 5);
}

TEST_CASE("series reach back to the income that an ownership curve needs") {
    // The first point of the pack is of 2010, and income is the mean of four years: from 2007 on.
    // With a base year of 2023, 12 years back is 2011, too late; with 2019 it is 2007.
    const auto& parameters = scenario().pack.parameters;
    CHECK(first_year_of_series(parameters, 2019) == 2007);
    CHECK(first_year_of_series(parameters, 2023) == 2007);
    CHECK(first_year_of_series(parameters, 2015) == 2003);
    const auto run = compile<double>(parameters, 2023, kHorizon);
    CHECK(run.drivers.gdp.first_year == 2007);
    const auto before = compile<double>(parameters, 2019, kHorizon);
    CHECK(run.drivers.gdp.at(2007) == before.drivers.gdp.at(2007));
}

TEST_CASE("series are interpolated by their own rule") {
    const std::vector<Trajectory::Anchor> anchors = {anchor(2020, 8.0), anchor(2030, 2.0)};
    CHECK(in_year(trajectory(anchors, Interpolation::kStep), 2029) == 8.0);
    CHECK(in_year(trajectory(anchors, Interpolation::kStep), 2030) == 2.0);
    // 8 + 0.5 x (2 - 8) = 5; sqrt(8 x 2) = 4
    CHECK(in_year(trajectory(anchors, Interpolation::kLinear), 2025) == Approx(5.0));
    CHECK(in_year(trajectory(anchors, Interpolation::kLoglinear), 2025) == Approx(4.0));
    CHECK(in_year(trajectory(anchors, Interpolation::kLogistic), 2025) == Approx(5.0));
    // Before the first anchor its value is held, whatever the rule.
    CHECK(in_year(trajectory(anchors, Interpolation::kLinear), 2003) == 8.0);
}

TEST_CASE("series go on after the last anchor by their own rule") {
    Trajectory path =
        trajectory({anchor(2020, 100.0), anchor(2025, 110.0)}, Interpolation::kLinear);
    CHECK(in_year(path, 2040) == 110.0);
    path.extrapolation = Extrapolation::kLinear;  // 2 a year
    CHECK(in_year(path, 2040) == Approx(140.0));
    path.extrapolation = Extrapolation::kGrowth;  // 10 % up to 2027, -50 % from 2028 on
    path.growth = {anchor(2026, 0.1), anchor(2028, -0.5)};
    CHECK(in_year(path, 2026) == Approx(121.0));
    CHECK(in_year(path, 2027) == Approx(133.1));
    CHECK(in_year(path, 2028) == Approx(66.55));
    CHECK(in_year(path, 2029) == Approx(33.275));
}

TEST_CASE("a number that is not finite stays so") {
    Parameters<FileKind> spoilt = scenario().pack.parameters;
    spoilt.battery.floor.number = std::nan("");
    spoilt.drivers.gdp.anchors.back().value.number = std::nan("");
    const auto run = compile<double>(spoilt, kBase, kHorizon);
    CHECK(std::isnan(run.battery.floor));
    CHECK(std::isnan(run.drivers.gdp.at(kHorizon)));
}

}  // namespace
}  // namespace tanlu::plan
