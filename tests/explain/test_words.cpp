// Numbers as people say them.
#include "explain/words.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace tanlu::explain {
namespace {

TEST_CASE("Numbers are shown in the unit that reads well, to four digits") {
    CHECK(shown(326.7049e9, "kg/yr") == "326.7 Mt");
    CHECK(shown(4.5e5, "kg/yr") == "450.0 t");
    CHECK(shown(131.64e6, "vehicle") == "131.6 million vehicles");
    CHECK(shown(0.38912, "1") == "38.91 %");
    CHECK(shown(1.2345e12, "MJ/yr") == "1.234 EJ");
    CHECK(shown(17.3e12, "person km/yr") == "17300 billion person-km");
    CHECK(shown(0.067914, "kg/MJ") == "67.91 g/MJ");
    CHECK(shown(0.1, "1/yr") == "10.00 % a year");
    CHECK(shown(2.0, "furlong") == "2.000 furlong");
    CHECK(digits(0.0) == "0");
    CHECK(digits(std::nan("")) == "-");
}

TEST_CASE("Changes have the digits and the scale of the number beside them") {
    const Scale scale = scale_of(326.7e9, "kg/yr");
    CHECK(shown_change(-1.26e9, 326.7e9, scale) == "-1.3");
    CHECK(shown_change(0.5e9, 3.267e9, scale) == "+0.500");
    CHECK(shown_change(std::nan(""), 1.0, scale) == "-");
}

}  // namespace
}  // namespace tanlu::explain
