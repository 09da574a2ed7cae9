#include "indicators/evaluate.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "indicators/formula_value.hpp"
#include "tanlu/error.hpp"

namespace tanlu::indicators {
namespace {

/// `~`: half a percentage point for shares, half a unit otherwise.
constexpr double kAboutTolerance = 0.5;
/// Unit of rows that say yes (1) or no (0).
constexpr std::string_view kRule = "0/1";

double distance_to(const Target& target, double value) {
    if (target.comparison != Comparison::range) return value - target.value;
    if (value < target.value) return value - target.value;
    return std::max(0.0, value - target.upper.value_or(target.value));
}

/// Whether a value meets a target. Where more (or less) is better, going beyond what is to be
/// reached exactly, about or within a range meets it too.
bool meets(const Target& target, Direction direction, double value) {
    const double distance = distance_to(target, value);
    const bool is_beyond = (direction == Direction::higher && distance > 0.0) ||
                           (direction == Direction::lower && distance < 0.0);
    switch (target.comparison) {
        case Comparison::at_least:
            return distance >= 0.0;
        case Comparison::at_most:
            return distance <= 0.0;
        case Comparison::above:
            return distance > 0.0;
        case Comparison::below:
            return distance < 0.0;
        case Comparison::equal:
        case Comparison::range:
            return is_beyond || distance == 0.0;
        case Comparison::about:
            return is_beyond || std::abs(distance) <= kAboutTolerance;
    }
    return false;
}

/// Why a verdict may not be given whatever the value; nothing when it may.
std::optional<Verdict> barred(const Evaluation& evaluation, const Target* target, Level level) {
    const Indicator& row = *evaluation.indicator;
    if (!evaluation.outcome.stand_in.empty()) return Verdict::stand_in;
    const auto& bound = evaluation.system->targets_for;
    const bool binds_here = bound.empty() || std::ranges::find(bound, level) != bound.end();
    if (std::find(row.levels.begin(), row.levels.end(), level) == row.levels.end() ||
        (target != nullptr && (target->benchmark || !binds_here))) {
        return Verdict::benchmark_only;
    }
    if (row.definition_status == DefinitionStatus::unverified) {
        return Verdict::unverified_definition;
    }
    if (target != nullptr && (target->verified == Verified::general_knowledge ||
                              target->verified == Verified::proposed)) {
        return Verdict::unverified_target;
    }
    return std::nullopt;
}

Assessment assess(const Target& target, const Evaluation& evaluation, const std::vector<int>& years,
                  Level level) {
    Assessment assessment;
    assessment.target = &target;
    // Without a year a target cannot be held against a value. A change against a year is what the
    // formula of a row states; computed indicators state levels.
    const bool states_change = !evaluation.indicator->variants.empty();
    if (target.year && (!target.base_year || states_change)) {
        assessment.value = value_in(evaluation.outcome, years, *target.year);
    }
    if (assessment.value) assessment.distance = distance_to(target, *assessment.value);
    if (const auto bar = barred(evaluation, &target, level)) {
        assessment.verdict = *bar;
    } else if (assessment.value) {
        assessment.verdict = meets(target, evaluation.indicator->direction, *assessment.value)
                                 ? Verdict::met
                                 : Verdict::missed;
    }
    return assessment;
}

void judge(Evaluation& evaluation, const std::vector<int>& years, Level level) {
    const Indicator& row = *evaluation.indicator;
    const std::string& missing = evaluation.outcome.missing;
    if (!missing.empty()) evaluation.missing = missing;
    if (!evaluation.missing.empty()) {
        evaluation.verdict = Verdict::not_derivable;
        return;
    }
    // Targets belong to the row's own quantity and unit, not to a variant in another unit.
    if (evaluation.unit == row.unit) {
        for (const auto& target : row.targets) {
            evaluation.assessments.push_back(assess(target, evaluation, years, level));
        }
    }
    if (!evaluation.assessments.empty()) {
        evaluation.verdict = evaluation.assessments.front().verdict;
    } else if (const auto bar = barred(evaluation, nullptr, level);
               bar && (*bar == Verdict::benchmark_only || *bar == Verdict::stand_in ||
                       evaluation.outcome.passes)) {
        evaluation.verdict = *bar;
    } else if (row.direction == Direction::target) {
        evaluation.verdict = !evaluation.outcome.passes   ? Verdict::undefined
                             : *evaluation.outcome.passes ? Verdict::met
                                                          : Verdict::missed;
    }
}

Outcomes compute(const BuiltIn& built_in, const View& view, std::string_view boundary) {
    if (!boundary.empty() && !view.has_boundary(boundary)) return {};
    return built_in.compute(view, boundary);
}

/// Whether a scenario has anything in a region: scenarios of one result may each have their own. A
/// scenario without a number anywhere is one that failed, and is shown.
bool has_run(const Dataset& result, std::size_t scenario, std::size_t region) {
    const auto has_numbers = [&](std::size_t r) {
        const View view(result, scenario, r);
        try {
            const auto population = view.total("population", "person");
            return count_undefined(view.series(population)) < static_cast<int>(population.size());
        } catch (const MissingInput&) {
            return true;
        }
    };
    if (has_numbers(region)) return true;
    for (std::size_t r = 0; r < result.axis("region").size(); ++r) {
        if (has_numbers(r)) return false;
    }
    return true;
}

/// All inputs of a formula that a result lacks, in words; empty when it has them all.
std::string missing_inputs(const Formula& formula, const System& system, const View& view) {
    std::vector<std::string> missing;
    for (const auto& name : inputs_of(formula.tree)) {
        if (view.unit_of(input_variable(name))) continue;
        missing.push_back(missing_input(name, system.vocabulary.inputs.at(name)));
    }
    return fmt::format("{}", fmt::join(missing, "; "));
}

/// Outcome of a formula in one boundary, its name and switches included.
Outcome compute(const Variant& variant, const Indicator& row, const System& system,
                const View& view, std::string_view boundary) {
    const Formula& formula = *variant.formula;
    if (const auto missing = missing_inputs(formula, system, view); !missing.empty()) {
        throw MissingInput(missing);
    }
    std::vector<double> values;
    try {
        values = evaluate_formula(formula.tree, view, system.vocabulary, boundary);
    } catch (const FormulaError& error) {
        throw_located(row, formula, error);
    }
    for (auto& value : values) value = value / formula.unit.numerator * formula.unit.denominator;
    if (!formula.type.is_single) return by_year(std::move(values));
    Outcome outcome;
    outcome.value = finite(values.front());
    if (outcome.value && row.unit == kRule) {
        outcome.passes = *outcome.value != 0.0;
        outcome.text = *outcome.passes ? "yes" : "no";
    }
    if (outcome.value) return outcome;
    outcome.undefined = 1;
    if (formula.tree.kind != Expression::Kind::call) return outcome;
    const std::string& function = formula.tree.name;
    if (function == "years_below" || function == "first_above") {
        const auto of = evaluate_formula(formula.tree.parts[0], view, system.vocabulary, boundary);
        if (finite(of.back())) {
            outcome.undefined = 0;
            outcome.text = fmt::format("not by {}", view.last_year());
        }
    }
    if (function == "peak_year" || function == "last_peak_year") {
        const auto of = evaluate_formula(formula.tree.parts[0], view, system.vocabulary, boundary);
        outcome = peak_year_of(view, of);
    }
    return outcome;
}

Outcomes compute_variants(const Indicator& row, const System& system, const View& view,
                          std::string_view boundary) {
    Outcomes outcomes;
    if (!boundary.empty() && !view.has_boundary(boundary)) return outcomes;
    for (const auto& variant : row.variants) {
        Outcome outcome;
        if (!variant.formula) {
            outcome.missing = variant.not_derived;
        } else {
            try {
                outcome = compute(variant, row, system, view, boundary);
            } catch (const MissingInput& missing) {
                outcome.missing = missing.what();
            }
        }
        outcome.variant = variant.name;
        outcome.variant_zh = variant.name_zh;
        outcome.unit = variant.unit;
        outcome.stand_in = variant.stand_in;
        outcome.switches = variant.switches;
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

/// A score is shown only where its weights and bounds were checked.
bool is_unverified_composite(const Indicator& row) {
    return row.composite &&
           (row.definition_status == DefinitionStatus::unverified ||
            row.definition_status == DefinitionStatus::proposed ||
            row.verified == Verified::general_knowledge || row.verified == Verified::proposed);
}

std::string gases_in(const Indicator& row, std::string_view boundary) {
    if (row.gases == "co2e") return std::string(gases_of("wtw"));
    if (!row.gases.empty() || boundary.empty()) return row.gases;
    return std::string(gases_of(boundary));
}

void evaluate_row(const System& system, const Indicator& row, const View& view, Level level,
                  std::vector<Evaluation>& evaluations) {
    Evaluation base;
    base.system = &system;
    base.indicator = &row;
    base.scenario = view.scenario();
    base.region = view.region();
    base.unit = row.unit;
    const auto give_up = [&](std::string missing) {
        base.missing = std::move(missing);
        base.verdict = Verdict::not_derivable;
        evaluations.push_back(base);
    };
    if (row.built_in.empty() && row.variants.empty()) return give_up(row.not_derived);
    if (is_unverified_composite(row)) {
        return give_up("checked weights and bounds of the score; its parts are shown");
    }
    const BuiltIn* built_in = find_built_in(row.built_in);
    if (built_in == nullptr && !row.built_in.empty()) {
        throw Error("no computed indicator '" + row.built_in + "'");
    }
    std::vector<std::string_view> boundaries(row.boundaries.begin(), row.boundaries.end());
    if (built_in != nullptr) {
        boundaries.assign(built_in->boundaries.begin(), built_in->boundaries.end());
    }
    if (boundaries.empty()) boundaries.emplace_back();
    const std::size_t before = evaluations.size();
    try {
        for (const auto boundary : boundaries) {
            for (auto& outcome : built_in != nullptr
                                     ? compute(*built_in, view, boundary)
                                     : compute_variants(row, system, view, boundary)) {
                Evaluation evaluation = base;
                evaluation.boundary = boundary;
                evaluation.gases = gases_in(row, boundary);
                evaluation.outcome = std::move(outcome);
                if (!evaluation.outcome.unit.empty()) evaluation.unit = evaluation.outcome.unit;
                judge(evaluation, view.years(), level);
                evaluation.unit = unit_in(evaluation.unit, evaluation.gases);
                evaluations.push_back(std::move(evaluation));
            }
        }
    } catch (const MissingInput& missing) {
        evaluations.resize(before);
        return give_up(missing.what());
    }
    if (evaluations.size() == before) give_up("emissions in one of its boundaries");
}

}  // namespace

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
        case Verdict::met:
            return "met";
        case Verdict::missed:
            return "missed";
        case Verdict::no_target:
            return "no_target";
        case Verdict::benchmark_only:
            return "benchmark_only";
        case Verdict::not_derivable:
            return "not_derivable";
        case Verdict::unverified_definition:
            return "unverified_definition";
        case Verdict::unverified_target:
            return "unverified_target";
        case Verdict::stand_in:
            return "stand_in";
        case Verdict::undefined:
            return "undefined";
    }
    return "undefined";
}

std::vector<Evaluation> evaluate(const System& system, const Dataset& result) {
    std::vector<Evaluation> evaluations;
    for (std::size_t scenario = 0; scenario < result.axis("scenario").size(); ++scenario) {
        for (std::size_t region = 0; region < result.axis("region").size(); ++region) {
            if (!has_run(result, scenario, region)) continue;
            const View view(result, scenario, region);
            const Level level = region_level(result, region);
            for (const auto& row : system.indicators) {
                evaluate_row(system, row, view, level, evaluations);
            }
        }
    }
    return evaluations;
}

std::string unit_in(std::string unit, std::string_view gases) {
    const std::size_t at = unit.find("CO2");
    const bool is_co2e = gases.starts_with("co2e");
    if (is_co2e && at != std::string::npos && !unit.substr(at).starts_with("CO2e")) {
        unit.insert(at + 3, "e");
    }
    return unit;
}

Level region_level(const Dataset& result, std::size_t region) {
    const auto found = result.attributes.find("region_levels");
    if (found == result.attributes.end()) return Level::national;
    const auto words = split(found->second, ',');
    if (words.size() != result.axis("region").size()) {
        throw Error("attribute region_levels does not name one level per region");
    }
    for (const auto& option : level_options()) {
        if (option.key == words[region]) return option.value;
    }
    throw Error("attribute region_levels has an unknown level '" + words[region] + "'");
}

std::optional<double> value_in(const Outcome& outcome, const std::vector<int>& years, int year) {
    if (outcome.by_year.empty()) return outcome.value;
    const auto found = std::find(years.begin(), years.end(), year);
    if (found == years.end()) return std::nullopt;
    return finite(outcome.by_year[static_cast<std::size_t>(found - years.begin())]);
}

}  // namespace tanlu::indicators
