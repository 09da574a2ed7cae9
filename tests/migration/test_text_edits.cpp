// Replacements in texts: exactly the bytes that were asked for.
#include "migration/text_edits.hpp"

#include <catch2/catch.hpp>

#include "schema/yaml.hpp"

using namespace tanlu;

namespace {

schema::Node document(const std::string& text) {
    Diagnostics diagnostics;
    auto root = schema::parse_yaml(text, "x.yaml", diagnostics);
    diagnostics.throw_if_errors();
    return *root;
}

/// The place of a key at the top, or below another.
Origin key(const schema::Node& root, const std::string& name) {
    if (const auto* entry = root.find(name)) return entry->origin;
    for (const auto& entry : root.entries) {
        if (const auto* inner = entry.value.find(name)) return inner->origin;
    }
    return {};
}

struct Result {
    std::string text;
    std::string lines;
};

/// "-2 old" and "+3 new" for the lines that change.
Result edited(const std::string& text, const std::vector<Replacement>& replacements) {
    const schema::Node root = document(text);
    Diagnostics diagnostics;
    const auto result = migration::edit(text, root, replacements, diagnostics);
    diagnostics.throw_if_errors();
    CHECK(schema::says_the_same(document(result->text), migration::edit(root, replacements)));
    Result found{result->text, {}};
    for (const auto& line : result->lines) {
        found.lines += (line.side == migration::ChangedLine::Side::added ? "+" : "-") +
                       std::to_string(line.number) + " " + line.text + "\n";
    }
    return found;
}

Replacement entry_before_first(const schema::Node& root) {
    return {root.entries.front().origin, "", "format: 2"};
}

}  // namespace

TEST_CASE("A key is replaced and nothing else") {
    const std::string text = "# old: here\nold  :  1  # old\nb: {old: 'old'}\n";
    const auto root = document(text);

    const Result top = edited(text, {{key(root, "old"), "old", "newer"}});
    CHECK(top.text == "# old: here\nnewer  :  1  # old\nb: {old: 'old'}\n");
    CHECK(top.lines == "-2 old  :  1  # old\n+2 newer  :  1  # old\n");

    const Origin inner = root.find("b")->value.find("old")->origin;
    CHECK(edited(text, {{inner, "old", "newer"}}).text ==
          "# old: here\nold  :  1  # old\nb: {newer: 'old'}\n");
}

TEST_CASE("Quotes stay, whatever stands before the key on its line") {
    const std::string text = "a: {zh: 碳路, \"old\": 1, 'elder': 2}\n";
    const auto root = document(text);
    const auto& inner = root.find("a")->value;
    const Result result = edited(text, {{inner.find("elder")->origin, "elder", "n"},
                                        {inner.find("old")->origin, "old", "newer"}});
    CHECK(result.text == "a: {zh: 碳路, \"newer\": 1, 'n': 2}\n");
}

TEST_CASE("A new entry takes the indentation, the braces and the line end of the first") {
    const auto with_format = [](const std::string& text) {
        return edited(text, {entry_before_first(document(text))});
    };
    CHECK(with_format("# c\na: 1\n").text == "# c\nformat: 2\na: 1\n");
    CHECK(with_format("# c\na: 1\n").lines == "+2 format: 2\n");
    CHECK(with_format("a: 1").text == "format: 2\na: 1");
    CHECK(with_format("---\n  a: 1\n  b: 2\n").text == "---\n  format: 2\n  a: 1\n  b: 2\n");
    CHECK(with_format("a: 1\r\nb: 2\r\n").text == "format: 2\r\na: 1\r\nb: 2\r\n");
    CHECK(with_format("{a: 1}\n").text == "{format: 2, a: 1}\n");
    CHECK(with_format("{\n  a: 1\n}\n").text == "{\n  format: 2, a: 1\n}\n");
}

TEST_CASE("Two pieces of one line and a new line are changed at once") {
    const std::string text = "a: {x: 1, y: 2}\nz: 3\n";
    const auto root = document(text);
    const auto& inner = root.find("a")->value;
    const Result result = edited(text, {{inner.find("y")->origin, "y", "yy"},
                                        entry_before_first(root),
                                        {inner.find("x")->origin, "x", "xx"},
                                        {key(root, "z"), "z", "zz"}});
    CHECK(result.text == "format: 2\na: {xx: 1, yy: 2}\nzz: 3\n");
    CHECK(result.lines ==
          "+1 format: 2\n-1 a: {x: 1, y: 2}\n+2 a: {xx: 1, yy: 2}\n-2 z: 3\n+3 zz: 3\n");
}

TEST_CASE("A value is replaced where it stands") {
    const std::string text = "format: 1  # format: 1\na: 1\n";
    const auto root = document(text);
    const Result result = edited(text, {{root.find("format")->value.origin, "1", "2"}});
    CHECK(result.text == "format: 2  # format: 1\na: 1\n");
}

TEST_CASE("A key behind an escape or an anchor is refused with its place") {
    for (const std::string text : {"\"ol\\u0064\": 1\n", "&here old: 1\n"}) {
        INFO(text);
        const auto root = document(text);
        Diagnostics diagnostics;
        const Replacement replacement{key(root, "old"), "old", "newer"};
        CHECK_FALSE(migration::edit(text, root, std::vector{replacement}, diagnostics));
        REQUIRE(diagnostics.all().size() == 1);
        CHECK(diagnostics.all()[0].message ==
              "'old' is written in a way that cannot be replaced here");
        CHECK(diagnostics.all()[0].hint == "write 'newer' in its place");
        CHECK(diagnostics.all()[0].origin.line == 1);
    }
}
