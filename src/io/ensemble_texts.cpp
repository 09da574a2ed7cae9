#include "io/ensemble_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "engine/groups.hpp"
#include "engine/unverified.hpp"
#include "io/sample_tables.hpp"
#include "io/shard_file.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

namespace tanlu {
namespace {

constexpr const char* kSamples = "design_samples";
constexpr const char* kSeed = "design_seed";

std::string scenario_key(std::size_t number) {
    return fmt::format("scenario_{:03}", number);
}

std::string unverified_key(std::size_t number) {
    return fmt::format("unverified_{:03}", number);
}

/// Files as lines of check sum, two blanks and path.
std::vector<config::InputFile> listed_files(const std::string& text) {
    std::vector<config::InputFile> files;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto blank = line.find("  ");
        if (blank == std::string::npos) continue;
        config::InputFile file;
        file.sha256 = line.substr(0, blank);
        file.path = line.substr(blank + 2);
        files.push_back(std::move(file));
    }
    return files;
}

/// "dimension,input,stream" lines.
std::string dimension_table(const study::DrawPlan& draws) {
    std::string text = "dimension,input,stream\n";
    for (const auto& d : draws.dimensions) {
        text += fmt::format("\"{}\",{},{:08x}\n", d.id, d.input, d.stream);
    }
    return text;
}

}  // namespace

void write_origin(h5::Writer& file, const ensemble::Plan& plan, const std::string& format) {
    const study::Study& study = plan.study();
    const BuildInfo& build = build_info();
    const std::pair<const char*, std::string> attributes[] = {
        {"Conventions", "CF-1.8"},
        {"tanlu_format", format},
        {"format_version", std::string(kEnsembleVersion)},
        {"tanlu_version", std::string(build.version)},
        {"git_hash", std::string(build.git_hash)},
        {"title", study.title.en},
        {"title_zh", study.title.zh},
        {"study", study.id},
        {kStudyHash, plan.hash()},
        {"boundaries",
         "ttw: CO2 of vehicles' own fuel, domestic, no international bunkers; ttw_grid: with the "
         "CO2 of electricity and hydrogen production; wtw: with upstream of all carriers and with "
         "CH4 and N2O, in CO2e. Never add ttw_grid or wtw to ttw."},
        {"gwp", "AR6 GWP100: CH4 27.0 burnt, N2O 273"},
        {"money", "CNY of 2020"}};
    for (const auto& [name, text] : attributes) {
        if (!text.empty()) file.attribute("/", name, text);
    }
    for (const auto& [name, text] :
         engine::group_attributes(study.scenarios, RunPlaces(plan).regions)) {
        if (!text.empty()) file.attribute("/", name, text);
    }
    file.integer_attribute("/", kSamples, static_cast<std::int64_t>(study.design.samples));
    file.integer_attribute("/", kSeed, static_cast<std::int64_t>(study.design.seed));

    file.group("provenance");
    file.text("provenance/study", study.text);
    if (!study.design.table.empty()) file.text("provenance/design_table", study.design.table);
    for (std::size_t s = 0; s < study.scenarios.size(); ++s) {
        const auto& scenario = study.scenarios[s];
        const study::Record record = s < study.records.size()
                                         ? study.records[s]
                                         : study::Record{config::effective_text(scenario),
                                                         engine::list_unverified(scenario)};
        file.text("provenance/" + scenario_key(s), record.effective);
        if (!record.unverified.empty()) {
            file.text("provenance/" + unverified_key(s), record.unverified);
        }
    }
    file.text("provenance/dimensions", dimension_table(plan.draws()));
    std::string inputs;
    for (const auto& read : study.files) {
        const std::string line = fmt::format("{}  {}\n", read.sha256, read.path);
        if (inputs.find(line) == std::string::npos) inputs += line;
    }
    if (!inputs.empty()) file.text("provenance/input_files", inputs);
    file.text(
        "provenance/build",
        fmt::format("version: {}\ngit: {}\ntype: {}\ncompiler: {}\nflags: {}\n", build.version,
                    build.git_hash, build.build_type, build.compiler, build.flags));
}

study::Study read_origin(const h5::Reader& file, const std::string& path) {
    const auto names = file.names("/");
    if (std::find(names.begin(), names.end(), "provenance") == names.end()) {
        throw InputError(
            fmt::format("{}: error: no ensemble of Tanlu (it has no provenance)", path));
    }
    const auto texts = file.names("provenance");
    const auto has = [&](const std::string& name) {
        return std::find(texts.begin(), texts.end(), name) != texts.end();
    };
    if (!has("study") || !has(scenario_key(0))) {
        throw InputError(fmt::format("{}: error: no ensemble of Tanlu (it names no study)", path));
    }
    std::vector<config::Scenario> scenarios;
    std::vector<study::Record> records;
    for (std::size_t s = 0; has(scenario_key(s)); ++s) {
        study::Record record;
        record.effective = file.text("provenance/" + scenario_key(s));
        if (has(unverified_key(s)))
            record.unverified = file.text("provenance/" + unverified_key(s));
        scenarios.push_back(config::parse_scenario(record.effective, path + ":" + scenario_key(s),
                                                   levers::specs()));
        records.push_back(std::move(record));
    }
    study::Study study =
        study::parse_study(file.text("provenance/study"), path + ":study", std::move(scenarios));
    study.records = std::move(records);
    if (has("input_files")) study.files = listed_files(file.text("provenance/input_files"));
    if (has("design_table")) study.design.table = file.text("provenance/design_table");
    const auto samples = file.integer_attribute("/", kSamples);
    const auto seed = file.integer_attribute("/", kSeed);
    if (!samples || !seed) {
        throw InputError(fmt::format("{}: error: damaged: it does not say its design", path));
    }
    study.design.samples = static_cast<std::uint64_t>(*samples);
    study.design.seed = static_cast<std::uint64_t>(*seed);
    return study;
}

}  // namespace tanlu
