// Verdicts: who may give one, and against what.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include "indicators/evaluate.hpp"
#include "indicators/needed.hpp"
#include "indicators/probability.hpp"
#include "indicators/read_system.hpp"
#include "indicators/scorecard.hpp"
#include "indicators/time_path.hpp"
#include "sample_result.hpp"

namespace tanlu::indicators {
namespace {

/// NEV share of sales 50 % in every year, for both scenarios.
Dataset half_electric() {
    Dataset result = empty_result();
    for (const auto* scenario : {"reference", "policy"}) {
        set(result, "sales", {"car", "bev"}, 50.0, scenario);
        set(result, "sales", {"car", "petrol"}, 50.0, scenario);
    }
    return result;
}

Target at_least(double value, int year) {
    Target target;
    target.value = value;
    target.year = year;
    target.verified = Verified::seen;
    return target;
}

/// A system of one row, NEV penetration, for nations and cities.
System penetration_system(std::vector<Target> targets) {
    Indicator row;
    row.key = "nev-penetration";
    row.levels = {Level::national, Level::city};
    row.unit = "%";
    row.direction = Direction::higher;
    row.definition_status = DefinitionStatus::source;
    row.built_in = "nev-penetration";
    row.targets = std::move(targets);
    System system;
    system.key = "own";
    system.indicators = {row};
    return system;
}

Evaluation first(const System& system, const Dataset& result) {
    return evaluate(system, result).front();
}

TEST_CASE("evaluate: a target is met or missed by its distance") {
    const Dataset result = half_electric();
    const System system = penetration_system({at_least(40, 2025), at_least(60, 2030)});
    const Evaluation evaluation = first(system, result);
    REQUIRE(evaluation.assessments.size() == 2);
    CHECK(evaluation.assessments[0].verdict == Verdict::met);
    CHECK(*evaluation.assessments[0].distance == Approx(10.0));
    CHECK(evaluation.assessments[1].verdict == Verdict::missed);
    CHECK(*evaluation.assessments[1].distance == Approx(-10.0));
    CHECK(evaluation.verdict == Verdict::met);
}

TEST_CASE("evaluate: each comparison at its edge") {
    const Dataset result = half_electric();
    const auto verdict = [&](Comparison comparison, double value,
                             std::optional<double> upper = {}) {
        Target target = at_least(value, 2030);
        target.comparison = comparison;
        target.upper = upper;
        const System system = penetration_system({target});
        return first(system, result).verdict;
    };
    CHECK(verdict(Comparison::at_least, 50) == Verdict::met);
    CHECK(verdict(Comparison::above, 50) == Verdict::missed);
    CHECK(verdict(Comparison::at_most, 50) == Verdict::met);
    CHECK(verdict(Comparison::below, 50) == Verdict::missed);
    CHECK(verdict(Comparison::equal, 50) == Verdict::met);
    CHECK(verdict(Comparison::about, 50.5) == Verdict::met);
    CHECK(verdict(Comparison::about, 50.6) == Verdict::missed);
    CHECK(verdict(Comparison::range, 40, 50) == Verdict::met);
    CHECK(verdict(Comparison::range, 51, 60) == Verdict::missed);
    CHECK(verdict(Comparison::range, 30, 49) == Verdict::met);  // more is better
}

TEST_CASE("evaluate: nothing unverified gets a verdict") {
    const Dataset result = half_electric();
    System system = penetration_system({at_least(40, 2025)});
    system.indicators[0].definition_status = DefinitionStatus::unverified;
    CHECK(first(system, result).verdict == Verdict::unverified_definition);
    system = penetration_system({at_least(40, 2025)});
    for (const auto verified : {Verified::general_knowledge, Verified::proposed}) {
        system.indicators[0].targets[0].verified = verified;
        CHECK(first(system, result).verdict == Verdict::unverified_target);
    }
    system.indicators[0].targets[0].verified = Verified::seen_secondary;
    CHECK(first(system, result).verdict == Verdict::met);
    system.indicators[0].targets[0].benchmark = true;
    CHECK(first(system, result).verdict == Verdict::benchmark_only);
}

TEST_CASE("evaluate: a target without a year, or outside the result, is undefined") {
    const Dataset result = half_electric();
    System system = penetration_system({at_least(40, 2070)});
    CHECK(first(system, result).verdict == Verdict::undefined);
    system.indicators[0].targets[0].year.reset();
    CHECK(first(system, result).verdict == Verdict::undefined);
    system.indicators[0].targets.clear();
    CHECK(first(system, result).verdict == Verdict::no_target);
}

TEST_CASE("evaluate: rows for cities give benchmarks only on a national result") {
    Dataset result = half_electric();
    System system = penetration_system({at_least(40, 2025)});
    system.indicators[0].levels = {Level::city, Level::zone};
    CHECK(first(system, result).verdict == Verdict::benchmark_only);
    CHECK(first(system, result).assessments[0].distance.has_value());
    result.attributes["region_levels"] = "city";
    CHECK(first(system, result).verdict == Verdict::met);
    result.attributes["region_levels"] = "village";
    CHECK_THROWS(evaluate(system, result));
}

TEST_CASE("evaluate: no row of the pilots passes or fails on a national result") {
    const Dataset result = half_electric();
    const System system = read_system(system_path("ndrc-pilot"));
    const auto evaluations = evaluate(system, result);
    REQUIRE(evaluations.size() > 20);  // two scenarios
    for (const auto& evaluation : evaluations) {
        CAPTURE(evaluation.indicator->key);
        const bool is_silent = evaluation.verdict == Verdict::benchmark_only ||
                               evaluation.verdict == Verdict::stand_in ||
                               evaluation.verdict == Verdict::not_derivable;
        CHECK(is_silent);
        for (const auto& assessment : evaluation.assessments) {
            CHECK(assessment.verdict == Verdict::benchmark_only);
        }
        if (evaluation.verdict == Verdict::not_derivable) CHECK_FALSE(evaluation.missing.empty());
    }
}

TEST_CASE("evaluate: the peak test of a pilot holds transport alone, so it gives no verdict") {
    Dataset result = half_electric();
    result.attributes["region_levels"] = "city";
    set(result, "emissions", {"road", "ttw"},
        [](int year) { return 100.0 - (year - 2029) * (year - 2029); });
    set(result, "emissions", {"road", "ttw_grid"}, [](int year) { return year * 1.0; });
    const System system = read_system(system_path("ndrc-pilot"));
    const auto evaluations = evaluate(system, result);
    const auto passes_in = [&](const std::string& boundary) {
        const auto found =
            std::find_if(evaluations.begin(), evaluations.end(), [&](const Evaluation& one) {
                return one.indicator->key == "peak-status" && one.scenario == "policy" &&
                       one.boundary == boundary;
            });
        REQUIRE(found != evaluations.end());
        CHECK(found->verdict == Verdict::stand_in);
        return found->outcome.passes;
    };
    CHECK(passes_in("ttw") == true);  // peak 2029, decline from 2030 on
    CHECK(passes_in("ttw_grid") == false);
}

// What the nation must reach is nobody's duty in one city: half of the sales there are an
// orientation, the same number for the nation a verdict.
TEST_CASE("evaluate: targets bind those they are for") {
    Dataset result = half_electric();
    System system = penetration_system({at_least(40, 2025)});
    system.indicators[0].levels = {Level::national, Level::city};
    system.targets_for = {Level::national};
    CHECK(first(system, result).verdict == Verdict::met);
    result.attributes["region_levels"] = "city";
    CHECK(first(system, result).verdict == Verdict::benchmark_only);
    CHECK(first(system, result).assessments[0].distance.has_value());
    system.targets_for.clear();
    CHECK(first(system, result).verdict == Verdict::met);
    CHECK(read_system(system_path("national-targets")).targets_for ==
          std::vector<Level>{Level::national});
}

TEST_CASE("evaluate: rows with emissions come in every boundary, in the order of their purpose") {
    const Dataset result = half_electric();
    const System system = read_system(system_path("trajectory"));
    const auto evaluations = evaluate(system, result);
    const auto boundaries_of = [&](const std::string& key) {
        std::vector<std::string> boundaries;
        for (const auto& one : evaluations) {
            if (one.indicator->key == key && one.scenario == "policy") {
                boundaries.push_back(one.boundary);
            }
        }
        return boundaries;
    };
    CHECK(boundaries_of("peak-year") == std::vector<std::string>{"ttw", "ttw_grid", "wtw"});
    CHECK(boundaries_of("near-zero-year-5") == std::vector<std::string>{"ttw_grid", "ttw", "wtw"});
    for (const auto& one : evaluations) {
        if (one.boundary != "wtw") continue;
        CHECK(one.gases == "co2e (AR6 GWP100)");
        if (one.indicator->key == "peak-level") CHECK(one.unit == "MtCO2e/yr");
    }
}

TEST_CASE("evaluate: a row whose input is missing names it and leaves the others alone") {
    Dataset result = half_electric();
    std::erase_if(result.variables, [](const Variable& v) { return v.name == "gdp"; });
    const System system = read_system(system_path("trajectory"));
    const auto evaluations = evaluate(system, result);
    int rows = 0;
    for (const auto& one : evaluations) {
        if (one.indicator->key != "co2-per-gdp" || one.scenario != "policy") continue;
        ++rows;
        CHECK(one.verdict == Verdict::not_derivable);
        CHECK(one.missing == "variable gdp");
    }
    CHECK(rows == 1);
    const bool has_others =
        std::any_of(evaluations.begin(), evaluations.end(), [](const Evaluation& one) {
            return one.indicator->key == "per-capita" && one.missing.empty();
        });
    CHECK(has_others);
}

TEST_CASE("evaluate: regions that a scenario does not run in are left out, failed runs are not") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Dataset result = half_electric();
    result.axes[1].labels = {"china", "beijing"};
    for (auto& variable : result.variables) {
        // Scenario 0 in region 0, scenario 1 in region 1.
        const std::vector<double> once = variable.data;
        const std::size_t block = once.size() / 2;
        variable.data.assign(2 * once.size(), nan);
        std::copy_n(once.begin(), block, variable.data.begin());
        std::copy_n(once.begin() + static_cast<std::ptrdiff_t>(block), block,
                    variable.data.begin() + static_cast<std::ptrdiff_t>(3 * block));
    }
    const System system = penetration_system({});
    std::vector<std::string> pairs;
    for (const auto& one : evaluate(system, result)) {
        if (one.outcome.variant.empty()) pairs.push_back(one.scenario + " " + one.region);
    }
    CHECK(pairs == std::vector<std::string>{"reference china", "policy beijing"});

    result.axes[1].labels = {"china"};
    for (auto& variable : result.variables) variable.data.assign(variable.data.size() / 2, nan);
    const auto failed = evaluate(system, result);
    REQUIRE(failed.size() == 4);  // two scenarios, two variants
    CHECK(failed.front().outcome.undefined == 42);
}

/// A row of one formula in percent, made for nations.
System formula_system(const std::string& text, std::vector<Target> targets) {
    System system = penetration_system(std::move(targets));
    system.vocabulary = shared_vocabulary();
    Indicator& row = system.indicators.front();
    row.built_in.clear();
    Formula formula;
    formula.text = text;
    formula.tree = parse_formula(text);
    formula.type = check_formula(formula.tree, system.vocabulary, BoundaryFrom::row);
    formula.unit = units::parse_unit("%");
    row.variants.push_back({"", "", formula, "", "", "", {}});
    return system;
}

TEST_CASE("evaluate: a formula has a value, a distance and a verdict") {
    const Dataset result = half_electric();
    const System system = formula_system("sales[nev] / sales", {at_least(40, 2025)});
    const Evaluation evaluation = first(system, result);
    CHECK(*evaluation.assessments.front().value == Approx(50.0));
    CHECK(evaluation.verdict == Verdict::met);
    CHECK(evaluation.outcome.undefined == 0);
}

TEST_CASE("evaluate: a stand-in has a value and no verdict") {
    System system = formula_system("sales[nev] / sales", {at_least(40, 2025)});
    system.indicators.front().variants.front().stand_in = "sales stand for the stock";
    const Evaluation evaluation = first(system, half_electric());
    CHECK(*evaluation.assessments.front().distance == Approx(10.0));
    CHECK(evaluation.verdict == Verdict::stand_in);
}

TEST_CASE("evaluate: a missing input is named, and other variants have their value") {
    System system = formula_system("sales[nev] / sales", {});
    auto& variants = system.indicators.front().variants;
    variants.push_back(variants.front());
    variants.back().name = "read";
    variants.back().formula->tree = parse_formula("input(satisfaction)");
    const auto found = evaluate(system, half_electric());
    CHECK(found[0].verdict == Verdict::no_target);
    CHECK(found[1].verdict == Verdict::not_derivable);
    CHECK(found[1].missing == "input satisfaction [%] is missing (survey-inputs of the scenario)");
}

TEST_CASE("evaluate: a score whose weights were not checked is never computed") {
    System system = formula_system("sales[nev] / sales", {});
    Indicator& row = system.indicators.front();
    row.composite = true;
    row.verified = Verified::seen;
    CHECK(first(system, half_electric()).verdict == Verdict::no_target);
    row.definition_status = DefinitionStatus::unverified;
    CHECK_THAT(first(system, half_electric()).missing, Catch::Contains("weights and bounds"));
    row.definition_status = DefinitionStatus::source;
    row.verified = Verified::general_knowledge;
    CHECK(first(system, half_electric()).verdict == Verdict::not_derivable);
}

TEST_CASE("scorecard: a row is met, missed, or depends on the convention") {
    System system = formula_system("sales[nev] / sales", {at_least(40, 2025)});
    auto& variants = system.indicators.front().variants;
    variants.push_back(variants.front());
    variants.back().name = "half of it";
    variants.back().formula->tree = parse_formula("sales[nev] / sales / 2");
    const auto of_policy = [&] { return scorecard(evaluate(system, half_electric())).back(); };
    // 50 % and 25 % against 40 %.
    CHECK(of_policy().count(RowVerdict::disputed) == 1);
    CHECK(of_policy().scenario == "policy");
    CHECK(of_policy().total() == 1);
    system.indicators.front().targets.front().value = 20.0;
    CHECK(of_policy().count(RowVerdict::met) == 1);
    system.indicators.front().targets.front().value = 60.0;
    CHECK(of_policy().count(RowVerdict::missed) == 1);
    system.indicators.front().definition_status = DefinitionStatus::unverified;
    CHECK(of_policy().count(RowVerdict::unverified) == 1);
    // A variant without its input does not hide the other one.
    variants.front().formula->tree = parse_formula("input(satisfaction)");
    CHECK(of_policy().count(RowVerdict::unverified) == 1);
    CHECK(of_policy().computed() == 1);
    variants.back().formula->tree = parse_formula("input(satisfaction)");
    CHECK(of_policy().computed() == 0);
}

TEST_CASE("scorecard: a row with several targets meets all of them or misses") {
    const System system =
        formula_system("sales[nev] / sales", {at_least(40, 2025), at_least(60, 2030)});
    CHECK(scorecard(evaluate(system, half_electric())).front().count(RowVerdict::missed) == 1);
}

TEST_CASE("time path: a result holds the values of its indicators by year") {
    Dataset result = half_electric();
    System system = formula_system("sales[nev] / sales", {at_least(40, 2025)});
    auto& variants = system.indicators.front().variants;
    variants.push_back(variants.front());
    variants.back().name = "in 2030";
    variants.back().formula->tree = parse_formula("at(sales[nev] / sales, 2030)");
    variants.back().formula->type.is_single = true;
    variants.push_back(variants.front());
    variants.back().name = "asked";
    variants.back().formula->tree = parse_formula("input(satisfaction)");
    add_time_paths(result, {system});
    CHECK(result.axis("indicator").labels ==
          std::vector<std::string>{"own/nev-penetration", "own/nev-penetration/in 2030"});
    const Variable& values = result.variable("indicator_value");
    CHECK(values.data.size() == 2 * 42 * 2);
    CHECK(values.data.front() == Approx(50.0));
    CHECK(values.data.back() == Approx(50.0));
    CHECK(result.variable("indicator_verdict").data[0] == static_cast<double>(Verdict::met));
    CHECK(result.provenance.at("indicators") ==
          "label,unit,gases,name,definition_status\n"
          "\"own/nev-penetration\",\"%\",\"\",\"\",source\n"
          "\"own/nev-penetration/in 2030\",\"%\",\"\",\"\",source\n");
}

TEST_CASE("odds: samples that meet a target are counted, those without a value do not meet it") {
    // Four samples as scenarios; NEV shares of 30, 40 and 50 %, and one without any sales.
    Dataset samples = empty_result();
    samples.axes.front().labels = {"0", "1", "2", "3"};
    for (auto& variable : samples.variables) {
        variable.data.assign(samples.volume(variable.axes), 0.0);
    }
    const char* const names[] = {"0", "1", "2"};
    for (int i = 0; i < 3; ++i) {
        set(samples, "sales", {"car", "bev"}, 30.0 + 10.0 * i, names[i]);
        set(samples, "sales", {"car", "petrol"}, 70.0 - 10.0 * i, names[i]);
    }
    System system = formula_system("sales[nev] / sales", {at_least(40, 2030), at_least(60, 2035)});
    OddsTally tally;
    tally.add(evaluate(system, samples));
    REQUIRE(tally.odds().size() == 2);
    const TargetOdds& odds = tally.odds().front();
    CHECK(odds.samples == 4);
    CHECK(odds.met == 2);
    CHECK(odds.is_judged());
    CHECK(tally.odds().back().met == 0);
    // Ranks ceil(0.05 * 3) = 1, ceil(0.5 * 3) = 2, ceil(0.95 * 3) = 3.
    CHECK(sample_quantile(odds.values, 0.05) == Approx(30.0));
    CHECK(sample_quantile(odds.values, 0.50) == Approx(40.0));
    CHECK(sample_quantile(odds.values, 0.95) == Approx(50.0));
    CHECK(std::isnan(sample_quantile({}, 0.5)));

    system.indicators.front().definition_status = DefinitionStatus::unverified;
    OddsTally unverified;
    unverified.add(evaluate(system, samples));
    CHECK_FALSE(unverified.odds().front().is_judged());
    CHECK(unverified.odds().front().bar == Verdict::unverified_definition);

    system.indicators.front().variants.front().formula->tree = parse_formula("input(satisfaction)");
    OddsTally lacking;
    lacking.add(evaluate(system, samples));
    CHECK(lacking.odds().empty());
    CHECK(lacking.missing().size() == 1);
}

TEST_CASE("needed: targets name what they are held against, rows without targets do not") {
    const ResultShape shape{"reference",
                            "china",
                            {2029, 2030},
                            {{"nev_technologies", "bev"},
                             {"automobile_classes", "car"},
                             {"private_car_classes", "car"},
                             {"passenger_car_classes", "car"}},
                            [](const std::string& axis) {
                                using Labels = std::vector<std::string>;
                                return axis == "technology" ? Labels{"petrol", "bev"}
                                       : axis == "boundary" ? Labels{"ttw", "wtw"}
                                                            : Labels{"car"};
                            }};
    using Names = std::vector<std::string>;
    const System held = formula_system("sales[nev] / stock[nev]", {at_least(40, 2030)});
    CHECK(needed_variables(std::span(&held, 1), shape) ==
          Names{"co2_by_boundary", "sales", "stock"});
    const System computed = penetration_system({at_least(40, 2030)});
    CHECK(needed_variables(std::span(&computed, 1), shape) == Names{"co2_by_boundary", "sales"});
    const System without = penetration_system({});
    CHECK(needed_variables(std::span(&without, 1), shape) == Names{"co2_by_boundary"});

    CHECK(missing_variable("variable stock") == "stock");
    CHECK(missing_variable("variable gdp in kg/yr (the result has t)") == "gdp");
    CHECK(missing_variable("input satisfaction is missing").empty());
    CHECK(missing_variable("").empty());
}

}  // namespace
}  // namespace tanlu::indicators
