// What is read of the samples of a study: kept series, outcomes, and what is said of regions.
#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>

#include "driver/pieces.hpp"
#include "engine/run.hpp"
#include "ensemble/shards.hpp"
#include "io/ensemble_texts.hpp"
#include "io/hdf5.hpp"
#include "io/study_file.hpp"
#include "io/study_samples.hpp"
#include "io/temporary_folder.hpp"
#include "support/studies.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using test::TemporaryFolder;

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

template <class T>
void write_rows(h5::Writer& file, const std::string& name, h5::Element element,
                const std::vector<std::string>& axes, const std::vector<T>& numbers) {
    const auto layout = file.chunked_table(name, element, axes, 3, h5::Compression::none);
    std::vector<std::byte> bytes(numbers.size() * sizeof(T));
    std::memcpy(bytes.data(), numbers.data(), bytes.size());
    file.write_chunk(name, 0, h5::pack(layout, bytes, element));
}

/// Three samples of one scenario in two regions; the second sample failed in the first region.
std::string written(const TemporaryFolder& folder) {
    const std::string path = folder.path("study.h5");
    h5::Writer file(path, path);
    file.attribute("/", "tanlu_format", std::string(kEnsembleFormat));
    file.attribute("/", "region_levels", "national,city");
    file.attribute("/", "region_confidences", "high;low");
    file.attribute("/", "nev_technologies", "bev,phev");
    file.axis("sample", std::vector<int>{0, 1, 2});
    file.axis("scenario", std::vector<std::string>{"reference"});
    file.axis("region", std::vector<std::string>{"china", "town"});
    file.axis("year", std::vector<int>{2020, 2021});
    file.axis("boundary", std::vector<std::string>{"ttw", "wtw"});
    write_rows<std::uint8_t>(file, "status", h5::Element::u8, {"sample", "scenario", "region"},
                             {0, 0, 8, 0, 0, 0});
    write_rows<float>(file, "peak_year", h5::Element::f32,
                      {"sample", "scenario", "region", "boundary"},
                      {2027, 2030, 2021, 2022,     // sample 0: china ttw, wtw; town ttw, wtw
                       kNone, kNone, 2023, kNone,  // sample 1
                       kNone, 2031, 2025, 2026});  // sample 2
    file.attribute("peak_year", "units", "year");
    write_rows<float>(file, "nev_lag", h5::Element::f32, {"sample", "scenario", "region"},
                      {5, 6, kNone, 7, 8, 9});
    write_rows<float>(file, "sample_gdp", h5::Element::f32,
                      {"sample", "scenario", "region", "year"},
                      {1, 2, 3, 4, kNone, kNone, 5, 6, 7, 8, 9, 10});
    file.attribute("sample_gdp", "long_name", "gdp: Gross domestic product");
    file.attribute("sample_gdp", "units", "CNY2020/yr");
    file.close();
    return path;
}

}  // namespace

TEST_CASE("outcomes of sound samples are read by place and boundary") {
    const TemporaryFolder folder;
    const StudySamples study(written(folder));
    CHECK(study.samples() == 3);
    CHECK(study.boundaries() == std::vector<std::string>{"ttw", "wtw"});
    CHECK(study.outcome_unit("peak_year") == "year");
    CHECK(study.outcome("peak_year", 0, 0, "wtw") == std::vector<double>{2030, 2031});
    CHECK(study.outcome("peak_year", 0, 1, "ttw") == std::vector<double>{2021, 2023, 2025});
    const auto china = study.outcome("peak_year", 0, 0, "ttw");
    REQUIRE(china.size() == 2);  // the sample that failed is left out, that without a peak is not
    CHECK(china[0] == 2027.0);
    CHECK(std::isnan(china[1]));
    CHECK(study.outcome("nev_lag", 0, 1, "") == std::vector<double>{6, 7, 9});

    CHECK(study.has_outcome("peak_year"));
    for (const auto* other : {"status", "sample_gdp", "gdp", "region"}) {
        CHECK_FALSE(study.has_outcome(other));
    }
    CHECK_THROWS_AS(study.outcome("gdp", 0, 0, ""), InputError);
    CHECK_THROWS_AS(study.outcome("peak_year", 0, 0, "wtt"), InputError);
}

TEST_CASE("kept series of sound samples are a result of one region") {
    const TemporaryFolder folder;
    const StudySamples study(written(folder));
    CHECK(study.variables() == std::vector<std::string>{"gdp"});
    const Dataset china = study.read(0, 0, 0, 3);
    CHECK(china.axis("scenario").labels == std::vector<std::string>{"0", "2"});
    CHECK(china.axis("region").labels == std::vector<std::string>{"china"});
    CHECK(china.variable("gdp").data == std::vector<double>{1, 2, 7, 8});
    CHECK(china.variable("gdp").unit == "CNY2020/yr");
    CHECK(china.attributes.at("region_levels") == "national");
    const Dataset town = study.read(0, 1, 1, 2);
    CHECK(town.variable("gdp").data == std::vector<double>{5, 6, 9, 10});
    CHECK(town.attributes.at("region_levels") == "city");
    CHECK(town.attributes.at("region_confidences") == "low");
    CHECK(town.attributes.at("nev_technologies") == "bev,phev");
}

TEST_CASE("a study says what results say of groups and regions") {
    auto town = test::mini_scenario();
    town.pack.region.id = "town";
    town.pack.region.level = "city";
    town.pack.region.confidence = "low";
    const ensemble::Plan plan(
        test::study_of("  classes.private-car.ownership.saturation: {uniform: [0.2, 0.8], "
                       "unit: vehicle/person, source: test, grade: U}",
                       {test::mini_scenario(), town}, "{kind: mc, samples: 1, seed: 1}"));
    const TemporaryFolder folder;
    const std::string run = folder.path("run");
    driver::prepare_folder(run, plan, 1);
    REQUIRE(driver::run_pieces(plan, run, {{0, 1}}, {}));
    const auto joined = [&](const ensemble::Plan& of, const char* name) {
        driver::join_pieces(of, run, folder.path(name), JoinBy::copy, Overwrite::no,
                            h5::Compression::deflate);
        return h5::Reader(folder.path(name)).attributes("/");
    };
    const auto attributes = joined(plan, "study.h5");
    const Dataset result = engine::run(plan.study().scenarios);
    for (const auto* name :
         {"nev_technologies", "automobile_classes", "private_car_classes", "passenger_car_classes",
          "green_modes", "petroleum_carriers", "road_subsectors", "factor_set", "region_levels",
          "region_confidences"}) {
        CAPTURE(name);
        const std::string& text = result.attributes.at(name);
        CHECK((text.empty() ? !attributes.contains(name) : attributes.at(name) == text));
    }
    CHECK(attributes.at("region_levels") == "national,city");
    CHECK(attributes.at("region_confidences") == ";low");

    // From a piece alone, as 'tanlu merge' joins: the effective scenarios say it too.
    const std::string piece = driver::piece_folder(run) + "/" + ensemble::file_name({0, 1});
    const ensemble::Plan again(read_origin(h5::Reader(piece), piece));
    CHECK(joined(again, "merged.h5") == attributes);
}
