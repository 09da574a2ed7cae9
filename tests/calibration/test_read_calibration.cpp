// What is wrong in a calibration is said with its place.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "calibration/calibrate.hpp"
#include "io/temporary_folder.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using Catch::Contains;

namespace {

const std::string kHead =
    "calibration: test\ntitle: {en: Test, zh: 测试}\nscenario: " + std::string("reference.yaml\n");
const std::string kParameter =
    "parameters:\n  half-life: {of: classes.private-car.technologies.bev.asc-half-life, low: 1, "
    "high: 8, unit: yr, start: 3}\n";
const std::string kObservation =
    "observations:\n  - {observation: nev-sales-share, years: [2020], measure: difference, error: "
    "2 %}\n";

/// The error of a calibration with this text; empty where there is none.
std::string error_of(const std::string& text) {
    const test::TemporaryFolder folder;
    const std::string path = folder.path("calibration.yaml");
    std::string placed = text;
    const auto link = placed.find("reference.yaml");
    if (link != std::string::npos) {
        // Paths are relative to the file.
        const auto up = std::filesystem::relative(
            TANLU_SOURCE_DIR "/scenarios/china/reference.yaml", folder.path(""));
        placed.replace(link, 14, up.string());
    }
    std::ofstream(path) << placed;
    try {
        calibration::calibrate(calibration::load_calibration(path, levers::specs()));
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("A sound calibration is run") {
    CHECK(error_of(kHead + kParameter + kObservation).empty());
}

TEST_CASE("Each mistake in a calibration is told with its line") {
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"title: {en: T, zh: T}\n", "this file is no calibration"},
        {kHead + kObservation, "has no 'parameters'"},
        {kHead + kParameter, "has no 'observations'"},
        {kHead + kParameter + kObservation + "stepz: 3\n", "steps"},
        {kHead + kParameter + kObservation + "steps: 0\n", "between 1 and 1000"},
        {kHead + "parameters:\n  x: {of: no.such.number, low: 1, high: 2, unit: yr, start: 1}\n" +
             kObservation,
         "no number 'no.such.number'"},
        {kHead + "parameters:\n  x: {of: drivers.gdp, low: 1, high: 2, unit: yr, start: 1}\n" +
             kObservation,
         "no single number"},
        {kHead +
             "parameters:\n  x: {of: policies.subsidy-bev.amount, low: 1, high: 2, unit: yr, "
             "start: 1}\n" +
             kObservation,
         "policies."},
        {kHead +
             "parameters:\n  x: {of: classes.private-car.survival.scale, low: 1, high: 2, unit: "
             "km, start: 1}\n" +
             kObservation,
         "is in 'km'"},
        {kHead +
             "parameters:\n  x: {of: classes.private-car.survival.scale, low: 3, high: 2, unit: "
             "yr, start: 2}\n" +
             kObservation,
         "not low and high"},
        {kHead +
             "parameters:\n  x: {of: classes.private-car.survival.scale, low: 1, high: 2, unit: "
             "yr, start: 5}\n" +
             kObservation,
         "outside its bounds"},
        {kHead +
             "parameters:\n  x: {of: classes.private-car.survival.scale, low: 1, high: 2, unit: "
             "yr}\n" +
             kObservation,
         "start"},
        {kHead + kParameter +
             "observations:\n  - {observation: nev-share, years: [2020], error: "
             "2 %}\n",
         "no observation 'nev-share'"},
        {kHead + kParameter +
             "observations:\n  - {observation: nev-sales-share, years: [2010], error: 2 %}\n",
         "no number for 2010"},
        {kHead + kParameter +
             "observations:\n  - {observation: nev-sales-share, years: [2020], error: 0 %}\n",
         "'error' is 0"},
        {kHead + kParameter +
             "observations:\n  - {observation: nev-sales-share, years: [2020], measure: ratio, "
             "error: 2 %}\n",
         "measure"},
        {"calibration: test\ntitle: {en: T, zh: T}\nscenario: nowhere.yaml\n" + kParameter +
             kObservation,
         "no such file"},
    };
    for (const auto& [text, expected] : mistakes) {
        INFO(text);
        const std::string error = error_of(text);
        CHECK_THAT(error, Contains(expected));
        CHECK_THAT(error, Contains("calibration.yaml:"));
    }
}
