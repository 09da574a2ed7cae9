// The reader on a small struct with one field of each kind.
#include "schema/reader.hpp"

#include <catch2/catch.hpp>

#include "schema/messages.hpp"
#include "schema/yaml.hpp"

namespace tanlu::test {

enum class Colour { red, blue };

struct Wheel {
    Name id;
    Value size;
};

template <class V>
void describe(V& v, Wheel& p) {
    v.scalar({"size", "m", "Diameter.", kPositive}, p.size);
}

struct Link {
    static constexpr const char* kIdsOf = "wheels";
    Name id;
    int count = 0;
};

template <class V>
void describe(V& v, Link& p) {
    v.integer({"count", "1", "How many.", {1.0, 9.0}}, p.count);
}

struct Cart {
    Text title;
    Colour colour = Colour::red;
    bool old = true;
    int seats = 2;
    int doors = -1;
    Name spare;
    std::vector<Value> loads;
    std::optional<Value> price;
    std::vector<Wheel> wheels;
    std::vector<Link> links;
};

template <class V>
void describe(V& v, Cart& p) {
    static constexpr Option<Colour> kColours[] = {{Colour::red, "red", "like fire"},
                                                  {Colour::blue, "blue", "like the sea"}};
    v.text("title", p.title, "Name.");
    v.choice("colour", p.colour, kColours, "Paint.");
    v.flag("old", p.old, "Not new.");
    v.integer({"seats", "1", "Seats.", {1.0, 8.0}}, p.seats);
    v.integer({"doors", "1", "Doors.", {0.0, 5.0}}, p.doors);
    v.optional_name("spare", p.spare, "wheels", "Spare wheel.");
    v.scalar_list({"loads", "kg", "Loads.", kNotNegative}, p.loads);
    v.optional_scalar({"price", "CNY2020", "Price.", kPositive}, p.price);
    v.map("wheels", p.wheels, "Wheels.");
    v.map("links", p.links, "Links.");
}

namespace {

const std::string kGood = R"(title: {en: Cart, zh: 车}
colour: blue
doors: 0
spare: back
loads: {values: [1, 2], unit: t, source: s, grade: A, low: [0.5, 1], high: [1.5, 2]}
wheels:
  front: {size: {value: 50, unit: km, source: s, grade: A}}
  back: {size: {value: 1, unit: m, source: s, grade: A}}
links:
  front: {count: 3}
)";

struct Reading {
    Diagnostics diagnostics;
    Cart cart;

    explicit Reading(const std::string& text) {
        const auto root = schema::parse_yaml(text, "f.yaml", diagnostics);
        REQUIRE(root);
        schema::ReadContext context{diagnostics, 0, {}, {}, {}};
        context.ids["sources"] = {"s"};
        schema::read_document(*root, cart, context);
    }
};

/// Errors after replacing `from` by `to` in the good file.
std::vector<std::string> errors_with(const std::string& from, const std::string& to) {
    std::string text = kGood;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return messages(Reading(text).diagnostics);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("A struct is filled through its declaration") {
    const Reading reading(kGood);
    const Cart& cart = reading.cart;

    CHECK(messages(reading.diagnostics) == Lines{});
    CHECK(cart.title.zh == "车");
    CHECK(cart.colour == Colour::blue);
    CHECK(cart.old);         // its own value where left out
    CHECK(cart.seats == 2);  // likewise: it lies in the range
    CHECK(cart.doors == 0);
    CHECK(cart.spare.text == "back");
    CHECK_FALSE(cart.price);
    REQUIRE(cart.loads.size() == 2);
    CHECK(cart.loads[1].number == 2000.0);
    CHECK(cart.loads[1].low == 1000.0);
    REQUIRE(cart.wheels.size() == 2);
    CHECK(cart.wheels[0].id.text == "front");
    CHECK(cart.wheels[0].size.number == 50000.0);
    CHECK(cart.links[0].count == 3);
}

TEST_CASE("Unknown and missing keys are named") {
    CHECK(errors_with("colour", "color") ==
          Lines{"2:1: unknown key 'color' | did you mean 'colour'?"});
    CHECK(errors_with("colour: blue\n", "") ==
          Lines{"1:1: 'colour' is missing | expected one of red, blue"});
    CHECK(errors_with("doors: 0\n", "") ==
          Lines{"1:1: 'doors' is missing | expected a whole number between 0 and 5"});
    CHECK(errors_with("{count: 3}", "{cuont: 3}") ==
          Lines{"10:11: unknown key 'cuont' of 'links.front' | did you mean 'count'?"});
    CHECK(
        errors_with("doors: 0", "doors: 0\nwindows: 4")
            .front()
            .starts_with("4:1: unknown key 'windows' | expected one of title, colour, old, seats"));
}

TEST_CASE("Wrong kinds of values are named") {
    CHECK(errors_with("{en: Cart, zh: 车}", "Cart") ==
          Lines{"1:8: 'title' is a single value (text has a language) | write {en: ..., zh: ...}"});
    CHECK(errors_with("en: Cart, ", "") == Lines{"1:8: 'title' has no 'en' | expected text"});
    CHECK(errors_with("colour: blue", "colour: bleu") ==
          Lines{"2:9: 'colour' is 'bleu' | did you mean 'blue'?"});
    CHECK(errors_with("colour: blue", "colour: [blue]")
              .front()
              .starts_with("2:9: 'colour' is a list"));
    CHECK(errors_with("doors: 0", "doors: 9") ==
          Lines{"3:8: 'doors' is 9 (it must be between 0 and 5)"});
    CHECK(errors_with("doors: 0", "doors: 0\nold: no") ==
          Lines{"4:6: 'old': 'no' is not true or false | write true or false in small letters"});
    CHECK(errors_with("{values: [1, 2]", "{values: 1").front() ==
          "5:17: 'loads.values' must be a list of numbers");
    CHECK(errors_with("low: [0.5, 1]", "low: [0.5]").front() ==
          "5:60: 'loads.low' must be a list as long as the values (2)");
    CHECK(errors_with("[1, 2]", "[1, -2]").front() ==
          "5:21: 'loads[1]' is -2 t (it must be 0 or more)");
    CHECK(errors_with("links:\n  front: {count: 3}", "links: 5").front() ==
          "9:8: 'links' is a single value, not a mapping of ids");
    CHECK(errors_with("  front: {count: 3}", "  front: 5").front() ==
          "10:10: a single value where the keys of 'links.front' are due");
    CHECK(errors_with("  front: {size", "  Front: {size").front() ==
          "7:3: 'Front' is not an id | use small letters, digits and single hyphens");
}

TEST_CASE("References must exist") {
    CHECK(errors_with("spare: back", "spare: bakc") ==
          Lines{"4:8: no 'bakc' in wheels | did you mean 'back'?"});
    CHECK(errors_with("links:\n  front", "links:\n  middle") ==
          Lines{"10:3: no 'middle' in wheels | expected one of front, back"});
    CHECK(errors_with("source: s", "source: t") ==
          Lines{"5:42: no 't' in sources | did you mean 's'?"});
}

TEST_CASE("All mistakes are reported in one go") {
    std::string text = kGood;
    text.replace(text.find("blue"), 4, "pink");
    text.replace(text.find("doors: 0"), 8, "doors: x");
    text.replace(text.find("spare: back"), 11, "spare: none");

    CHECK(messages(Reading(text).diagnostics).size() == 3);
}

}  // namespace tanlu::test
