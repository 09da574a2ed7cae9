#include "cli/reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "base/text.hpp"
#include "config/reference.hpp"
#include "levers/lever.hpp"
#include "model/outputs.hpp"
#include "schema/quantity.hpp"

namespace tanlu::cli {
namespace {

using config::LeverSpec;
using config::Requirement;

/// What stands before it belongs into pack.yaml.
constexpr std::string_view kFirstSection = "drivers";

std::string need(Requirement requirement) {
    return requirement == Requirement::required ? "required" : "";
}

std::vector<config::ReferenceRow> keys_below(const std::string& path) {
    auto rows = config::pack_reference();
    std::erase_if(rows, [&](const config::ReferenceRow& row) {
        const bool is_below = path.empty() || row.path == path || row.path.starts_with(path + ".");
        return !is_below;
    });
    return rows;
}

Table keys_table(const std::string& path) {
    Table table{{{"key"}, {"kind"}, {"unit"}, {"range"}, {"left out"}, {"meaning"}}, {}};
    for (const auto& row : keys_below(path)) {
        std::string doc = row.doc;
        if (!row.options.empty()) doc += fmt::format(" [{}]", fmt::join(row.options, "; "));
        table.rows.push_back({row.path, row.kind, row.unit, row.range, row.fallback, doc});
    }
    return table;
}

Table levers_table() {
    Table table{{{"lever"}, {"for"}, {"numbers"}, {"title"}}, {}};
    for (const LeverSpec& spec : levers::specs()) {
        std::vector<std::string> selectors;
        std::vector<std::string> parameters;
        for (const auto& selector : spec.selectors) selectors.push_back(selector.key);
        for (const auto& parameter : spec.parameters) {
            parameters.push_back(fmt::format("{} [{}]", parameter.key, parameter.unit));
        }
        table.rows.push_back({spec.name, fmt::format("{}", fmt::join(selectors, ", ")),
                              fmt::format("{}", fmt::join(parameters, ", ")), spec.title.en});
    }
    return table;
}

Table variables_table() {
    Table table{{{"variable"}, {"unit"}, {"axes"}, {"meaning"}, {"IAMC"}}, {}};
    model::YearOutput<double> outputs{};
    model::describe_outputs(
        [&](const model::Output& output, auto&) {
            table.rows.push_back({std::string(output.name), std::string(output.unit),
                                  fmt::format("{}", fmt::join(output.axes, ", ")),
                                  std::string(output.long_name), std::string(output.iamc)});
        },
        outputs);
    return table;
}

/// Text that a table of Markdown can hold.
std::string escaped(std::string text) {
    for (std::size_t at = 0; (at = text.find_first_of("|<", at)) != std::string::npos; at += 2) {
        text.insert(at, "\\");
    }
    return text;
}

void print_rows(std::ostream& out, const Table& table) {
    const auto line = [&](const std::vector<std::string>& cells) {
        for (const auto& cell : cells) out << "| " << escaped(cell) << ' ';
        out << "|\n";
    };
    std::vector<std::string> names;
    std::vector<std::string> rules;
    for (const auto& column : table.columns) {
        names.push_back(column.name);
        rules.emplace_back("---");
    }
    line(names);
    line(rules);
    for (const auto& row : table.rows) line(row);
}

std::string_view title_of(Topic topic) {
    switch (topic) {
        case Topic::keys:
            return "Keys of model packs";
        case Topic::levers:
            return "Levers";
        case Topic::variables:
            return "Variables of results";
    }
    return {};
}

/// Keys by section: those of pack.yaml, then the first part of the path.
void print_key_sections(std::ostream& out) {
    const Table all = keys_table({});
    Table rows{all.columns, {}};
    std::string section = "pack.yaml";
    const auto flush = [&] {
        out << "\n## " << section << "\n\n";
        print_rows(out, rows);
        rows.rows.clear();
    };
    bool in_header = true;
    for (const auto& row : all.rows) {
        const std::string first = row.front().substr(0, row.front().find('.'));
        in_header &= first != kFirstSection;
        if (!in_header && first != section) {
            flush();
            section = first;
        }
        rows.rows.push_back(row);
    }
    flush();
}

void print_lever(std::ostream& out, const LeverSpec& spec) {
    out << "\n## " << spec.name << "\n\n" << spec.title.en;
    if (!spec.title.zh.empty()) out << " (" << spec.title.zh << ")";
    out << ".\n\n" << spec.doc << "\n\n";
    Table table{{{"key"}, {"unit or ids"}, {"range"}, {"needed"}, {"meaning"}}, {}};
    for (const auto& selector : spec.selectors) {
        std::string ids = "ids of " + std::string(selector.of);
        if (!selector.groups.empty()) ids += ", or " + listed(selector.groups);
        table.rows.push_back(
            {"for." + selector.key, ids, "", need(selector.requirement), selector.doc});
    }
    for (const auto& parameter : spec.parameters) {
        table.rows.push_back({parameter.key, parameter.unit,
                              schema::range_text(parameter.range, parameter.unit),
                              need(parameter.requirement), parameter.doc});
    }
    print_rows(out, table);
    if (!spec.evidence.text.empty()) {
        out << "\nEvidence (grade " << to_string(spec.evidence.grade) << "): " << spec.evidence.text
            << " [" << spec.evidence.source << "]\n";
    }
}

}  // namespace

Table reference_table(Topic topic, const std::string& path) {
    switch (topic) {
        case Topic::keys:
            return keys_table(path);
        case Topic::levers:
            return levers_table();
        case Topic::variables:
            return variables_table();
    }
    return {};
}

void print_markdown(std::ostream& out, Topic topic) {
    out << "# " << title_of(topic) << "\n\nGenerated by `tanlu describe "
        << (topic == Topic::keys     ? "keys"
            : topic == Topic::levers ? "levers"
                                     : "variables")
        << " --format markdown`; do not edit.\n";
    if (topic == Topic::keys) {
        print_key_sections(out);
    } else if (topic == Topic::levers) {
        for (const LeverSpec& spec : levers::specs()) print_lever(out, spec);
    } else {
        out << '\n';
        print_rows(out, variables_table());
    }
}

void print_markdown(std::ostream& out, const std::string& path) {
    print_rows(out, keys_table(path));
}

bool print_lever(std::ostream& out, const std::string& name) {
    for (const LeverSpec& spec : levers::specs()) {
        if (spec.name != name) continue;
        print_lever(out, spec);
        return true;
    }
    return false;
}

}  // namespace tanlu::cli
