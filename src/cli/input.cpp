#include "cli/input.hpp"

#include <filesystem>
#include <system_error>

#include "levers/lever.hpp"
#include "levers/resolve.hpp"
#include "plan/compile.hpp"
#include "region/structure.hpp"

namespace tanlu::cli {
namespace {

bool is_pack(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error) ||
           std::filesystem::path(path).filename() == "pack.yaml";
}

/// Finds policies that match nothing together or contradict each other.
void check_policies(const config::Scenario& scenario) {
    const config::Pack& pack = scenario.pack;
    const auto parameters =
        plan::compile<double>(pack.parameters, pack.base_year, scenario.horizon);
    Diagnostics diagnostics;
    levers::resolve<double>(scenario, parameters, region::structure_of(parameters), diagnostics);
    diagnostics.throw_if_errors();
}

}  // namespace

std::vector<config::Setting> Loaded::settings() const {
    return scenario ? config::settings_of(*scenario) : config::settings_of(*pack);
}

const std::vector<Diagnostic>& Loaded::warnings() const {
    return scenario ? scenario->warnings : pack->warnings;
}

std::string place_of(const Origin& origin) {
    return origin.known() ? origin.file + ":" + std::to_string(origin.line) : std::string();
}

Loaded load(const std::string& path) {
    Loaded loaded{path, std::nullopt, std::nullopt};
    if (is_pack(path)) {
        loaded.pack = config::load_pack(path);
    } else {
        loaded.scenario = config::load_scenario(path, levers::specs());
        check_policies(*loaded.scenario);
    }
    return loaded;
}

}  // namespace tanlu::cli
