// tanlu describe: the reference, generated from the declarations.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/json_schema.hpp"
#include "cli/lever_reference.hpp"
#include "cli/reference.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

enum class Form { table, csv, json, markdown };

struct Options {
    std::vector<std::string> words;  // "levers"; "lever", NAME; NAME; a path
    std::string schema;
    Form form = Form::table;
};

const std::map<std::string, Topic>& topics() {
    static const std::map<std::string, Topic> kTopics = {
        {"keys", Topic::keys}, {"levers", Topic::levers}, {"variables", Topic::variables}};
    return kTopics;
}

Format format_of(Form form) {
    return form == Form::csv ? Format::csv : form == Form::json ? Format::json : Format::table;
}

void print_topic(Topic topic, const std::string& path, Form form) {
    if (form == Form::markdown) {
        return path.empty() ? print_markdown(std::cout, topic) : print_markdown(std::cout, path);
    }
    if (topic == Topic::levers && form == Form::table) return print_levers(std::cout);
    print(std::cout, reference_table(topic, path), format_of(form));
}

void print_one(const config::LeverSpec& lever, Form form) {
    switch (form) {
        case Form::table:
            return print_lever(std::cout, lever);
        case Form::csv:
            return print(std::cout, lever_table(lever), Format::csv);
        case Form::json:
            return print_lever_json(std::cout, lever);
        case Form::markdown:
            return print_lever_markdown(std::cout, lever);
    }
}

std::vector<std::string> lever_names() {
    std::vector<std::string> names;
    for (const auto& lever : levers::specs()) names.push_back(lever.name);
    return names;
}

/// The nearest names, or those that hold what was given.
std::string suggestion(const std::string& given, const std::vector<std::string>& names) {
    const std::string best = nearest(given, names);
    if (!best.empty()) return "; did you mean '" + best + "'?";
    std::vector<std::string> holding;
    for (const auto& name : names) {
        if (name.find(given) != std::string::npos) holding.push_back(name);
    }
    return holding.empty() ? std::string() : "; there are " + listed(holding);
}

[[noreturn]] void no_lever(const std::string& name) {
    std::string end = suggestion(name, lever_names());
    if (end.empty()) end = "; all of them: tanlu describe levers";
    throw CLI::ValidationError("ITEM", "no lever is called '" + name + "'" + end);
}

[[noreturn]] void no_item(const std::string& item) {
    std::vector<std::string> names = lever_names();
    for (const auto& [name, topic] : topics()) names.push_back(name);
    for (const auto& row : reference_table(Topic::keys, {}).rows) names.push_back(row.front());
    throw CLI::ValidationError("ITEM",
                               "nothing is called '" + item + "'" + suggestion(item, names));
}

void describe_item(const std::string& item, Form form) {
    const auto topic = topics().find(item);
    if (topic != topics().end()) return print_topic(topic->second, {}, form);
    if (!reference_table(Topic::keys, item).rows.empty()) {
        return print_topic(Topic::keys, item, form);
    }
    const config::LeverSpec* lever = find_lever(item);
    if (lever == nullptr) no_item(item);
    print_one(*lever, form);
}

void describe(const Options& options) {
    const auto& words = options.words;
    if (!options.schema.empty()) {
        std::cout << json_schema(options.schema);
    } else if (words.empty()) {
        describe_item("keys", options.form);
    } else if (words.front() == "lever") {
        if (words.size() != 2) {
            throw CLI::ValidationError("ITEM", "one name of a lever comes after 'lever'");
        }
        const config::LeverSpec* lever = find_lever(words.back());
        if (lever == nullptr) no_lever(words.back());
        print_one(*lever, options.form);
    } else if (words.size() > 1) {
        throw CLI::ValidationError("ITEM", "'" + words[1] + "' is one word too many");
    } else {
        describe_item(words.front(), options.form);
    }
}

}  // namespace

void add_describe(CLI::App& program, ExitCode&) {
    static const std::map<std::string, Form> kForms = {{"table", Form::table},
                                                       {"csv", Form::csv},
                                                       {"json", Form::json},
                                                       {"markdown", Form::markdown}};
    auto* command =
        program.add_subcommand("describe", "Print the reference of keys, levers and variables");
    command->footer(
        "Example:\n  tanlu describe classes.<class>.ownership\n"
        "  tanlu describe lever purchase-subsidy");
    const auto options = std::make_shared<Options>();
    command
        ->add_option("ITEM", options->words,
                     "keys, levers, variables, the path of a key, or [lever] and the name of one")
        ->type_name("WORDS")
        ->expected(0, 2);
    command->add_option("--format", options->form, "table, csv, json or markdown")
        ->transform(CLI::CheckedTransformer(kForms, CLI::ignore_case).description(""))
        ->type_name("FORMAT");
    command
        ->add_option("--schema", options->schema,
                     "Print the JSON Schema of files: " + listed(schema_names()))
        ->check(CLI::IsMember(schema_names()).description(""))
        ->type_name("NAME");
    command->callback([options] { describe(*options); });
}

}  // namespace tanlu::cli
