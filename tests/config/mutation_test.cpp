// No mutation of a shipped file runs silently.
#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/text.hpp"
#include "config/file_tree.hpp"
#include "config/map_index.hpp"
#include "config/mutations.hpp"
#include "config/pack_reader.hpp"
#include "config/reference.hpp"
#include "config/scenario_reader.hpp"
#include "config/support.hpp"
#include "levers/lever.hpp"
#include "schema/format_version.hpp"
#include "schema/scalar.hpp"
#include "support/leaves.hpp"
#include "support/temporary_directory.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;
namespace fs = std::filesystem;

namespace {

/// Without the version of the format: a wrong one ends the reading (tests/schema has those).
schema::Node without_format(schema::Node root) {
    std::erase_if(root.entries,
                  [](const schema::Entry& entry) { return entry.key == schema::kFormatKey; });
    return root;
}

/// The documents of a pack together, and reading them again.
struct PackUnderTest {
    std::string directory;
    schema::Node root;
    config::Pack pack;

    explicit PackUnderTest(const std::string& path) : directory(path) {
        Diagnostics diagnostics;
        config::FileTree files(diagnostics);
        const auto nodes = config::read_pack_nodes(path, {}, files, diagnostics);
        REQUIRE(nodes);
        root = without_format(*nodes);
        pack = config::read_pack(root, files, diagnostics);
        diagnostics.throw_if_errors();
    }

    Diagnostics read(const schema::Node& mutated) const {
        Diagnostics diagnostics;
        config::FileTree files(diagnostics);
        files.add_root(directory);
        config::read_pack(mutated, files, diagnostics);
        return diagnostics;
    }
};

/// Maps whose ids the author of a pack may choose; in the others ids are references.
bool has_free_ids(const std::string& path) {
    static const std::vector<config::ReferenceRow> kRows = config::pack_reference();
    const auto keys = split(path, '.');
    for (const auto& row : kRows) {
        const auto pattern = split(row.path, '.');
        bool matches = pattern.size() == keys.size() && row.kind == "map of ids";
        for (std::size_t i = 0; matches && i < keys.size(); ++i) {
            matches = pattern[i] == keys[i] || pattern[i].starts_with('<');
        }
        if (matches) return true;
    }
    return false;
}

/// Paths of leaves whose declared range reaches below zero.
std::set<std::string> negative_leaves(config::Pack pack) {
    std::set<std::string> paths;
    for_each_leaf(pack.parameters, [&](const std::string& path, const Field& field, const Value&) {
        if (field.range.low < 0.0) paths.insert(path.substr(0, path.find('[')));
    });
    return paths;
}

/// Whether the path is a leaf of the set, or lies in one.
bool lies_in_any(const std::set<std::string>& leaves, const std::string& path) {
    for (std::string at = path; !at.empty(); at.resize(at.find_last_of('.'))) {
        if (leaves.contains(at)) return true;
        if (at.find('.') == std::string::npos) return false;
    }
    return false;
}

Rules pack_rules(const config::Pack& pack) {
    const auto negative = negative_leaves(pack);
    Rules rules;
    rules.is_free_id = [](const Site& site) {
        const auto dot = site.path.rfind('.');
        return dot != std::string::npos && has_free_ids(site.path.substr(0, dot));
    };
    rules.is_number = [](const Site& site) {
        const bool is_text = site.key.ends_with("unit") || site.path.starts_with("sources.");
        return !is_text && !site.scalar->quoted &&
               std::holds_alternative<double>(schema::read_number(*site.scalar));
    };
    rules.may_be_negative = [negative](const Site& site) {
        const bool is_growth = site.path.find(".growth") != std::string::npos;  // may shrink
        return is_growth || lies_in_any(negative, site.path);
    };
    return rules;
}

/// Numbers of a policy carry their unit; a lever says which may be negative.
Rules scenario_rules(const config::Scenario& scenario) {
    Rules rules = pack_rules(scenario.pack);
    rules.is_number = [](const Site& site) {
        if (site.key.ends_with("unit") || site.path.starts_with("sources.")) return false;
        if (site.scalar->quoted) return false;
        return std::holds_alternative<schema::Quantity>(schema::read_quantity(*site.scalar)) ||
               std::holds_alternative<double>(schema::read_number(*site.scalar));
    };
    std::set<std::string> negative;
    for (const auto& spec : levers::specs()) {
        for (const auto& parameter : spec.parameters) {
            if (parameter.range.low < 0.0) negative.insert(parameter.key);
        }
    }
    // Policies are items of a list: the path of their numbers is policies.<key>.<year>.
    rules.may_be_negative = [negative](const Site& site) {
        const auto keys = split(site.path, '.');
        return keys.size() > 1 && keys[0] == "policies" && negative.contains(keys[1]);
    };
    return rules;
}

void check(const Outcome& outcome, int fewest) {
    INFO("tried " << outcome.tried);
    CHECK(outcome.tried >= fewest);
    for (const auto& silent : outcome.silent) FAIL_CHECK(silent);
}

}  // namespace

TEST_CASE("No mutation of a pack file is silent") {
    const AtSourceDirectory here;
    const std::string path = GENERATE("tests/data/minipack", "models/china");
    INFO(path);
    const PackUnderTest pack(path);
    const Read read = [&](const schema::Node& root) { return pack.read(root); };
    const Rules rules = pack_rules(pack.pack);
    REQUIRE_FALSE(read(pack.root).has_errors());

    check(misspell_keys(pack.root, read, rules), 1000);
    check(spoil_numbers(pack.root, read, rules), 500);
    check(spoil_units(pack.root, read, rules), 300);
}

namespace {

/// Mutates the policies and the rest of a scenario that would lie at `path`.
void mutate_scenario(const std::string& path, const schema::Node& root, int fewest) {
    const Read read = [&](const schema::Node& mutated) {
        Diagnostics found;
        config::FileTree tree(found);
        config::read_scenario(path, mutated, levers::specs(), tree, found);
        return found;
    };
    REQUIRE_FALSE(read(root).has_errors());
    Diagnostics none;
    config::FileTree files(none);
    const Rules rules =
        scenario_rules(config::read_scenario(path, root, levers::specs(), files, none));

    check(misspell_keys(root, read, rules), 4);
    check(spoil_numbers(root, read, rules), fewest);
    check(spoil_units(root, read, rules), fewest);
}

schema::Node yaml(const std::string& path) {
    Diagnostics diagnostics;
    config::FileTree files(diagnostics);
    const auto root = files.yaml(path, {});
    REQUIRE(root);
    return without_format(*root);
}

}  // namespace

TEST_CASE("No mutation of a shipped scenario is silent") {
    const AtSourceDirectory here;
    for (const auto& file : fs::directory_iterator("scenarios/china")) {
        const std::string path = file.path().string();
        if (file.is_directory() || yaml(path).find("study")) continue;
        INFO(path);
        mutate_scenario(path, yaml(path), 0);
    }
}

/// As the scenario that its policies would make.
TEST_CASE("No mutation of a shipped package is silent") {
    const AtSourceDirectory here;
    for (const auto& file : fs::directory_iterator("scenarios/china/packages")) {
        INFO(file.path().string());
        schema::Node root = yaml(file.path().string());
        root.find("package")->key = "scenario";
        const Origin origin = root.find("scenario")->origin;
        root.entries.push_back(
            {"extends", origin, schema::make_scalar("../reference.yaml", origin)});
        mutate_scenario(file.path().string(), root, 2);
    }
}

namespace {

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines = split(text, '\n');
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

/// Spoils one column of every row of a table.
std::string spoiled(const std::string& text, std::size_t column, const std::string& content) {
    std::string result;
    for (auto& line : lines_of(text)) {
        if (!result.empty()) {
            std::size_t begin = 0;
            for (std::size_t i = 0; i < column; ++i) begin = line.find(',', begin) + 1;
            const std::size_t end = std::min(line.find(',', begin), line.size());
            line.replace(begin, end - begin,
                         content.empty() ? "-" + line.substr(begin, end - begin) : content);
        }
        result += line + "\n";
    }
    return result;
}

/// Lines of a file that have an error.
std::set<int> lines_with_errors(const Diagnostics& diagnostics, const fs::path& file) {
    std::set<int> lines;
    for (const auto& item : diagnostics.all()) {
        if (fs::path(item.origin.file).filename() == file.filename())
            lines.insert(item.origin.line);
    }
    return lines;
}

}  // namespace

TEST_CASE("No mutation of a series in CSV is silent") {
    constexpr std::size_t kValue = 1;
    constexpr std::size_t kUnit = 2;
    const std::string path = GENERATE("tests/data/minipack", "models/china");
    const TemporaryDirectory copy;
    fs::copy(source_directory() / path, copy.path("pack"), fs::copy_options::recursive);
    const auto read = [&] {
        Diagnostics diagnostics;
        config::FileTree files(diagnostics);
        const auto root = config::read_pack_nodes(copy.path("pack"), {}, files, diagnostics);
        REQUIRE(root);
        config::read_pack(*root, files, diagnostics);
        return diagnostics;
    };
    int tables = 0;
    for (const auto& file : fs::directory_iterator(copy.path("pack/series"))) {
        ++tables;
        const std::string original = text_of(file.path());
        const auto mutate = [&](const std::string& text) {
            std::ofstream(file.path(), std::ios::binary) << text;
            return lines_with_errors(read(), file.path());
        };
        INFO(file.path().filename().string());
        const std::size_t rows = lines_of(original).size() - 1;
        CHECK(mutate(spoiled(original, kValue, ".nan")).size() == rows);
        CHECK(mutate(spoiled(original, kValue, "")).size() == rows);  // negative
        CHECK(mutate(spoiled(original, kUnit, "vehicle^5")).size() == rows);
        CHECK(mutate("x" + original) == std::set<int>{1});
        mutate(original);
    }
    CHECK(tables >= 2);
}

TEST_CASE("Random damage to a file is answered, never by a crash") {
    // Bytes replaced, removed and doubled; a linear congruential generator (Numerical Recipes).
    constexpr int kRounds = 300;
    const TemporaryDirectory copy;
    fs::copy(source_directory() / "tests/data", copy.path("data"), fs::copy_options::recursive);
    const fs::path victims[] = {"minipack/classes/private-car.yaml", "minipack/passenger.yaml",
                                "minipack/series/gdp.csv", "minipack/sources.yaml",
                                "scenarios/child.yaml"};
    std::uint32_t random = 20190101;
    const auto below = [&](std::size_t limit) {
        random = random * 1664525u + 1013904223u;
        return static_cast<std::size_t>(random >> 8) % limit;
    };
    int refused = 0;
    for (int round = 0; round < kRounds; ++round) {
        const fs::path victim = fs::path(copy.path("data")) / victims[below(std::size(victims))];
        const std::string original = text_of(victim);
        std::string damaged = original;
        for (std::size_t i = 0; i <= below(3); ++i) {
            const std::size_t at = below(damaged.size());
            switch (below(3)) {
                case 0:
                    damaged[at] = "{}[]:,-&*!|>'\"%@`#\n \t\x01\xff"[below(22)];
                    break;
                case 1:
                    damaged.erase(at, 1 + below(20));
                    break;
                default:
                    damaged.insert(at, damaged.substr(below(damaged.size()), below(200)));
            }
        }
        std::ofstream(victim, std::ios::binary) << damaged;
        try {
            config::load_scenario(copy.path("data/scenarios/child.yaml"), test_levers());
        } catch (const InputError& error) {
            ++refused;
            CHECK(std::string(error.what()).find("error: ") != std::string::npos);
        }
        std::ofstream(victim, std::ios::binary) << original;
    }
    CHECK(refused > kRounds / 2);
}
