// Systems against results worked by hand: each file of tests/indicators/worked/ holds a tiny
// result, what the system makes of it, and the working.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "indicators/evaluate.hpp"
#include "indicators/read_system.hpp"
#include "schema/scalar.hpp"
#include "worked_result.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kTolerance = 1e-9;

/// The evaluation that an expectation is about; nullptr when there is none.
const Evaluation* find(const std::vector<Evaluation>& evaluations, const schema::Node& expected) {
    for (const auto& one : evaluations) {
        if (one.indicator->key != at(expected, "row").text) continue;
        const std::string variant = text_at(expected, "variant");
        const std::string boundary = text_at(expected, "boundary");
        if (!variant.empty() && one.outcome.variant != variant) continue;
        if (!boundary.empty() && one.boundary != boundary) continue;
        return &one;
    }
    return nullptr;
}

void check(const Dataset& result, const std::vector<Evaluation>& evaluations,
           const schema::Node& expected) {
    INFO("row " << at(expected, "row").text << " " << text_at(expected, "variant") << " "
                << text_at(expected, "boundary") << ": " << at(expected, "working").text);
    const Evaluation* found = find(evaluations, expected);
    REQUIRE(found != nullptr);
    if (expected.find("missing") != nullptr) {
        CHECK(found->verdict == Verdict::not_derivable);
        CHECK_THAT(found->missing, Catch::Contains(text_at(expected, "missing")));
        return;
    }
    CAPTURE(found->missing);
    const int year = std::get<int>(schema::read_integer(at(expected, "year")));
    const auto value = value_in(found->outcome, result.axis("year").years, year);
    REQUIRE(value.has_value());
    CHECK(*value == Approx(number(at(expected, "value"))).epsilon(kTolerance).margin(kTolerance));
    CHECK(found->unit == at(expected, "unit").text);
    const std::string verdict = text_at(expected, "verdict");
    if (!verdict.empty()) CHECK(to_string(found->verdict) == verdict);
}

TEST_CASE("worked examples: systems give what was worked by hand") {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(TANLU_SOURCE_DIR) / "tests" / "indicators" / "worked";
    std::vector<std::string> files;
    for (const auto& file : fs::directory_iterator(folder)) files.push_back(file.path().string());
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() >= 9);
    for (const auto& file : files) {
        INFO(file);
        const schema::Node root = read_case(file);
        const System system = read_system(system_path(at(root, "system").text));
        const Dataset result = worked_result(root);
        const auto evaluations = evaluate(system, result);
        REQUIRE_FALSE(at(root, "expect").items.empty());
        for (const auto& expected : at(root, "expect").items) {
            check(result, evaluations, expected);
        }
    }
}

}  // namespace
}  // namespace tanlu::indicators
