#include "schema/yaml.hpp"

#include <catch2/catch.hpp>

#include "schema/messages.hpp"

using namespace tanlu;
using namespace tanlu::schema;
using tanlu::test::messages;

namespace {

/// Errors of a text.
std::vector<std::string> errors_of(const std::string& text) {
    Diagnostics diagnostics;
    parse_yaml(text, "f.yaml", diagnostics);
    return messages(diagnostics);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Nodes know their text and their place") {
    Diagnostics diagnostics;
    const auto root =
        parse_yaml("a: 1\nlist: [x, \"y\"]\nmap:\n  b: 城市\n  empty:\n", "f.yaml", diagnostics);

    REQUIRE(root);
    CHECK_FALSE(diagnostics.has_errors());
    CHECK(root->find("a")->value.text == "1");
    CHECK(root->find("a")->value.origin == Origin{"f.yaml", 1, 4});
    const Node& list = root->find("list")->value;
    CHECK(list.items.size() == 2);
    CHECK_FALSE(list.items[0].quoted);
    CHECK(list.items[1].quoted);
    CHECK(root->find("map")->value.find("b")->value.text == "城市");
    CHECK(root->find("map")->value.find("b")->origin == Origin{"f.yaml", 4, 3});
    CHECK(root->find("map")->value.find("empty")->value.kind == Node::Kind::null);
    CHECK(root->find("absent") == nullptr);
}

TEST_CASE("Aliases repeat a node") {
    Diagnostics diagnostics;
    const auto root = parse_yaml("a: &x {b: 1}\nc: *x\n", "f.yaml", diagnostics);

    REQUIRE(root);
    CHECK(root->find("c")->value.find("b")->value.text == "1");
}

TEST_CASE("What strict YAML does not have is refused with its place") {
    CHECK(errors_of("a: 1\nb: 2\na: 3\n") ==
          Lines{"3:1: duplicate key 'a' (first at f.yaml:1:1) | remove one of the two"});
    CHECK(errors_of("a: {b: 1, b: 2}\n").front().starts_with("1:11: duplicate key 'b'"));
    CHECK(errors_of("x: &x {b: 1}\na:\n  <<: *x\n").front().starts_with("3:3: '<<' is not used"));
    CHECK(errors_of("a: !!str 1\n") ==
          Lines{"1:4: tag 'tag:yaml.org,2002:str' (tags are not used) | remove the tag"});
    CHECK(errors_of("a: !sample {b: 1}\n").front().starts_with("1:4: tag '!sample'"));
    CHECK(errors_of("a: 1\n---\nb: 2\n").front().starts_with("2:1: a second document"));
    CHECK(errors_of("? [a, b]\n: 1\n").front() == "1:3: a key must be plain text");
    CHECK(errors_of("~: 1\n").front() == "1:1: a key must be plain text");
    CHECK(errors_of("- a\n") ==
          Lines{"1:1: the file holds a list, not a mapping | a file starts with 'key: value'"});
    CHECK(errors_of("").front() ==
          "1:1: the file holds nothing, not a mapping | a file starts with 'key: value'");
}

TEST_CASE("Syntax errors have the form of all others") {
    CHECK(errors_of("a: [1, 2\nb: 3\n").front().find("not valid YAML (") != std::string::npos);
    CHECK(errors_of("a: 1\n b: 2\n").front().find("not valid YAML (") != std::string::npos);
    CHECK(errors_of("a: *nowhere\n").front().find("not valid YAML (") != std::string::npos);
}

TEST_CASE("Several mistakes are reported at once") {
    CHECK(errors_of("a: 1\na: 2\nb: !t 3\nb: 4\n").size() == 3);
}

TEST_CASE("Documents are bounded in depth and size, aliases counted") {
    const std::string deep = "a: " + std::string(100, '[') + std::string(100, ']');
    CHECK(errors_of(deep).front().find("nested deeper than 24 levels") != std::string::npos);

    const std::string very_deep = "a: " + std::string(20000, '[');
    CHECK_FALSE(errors_of(very_deep).empty());

    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int k = 0; k < 10; ++k) bomb += "*a" + std::to_string(i - 1) + ", ";
        bomb += "x]\n";
    }
    CHECK(errors_of(bomb).front().find("more than 200000 nodes") != std::string::npos);

    std::string nested = "a0: &a0 [x]\n";  // each alias one level deeper than the last
    for (int i = 1; i < 40; ++i) {
        nested += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" +
                  std::to_string(i - 1) + "]\n";
    }
    CHECK(errors_of(nested).front().find("nested deeper than 24 levels") != std::string::npos);

    CHECK(errors_of("a: &x [1, *x]\n") ==
          Lines{"1:11: an alias stands within its own anchor (it would never end)"});
}
