// Files of format 1 in tests/data/format-1/ become those in tests/data/format-2/, byte for byte.
#include "migration/migration.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/scenario.hpp"
#include "config/support.hpp"
#include "levers/lever.hpp"
#include "schema/format_version.hpp"
#include "schema/yaml.hpp"
#include "study/study.hpp"
#include "support/temporary_directory.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFiles[] = {"base.yaml", "delayed.yaml", "packages/sales.yaml",
                                  "flow.yaml", "study.yaml",   "fitted.yaml",
                                  "fit.yaml"};

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A copy of the corpus and of the pack it needs, to be changed at will.
class Corpus {
public:
    explicit Corpus(const std::string& format) {
        const auto data = source_directory() / "tests/data";
        for (const auto& name : {std::string("minipack"), format}) {
            fs::copy(data / name, folder_.path(name), fs::copy_options::recursive);
        }
        root_ = folder_.path(format);
    }
    std::string path(const std::string& name) const { return (fs::path(root_) / name).string(); }
    std::string pack() const { return folder_.path("minipack"); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

private:
    TemporaryDirectory folder_;
    std::string root_;
};

std::vector<migration::FileChange> changes(const std::string& path) {
    return migration::changes_to(path, levers::specs());
}

/// The file after its migration, as it is where nothing changes.
std::string migrated(const std::string& path) {
    const auto found = changes(path);
    REQUIRE(found.size() <= 1);
    return found.empty() ? bytes_of(path) : found.front().after;
}

std::string with_windows_lines(std::string text) {
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
        text.replace(at, 1, "\r\n");
    }
    return text;
}

schema::Node said_by(const config::Scenario& scenario) {
    Diagnostics diagnostics;
    return *schema::parse_yaml(config::effective_text(scenario), "effective", diagnostics);
}

std::vector<std::string> texts(const std::vector<Diagnostic>& warnings) {
    std::vector<std::string> found;
    for (const auto& warning : warnings) found.push_back(to_string(warning));
    return found;
}

std::string problem_of(const std::string& path) {
    try {
        changes(path);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no problem";
}

}  // namespace

TEST_CASE("Old files become the new ones byte for byte, and those stay") {
    const Corpus before("format-1");
    const Corpus after("format-2");
    for (const char* name : kFiles) {
        INFO(name);
        const std::string expected = bytes_of(after.path(name));
        CHECK(bytes_of(before.path(name)) != expected);
        CHECK(migrated(before.path(name)) == expected);
        CHECK(changes(after.path(name)).empty());
    }
}

TEST_CASE("Line ends and the byte order mark stay") {
    const Corpus before("format-1");
    const Corpus after("format-2");
    for (const char* name : kFiles) {
        INFO(name);
        const std::string mark = "\xEF\xBB\xBF";
        const std::string old_text = bytes_of(before.path(name));
        const std::string expected = mark + with_windows_lines(bytes_of(after.path(name)));
        const auto path = before.write(name, mark + with_windows_lines(old_text));
        CHECK(migrated(path) == expected);
        before.write(name, old_text);
    }
}

TEST_CASE("Old and new files say the same") {
    const Corpus before("format-1");
    const Corpus after("format-2");
    for (const char* name : {"base.yaml", "delayed.yaml", "flow.yaml"}) {
        INFO(name);
        const auto old_one = config::load_scenario(before.path(name), levers::specs());
        const auto new_one = config::load_scenario(after.path(name), levers::specs());
        CHECK(schema::says_the_same(said_by(old_one), said_by(new_one)));
        CHECK_FALSE(old_one.warnings.empty());
        CHECK(new_one.warnings.empty());
    }
    const auto delayed = config::load_scenario(before.path("delayed.yaml"), levers::specs());
    REQUIRE(delayed.policies.size() == 2);
    // 2025 of the package, ten years later.
    CHECK(delayed.policies[0].parameter("schedule")->anchors.front().year == 2035);

    const auto study = study::load_study(before.path("study.yaml"), levers::specs());
    REQUIRE(study.condition);
    CHECK(study.condition->statistics.size() == 2);
    CHECK(study.inputs[0].targets.size() == 2);
    CHECK(study.inputs[1].targets.front().text == "drivers.ppp");
    CHECK(study::load_study(after.path("study.yaml"), levers::specs()).warnings.empty());
}

TEST_CASE("An old file gives one warning for its format and one for each former name") {
    const AtSourceDirectory here;
    const std::string folder = "tests/data/format-1/";
    const auto flow = config::load_scenario(folder + "flow.yaml", levers::specs());
    // Its own, then those of its package and its parent.
    CHECK(texts(flow.warnings) ==
          std::vector<std::string>{
              folder +
                  "flow.yaml:1:2: warning: the file is of format 1 (it has no 'format'), older "
                  "than that of this Tanlu (2)\n  " +
                  bytes_of(folder + "flow.yaml") + "   ^\n  hint: run 'tanlu migrate " + folder +
                  "flow.yaml': it writes 'format: 2' and what changed since",
              folder + "flow.yaml:1:114: warning: 'delay' is the former name of 'package-delay'\n" +
                  "  " + bytes_of(folder + "flow.yaml") + "  " + std::string(107, ' ') +
                  "^\n  hint: write 'package-delay' in its place; 'tanlu migrate' does it",
              folder +
                  "packages/sales.yaml:1:1: warning: the file is of format 1 (it has no "
                  "'format'), older than that of this Tanlu (2)\n  package: old-sales\n  ^\n"
                  "  hint: run 'tanlu migrate " +
                  folder + "packages/sales.yaml': it writes 'format: 2' and what changed since",
              folder +
                  "base.yaml:4:1: warning: the file is of format 1 (it has no 'format'), "
                  "older than that of this Tanlu (2)\n  scenario: old-base   # a comment at "
                  "the end of a line\n  ^\n  hint: run 'tanlu migrate " +
                  folder + "base.yaml': it writes 'format: 2' and what changed since"});

    const auto study = study::load_study(folder + "study.yaml", levers::specs());
    std::vector<std::string> own;
    for (const auto& warning : study.warnings) {
        if (warning.origin.file == folder + "study.yaml") {
            own.push_back(std::to_string(warning.origin.line) + ": " + warning.message);
        }
    }
    CHECK(own == std::vector<std::string>{
                     "4: the file is of format 1 (it has no 'format'), older than that of this "
                     "Tanlu (2)",
                     "14: 'inputs.pair.paired.paths' is the former name of "
                     "'inputs.pair.paired.of'",
                     "23: 'inputs.trips.paired.paths' is the former name of "
                     "'inputs.trips.paired.of'",
                     "26: 'condition.on' is the former name of 'condition.statistics'"});
}

TEST_CASE("A pack is migrated with all its files, its header last") {
    const Corpus corpus("format-2");
    const std::string header = (fs::path(corpus.pack()) / "pack.yaml").string();
    const std::string expected = bytes_of(header);
    const std::string line = "format: 2\n";
    REQUIRE(expected.find(line) != std::string::npos);
    CHECK(changes(corpus.pack()).empty());

    std::string old_text = expected;
    old_text.erase(old_text.find(line), line.size());
    std::ofstream(header, std::ios::binary) << old_text;
    for (const auto& path : {corpus.pack(), header}) {
        const auto found = changes(path);
        REQUIRE(found.size() == 1);
        CHECK(found.front().path == header);
        CHECK(found.front().before == old_text);
        CHECK(found.front().after == expected);
    }
    // A scenario on it warns of it, and leaves it alone.
    const auto scenario = config::load_scenario(corpus.path("base.yaml"), levers::specs());
    REQUIRE(scenario.warnings.size() == 1);
    CHECK(scenario.warnings.front().hint.find("minipack'") != std::string::npos);
    CHECK(changes(corpus.path("base.yaml")).empty());
}

TEST_CASE("Files that cannot be migrated say why, with the place") {
    const Corpus corpus("format-1");
    const auto problem = [&](const std::string& text) {
        return problem_of(corpus.write("bad.yaml", text));
    };
    using Catch::Contains;
    CHECK_THAT(problem("scenario: x\ntitle: {en: X}\nextends: base.yaml\npolices: []\n"),
               Contains("bad.yaml:4:1: error: unknown key 'polices'"));
    CHECK_THAT(problem("format: 3\nscenario: x\nnews: 1\n"),
               Contains("bad.yaml:1:9: error: format 3 is newer than this Tanlu (version "));
    CHECK_THAT(problem("format: 3\npackage: x\n"), Contains("reads formats 1 to 2)"));
    CHECK_THAT(problem("format: 3\nstudy: x\n"), Contains("reads formats 1 to 2)"));
    CHECK_THAT(problem("format: 0\nscenario: x\n"),
               Contains("bad.yaml:1:9: error: there is no format 0"));
    CHECK_THAT(problem("format: two\nscenario: x\n"), Contains("bad.yaml:1:9: error: 'format': "));
    CHECK_THAT(problem("classes: {}\n"), Contains("error: this file is no scenario, package, ") &&
                                             Contains("'tanlu migrate DIRECTORY'"));
    CHECK_THAT(problem("? scenario\n: x\ntitle: {en: X}\nextends: base.yaml\n"),
               Contains("nothing is written"));
    CHECK_THAT(problem("scenario: x\ntitle: {en: X}\nextends: base.yaml\n"
                       "packages: [packages/sales.yaml]\n\"del\\u0061y\": 1\n"),
               Contains("bad.yaml:5:1: error: 'delay' is written in a way"));
    CHECK_THAT(problem_of(corpus.path("absent.yaml")), Contains("no such file"));
}

TEST_CASE("An effective configuration has a version of its own") {
    const Corpus corpus("format-2");
    const auto scenario = config::load_scenario(corpus.path("delayed.yaml"), levers::specs());
    const auto path = corpus.write("effective.yaml", config::effective_text(scenario));
    CHECK(changes(path).empty());
    CHECK(config::load_scenario(path, levers::specs()).warnings.empty());
}

TEST_CASE("Every shipped file is of the present format") {
    const AtSourceDirectory here;
    std::vector<std::string> paths = {"models/china", "tests/data/minipack"};
    for (const char* folder : {"scenarios", "tests/data/studies"}) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
        }
    }
    CHECK(paths.size() > 20);
    for (const auto& path : paths) {
        INFO(path);
        CHECK(changes(path).empty());
    }
}
