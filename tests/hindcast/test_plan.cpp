// Reading the file of a hindcast: the shipped one, and what is told of wrong ones.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "hindcast/plan.hpp"
#include "io/temporary_folder.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::hindcast::test {
namespace {

namespace fs = std::filesystem;

const std::string kFolder = std::string(TANLU_SOURCE_DIR) + "/scenarios/china/hindcast/";

std::string shipped_text() {
    std::ifstream file(kFolder + "hindcast.yaml");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What is said of the shipped file with `what` replaced.
std::string error_with(const std::string& what, const std::string& by) {
    std::string text = shipped_text();
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    text.replace(at, what.size(), by);
    // Beside the shipped one, whose scenarios it names.
    const std::string path = kFolder + ".wrong-for-test.yaml";
    std::ofstream(path) << text;
    std::string said;
    try {
        load_plan(path, levers::specs());
    } catch (const InputError& error) {
        said = error.what();
    }
    fs::remove(path);
    return said;
}

TEST_CASE("the shipped hindcast is read with its scenarios") {
    const Plan plan = load_plan(kFolder + "hindcast.yaml", levers::specs());
    CHECK(plan.id == "china");
    CHECK(plan.pandemic == std::vector<int>{2020, 2021, 2022});
    CHECK(plan.calibration_low.number == 0.8);
    CHECK(plan.coverage_high.number == Approx(0.95));
    REQUIRE(plan.runs.size() == 6);
    CHECK(plan.runs[0].origin() == 2010);
    CHECK(plan.runs[1].origin() == 2015);
    CHECK(plan.runs[1].scenario.pack.base_year == 2010);
    CHECK(plan.runs[2].scenario.pack.base_year == 2015);
    CHECK(plan.runs[3].origin() == 2019);
    CHECK(plan.runs[0].judged);
    CHECK_FALSE(plan.runs[5].judged);
    const auto& cars = plan.targets.front();
    CHECK(cars.limit->number == Approx(0.05));
    CHECK(cars.unit_scale == 1e4);
}

TEST_CASE("what is wrong is told with its place and a hint") {
    using Catch::Contains;
    CHECK_THAT(error_with("calibrated: true", "calibratd: true"),
               Contains("calibrated") && Contains(".wrong-for-test.yaml:"));
    CHECK_THAT(error_with("[rail-tkm]", "[rail-tmk]"),
               Contains("no observation 'rail-tmk' in pack 'china-2010'") &&
                   Contains("did you mean 'rail-tkm'?"));
    CHECK_THAT(error_with("unit: 10^4 vehicle", "unit: 10^4 km"), Contains("error"));
    CHECK_THAT(error_with("scenario: origin-2015.yaml", "scenario: origin-1015.yaml"),
               Contains("no such file"));
    CHECK_THAT(error_with("scenario: origin-2015.yaml", "scenario: origin-2010.yaml"),
               Contains("scenario 'origin-2010' is run twice"));
    CHECK_THAT(error_with("fitted-to: 2015", "fitted-to: 2009"),
               Contains("is fitted to 2009, not after its base year 2010"));
    CHECK_THAT(error_with("pandemic: [2020, 2021, 2022]", "pandemic: 2020"),
               Contains("'pandemic' is no list of years"));
    CHECK_THAT(error_with("breaks: [2008, 2013,", "breaks: [2013, 2008,"),
               Contains("the years of 'breaks' do not rise"));
    CHECK_THAT(error_with("measure: points", "measure: point"), Contains("points"));
    CHECK_THAT(error_with("hindcast: china", "study: china"), Contains("this file is no hindcast"));
}

}  // namespace
}  // namespace tanlu::hindcast::test
