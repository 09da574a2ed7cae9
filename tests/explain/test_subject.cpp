// What a question means, and what is told to one that means nothing.
#include "explain/subject.hpp"

#include <catch2/catch.hpp>

#include "explain/small_world.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

using explain::Question;
using explain::Subject;

Subject ask(const std::string& variable, const std::vector<std::string>& selectors = {},
            int year = kYear) {
    return explain::subject_of({"small.h5", variable, year, {}, {}, selectors}, small_result(),
                               small_scenario());
}

using Ids = std::vector<std::string>;

TEST_CASE("Labels may be short, many, groups, or left out") {
    const Subject subject = ask("stock", {"class=car,bus", "technology=nev"});
    CHECK(subject.labels.at("vehicle_class") == Ids{"car", "bus"});
    CHECK(subject.labels.at("technology") == Ids{"bev"});
    CHECK(ask("stock", {"vehicle_class=automobile,technology=ice"}).labels.at("vehicle_class") ==
          Ids{"car", "heavy", "medium"});
    CHECK(ask("pkm", {"mode=bus"}).labels.at("passenger_mode") == Ids{"bus"});
    CHECK(ask("tkm", {"mode=rail"}).labels.at("freight_mode") == Ids{"rail"});
    CHECK(ask("energy").labels.empty());
    CHECK(ask("stock", {"class=car", "class=car"}).labels.at("vehicle_class") == Ids{"car"});
}

TEST_CASE("A question that means nothing is refused with a hint") {
    const auto told = [](const std::string& variable, const std::vector<std::string>& selectors,
                         const std::string& problem, const std::string& hint) {
        INFO(variable);
        CHECK_THROWS_WITH(ask(variable, selectors),
                          "small.h5: error: " + problem + "\n  hint: " + hint);
    };
    told("stok", {}, "no variable 'stok'", "did you mean 'stock'?");
    told("stock", {"class=cars"}, "no class 'cars'", "did you mean 'car'?");
    told("stock", {"mode=car"}, "'stock' has no mode", "'stock' has class, technology");
    told("stock", {"car"}, "'car' names no label of an axis", "write --for class=LABEL");
    told("gdp", {"class=car"}, "'gdp' has no class", "'gdp' has one number a year");
    told("pkm_share", {}, "'pkm_share' cannot be added up over mode",
         "name one: --for mode=LABEL; car, bus, rail");
    told("nev_stock_share", {"class=car,bus"}, "'nev_stock_share' cannot be added up over class",
         "name one: --for class=LABEL; car, bus, heavy, medium");
    told("co2_by_boundary", {}, "'co2_by_boundary' cannot be added up over boundary",
         "name one: --for boundary=LABEL; ttw, ttw_grid");
    CHECK_THROWS_WITH(ask("gdp", {}, 2061),
                      "small.h5: error: scenario 'small' has no year 2061\n"
                      "  hint: it runs from 2029 to 2030");
    CHECK_THROWS_WITH(ask("zzzzzzzz"), Catch::Contains("there are population, urban_population"));
}

TEST_CASE("The scenario may be left out where there is one") {
    Dataset result = small_result();
    CHECK(explain::scenario_of({"s.h5", "gdp", kYear, {}, {}, {}}, result) == "small");
    CHECK_THROWS_AS(explain::scenario_of({"s.h5", "gdp", kYear, "smal", {}, {}}, result),
                    InputError);
    result.axes[0].labels.push_back("other");
    CHECK_THROWS_WITH(explain::scenario_of({"s.h5", "gdp", kYear, {}, {}, {}}, result),
                      "s.h5: error: the result has several scenarios\n"
                      "  hint: name one with --scenario: small, other");
}

}  // namespace
}  // namespace tanlu::test
