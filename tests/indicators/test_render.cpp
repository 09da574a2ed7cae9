// Table, CSV and JSON.
#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "indicators/read_system.hpp"
#include "indicators/render.hpp"
#include "indicators/text_table.hpp"
#include "sample_result.hpp"

namespace tanlu::indicators {
namespace {

using Catch::Contains;

Dataset result_with_sales() {
    Dataset result = empty_result();
    set(result, "sales", {"car", "bev"}, 30.0);
    set(result, "sales", {"car", "petrol"}, 70.0);
    return result;
}

/// Lines of a text.
std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

TEST_CASE("text table: Chinese characters take two cells") {
    CHECK(display_width("NEV") == 3);
    CHECK(display_width("达峰年") == 6);
    CHECK(display_width("2030年") == 6);
    CHECK(display_width("（含2030）") == 10);
    CHECK(display_width("\u2013") == 1);  // en dash
    TextTable table({Align::left, Align::right});
    table.add_row({"达峰年", "2028"});
    table.add_row({"peak", "1"});
    CHECK(table.text() == "达峰年  2028\npeak       1\n");
}

TEST_CASE("table: columns start at the same cell in both languages") {
    const Dataset result = result_with_sales();
    const System system = read_system(system_path("ndrc-pilot"));
    for (const auto language : {Language::en, Language::zh}) {
        const std::string text =
            to_table(evaluate(system, result), result, {language, kTableYears});
        int seen = 0;
        int end_of_heading = 0;
        for (const auto& line : lines_of(text)) {
            const auto at = line.find(" 2025 ");
            if (at != std::string::npos && line.find("2030 ") != std::string::npos && seen == 0) {
                end_of_heading = display_width(line.substr(0, at + 5));
            }
            const auto value = line.find("30.00");
            if (value == std::string::npos || end_of_heading == 0) continue;
            CHECK(display_width(line.substr(0, value + 5)) == end_of_heading);
            ++seen;
        }
        CHECK(seen > 0);
    }
}

TEST_CASE("table: says what is official, what is missing and which conventions hold") {
    const Dataset result = result_with_sales();
    const System pilot = read_system(system_path("ndrc-pilot"));
    const std::string text = to_table(evaluate(pilot, result), result, {Language::en, kTableYears});
    CHECK_THAT(text, Contains("benchmark only"));
    CHECK_THAT(text, Contains("unverified = not checked, never official"));
    CHECK_THAT(text, !Contains(" met ") && !Contains(" missed "));
    CHECK_THAT(text, Contains("input primary-energy"));
    CHECK_THAT(text, Contains("green_includes_ebike = false"));
    CHECK_THAT(text, Contains("nev_universe = AUTO"));
    CHECK_THAT(text, Contains("from 2019 to 2060; no earlier history"));
    CHECK_THAT(text, Contains(">= 60 in 2025") && Contains("-30"));
    CHECK_THAT(text, Contains("operationalised"));
    const System own = read_system(system_path("trajectory"));
    const std::string trajectory =
        to_table(evaluate(own, result), result, {Language::zh, kTableYears});
    CHECK_THAT(trajectory, Contains("非官方体系") && Contains("达峰年") && Contains("自行提出"));
}

TEST_CASE("table: undefined years are counted") {
    Dataset result = result_with_sales();
    set(result, "sales", {"car", "bev"},
        [](int year) { return year < 2021 ? std::numeric_limits<double>::quiet_NaN() : 30.0; });
    const System pilot = read_system(system_path("ndrc-pilot"));
    CHECK_THAT(to_table(evaluate(pilot, result), result, {Language::en, kTableYears}),
               Contains("no number in 2 years: Penetration rate of new energy vehicles;"));
}

TEST_CASE("csv: one line per year, targets in their year") {
    const Dataset result = result_with_sales();
    const System pilot = read_system(system_path("ndrc-pilot"));
    const std::string text = to_csv(evaluate(pilot, result), result, {Language::en, {2025, 2026}});
    const auto lines = lines_of(text);
    CHECK_THAT(lines[0], Contains("system,indicator,name_en"));
    int with_target = 0;
    int without = 0;
    for (const auto& line : lines) {
        if (line.find("nev-penetration,") == std::string::npos ||
            line.find(",policy,china,,,%,") == std::string::npos ||
            line.find("transport,,") == std::string::npos) {
            continue;
        }
        if (line.find(",2025,30,") != std::string::npos) {
            ++with_target;
            CHECK_THAT(line, Contains(">= 60,2025,\"Shenzhen") && Contains(",-30,benchmark_only,"));
        }
        if (line.find(",2026,30,") != std::string::npos) ++without;
    }
    CHECK(with_target == 1);
    CHECK(without == 1);
}

TEST_CASE("json: parses, has every row, and null for what is no number") {
    const Dataset result = result_with_sales();
    const System own = read_system(system_path("trajectory"));
    const auto evaluations = evaluate(own, result);
    const auto document =
        nlohmann::json::parse(to_json(evaluations, result, {Language::en, {2030}}));
    CHECK(document["window"]["first_year"] == 2019);
    CHECK(document["systems"].size() == 1);
    CHECK(document["systems"][0]["official"] == false);
    CHECK(document["indicators"].size() == evaluations.size());
    bool has_peak = false;
    for (const auto& row : document["indicators"]) {
        if (row["indicator"] != "peak-year") continue;
        has_peak = true;
        CHECK(row["value"].is_null());  // no emissions at all
        CHECK(row["text"] == "no_positive_emissions");
        CHECK(row["definition_status"] == "proposed");
        CHECK(row["sources"][0].is_string());
    }
    CHECK(has_peak);
}

}  // namespace
}  // namespace tanlu::indicators
