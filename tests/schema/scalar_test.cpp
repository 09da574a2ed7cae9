#include "schema/scalar.hpp"

#include <catch2/catch.hpp>

using namespace tanlu::schema;

namespace {

Node plain(const std::string& text) {
    return make_scalar(text, {"f.yaml", 1, 1});
}

Node in_quotes(const std::string& text) {
    Node node = plain(text);
    node.quoted = true;
    return node;
}

template <class T>
std::string problem_of(const std::variant<T, Problem>& result) {
    const auto* problem = std::get_if<Problem>(&result);
    if (!problem) return "no problem";
    return problem->hint.empty() ? problem->message : problem->message + " | " + problem->hint;
}

double number(const std::string& text) {
    return std::get<double>(read_number(plain(text)));
}

}  // namespace

TEST_CASE("Numbers in their plain spelling are read") {
    CHECK(number("0") == 0.0);
    CHECK(number("12") == 12.0);
    CHECK(number("-0.5") == -0.5);
    CHECK(number("+3") == 3.0);
    CHECK(number("1e6") == 1e6);
    CHECK(number("2.5E-3") == 2.5e-3);
    CHECK(number("20687.4") == 20687.4);
}

TEST_CASE("Every other spelling of a number has a message of its own") {
    const auto problem = [](const std::string& text) {
        return problem_of(read_number(plain(text)));
    };

    CHECK(problem("010") == "'010' looks like an octal number | write 10");
    CHECK(problem("-007.5") == "'-007.5' looks like an octal number | write -7.5");
    CHECK(problem("0x1F") == "'0x1F' is not a decimal number | write it in decimal digits");
    CHECK(problem("1_000") == "'1_000' has grouped digits | write 1000");
    CHECK(problem("1,000") == "'1,000' has grouped digits | write 1000");
    CHECK(problem("-12,345,678.9") == "'-12,345,678.9' has grouped digits | write -12345678.9");
    CHECK(problem("2,6") == "'2,6' has a decimal comma | write 2.6: a decimal point is needed");
    CHECK(problem("-0,125") ==
          "'-0,125' has a decimal comma | write -0.125: a decimal point is needed");
    CHECK(problem("1.234,5") ==
          "'1.234,5' has a decimal comma | write 1234.5: a decimal point is needed");
    CHECK(problem("1,23,456") == "'1,23,456' is not a number | write a number");
    CHECK(problem("2185,8000,1") == "'2185,8000,1' is not a number | write a number");
    CHECK(problem(".5") == "'.5' has no digit before the point | write 0.5");
    CHECK(problem("5.") == "'5.' has no digit after the point | write 5");
    CHECK(problem(".nan") == "'.nan' is not a finite number | write a number");
    CHECK(problem("-.inf") == "'-.inf' is not a finite number | write a number");
    CHECK(problem("NaN") == "'NaN' is not a finite number | write a number");
    CHECK(problem("1e999") == "'1e999' is too large or too small for a number");
    CHECK(problem("yes") == "'yes' is a truth value, not a number | write a number");
    CHECK(problem("off") == "'off' is a truth value, not a number | write a number");
    CHECK(problem("50 %") ==
          "'50 %' is a number with a unit where a number is due | put the unit under 'unit:'");
    CHECK(problem("many") == "'many' is not a number | write a number");
    CHECK(problem("1e") == "'1e' is not a number | write a number");
    CHECK(problem("--1") == "'--1' is not a number | write a number");
    CHECK(problem("") == "'' is not a number | write a number");
    CHECK(problem_of(read_number(in_quotes("5"))) ==
          "'5' is text in quotes, not a number | remove the quotes");
    CHECK(problem_of(read_number(make_node(Node::Kind::sequence, {}))) ==
          "a list where a number is due");
    CHECK(problem_of(read_number(Node{})) == "nothing where a number is due");
}

TEST_CASE("Whole numbers have no point and no exponent") {
    CHECK(std::get<int>(read_integer(plain("2019"))) == 2019);
    CHECK(std::get<int>(read_integer(plain("-3"))) == -3);
    CHECK(problem_of(read_integer(plain("1.5"))) ==
          "'1.5' is not a whole number | write digits without point or exponent");
    CHECK(problem_of(read_integer(plain("1e3"))) ==
          "'1e3' is not a whole number | write digits without point or exponent");
    CHECK(problem_of(read_integer(plain("99999999999"))) ==
          "'99999999999' is not a whole number | write digits without point or exponent");
    CHECK(problem_of(read_integer(plain("08"))) == "'08' looks like an octal number | write 8");
    CHECK(problem_of(read_integer(in_quotes("8"))) ==
          "'8' is text in quotes, not a whole number | remove the quotes");
}

TEST_CASE("Flags are true or false and nothing else") {
    CHECK(std::get<bool>(read_flag(plain("true"))));
    CHECK_FALSE(std::get<bool>(read_flag(plain("false"))));
    for (const char* word : {"yes", "no", "on", "off", "True", "1", "y"}) {
        CHECK(problem_of(read_flag(plain(word))) ==
              "'" + std::string(word) +
                  "' is not true or false | write true or false in small letters");
    }
}

TEST_CASE("Quantities are a number, a blank and a unit") {
    const auto quantity = std::get<Quantity>(read_quantity(plain("9000 CNY2020/vehicle")));

    CHECK(quantity.number == 9000.0);
    CHECK(quantity.unit == "CNY2020/vehicle");
    CHECK(problem_of(read_quantity(plain("50"))) ==
          "'50' has no unit | write the number, a blank and the unit, e.g. 50 %");
    CHECK(problem_of(read_quantity(plain("50%"))) == "'50%' is not a number | write a number");
    CHECK(
        problem_of(read_quantity(in_quotes("50 %"))) ==
        "'50 %' is text in quotes, not a number with its unit, such as 50 %, | remove the quotes");
}

TEST_CASE("Ids are small letters, digits and single hyphens") {
    CHECK(is_id("e-bike"));
    CHECK(is_id("d0-200"));
    CHECK_FALSE(is_id("Bus"));
    CHECK_FALSE(is_id("a.b"));
    CHECK_FALSE(is_id("a--b"));
    CHECK_FALSE(is_id("-a"));
    CHECK_FALSE(is_id(""));
    CHECK_FALSE(is_id("城市"));
}
