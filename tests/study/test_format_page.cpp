// docs/formats/study.md: its examples load, and it names every key.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "ensemble/plan.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/format_version.hpp"
#include "study/study_file.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

std::string page() {
    std::ifstream in(TANLU_SOURCE_DIR "/docs/formats/study.md");
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The YAML blocks of the page.
std::vector<std::string> blocks() {
    std::vector<std::string> found;
    const std::string text = page();
    const std::string begin = "```yaml\n";
    for (std::size_t at = 0; (at = text.find(begin, at)) != std::string::npos;) {
        at += begin.size();
        found.push_back(text.substr(at, text.find("```", at) - at));
    }
    return found;
}

/// The shipped scenario with the block at its end.
config::Scenario scenario_with(const std::string& block) {
    const TemporaryDirectory folder;
    const auto source = std::filesystem::path(TANLU_SOURCE_DIR);
    std::filesystem::create_directory(folder.path("models"));
    std::filesystem::copy(source / "models/china", folder.path("models/china"),
                          std::filesystem::copy_options::recursive);
    return config::load_scenario(
        folder.write("scenarios/x.yaml",
                     "scenario: x\ntitle: {en: X}\npack: ../models/china\n" + block),
        levers::specs());
}

/// The block with the keys of a study that it leaves out.
std::string completed(const std::string& block) {
    const auto has = [&](const std::string& key) {
        return block.starts_with(key + ":") || block.find("\n" + key + ":") != std::string::npos;
    };
    std::string text;
    if (!has("study")) text += "study: x\ntitle: {en: X}\nscenarios: [x.yaml]\n";
    if (!has("design")) text += "design: {kind: mc, samples: 8, seed: 1}\n";
    if (!has("inputs")) {
        text += "inputs: {drivers.ppp: {from-range: triangular, source: est, grade: U}}\n";
    }
    return text + block;
}

/// Declares what it is shown as keys.
struct KeyList {
    std::vector<std::string> keys;
    void format_version() { keys.emplace_back(schema::kFormatKey); }
    template <class... Rest>
    void word(std::string_view key, Rest&&...) {
        keys.emplace_back(key);
    }
    template <class... Rest>
    void words(std::string_view key, Rest&&...) {
        keys.emplace_back(key);
    }
    template <class... Rest>
    void text(std::string_view key, Rest&&...) {
        keys.emplace_back(key);
    }
    template <class... Rest>
    void optional_text(std::string_view key, Rest&&...) {
        keys.emplace_back(key);
    }
    template <class... Rest>
    void raw(std::string_view key, Rest&&...) {
        keys.emplace_back(key);
    }
};

}  // namespace

TEST_CASE("The examples of the page load and can be run") {
    const config::Scenario plain = scenario_with("");
    int studies = 0;
    for (const auto& block : blocks()) {
        INFO(block);
        if (block.starts_with("overrides:")) {
            const auto plan = study::plan_draws(study_of("", std::vector{scenario_with(block)}));
            CHECK(dimension_ids(plan) ==
                  std::vector<std::string>{"carriers.hydrogen.production[2060]",
                                           "classes.private-car.ownership.saturation",
                                           "policies.mandate.schedule[2035]"});
            continue;
        }
        const auto parsed = study::parse_study(completed(block), "page", std::vector{plain});
        for (const auto& warning : parsed.warnings) {
            CHECK(warning.message.find("former name") == std::string::npos);
        }
        const ensemble::Plan plan(parsed);
        CHECK(plan.samples() > 0);
        ++studies;
    }
    CHECK(studies == 8);
}

TEST_CASE("The page names every key and every distribution") {
    const std::string text = page();
    KeyList list;
    study::StudyFile file;
    describe(list, file);
    CHECK(list.keys.size() == 13);
    for (const auto& key : list.keys) {
        INFO(key);
        CHECK(text.find("`" + key + "`") != std::string::npos);
    }
    for (const auto kind : schema::distribution_kinds()) {
        INFO(std::string(kind));
        CHECK(text.find("`" + std::string(kind) + ": ") != std::string::npos);
    }
    for (const char* key : {"of",   "change",      "draw",   "from-range",    "anchors",
                            "ar1",  "random-walk", "paired", "same-quantile", "same-as",
                            "unit", "source",      "grade",  "note",          "samples",
                            "seed", "scramble",    "levels", "trajectories",  "second-order"}) {
        INFO(key);
        CHECK(text.find("`" + std::string(key) + "`") != std::string::npos);
    }
}
