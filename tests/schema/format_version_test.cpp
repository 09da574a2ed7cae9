// Versions of the input format, and former names of keys.
#include "schema/format_version.hpp"

#include <catch2/catch.hpp>

#include "schema/messages.hpp"
#include "schema/reader.hpp"
#include "schema/yaml.hpp"
#include "tanlu/version.hpp"

namespace tanlu::test {

struct Spoke {
    Name id;
    int length = 0;
};

template <class V>
void describe(V& v, Spoke& p) {
    deprecated(v, "extent", "length");
    v.integer({"length", "1", "How long.", {1.0, 9.0}}, p.length);
}

struct Bicycle {
    int gears = 1;
    std::string maker;
    std::vector<Spoke> spokes;
};

template <class V>
void describe(V& v, Bicycle& p) {
    format_version(v);
    deprecated(v, "speeds", "gears");
    v.integer({"gears", "1", "Gears.", {1.0, 30.0}}, p.gears);
    deprecated(v, "brand", "maker");
    v.word("maker", p.maker, "Who made it.");
    v.map("spokes", p.spokes, "Spokes.");
}

}  // namespace tanlu::test

using namespace tanlu;
using namespace tanlu::test;

namespace {

struct Read {
    Bicycle bicycle;
    std::vector<std::string> messages;
    std::vector<Diagnostic> items;
};

Read read(const std::string& text) {
    Diagnostics diagnostics;
    Read result;
    const auto root = schema::parse_yaml(text, "bicycle.yaml", diagnostics);
    REQUIRE(root);
    schema::ReadContext context{diagnostics, 0, {}, {}, {}};
    schema::read_document(*root, result.bicycle, context);
    result.messages = messages(diagnostics);
    result.items = diagnostics.all();
    return result;
}

/// Whether the document can be read, and what is said.
std::pair<bool, std::vector<std::string>> check(const std::string& text) {
    Diagnostics diagnostics;
    const auto root = schema::parse_yaml(text, "x.yaml", diagnostics);
    REQUIRE(root);
    const bool readable = schema::check_format(*root, "folder/x.yaml", diagnostics);
    CHECK(readable != diagnostics.has_errors());
    return {readable, messages(diagnostics)};
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("A former name is read as the present one, with a warning that can be applied") {
    const Read old_one = read("speeds: 7\nbrand: a\nspokes: {x: {extent: 3}}\n");
    CHECK(old_one.bicycle.gears == 7);
    CHECK(old_one.bicycle.maker == "a");
    REQUIRE(old_one.bicycle.spokes.size() == 1);
    CHECK(old_one.bicycle.spokes[0].length == 3);
    CHECK(old_one.messages ==
          Messages{
              "1:1: 'speeds' is the former name of 'gears' | write 'gears' in its place; "
              "'tanlu migrate' does it",
              "2:1: 'brand' is the former name of 'maker' | write 'maker' in its place; "
              "'tanlu migrate' does it",
              "3:14: 'spokes.x.extent' is the former name of 'spokes.x.length' | write 'length' in "
              "its place; 'tanlu migrate' does it"});
    for (const auto& item : old_one.items) {
        CHECK(item.severity == Diagnostic::Severity::warning);
        REQUIRE(item.replacement);
        CHECK(item.replacement->origin == item.origin);
    }
    CHECK(old_one.items[2].replacement->old_text == "extent");
    CHECK(old_one.items[2].replacement->new_text == "length");

    CHECK(read("format: 2\ngears: 7\nmaker: a\n").messages.empty());
}

TEST_CASE("Both names are an error with both places") {
    const Read both = read("gears: 7\nmaker: a\nspeeds: 8\n");
    CHECK(both.messages ==
          Messages{"3:1: 'speeds' is the former name of 'gears', which is given too (at "
                   "bicycle.yaml:1:1) | keep 'gears' alone"});
    CHECK(both.items[0].severity == Diagnostic::Severity::error);
    CHECK(both.bicycle.gears == 7);
}

TEST_CASE("What is wrong with a value under a former name is said of the present one") {
    CHECK(read("speeds: 70\nmaker: a\n").messages.back() ==
          "1:9: 'gears' is 70 (it must be between 1 and 30)");
    CHECK(read("gears: 7\n").messages == Messages{"1:1: 'maker' is missing | expected text"});
    // A misspelt key is held against present names alone.
    CHECK(read("maker: a\nbrnd: b\n").messages ==
          Messages{"2:1: unknown key 'brnd' | expected one of format, gears, maker, spokes"});
}

TEST_CASE("The present format is read silently, an older one with one warning") {
    CHECK(check("format: 2\na: 1\n") == std::pair{true, Messages{}});
    CHECK(check("# c\na: 1\n") ==
          std::pair{true, Messages{"2:1: the file is of format 1 (it has no 'format'), older than "
                                   "that of this Tanlu (2) | run 'tanlu migrate folder/x.yaml': it "
                                   "writes 'format: 2' and what changed since"}});
    CHECK(
        check("a: 1\nformat: 1\n") ==
        std::pair{true, Messages{"2:9: format 1 is older than that of this Tanlu (2) | run 'tanlu "
                                 "migrate folder/x.yaml': it writes 'format: 2' and what changed "
                                 "since"}});
}

TEST_CASE("A newer format and what is no version are refused where they stand") {
    const std::string version(tanlu::version());
    CHECK(check("a: 1\nformat: 3\n") ==
          std::pair{false, Messages{"2:9: format 3 is newer than this Tanlu (version " + version +
                                    " reads formats 1 to 2) | take a Tanlu that reads format 3; "
                                    "'tanlu version' says which formats one reads"}});
    CHECK(check("format: 0\n") ==
          std::pair{false,
                    Messages{"1:9: there is no format 0 (they start at 1) | write 'format: 2'"}});
    for (const char* bad : {"two", "2.0", "'2'", "[2]", "", "02", "true"}) {
        INFO(bad);
        const auto [readable, said] = check("format: " + std::string(bad) + "\n");
        CHECK_FALSE(readable);
        REQUIRE(said.size() == 1);
        CHECK(said[0].find("'format': ") != std::string::npos);
        CHECK(said[0].find("write 'format: 2'") != std::string::npos);
    }
}

TEST_CASE("A warning is said once") {
    Diagnostics diagnostics;
    diagnostics.warning({"a", 1, 1}, "old");
    diagnostics.error({"a", 1, 1}, "old");
    diagnostics.warning({"a", 1, 1}, "old");
    diagnostics.warning({"a", 2, 1}, "old");
    CHECK(diagnostics.warnings().size() == 2);
}
