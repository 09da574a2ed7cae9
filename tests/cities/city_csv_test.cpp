// Tables of cities. tests/errors/cities/ holds bad ones, each with its exact message beside it; to
// renew the messages: test_config "[.update-city-errors]", then read the difference.
#include "cities/city_csv.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "cities/csv_table.hpp"
#include "cities/items.hpp"
#include "cities/plausible.hpp"
#include "config/support.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFolder = "tests/errors/cities";
constexpr const char* kMoni = "tests/data/cities/moni/";
constexpr int kBaseYear = 2023;

cities::City read(const std::string& table, Diagnostics& diagnostics) {
    return cities::read_city_csv(table, std::string(kMoni) + "sources.csv",
                                 {"gk", "est", "judgement"}, kBaseYear, diagnostics);
}

std::vector<fs::path> cases() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(kFolder)) {
        if (entry.path().extension() == ".csv") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::string message_of(const fs::path& path) {
    Diagnostics diagnostics;
    const cities::City city = read(path.string(), diagnostics);
    if (!diagnostics.has_errors()) cities::check_limits(city, diagnostics);
    try {
        diagnostics.throw_if_errors();
    } catch (const InputError& error) {
        return std::string(error.what()) + "\n";
    }
    return "no error\n";
}

}  // namespace

TEST_CASE("Every bad table of a city gives exactly its message") {
    const AtSourceDirectory here;
    CHECK(cases().size() >= 15);
    for (auto path : cases()) {
        INFO(path.string());
        const std::string message = message_of(path);
        std::ifstream expected(path.replace_extension(".txt"), std::ios::binary);
        CHECK(message == std::string(std::istreambuf_iterator<char>(expected), {}));
        CHECK(message.find(".cpp") == std::string::npos);
    }
}

TEST_CASE("Write the messages of bad tables of cities", "[.update-city-errors]") {
    const AtSourceDirectory here;
    for (auto path : cases()) {
        const std::string message = message_of(path);
        REQUIRE(message != "no error\n");
        std::ofstream(path.replace_extension(".txt"), std::ios::binary) << message;
    }
}

TEST_CASE("A table of a city is read in canonical units") {
    const AtSourceDirectory here;
    Diagnostics diagnostics;
    const cities::City city = read(std::string(kMoni) + "city.csv", diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    CHECK(city.text("title") == "Moni");
    CHECK(city.figure("population")->amount.value == Approx(2.4e6));
    CHECK(city.figure("population")->amount.low == Approx(2.35e6));
    CHECK(city.figure("gdp")->amount.value == Approx(2.4e11));
    CHECK(city.figure("share.walk")->amount.value == Approx(0.3));
    CHECK(city.figure("distance.walk")->amount.value == Approx(1.0));  // 1000 m
    CHECK(city.figure("distance.car")->year == 2021);
    CHECK(city.figure("share.metro") == nullptr);
    CHECK(city.notes.empty());
    CHECK(city.sources.size() == 3);
}

TEST_CASE("Shares of trips within 2 % of 1 are scaled, and said to be") {
    const AtSourceDirectory here;
    std::ifstream file(std::string(kMoni) + "city.csv");
    std::string text(std::istreambuf_iterator<char>(file), {});
    const std::string before = "share.car,20,";
    text.replace(text.find(before), before.size(), "share.car,21,");
    const fs::path table = fs::temp_directory_path() / "tanlu-city-shares.csv";
    std::ofstream(table) << text;
    Diagnostics diagnostics;
    const cities::City city = read(table.string(), diagnostics);
    fs::remove(table);
    REQUIRE_FALSE(diagnostics.has_errors());
    CHECK(city.figure("share.car")->amount.value == Approx(0.21 / 1.01));
    CHECK(city.figure("share.walk")->amount.value == Approx(0.30 / 1.01));
    REQUIRE(city.notes.size() == 1);
    CHECK(city.notes.front() == "the shares of trips add up to 1.01: scaled to 1");
}

TEST_CASE("What no city has is warned of where it stands, and stays as it is") {
    const AtSourceDirectory here;
    const auto warned = [](const std::vector<std::pair<std::string, std::string>>& changes) {
        std::ifstream file(std::string(kMoni) + "city.csv");
        std::string text(std::istreambuf_iterator<char>(file), {});
        for (const auto& [before, after] : changes) {
            REQUIRE(text.find(before) != std::string::npos);
            text.replace(text.find(before), before.size(), after);
        }
        const fs::path table = fs::temp_directory_path() / "tanlu-city-magnitudes.csv";
        std::ofstream(table) << text;
        Diagnostics diagnostics;
        const cities::City city = read(table.string(), diagnostics);
        fs::remove(table);
        REQUIRE_FALSE(diagnostics.has_errors());
        cities::warn_of_magnitudes(city, kBaseYear, diagnostics);
        cities::warn_of_grades(city, diagnostics);
        std::vector<std::string> found;
        for (const auto& item : diagnostics.warnings()) {
            found.push_back(std::to_string(item.origin.line) + ": " + item.message);
        }
        return found;
    };
    using Lines = std::vector<std::string>;
    CHECK(warned({}).empty());
    // 560 CNY over 2.4 M residents: 0.000233.
    CHECK(warned({{"gdp,2400,10^8 CNY", "gdp,560,CNY"}}) ==
          Lines{"9: GDP per head: 0.000233 CNY2023/yr (cities have 8000 to 800000)"});
    CHECK(warned({{"car-km,10000,km/vehicle/yr,9000,11000", "car-km,90000,km/vehicle/yr,,"},
                  {"fuel-use,8,L/100 km,7,9", "fuel-use,78,L/100 km,,"},
                  {"trip-rate,2.5,1/person/day,2.2,2.8", "trip-rate,9.6,1/person/day,,"},
                  {"distance.walk,1000,m", "distance.walk,9000,m"}}) ==
          Lines{"10: trips per resident and day: 9.6 (cities have 1 to 5)",
                "18: length of a walk: 9 km (cities have 0.2 to 4)",
                "26: kilometres per car and year: 90000 km/vehicle/yr (cities have 3000 to 40000)",
                "30: gasoline of a car: 78 L/100 km (cities have 3 to 25)"});
    // 5,000 cars over 2.4 million: 2.08 of 1000.
    CHECK(warned({{"car-stock,50,10^4 vehicle,48,52", "car-stock,5000,vehicle,,"}}) ==
          Lines{"25: cars per 1000 residents: 2.08 (cities have 5 to 850)"});
    // A judgement is one whatever its grade; a source beside it makes it none.
    CHECK(warned({{"judgement,U", "judgement,A"}}) ==
          Lines{"26: 'car-km' has grade A and no source but 'judgement': it counts as unverified "
                "(U) for the confidence"});
    CHECK(warned({{"judgement,U", "judgement+moni-book,A"}}).empty());
}

TEST_CASE("Judgements count as unverified") {
    cities::Figure figure;
    figure.grade = Grade::a;
    for (const char* source : {"judgement", "est", "gk", "est+gk"}) {
        figure.source = source;
        CHECK(cities::counted_grade(figure) == Grade::unverified);
    }
    figure.source = "est+moni-book";
    CHECK(cities::counted_grade(figure) == Grade::a);
}


TEST_CASE("The template has every item once, and nothing else") {
    const AtSourceDirectory here;
    Diagnostics diagnostics;
    const cities::CsvColumn column[] = {{"item"},         {"value"},       {"unit"},
                                        {"low", false},   {"high", false}, {"source", false},
                                        {"grade", false}, {"year", false}, {"note", false}};
    const auto table = cities::read_csv_table("models/cities/template.csv", column, diagnostics);
    REQUIRE(table);
    std::vector<std::string> items;
    for (const auto& row : table->rows) items.push_back(row.cells.front().text);
    CHECK(items == cities::item_keys());
}
