#include "cli/lever_reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "base/text.hpp"
#include "cli/output.hpp"
#include "levers/lever.hpp"
#include "region/policies.hpp"
#include "schema/quantity.hpp"

namespace tanlu::cli {
namespace {

using config::LeverSpec;
using config::ParameterSpec;
using config::Requirement;
using config::SelectorSpec;
using nlohmann::ordered_json;

std::string_view title_of(config::Family family) {
    return config::kFamilyTitles[static_cast<std::size_t>(family)];
}

/// Calls visit(title of the family, its levers) for every family that has levers.
template <class Visit>
void each_family(Visit visit) {
    for (std::size_t i = 0; i < config::kFamilyTitles.size(); ++i) {
        std::vector<const LeverSpec*> levers;
        for (const LeverSpec& lever : levers::specs()) {
            if (static_cast<std::size_t>(lever.family) == i) levers.push_back(&lever);
        }
        if (!levers.empty()) visit(config::kFamilyTitles[i], levers);
    }
}

bool has_evidence(const LeverSpec& lever) {
    return lever.evidence.source != config::kNoEvidence;
}

/// Grade of the evidence, or that there is none.
std::string grade_of(const LeverSpec& lever) {
    if (!has_evidence(lever)) return std::string(config::kNoEvidence);
    return std::string(to_string(lever.evidence.grade));
}

std::string unit_of(const ParameterSpec& parameter) {
    if (parameter.unit == "1") return "1 or %";
    return fmt::format("{}", fmt::join(split(parameter.unit, '|'), " or "));
}

std::string range_of(const ParameterSpec& parameter) {
    return schema::range_text(parameter.range, split(parameter.unit, '|').front());
}

/// The strength that does nothing; empty for a number that only describes the policy.
std::string neutral_of(const ParameterSpec& parameter) {
    if (!parameter.neutral) return {};
    if (*parameter.neutral >= region::kNoLimit) return "no limit";
    if (parameter.unit == "1") return fmt::format("{:.6g} %", 100.0 * *parameter.neutral);
    return number_text(*parameter.neutral);
}

std::string ids_of(const SelectorSpec& selector) {
    std::string ids = "ids of " + selector.of;
    if (!selector.groups.empty()) ids += ", or " + listed(selector.groups);
    return ids;
}

std::string need(Requirement requirement) {
    return requirement == Requirement::required ? "required" : "";
}

std::string selectors_of(const LeverSpec& lever) {
    std::vector<std::string> keys;
    for (const auto& selector : lever.selectors) keys.push_back(selector.key);
    return fmt::format("{}", fmt::join(keys, ", "));
}

std::string numbers_of(const LeverSpec& lever) {
    std::vector<std::string> numbers;
    for (const auto& parameter : lever.parameters) {
        const std::string unit = split(parameter.unit, '|').front();
        numbers.push_back(fmt::format("{} [{}]", parameter.key, unit));
    }
    return fmt::format("{}", fmt::join(numbers, ", "));
}

/// Words in lines of at most 96 cells, each after a margin.
std::string wrapped(std::string_view text, std::string_view margin) {
    constexpr std::size_t kWidth = 96;
    std::string lines;
    std::string line;
    for (const auto& word : split(text, ' ')) {
        const bool is_full = margin.size() + line.size() + 1 + word.size() > kWidth;
        if (!line.empty() && is_full) {
            lines += fmt::format("{}{}\n", margin, line);
            line.clear();
        }
        if (!line.empty()) line += ' ';
        line += word;
    }
    return lines + fmt::format("{}{}\n", margin, line);
}

/// "Key  facts" and below them what it means.
void print_part(std::ostream& out, const std::string& key, const std::vector<std::string>& facts,
                const std::string& doc) {
    std::vector<std::string> said;
    for (const auto& fact : facts) {
        if (!fact.empty()) said.push_back(fact);
    }
    out << "  " << key << ": " << fmt::format("{}", fmt::join(said, "; ")) << '\n'
        << wrapped(doc, "      ");
}

std::string need_in_words(Requirement requirement) {
    return requirement == Requirement::required ? "required" : "may be left out";
}

std::string neutral_in_words(const ParameterSpec& parameter) {
    if (!parameter.neutral) return "describes the policy, has no strength";
    if (*parameter.neutral >= region::kNoLimit) return "does nothing without a limit";
    return "does nothing at " + neutral_of(parameter);
}

ordered_json json_of(const SelectorSpec& selector) {
    return {{"key", selector.key},
            {"ids-of", selector.of},
            {"groups", selector.groups},
            {"required", selector.requirement == Requirement::required},
            {"meaning", selector.doc}};
}

ordered_json json_of(const ParameterSpec& parameter) {
    ordered_json object = {{"key", parameter.key},
                           {"units", split(parameter.unit, '|')},
                           {"range", range_of(parameter)},
                           {"required", parameter.requirement == Requirement::required},
                           {"neutral", nullptr},
                           {"meaning", parameter.doc}};
    if (parameter.neutral) object["neutral"] = *parameter.neutral;
    return object;
}

/// Overview, with links to the sections of the page.
void print_overview(std::ostream& out) {
    Table table{{{"family"}, {"lever"}, {"title"}, {"acts on"}, {"numbers"}, {"evidence"}}, {}};
    each_family([&](std::string_view family, const auto& levers) {
        std::string title(family);
        for (const LeverSpec* lever : levers) {
            table.rows.push_back({title, fmt::format("[{}](#{})", lever->name, lever->name),
                                  lever->title.en, selectors_of(*lever), numbers_of(*lever),
                                  grade_of(*lever)});
            title.clear();
        }
    });
    out << "\n## Overview\n\n";
    print_markdown_table(out, table);
}

void print_without_evidence(std::ostream& out) {
    out << "\n## Levers without evidence\n\n"
           "Nobody has measured what these do, as far as is known to us. They ship at strength "
           "zero: no\nscenario of decided policy pulls them, and what a target scenario gives "
           "them is its own\nassumption, of grade U.\n\n";
    for (const LeverSpec& lever : levers::specs()) {
        if (has_evidence(lever)) continue;
        out << "* [" << lever.name << "](#" << lever.name << "): " << lever.evidence.text << '\n';
    }
}

}  // namespace

const LeverSpec* find_lever(const std::string& name) {
    for (const LeverSpec& lever : levers::specs()) {
        if (lever.name == name) return &lever;
    }
    return nullptr;
}

Table levers_table() {
    Table table{{{"family"},
                 {"lever"},
                 {"title"},
                 {"title_zh"},
                 {"for"},
                 {"numbers"},
                 {"evidence"},
                 {"source"}},
                {}};
    each_family([&](std::string_view family, const auto& levers) {
        for (const LeverSpec* lever : levers) {
            table.rows.push_back({std::string(family), lever->name, lever->title.en,
                                  lever->title.zh, selectors_of(*lever), numbers_of(*lever),
                                  grade_of(*lever), lever->evidence.source});
        }
    });
    return table;
}

Table lever_table(const LeverSpec& lever) {
    Table table{{{"key"}, {"unit or ids"}, {"range"}, {"neutral"}, {"needed"}, {"meaning"}}, {}};
    for (const auto& selector : lever.selectors) {
        table.rows.push_back({"for." + selector.key, ids_of(selector), "", "",
                              need(selector.requirement), selector.doc});
    }
    for (const auto& parameter : lever.parameters) {
        table.rows.push_back({parameter.key, unit_of(parameter), range_of(parameter),
                              neutral_of(parameter), need(parameter.requirement), parameter.doc});
    }
    return table;
}

void print_levers(std::ostream& out) {
    std::size_t width = 0;
    for (const LeverSpec& lever : levers::specs()) width = std::max(width, lever.name.size());
    std::size_t families = 0;
    each_family([&](std::string_view family, const auto& levers) {
        out << (families++ == 0 ? "" : "\n") << family << '\n';
        for (const LeverSpec* lever : levers) {
            const std::string selectors = selectors_of(*lever);
            out << fmt::format("  {:<{}}  evidence {:<4}  {} · {}\n", lever->name, width,
                               grade_of(*lever), lever->title.en, lever->title.zh)
                << wrapped(
                       (selectors.empty() ? "" : "for " + selectors + ": ") + numbers_of(*lever),
                       "      ");
        }
    });
    out << fmt::format("\n{} levers in {} families; one in full: tanlu describe lever NAME\n",
                       levers::specs().size(), families);
}

void print_lever(std::ostream& out, const LeverSpec& lever) {
    out << lever.name << ": " << lever.title.en;
    if (!lever.title.zh.empty()) out << " · " << lever.title.zh;
    out << "\nfamily: " << title_of(lever.family) << "\n\n" << wrapped(lever.doc, "");
    if (!lever.selectors.empty()) out << "\nacts on, under 'for:'\n";
    for (const auto& selector : lever.selectors) {
        print_part(out, selector.key, {ids_of(selector), need_in_words(selector.requirement)},
                   selector.doc);
    }
    out << "\nnumbers, by year\n";
    for (const auto& parameter : lever.parameters) {
        print_part(out, parameter.key,
                   {unit_of(parameter), range_of(parameter), neutral_in_words(parameter),
                    need_in_words(parameter.requirement)},
                   parameter.doc);
    }
    out << "\ncost\n" << wrapped(lever.cost.empty() ? "Not known." : lever.cost, "  ");
    out << "\nevidence: "
        << (has_evidence(lever)
                ? fmt::format("grade {}, source {}", grade_of(lever), lever.evidence.source)
                : "none, so it ships at strength zero")
        << '\n'
        << wrapped(lever.evidence.text, "  ") << "\nexample, its numbers made up:\n\npolicies:\n"
        << example_policy(lever);
}

void print_lever_json(std::ostream& out, const LeverSpec& lever) {
    ordered_json object = {{"lever", lever.name},
                           {"family", title_of(lever.family)},
                           {"title", {{"en", lever.title.en}, {"zh", lever.title.zh}}},
                           {"mechanism", lever.doc},
                           {"for", ordered_json::array()},
                           {"numbers", ordered_json::array()},
                           {"cost", nullptr},
                           {"evidence",
                            {{"text", lever.evidence.text},
                             {"source", lever.evidence.source},
                             {"grade", to_string(lever.evidence.grade)}}},
                           {"example", example_policy(lever)}};
    for (const auto& selector : lever.selectors) object["for"].push_back(json_of(selector));
    for (const auto& parameter : lever.parameters) object["numbers"].push_back(json_of(parameter));
    if (!lever.cost.empty()) object["cost"] = lever.cost;
    out << object.dump(2) << '\n';
}

void print_lever_markdown(std::ostream& out, const LeverSpec& lever) {
    out << "### " << lever.name << "\n\n" << lever.title.en;
    if (!lever.title.zh.empty()) out << " (" << lever.title.zh << ")";
    out << ".\n\n" << lever.doc << "\n\n";
    print_markdown_table(out, lever_table(lever));
    out << "\nCost: " << (lever.cost.empty() ? "not known." : lever.cost) << "\n\nEvidence"
        << (has_evidence(lever) ? " (grade " + grade_of(lever) + ")" : "") << ": "
        << lever.evidence.text << " [" << lever.evidence.source << "]\n";
}

void print_levers_markdown(std::ostream& out) {
    out << "\nA lever is a kind of policy; [scenario.md](../formats/scenario.md#policies) says how "
           "a "
           "policy is\nwritten, [the guide](../guide/levers.md) which lever stands for which "
           "measure, [lever-effects.md](lever-effects.md)\nholds what the model does with them "
           "beside what was reported. *Neutral* is the strength that\ndoes nothing, bit for bit; "
           "a number without one only describes the policy. The grade is that of\nthe evidence: A "
           "official or measured, B secondary, C estimate, U unverified, none where there is "
           "none.\n";
    print_overview(out);
    print_without_evidence(out);
    each_family([&](std::string_view family, const auto& levers) {
        out << "\n## " << family << '\n';
        for (const LeverSpec* lever : levers) {
            out << '\n';
            print_lever_markdown(out, *lever);
        }
    });
}

}  // namespace tanlu::cli
