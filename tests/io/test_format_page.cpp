#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "io/invented_result.hpp"
#include "io/result_file.hpp"
#include "io/temporary_folder.hpp"

using namespace tanlu;

namespace {

std::string text_of(const std::string& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The line of the page that describes a variable.
std::string line_of(const Variable& variable) {
    std::string axes;
    for (std::size_t i = 3; i < variable.axes.size(); ++i) {
        axes += (i == 3 ? "" : ", ") + variable.axes[i];
    }
    return "| `" + variable.name + "` | " + axes + " | " + variable.unit + " | " +
           variable.long_name + " |\n";
}

}  // namespace

TEST_CASE("the page of the format lists every variable and axis as it is declared") {
    const std::string page = text_of(TANLU_SOURCE_DIR "/docs/formats/result-file.md");
    const Dataset data = test::invented_result();

    for (const auto& variable : data.variables) {
        INFO("docs/formats/result-file.md lacks the line\n" << line_of(variable));
        CHECK(page.find(line_of(variable)) != std::string::npos);
    }
    for (const auto& axis : data.axes) {
        INFO("axis " << axis.name);
        CHECK(page.find("| `" + axis.name + "` |") != std::string::npos);
    }
    CHECK(page.find("format " + std::string(kResultFormatVersion)) != std::string::npos);
}

TEST_CASE("units are read by udunits where it has the words") {
    if (std::system("command -v udunits2 > /dev/null 2>&1") != 0) {
        WARN("not run: needs udunits2 (Debian: udunits-bin)");
        return;
    }
    // It has no people, vehicles and money; what is left of such a unit must still parse.
    std::set<std::string> units;
    for (const auto& variable : test::invented_result().variables) units.insert(variable.unit);
    for (const auto& unit : units) {
        const bool ours = unit.find("person") != std::string::npos ||
                          unit.find("vehicle") != std::string::npos ||
                          unit.find("CNY") != std::string::npos;
        const std::string command = "udunits2 -H 1 -W '" + unit +
                                    "' 2>&1 | grep -qi 'unknown\\|"
                                    "unable\\|don.t recognize'";
        INFO(unit);
        CHECK((std::system(command.c_str()) == 0) == ours);
    }
}
