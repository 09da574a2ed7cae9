#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace tanlu;

TEST_CASE("Edit distance counts single slips") {
    CHECK(edit_distance("scale", "scale") == 0);
    CHECK(edit_distance("Scale", "scale") == 0);
    CHECK(edit_distance("scal", "scale") == 1);
    CHECK(edit_distance("sclae", "scale") == 1);  // swapped neighbours
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("A hint names the nearest candidate, or all of them") {
    const std::vector<std::string> names = {"gasoline", "diesel", "lng"};

    CHECK(did_you_mean("gasolin", names) == "did you mean 'gasoline'?");
    CHECK(did_you_mean("coal", names) == "expected one of gasoline, diesel, lng");
    CHECK(did_you_mean("coal", std::vector<std::string>{}).empty());
    CHECK(nearest("lg", names).empty() == false);
    CHECK(nearest("methanol", names).empty());
}

TEST_CASE("Lists are cut when long") {
    const std::vector<std::string> names = {"a", "b", "c"};

    CHECK(listed(names) == "a, b, c");
    CHECK(listed(names, 2) == "a, b, ... (3 in all)");
}

TEST_CASE("Text is split and trimmed") {
    CHECK(split("a + b+c", '+') == std::vector<std::string>{"a", "b", "c"});
    CHECK(split("", '+') == std::vector<std::string>{""});
    CHECK(trimmed("  x y\r") == "x y");
    CHECK(trimmed("   ").empty());
}

TEST_CASE("Numbers print in the shortest form that reads back") {
    CHECK(number_text(0.1) == "0.1");
    CHECK(number_text(1e21) == "1e+21");
    CHECK(number_text(20687.4) == "20687.4");
    CHECK(number_text(1.0 / 3.0) == "0.3333333333333333");
}
