// The udunits2 program as an oracle for units that it knows too. Syntax that both read alike:
// explicit '*' and parentheses.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "units/unit.hpp"

namespace {

/// Size of `from` in `to` as udunits2 prints it: "    1 from = (x*1) to".
double udunits_factor(const std::string& from, const std::string& to) {
    const std::string command = fmt::format("{} -H '{}' -W '{}' 2>&1", TANLU_UDUNITS2, from, to);
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
    pclose(pipe);
    const auto equals = output.find("= ");
    INFO(output);
    REQUIRE(equals != std::string::npos);
    return std::strtod(output.c_str() + equals + 2, nullptr);
}

}  // namespace

TEST_CASE("Conversions agree with udunits2", "[udunits]") {
    if (std::string(TANLU_UDUNITS2).empty()) {
        WARN("skipped: udunits2 is not installed");
        return;
    }
    struct Pair {
        const char* from;
        const char* to;
    };
    // udunits2 calls a tonne "t", a litre "L", a person nothing; its year is not ours.
    const Pair pairs[] = {{"km", "m"},
                          {"L", "m^3"},
                          {"t", "kg"},
                          {"Mt", "g"},
                          {"h", "min"},
                          {"day", "s"},
                          {"PJ", "MJ"},
                          {"W*h", "J"},
                          {"kW*h", "MJ"},
                          {"GW*day", "TJ"},
                          {"MJ/(100*km)", "J/m"},
                          {"g/(kW*h)", "kg/GJ"},
                          {"km/h", "m/s"},
                          {"L/(100*km)", "m^2"},
                          {"kg/(t*km)", "1/m"},
                          {"kg^2*m^-3", "t^2/L"},
                          {"%", "1"}};
    for (const auto& [from, to] : pairs) {
        INFO(from << " in " << to);
        const double ours = tanlu::units::convert(1.0, from, to);
        CHECK(ours == Approx(udunits_factor(from, to)).epsilon(1e-5));  // it prints six digits
    }
}
