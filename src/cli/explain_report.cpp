#include "cli/explain_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/text.hpp"
#include "explain/words.hpp"
#include "indicators/text_table.hpp"

namespace tanlu::cli {
namespace {

using explain::Explanation;
using explain::Factor;
using explain::Input;
using explain::Part;
using explain::PolicyEffect;
using explain::Term;
using indicators::Align;
using indicators::TextTable;
using nlohmann::ordered_json;

/// "b: 12.1 %, c: 3 km", the first `top` and how many more.
template <class Items>
std::size_t shown_of(const Items& items, std::size_t top) {
    return std::min(items.size(), top);
}

/// A factor that is nothing but a division reads better as one.
bool is_division(const Factor& factor) {
    return factor.terms.size() == 1 && factor.terms.front().is_divisor;
}

std::string factor_text(const Factor& factor) {
    if (is_division(factor)) {
        return explain::shown(factor.terms.front().value, factor.terms.front().unit);
    }
    return explain::shown(factor.value(), factor.unit);
}

std::string factor_name(const Factor& factor) {
    const std::string reciprocal = "1 / ";
    return is_division(factor) && factor.name.starts_with(reciprocal)
               ? factor.name.substr(reciprocal.size())
               : factor.name;
}

std::string place(const std::string& file, int line) {
    return line > 0 ? fmt::format("{}:{}", file, line) : std::string("place not recorded");
}

std::string gap_text(double mismatch) {
    return fmt::format("{:.1g}", mismatch);
}

// --- for people ----------------------------------------------------------------------------------

void print_number(std::ostream& out, const Explanation& e) {
    out << fmt::format("{}, {}: {}\n", e.meaning, e.subject.year, explain::shown(e.value, e.unit));
    out << fmt::format("  {}{}in '{}' ({}), {}; {} = {} {}\n", fmt::join(e.labels, ", "),
                       e.labels.empty() ? "" : "; ", e.scenario, e.scenario_title, e.region,
                       e.subject.variable, number_text(e.value), e.unit);
}

void print_factors(std::ostream& out, const Explanation& e) {
    if (e.factors.empty()) {
        out << (std::isnan(e.value) ? "\nThere is no such number, so no factors.\n"
                : std::fpclassify(e.value) == FP_ZERO
                    ? "\nIt is zero: there is nothing to take apart.\n"
                    : "\nIt is no product of activity, structure and intensity: no factors here, "
                      "its "
                      "inputs and policies follow.\n");
        return;
    }
    out << "\nIt is the product of\n";
    TextTable table({Align::left, Align::left, Align::right, Align::left});
    for (const Factor& factor : e.factors) {
        const bool is_first = &factor == &e.factors.front();
        table.add_row({std::string("  ") + (is_division(factor) ? "/"
                                            : is_first          ? " "
                                                                : "x"),
                       factor_name(factor), factor_text(factor),
                       std::string(" ") + std::string(explain::word_of(factor.role))});
    }
    table.add_row({"  =", "", explain::shown(e.value, e.unit), ""});
    out << table.text();
    if (e.mismatch <= explain::kTolerance) {
        out << fmt::format("  which multiplies back to the number in the file (off by {} of it)\n",
                           gap_text(e.mismatch));
    } else {
        double product = 1.0;
        for (const Factor& factor : e.factors) product *= factor.value();
        out << fmt::format(
            "  ERROR: the factors multiply to {}, the file says {} (off by {} of it): do not use "
            "them\n",
            number_text(product), number_text(e.value), gap_text(e.mismatch));
    }
}

void print_parts(std::ostream& out, const Explanation& e, std::size_t top) {
    if (e.parts.parts.size() < 2) return;
    const auto bar = e.parts.axis.find('_');
    out << fmt::format("\nLargest parts, by {}\n",
                       bar == std::string::npos ? e.parts.axis : e.parts.axis.substr(bar + 1));
    TextTable table({Align::left, Align::right, Align::right, Align::left});
    const std::size_t shown = shown_of(e.parts.parts, top);
    double rest = 0.0;
    for (std::size_t i = 0; i < e.parts.parts.size(); ++i) {
        const Part& part = e.parts.parts[i];
        if (i >= shown) {
            rest += part.value;
            continue;
        }
        std::string factors;
        for (const Factor& factor : part.factors) {
            factors += (factors.empty() ? " = " : " x ") + factor_text(factor);
        }
        table.add_row({"  " + part.label, explain::shown(part.value, e.unit),
                       explain::shown(part.value / e.value, "1"), factors});
    }
    if (shown < e.parts.parts.size()) {
        table.add_row({fmt::format("  {} more", e.parts.parts.size() - shown),
                       explain::shown(rest, e.unit), explain::shown(rest / e.value, "1"), ""});
    }
    out << table.text();
    if (e.parts_mismatch > explain::kTolerance) {
        out << fmt::format(
            "  ERROR: parts or their factors do not come to the numbers of the file (off by {})\n",
            gap_text(e.parts_mismatch));
    }
}

std::string effect_text(const Input& input) {
    return input.effect ? fmt::format("{:+.2f} %", *input.effect) : std::string("-");
}

void print_inputs(std::ostream& out, const Explanation& e, std::size_t top) {
    if (e.inputs.empty()) return;
    const std::size_t shown = shown_of(e.inputs, top);
    const bool is_tried = e.inputs_tried > 0;
    if (is_tried) {
        out << fmt::format(
            "\nInputs that move it most, by what 1 % more of each does ({} of {} that "
            "move it at all; {} tried)\n",
            shown, e.inputs.size(), e.inputs_tried);
    } else {
        out << fmt::format("\nInputs behind it, nearest first, then least sure ({} of {})\n", shown,
                           e.inputs.size());
    }
    TextTable table({Align::left, Align::right, Align::right, Align::left, Align::left, Align::left,
                     Align::left});
    table.add_row(
        {"  input", is_tried ? "effect" : "", "value", "unit", "grade", "source", "read from"});
    for (std::size_t i = 0; i < shown; ++i) {
        const Input& input = e.inputs[i];
        table.add_row({"  " + input.path, is_tried ? effect_text(input) : "", input.value,
                       input.unit, to_string(input.grade), input.source,
                       place(input.file, input.line)});
    }
    out << table.text();
    int unsure = 0;
    for (std::size_t i = 0; i < shown; ++i) unsure += e.inputs[i].grade >= Grade::c ? 1 : 0;
    out << fmt::format("  of these {} are estimates or unverified (grades C and U)\n", unsure);
}

void print_build(std::ostream& out, const Explanation& e) {
    const auto& policies = *e.policies;
    if (policies.is_same_number) return;
    out << fmt::format(
        "  Run again the number is {}, not {} as in the file{}.\n"
        "  Runs are compared with runs here.\n",
        number_text(policies.with_all), number_text(e.value),
        e.is_same_build ? ", although this build wrote it"
                        : fmt::format(", which {} wrote: another build", e.written_by));
}

/// What the parent's number differs by beside the policies taken away here.
double beside_policies(const explain::PolicyEffects& policies) {
    return policies.of_parent ? policies.without_any - *policies.of_parent : 0.0;
}

void print_policies(std::ostream& out, const Explanation& e, std::size_t top) {
    if (!e.policies) return;
    const auto& policies = *e.policies;
    const std::string parent = policies.parent.empty() ? "" : "'" + policies.parent + "'";
    if (policies.effects.empty()) {
        out << fmt::format("\n'{}' adds no policies{}: none moved the number.\n", e.scenario,
                           parent.empty() ? "" : " to " + parent);
        return print_build(out, e);
    }
    const explain::Scale scale = explain::scale_of(policies.with_all, e.unit);
    const auto number = [&](double value) { return explain::digits(value / scale.size); };
    const auto change = [&](double value) {
        return explain::shown_change(value, policies.with_all, scale);
    };
    out << fmt::format("\nPolicies that '{}' adds{} and how each moved it, in {}\n", e.scenario,
                       parent.empty() ? "" : " to " + parent,
                       scale.unit.empty() ? "1" : scale.unit);
    print_build(out, e);
    TextTable table(
        {Align::left, Align::left, Align::right, Align::right, Align::left, Align::left});
    table.add_row({"  policy", "lever", "without it", "change", "grade", "read from"});
    std::vector<std::string> idle;
    std::size_t rows = 0;
    std::size_t left = 0;
    double rest = 0.0;
    for (const PolicyEffect& effect : policies.effects) {
        if (effect.problem.empty() && std::fpclassify(effect.change) == FP_ZERO) {
            idle.push_back(effect.id);
            continue;
        }
        if (rows++ >= top) {
            ++left;
            rest += effect.change;
            continue;
        }
        table.add_row({"  " + effect.id, effect.lever, number(effect.without),
                       change(effect.change), to_string(effect.grade),
                       place(effect.file, effect.line)});
    }
    if (left > 0) table.add_row({fmt::format("  {} more", left), "", "", change(rest), "", ""});
    if (policies.effects.size() > 1) {
        table.add_row(
            {"  acting together", "interaction", "", change(policies.interaction), "", ""});
    }
    table.add_row({"  all of them", "", number(policies.without_any),
                   change(policies.with_all - policies.without_any), "", ""});
    out << table.text();
    if (!idle.empty()) out << "  without effect on it: " << listed(idle) << '\n';
    for (const PolicyEffect& effect : policies.effects) {
        if (effect.problem.empty()) continue;
        out << fmt::format("  without '{}' the scenario does not run: {}\n", effect.id,
                           effect.problem);
    }
    const double beside = beside_policies(policies);
    if (std::fpclassify(beside) != FP_ZERO) {
        out << fmt::format(
            "  {} has {} in the file: {} by what else the scenario changes (overrides, policies "
            "replaced)\n",
            parent, number(*policies.of_parent), change(beside));
    }
}

void print_next(std::ostream& out, const Explanation& e) {
    out << "\nNext\n";
    if (!e.inputs.empty()) {
        const std::string& path = e.inputs.front().path;
        out << fmt::format("  an input with its range:  tanlu show SCENARIO.yaml {}\n",
                           path.substr(0, path.find('[')));
    }
    if (e.parts.parts.size() > 1) {
        const auto bar = e.parts.axis.find('_');
        const std::string key =
            bar == std::string::npos ? e.parts.axis : e.parts.axis.substr(bar + 1);
        std::string others;
        for (const auto& [axis, labels] : e.subject.labels) {
            if (axis == e.parts.axis || axis == "boundary") continue;
            const auto cut = axis.find('_');
            others += fmt::format("{}={},", cut == std::string::npos ? axis : axis.substr(cut + 1),
                                  fmt::join(labels, ","));
        }
        std::string variable = e.subject.variable;
        if (variable == "co2_by_boundary") variable = "emissions";
        if (e.subject.labels.contains("boundary")) {
            others += "boundary=" + e.subject.labels.at("boundary").front() + ",";
        }
        if (explain::adds_up(variable)) {
            out << fmt::format(
                "  its largest part:         tanlu explain {} {} --year {} "
                "--scenario {} --for {}{}={}\n",
                e.file, variable, e.subject.year, e.scenario, others, key,
                e.parts.parts.front().label);
        }
    }
    out << "  how the equations go:     docs/theory/, what a lever does: tanlu describe lever "
           "NAME\n";
}

void print_text(std::ostream& out, const Explanation& e, std::size_t top) {
    print_number(out, e);
    print_factors(out, e);
    print_parts(out, e, top);
    print_inputs(out, e, top);
    print_policies(out, e, top);
    print_next(out, e);
}

// --- for spreadsheets ----------------------------------------------------------------------------

void print_csv(std::ostream& out, const Explanation& e, std::size_t top) {
    using enum Column::Kind;
    Table table{{{"section"},
                 {"name"},
                 {"value", number},
                 {"unit"},
                 {"share_or_change", number},
                 {"kind"},
                 {"grade"},
                 {"source"},
                 {"file"},
                 {"line", number},
                 {"note"}},
                {}};
    const auto row = [&](std::vector<std::string> cells) {
        cells.resize(table.columns.size());
        table.rows.push_back(std::move(cells));
    };
    const auto line_of = [](int line) { return line > 0 ? std::to_string(line) : std::string(); };
    row({"number", e.subject.variable, number_text(e.value), e.unit, "", "", "", "", e.file, "",
         fmt::format("{}", fmt::join(e.labels, ", "))});
    for (const Factor& factor : e.factors) {
        row({"factor", factor.name, number_text(factor.value()), factor.unit, "",
             std::string(explain::word_of(factor.role))});
    }
    if (!e.factors.empty()) row({"check", "mismatch of factors", number_text(e.mismatch), "1"});
    for (std::size_t i = 0; i < shown_of(e.parts.parts, top); ++i) {
        const Part& part = e.parts.parts[i];
        row({"part", part.label, number_text(part.value), e.unit, number_text(part.value / e.value),
             e.parts.axis});
    }
    for (std::size_t i = 0; i < shown_of(e.inputs, top); ++i) {
        const Input& input = e.inputs[i];
        row({"input", input.path, input.value, input.unit,
             input.effect ? number_text(*input.effect) : "", "elasticity of the number",
             to_string(input.grade), input.source, input.file, line_of(input.line), input.note});
    }
    if (e.policies) {
        const auto& policies = *e.policies;
        row({"rerun", "with all policies", number_text(policies.with_all), e.unit});
        for (std::size_t i = 0; i < shown_of(policies.effects, top); ++i) {
            const PolicyEffect& effect = policies.effects[i];
            row({"policy", effect.id, std::isnan(effect.without) ? "" : number_text(effect.without),
                 e.unit, std::isnan(effect.change) ? "" : number_text(effect.change), effect.lever,
                 to_string(effect.grade), effect.source, effect.file, line_of(effect.line),
                 effect.problem});
        }
        row({"policy", "interaction", "", e.unit,
             std::isnan(policies.interaction) ? "" : number_text(policies.interaction)});
        row({"rerun", "without them", number_text(policies.without_any), e.unit,
             number_text(policies.with_all - policies.without_any)});
    }
    print(out, table, Format::csv);
}

// --- for programs --------------------------------------------------------------------------------

ordered_json number_or_null(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json to_json(const explain::Labels& labels) {
    ordered_json node = ordered_json::object();
    for (const auto& [axis, ids] : labels) node[axis] = ids;
    return node;
}

ordered_json to_json(const Term& term) {
    ordered_json node = {{"value", number_or_null(term.value)},
                         {"unit", term.unit},
                         {"divides", term.is_divisor},
                         {"complement", term.is_complement},
                         {"years", term.years}};
    node["sum_of"] = ordered_json::array();
    for (const auto& addend : term.addends) {
        ordered_json part = {{"value", number_or_null(addend.value)}};
        if (!addend.variable.empty()) {
            part["variable"] = addend.variable;
            part["labels"] = to_json(addend.labels);
        }
        if (!addend.path.empty()) part["input"] = addend.path;
        node["sum_of"].push_back(part);
    }
    return node;
}

ordered_json to_json(const std::vector<Factor>& factors) {
    ordered_json nodes = ordered_json::array();
    for (const Factor& factor : factors) {
        ordered_json node = {{"kind", explain::word_of(factor.role)},
                             {"name", factor.name},
                             {"value", number_or_null(factor.value())},
                             {"unit", factor.unit}};
        node["terms"] = ordered_json::array();
        for (const Term& term : factor.terms) node["terms"].push_back(to_json(term));
        nodes.push_back(std::move(node));
    }
    return nodes;
}

ordered_json to_json(const Input& input) {
    ordered_json node = {
        {"path", input.path},
        {"value", input.value},
        {"unit", input.unit},
        {"canonical", input.canonical ? ordered_json(*input.canonical) : ordered_json(nullptr)},
        {"canonical_unit", input.canonical_unit},
        {"low", input.low},
        {"high", input.high},
        {"grade", to_string(input.grade)},
        {"source", input.source},
        {"source_title", input.source_title},
        {"file", input.file},
        {"line", input.line},
        {"steps", input.steps}};
    node["effect"] = input.effect ? ordered_json(*input.effect) : ordered_json(nullptr);
    if (!input.note.empty()) node["note"] = input.note;
    return node;
}

ordered_json to_json(const explain::PolicyEffects& policies, std::size_t top) {
    ordered_json node = {{"parent", policies.parent},
                         {"with_all", number_or_null(policies.with_all)},
                         {"without_any", number_or_null(policies.without_any)},
                         {"interaction", number_or_null(policies.interaction)},
                         {"same_as_file", policies.is_same_number}};
    node["parent_in_file"] =
        policies.of_parent ? number_or_null(*policies.of_parent) : ordered_json(nullptr);
    node["effects"] = ordered_json::array();
    double rest = 0.0;
    for (std::size_t i = 0; i < policies.effects.size(); ++i) {
        const PolicyEffect& effect = policies.effects[i];
        if (i >= top) {
            rest += effect.change;
            continue;
        }
        ordered_json item = {{"id", effect.id},
                             {"lever", effect.lever},
                             {"title", effect.title},
                             {"without", number_or_null(effect.without)},
                             {"change", number_or_null(effect.change)},
                             {"grade", to_string(effect.grade)},
                             {"source", effect.source},
                             {"file", effect.file},
                             {"line", effect.line}};
        if (!effect.problem.empty()) item["problem"] = effect.problem;
        node["effects"].push_back(std::move(item));
    }
    node["effects_left_out"] = policies.effects.size() - shown_of(policies.effects, top);
    node["change_left_out"] = number_or_null(rest);
    return node;
}

void print_json(std::ostream& out, const Explanation& e, std::size_t top) {
    ordered_json node = {{"file", e.file},
                         {"scenario", e.scenario},
                         {"region", e.region},
                         {"variable", e.subject.variable},
                         {"year", e.subject.year},
                         {"labels", to_json(e.subject.labels)},
                         {"meaning", e.meaning},
                         {"value", number_or_null(e.value)},
                         {"unit", e.unit},
                         {"shown", explain::shown(e.value, e.unit)},
                         {"written_by", e.written_by},
                         {"same_build", e.is_same_build},
                         {"holds", e.holds()}};
    node["factors"] = to_json(e.factors);
    node["factors_mismatch"] = number_or_null(e.mismatch);
    node["parts_by"] = e.parts.axis;
    node["parts"] = ordered_json::array();
    for (std::size_t i = 0; i < shown_of(e.parts.parts, top); ++i) {
        const Part& part = e.parts.parts[i];
        node["parts"].push_back({{"label", part.label},
                                 {"value", number_or_null(part.value)},
                                 {"share", number_or_null(part.value / e.value)},
                                 {"factors", to_json(part.factors)}});
    }
    node["parts_left_out"] = e.parts.parts.size() - shown_of(e.parts.parts, top);
    node["parts_mismatch"] = number_or_null(e.parts_mismatch);
    node["inputs"] = ordered_json::array();
    for (std::size_t i = 0; i < shown_of(e.inputs, top); ++i) {
        node["inputs"].push_back(to_json(e.inputs[i]));
    }
    node["inputs_tried"] = e.inputs_tried;
    node["inputs_left_out"] = e.inputs.size() - shown_of(e.inputs, top);
    if (e.policies) node["policies"] = to_json(*e.policies, top);
    out << node.dump(2) << '\n';
}

}  // namespace

void print_explanation(std::ostream& out, const explain::Explanation& explanation, std::size_t top,
                       Format format) {
    switch (format) {
        case Format::table:
            return print_text(out, explanation, top);
        case Format::csv:
            return print_csv(out, explanation, top);
        case Format::json:
            return print_json(out, explanation, top);
    }
}

}  // namespace tanlu::cli
