// tanlu describe: the reference, generated from the declarations.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/json_schema.hpp"
#include "cli/reference.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

enum class Form { table, csv, json, markdown };

struct Options {
    std::string item;
    std::string schema;
    Form form = Form::table;
};

const std::map<std::string, Topic>& topics() {
    static const std::map<std::string, Topic> kTopics = {
        {"keys", Topic::keys}, {"levers", Topic::levers}, {"variables", Topic::variables}};
    return kTopics;
}

void print_topic(Topic topic, const std::string& path, Form form) {
    if (form == Form::markdown) {
        return path.empty() ? print_markdown(std::cout, topic) : print_markdown(std::cout, path);
    }
    const Format format = form == Form::csv    ? Format::csv
                          : form == Form::json ? Format::json
                                               : Format::table;
    print(std::cout, reference_table(topic, path), format);
}

[[noreturn]] void no_item(const std::string& item) {
    std::vector<std::string> names;
    for (const auto& [name, topic] : topics()) names.push_back(name);
    for (const auto& row : reference_table(Topic::keys, {}).rows) names.push_back(row.front());
    for (const auto& row : reference_table(Topic::levers, {}).rows) names.push_back(row.front());
    const std::string best = nearest(item, names);
    throw CLI::ValidationError(
        "ITEM", "nothing is called '" + item + "'" +
                    (best.empty() ? std::string() : "; did you mean '" + best + "'?"));
}

void describe(const Options& options) {
    if (!options.schema.empty()) {
        std::cout << json_schema(options.schema);
        return;
    }
    const auto topic = topics().find(options.item.empty() ? "keys" : options.item);
    if (topic != topics().end()) return print_topic(topic->second, {}, options.form);
    if (!reference_table(Topic::keys, options.item).rows.empty()) {
        return print_topic(Topic::keys, options.item, options.form);
    }
    if (!print_lever(std::cout, options.item)) no_item(options.item);
}

}  // namespace

void add_describe(CLI::App& program, ExitCode&) {
    static const std::map<std::string, Form> kForms = {{"table", Form::table},
                                                       {"csv", Form::csv},
                                                       {"json", Form::json},
                                                       {"markdown", Form::markdown}};
    auto* command =
        program.add_subcommand("describe", "Print the reference of keys, levers and variables");
    command->footer("Example:\n  tanlu describe classes.<class>.ownership");
    const auto options = std::make_shared<Options>();
    command->add_option("ITEM", options->item,
                        "keys, levers, variables, the path of a key, or the name of a lever");
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
