#include "schema/series_csv.hpp"

#include <catch2/catch.hpp>

#include "schema/messages.hpp"

using namespace tanlu;
using tanlu::test::messages;

namespace {

std::vector<std::string> errors_of(const std::string& text) {
    Diagnostics diagnostics;
    CHECK_FALSE(schema::parse_series_csv(text, "s.csv", diagnostics).has_value());
    return messages(diagnostics);
}

}  // namespace

TEST_CASE("A table becomes anchors with the place of each cell") {
    Diagnostics diagnostics;
    const auto table = schema::parse_series_csv(
        "year,value,unit,source,grade,low,high,note\r\n"
        "2019,10,km,test,A,,,\r\n"
        "2020,11,km,test,B,9,12,\"a, \"\"b\"\"\"\r\n",
        "s.csv", diagnostics);

    REQUIRE(table);
    REQUIRE(table->entries.size() == 2);
    CHECK(table->entries[0].key == "2019");
    CHECK(table->entries[0].value.find("low") == nullptr);
    const auto& second = table->entries[1].value;
    CHECK(second.find("value")->value.text == "11");
    CHECK(second.find("value")->value.origin == Origin{"s.csv", 3, 6});
    CHECK(second.find("note")->value.text == "a, \"b\"");
}

TEST_CASE("Mistakes in a table are located") {
    CHECK(errors_of("year,value,unit,source\n2019,1,km,x\n")
              .front()
              .starts_with("1:1: column 'grade' is missing"));
    CHECK(errors_of("year,valeu,unit,source,grade\n").front() ==
          "1:6: unknown column 'valeu' | did you mean 'value'?");
    CHECK(errors_of("year,value,unit,source,grade,value\n").front() ==
          "1:30: column 'value' twice");
    CHECK(errors_of("year,value,unit,source,grade\n2019,1,km,x\n")
              .front()
              .starts_with("2:1: 4 cells in a table of 5 columns"));
    CHECK(errors_of("year,value,unit,source,grade\n2019,1,km,x,A\n2019,2,km,x,A\n").front() ==
          "3:1: year 2019 twice (first at s.csv:2:1)");
    CHECK(errors_of("year,value,unit,source,grade\n2019,\"1,km,x,A\n")
              .front()
              .starts_with("2:6: the quote that opens here does not close"));
    CHECK(errors_of("year,value,unit,source,grade\n2019,\"1\"2,km,x,A\n")
              .front()
              .starts_with("2:9: text after the closing quote"));
    CHECK(errors_of("year,value,unit,source,grade\n")
              .front()
              .starts_with("1:1: the table has no rows"));
    CHECK(errors_of("").front().starts_with("1:1: the table has no rows"));
}
