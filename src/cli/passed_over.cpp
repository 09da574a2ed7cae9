#include "cli/passed_over.hpp"

#include <fmt/format.h>

#include <iostream>

#include "schema/input_file.hpp"
#include "schema/yaml.hpp"
#include "study/study.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {

std::string part_of_scenarios(const std::string& path) {
    if (!path.ends_with(".yaml") && !path.ends_with(".yml")) return {};
    Diagnostics unread;  // those who read the file say what is wrong with it
    const auto text = schema::read_input(path, {}, unread);
    const auto root = text ? schema::parse_yaml(*text, path, unread) : std::nullopt;
    if (!root || root->find("scenario")) return {};
    if (root->find("package")) return "a package: scenarios name it under 'packages'";
    if (root->find("parameter-set")) {
        return "a parameter set: scenarios name it under 'parameter-sets'";
    }
    return {};
}

std::vector<std::string> scenarios_among(const std::vector<std::string>& files) {
    if (files.size() < 2) return files;
    std::vector<std::string> scenarios;
    for (const auto& path : files) {
        const std::string what = study::is_study_file(path) ? "a study: left to 'tanlu ensemble'"
                                                            : part_of_scenarios(path);
        if (what.empty()) {
            scenarios.push_back(path);
        } else {
            std::cerr << fmt::format("tanlu: {} is {}\n", path, what);
        }
    }
    if (scenarios.empty()) throw InputError("no scenario among the files");
    return scenarios;
}

}  // namespace tanlu::cli
