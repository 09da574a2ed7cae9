#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "io/export.hpp"
#include "io/export_csv.hpp"
#include "io/export_iamc.hpp"
#include "io/iamc_names.hpp"
#include "io/invented_result.hpp"
#include "io/result_file.hpp"
#include "io/sample.hpp"
#include "io/series.hpp"
#include "io/temporary_folder.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;

namespace {

std::string csv_of(const Dataset& data) {
    std::ostringstream out;
    export_csv(data, out);
    return out.str();
}

std::string iamc_of(const Dataset& data) {
    std::ostringstream out;
    export_iamc(data, out);
    return out.str();
}

/// A result of one scenario and region over 2019 and 2020.
Dataset two_years() {
    Dataset data;
    data.axes = {{"scenario", "", {"reference"}, {}},
                 {"region", "", {"china"}, {}},
                 {"year", "", {}, {2019, 2020}}};
    data.attributes = {{"tanlu_version", "0.1.0"}};
    return data;
}

}  // namespace

TEST_CASE("the long table has one line per number") {
    CHECK(csv_of(test::small_result())
              .starts_with("scenario,region,year,variable,technology,value,unit\n"
                           "reference,中国,2019,population,,1000000000,person\n"
                           "reference,中国,2020,population,,1100000000,person\n"
                           "reference,中国,2021,population,,1200000000,person\n"
                           "碳中和-2060,中国,2019,population,,1000000000,person\n"
                           "碳中和-2060,中国,2020,population,,,person\n"
                           "碳中和-2060,中国,2021,population,,-0,person\n"
                           "reference,中国,2019,stock,bev,1,vehicle\n"));
    CHECK_THAT(csv_of(test::small_result()), Catch::Contains(",,,constant,,42.5,1\n"));
}

TEST_CASE("combinations that exist in no year are left out of tables") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Dataset data = two_years();
    data.axes.push_back({"technology", "", {"bev", "ice"}, {}});
    data.variables = {{"stock",
                       "vehicle",
                       "",
                       "Stocks|{technology}",
                       {"scenario", "region", "year", "technology"},
                       {1e6, nan, nan, nan}}};

    CHECK(csv_of(data) ==
          "scenario,region,year,variable,technology,value,unit\n"
          "reference,china,2019,stock,bev,1000000,vehicle\n"
          "reference,china,2020,stock,bev,,vehicle\n");
    CHECK_THAT(iamc_of(data), Catch::EndsWith("Stocks|Battery-Electric,million,1,\n"));
    CHECK_THAT(iamc_of(data), !Catch::Contains("nan") && !Catch::Contains("Ice"));
}

TEST_CASE("fields with commas, quotes and line ends are quoted") {
    CHECK(csv_field("plain 碳") == "plain 碳");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("a \"b\"") == "\"a \"\"b\"\"\"");
    CHECK(csv_field("a\nb") == "\"a\nb\"");
    CHECK(csv_number(0.1) == "0.1");
    CHECK(csv_number(std::numeric_limits<double>::quiet_NaN()).empty());
}

TEST_CASE("IAMC lines have IAMC units, and labels that share a name are added") {
    Dataset data = two_years();
    data.axes.push_back({"vehicle_class", "", {"private-car", "taxi", "bus"}, {}});
    data.axes.push_back({"technology", "", {"gasoline", "bev"}, {}});
    data.variables = {{"stock",
                       "vehicle",
                       "",
                       "Stocks|Transportation|{vehicle_class}|{technology}",
                       {"scenario", "region", "year", "vehicle_class", "technology"},
                       {1e6, 2e6, 3e6, 4e6, 5e6, 6e6,  // 2019: per class gasoline, bev
                        0, 0, 0, 1e6, 0, 0}}};

    CHECK(iamc_of(data) ==
          "Model,Scenario,Region,Variable,Unit,2019,2020\n"
          "Tanlu 0.1.0,reference,China,Stocks|Transportation|Bus,million,11,0\n"
          "Tanlu 0.1.0,reference,China,Stocks|Transportation|Bus|Battery-Electric,million,6,0\n"
          "Tanlu 0.1.0,reference,China,Stocks|Transportation|Bus|Internal Combustion,million,5,0\n"
          "Tanlu 0.1.0,reference,China,Stocks|Transportation|Light-Duty Vehicle,million,10,1\n"
          "Tanlu 0.1.0,reference,China,"
          "Stocks|Transportation|Light-Duty Vehicle|Battery-Electric,million,6,1\n"
          "Tanlu 0.1.0,reference,China,"
          "Stocks|Transportation|Light-Duty Vehicle|Internal Combustion,million,4,0\n");
}

TEST_CASE("parents in a mode's name get their sum") {
    Dataset data = two_years();
    data.axes.push_back({"passenger_mode", "", {"car", "bus", "walk"}, {}});
    data.variables = {{"pkm",
                       "person km/yr",
                       "",
                       "Energy Service|Transportation|Passenger|{passenger_mode}",
                       {"scenario", "region", "year", "passenger_mode"},
                       {1e9, 2e9, 4e9, 1e9, 1e9, 1e9}}};

    const std::string text = iamc_of(data);
    CHECK_THAT(text, Catch::Contains("Transportation|Passenger,billion pkm/yr,7,3\n"));
    CHECK_THAT(text, Catch::Contains("Passenger|Road,billion pkm/yr,3,2\n"));
    CHECK_THAT(text, Catch::Contains("Passenger|Road|Bus,billion pkm/yr,2,1\n"));
    CHECK_THAT(text, Catch::Contains("Passenger|Walk,billion pkm/yr,4,1\n"));
}

TEST_CASE("CO2 of pipelines is outside the IAMC total and has a line of its own") {
    Dataset data = two_years();
    data.axes.push_back({"subsector", "", {"cars", "pipelines"}, {}});
    data.axes.push_back({"carrier", "", {"gasoline", "natural-gas"}, {}});
    data.variables = {{"co2",
                       "kg/yr",
                       "",
                       "Emissions|CO2|Energy|Demand|Transportation|{subsector}|{carrier}",
                       {"scenario", "region", "year", "subsector", "carrier"},
                       {3e9, 0, 0, 2e9, 5e9, 0, 0, 1e9}}};

    const std::string text = iamc_of(data);
    CHECK_THAT(text, Catch::Contains("|Demand|Transportation,Mt CO2/yr,3,5\n"));
    CHECK_THAT(text, Catch::Contains("Emissions|CO2|Transportation|Pipeline,Mt CO2/yr,2,1\n"));
    CHECK_THAT(text, !Catch::Contains("Demand|Transportation|Pipeline"));
}

TEST_CASE("an unknown label gets its own words") {
    CHECK(iamc_label("technology", "bev") == "Battery-Electric");
    CHECK(iamc_label("vehicle_class", "tram-train") == "Tram Train");
    CHECK(iamc_label("region", "china") == "China");
    CHECK(iamc_label("region", "成都") == "成都");
    CHECK_FALSE(has_iamc_label("vehicle_class", "tram-train"));
}

TEST_CASE("two variables may not give one IAMC line") {
    Dataset data = two_years();
    const std::vector<std::string> axes{"scenario", "region", "year"};
    data.variables = {{"a", "person", "", "Population", axes, {1, 2}},
                      {"b", "person", "", "Population", axes, {1, 2}}};
    CHECK_THROWS_WITH(iamc_of(data), Catch::Contains("'a' and 'b' both give 'Population'"));

    data.variables[1].iamc = "Population|{planet}";
    CHECK_THROWS_WITH(iamc_of(data), Catch::Contains("'{planet}', which is none of its axes"));
    data.axes.erase(data.axes.begin());
    CHECK_THROWS_WITH(iamc_of(data), Catch::Contains("without an axis 'scenario'"));
}

TEST_CASE("every id of the China pack that the IAMC has a name for is in the table") {
    const Dataset data = test::invented_result();
    for (const char* axis : {"vehicle_class", "technology", "carrier", "subsector",
                             "passenger_mode", "freight_mode"}) {
        for (const auto& label : data.axis(axis).labels) {
            INFO(axis << ": " << label);
            CHECK(has_iamc_label(axis, label));
        }
    }
}

TEST_CASE("the IAMC table of all outputs has no index twice") {
    std::istringstream lines(iamc_of(test::invented_result()));
    std::set<std::string> seen;
    std::string line;
    std::size_t count = 0;
    while (std::getline(lines, line)) {
        const auto parts = split(line, ',');
        REQUIRE(parts.size() == 5 + 42);
        seen.insert(parts[1] + "," + parts[2] + "," + parts[3]);
        ++count;
    }
    CHECK(count > 200);
    CHECK(seen.size() == count);
}

TEST_CASE("a result file is exported to a file or to standard output") {
    const test::TemporaryFolder folder;
    write_result(test::small_result(), folder.path("a.h5"), Overwrite::no);
    const Dataset read = read_result(folder.path("a.h5"));
    std::ostringstream out;

    export_result(folder.path("a.h5"), ExportFormat::csv, "-", Overwrite::no, out);
    export_result(folder.path("a.h5"), ExportFormat::iamc, folder.path("a.csv"), Overwrite::no,
                  out);

    CHECK(out.str() == csv_of(read));
    std::ifstream file(folder.path("a.csv"));
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == iamc_of(read));
    CHECK_THROWS_WITH(export_result(folder.path("a.h5"), ExportFormat::csv, folder.path("a.csv"),
                                    Overwrite::no, out),
                      Catch::Contains("is not overwritten"));
    CHECK_THROWS_AS(export_result(folder.path("a.csv"), ExportFormat::csv, "-", Overwrite::no, out),
                    InputError);
    out.setstate(std::ios::badbit);
    CHECK_THROWS_WITH(
        export_result(folder.path("a.h5"), ExportFormat::csv, "-", Overwrite::no, out),
        Catch::Contains("cannot write to standard output"));
}
