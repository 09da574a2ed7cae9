#include "units/unit.hpp"

#include <catch2/catch.hpp>

using tanlu::units::convert;
using tanlu::units::parse_unit;
using tanlu::units::UnitError;

namespace {

/// The message of the error that a unit text gives, with its hint.
std::string error_of(const std::string& text) {
    try {
        parse_unit(text);
    } catch (const UnitError& error) {
        return error.hint().empty() ? error.what()
                                    : std::string(error.what()) + " | " + error.hint();
    }
    return "no error";
}

bool same_dimension(const std::string& a, const std::string& b) {
    return parse_unit(a).dimension == parse_unit(b).dimension;
}

}  // namespace

TEST_CASE("Units of transport convert by hand-computed factors") {
    CHECK(convert(1, "tce", "MJ") == 29307.6);  // 7000 kcal/kg x 4.1868 kJ/kcal
    CHECK(convert(2, "Mtce", "EJ") == Approx(0.0586152).epsilon(1e-15));
    CHECK(convert(35, "ug/m3", "mg/m3") == Approx(0.035).epsilon(1e-15));
    CHECK(convert(1, "kWh", "MJ") == 3.6);
    CHECK(convert(1, "TWh", "PJ") == Approx(3.6).epsilon(1e-15));
    CHECK(convert(15, "kWh/100 km", "MJ/km") == Approx(0.54).epsilon(1e-15));
    CHECK(convert(1, "pkm", "person km") == 1.0);
    CHECK(convert(1e8, "pkm", "1e8 pkm") == 1.0);
    CHECK(convert(3, "10^4 vehicle", "vehicle") == 30000.0);
    CHECK(convert(3, "10 thousand", "1") == 30000.0);
    CHECK(convert(2, "100 million person", "person") == 2e8);
    CHECK(convert(1, "tkm", "kg km") == 1000.0);
    CHECK(convert(5, "100 million tkm", "t km") == 5e8);
    CHECK(convert(1, "t km/yr", "kg km/yr") == 1000.0);
    CHECK(convert(7.7, "L/100 km", "m3/km") == Approx(7.7e-5).epsilon(1e-15));
    CHECK(convert(560, "gCO2/kWh", "kg/MJ") == Approx(0.56 / 3.6).epsilon(1e-15));
    CHECK(convert(1, "t CO2/TJ", "g/MJ") == 1.0);
    CHECK(convert(20, "CNY2020/L", "CNY2020/m3") == Approx(20000).epsilon(1e-15));
    CHECK(convert(1, "kW yr", "kWh") == 8760.0);
    CHECK(convert(57, "%", "1") == 0.57);  // exactly: 57 / 100, not 57 * 0.01
    CHECK(convert(0.29, "1", "%") == Approx(29).epsilon(1e-15));
}

TEST_CASE("A year is 365 days") {
    CHECK(convert(1, "yr", "day") == 365.0);
    CHECK(convert(1, "yr", "h") == 8760.0);
    CHECK(convert(2.5, "1/person/day", "1/person/yr") == Approx(912.5).epsilon(1e-15));
    CHECK(convert(30, "min", "h") == Approx(0.5).epsilon(1e-15));
}

TEST_CASE("A blank binds closer than a slash") {
    CHECK(convert(1, "kWh/100 km", "kWh/(100*km)") == 1.0);
    CHECK(same_dimension("CNY2020/t km", "CNY2020/t/km"));
    CHECK(same_dimension("CNY2020/t*km", "(CNY2020/t)*km"));
    CHECK(same_dimension("MJ·km^-1", "MJ/km"));
    CHECK(same_dimension("L", "m^3"));
    CHECK(same_dimension("m3/km", "m2"));
}

TEST_CASE("Quantities that are easily swapped are different dimensions") {
    CHECK_THROWS_AS(convert(1, "pkm", "vkm"), UnitError);
    CHECK_THROWS_AS(convert(1, "tkm", "vkm"), UnitError);
    CHECK_THROWS_AS(convert(1, "pkm", "km"), UnitError);
    CHECK_THROWS_AS(convert(1, "L/100 km", "MJ/km"), UnitError);
    CHECK_THROWS_AS(convert(1, "kg/100 km", "L/100 km"), UnitError);
    CHECK_THROWS_AS(convert(1, "kW", "kWh"), UnitError);
    CHECK_THROWS_AS(convert(1, "gCO2/kWh", "gCO2/km"), UnitError);
    CHECK_THROWS_AS(convert(1, "vehicle/yr", "vehicle"), UnitError);
}

TEST_CASE("Money of another currency or price year never converts") {
    CHECK(convert(3, "CNY2020/kWh", "CNY2020/kWh") == 3.0);
    CHECK_THROWS_AS(convert(1, "CNY2019", "CNY2020"), UnitError);
    CHECK_THROWS_AS(convert(1, "USD2012", "CNY2020"), UnitError);
    CHECK_THROWS_AS(convert(1, "int$2017", "CNY2020"), UnitError);
    CHECK(convert(4.4, "CNY2020/int$2017", "CNY2020/int$2017") == 4.4);
    CHECK(parse_unit("CNY2020/CNY2020").dimension.is_none());
}

TEST_CASE("A ratio of two masses is told from a pure number") {
    CHECK(parse_unit("kg/kg").has_name);
    CHECK(parse_unit("kg/kg").dimension.is_none());
    CHECK_FALSE(parse_unit("1").has_name);
    CHECK_FALSE(parse_unit("%").has_name);
}

TEST_CASE("Dimensions are named in words") {
    CHECK(to_string(parse_unit("MJ/km").dimension) == "energy/length");
    CHECK(to_string(parse_unit("CNY2020/vehicle/yr").dimension) == "money CNY2020/time/vehicle");
    CHECK(to_string(parse_unit("1/yr").dimension) == "1/time");
    CHECK(to_string(parse_unit("m3").dimension) == "length^3");
    CHECK(to_string(parse_unit("%").dimension) == "pure number");
}

TEST_CASE("Errors say what is wrong with a unit") {
    CHECK(error_of("kwh/km") == "unknown unit 'kwh' in 'kwh/km' | did you mean 'kWh'?");
    CHECK(error_of("vehicel") == "unknown unit 'vehicel' | did you mean 'vehicle'?");
    CHECK(error_of("furlong") == "unknown unit 'furlong'");
    CHECK(error_of("CNY/km") ==
          "unknown unit 'CNY' in 'CNY/km' | money carries its price year, e.g. CNY2020");
    CHECK(error_of("CO2/km") ==
          "unknown unit 'CO2' in 'CO2/km' | write the mass of the gas, e.g. kgCO2");
    CHECK(error_of("") == "the unit is empty | a pure number has '1'");
    CHECK(error_of("MJ//km") == "'MJ//km' is not a unit (unexpected '/')");
    CHECK(error_of("MJ/") == "'MJ/' is not a unit (it ends where a name or number is due)");
    CHECK(error_of("(MJ/km") == "'(MJ/km' is not a unit (')' is missing)");
    CHECK(error_of("MJ)") == "'MJ)' is not a unit (unexpected ')')");
    CHECK(error_of("m^x") == "'m^x' is not a unit (a whole number is due after '^')");
    CHECK(error_of("m^99") == "'m^99' is not a unit (a power is too high)");
    CHECK(error_of("0 km") == "'0 km' is not a unit (its size is not a finite positive number)");
    CHECK(error_of("10^18^18") == "'10^18^18' is not a unit (unexpected '^')");
    CHECK(error_of("辆") == "unknown unit '辆'");
    CHECK(error_of(std::string(400, 'm')) == "the unit is too long");
    CHECK(error_of(std::string(100, '(')).ends_with("(too many parentheses)"));
}
