// Rules of city packs: numbers worked out by hand.
#include "cities/rules.hpp"

#include <catch2/catch.hpp>

#include "cities/estimate.hpp"
#include "cities/overlay_text.hpp"

using namespace tanlu;
using namespace tanlu::cities;

TEST_CASE("Ranges of products and sums are those of independent errors") {
    const Estimate a{10.0, 7.0, 10.0};
    const Estimate b{2.0, 1.2, 3.0};

    // Down: 0.3 of a and 0.4 of b, root of the squares 0.5 of 20. Up: 0.5 of b alone.
    const Estimate product = a * b;
    CHECK(product.value == Approx(20.0));
    CHECK(product.low == Approx(10.0));
    CHECK(product.high == Approx(30.0));

    // 1/b is 0.5 from 1/3 to 1/1.2: a third down; 0.3 and 1/3 give 0.44845 of 5.
    const Estimate quotient = a / b;
    CHECK(quotient.value == Approx(5.0));
    CHECK(quotient.low == Approx(5.0 * (1.0 - 0.448454)).epsilon(1e-5));
    CHECK(quotient.high == Approx(5.0 * (1.0 + 2.0 / 3.0)));

    // 10 - 3 and 2 - 0.8: hypot(3, 0.8) = 3.1048.
    const Estimate sum = a + b;
    CHECK(sum.value == Approx(12.0));
    CHECK(sum.low == Approx(12.0 - 3.104835));
    CHECK(sum.high == Approx(13.0));

    CHECK_FALSE(exactly(3.0).has_range());
    CHECK_FALSE((exactly(3.0) * exactly(2.0)).has_range());
}

TEST_CASE("Kilometres of the cars that residents' trips explain") {
    // 21.858 M residents, 2.6 trips, 24 % by car, 14 km: 6.96973e10 person km a year.
    const Estimate person_km =
        resident_person_km(exactly(21.858e6), exactly(2.6), exactly(0.24), exactly(14.0));
    CHECK(person_km.value == Approx(6.969729e10).epsilon(1e-6));
    // Over 1.35 persons 5.16276e10 km; 5.4 M cars drive 6.21e10: 0.831.
    const Estimate share = local_share(person_km, exactly(1.35), exactly(5.4e6), exactly(11500.0));
    CHECK(share.value == Approx(0.831363).epsilon(1e-5));

    // Never more than all kilometres, at the upper end too.
    const Estimate wide{1.9e10, 1e10, 5e10};
    CHECK(local_share(wide, exactly(1.0), exactly(2e6), exactly(1e4)).high == 1.0);
}

TEST_CASE("Speed in the vehicle from that between two doors") {
    // 10 km at 10 km/h take 60 min; 15 of them on foot and waiting: 10 km in 45 min.
    CHECK(in_vehicle_speed(10.0, 10.0, 0.25) == Approx(13.33333));
    CHECK(in_vehicle_speed(10.0, 10.0, 0.0) == Approx(10.0));
    CHECK(in_vehicle_speed(1.0, 10.0, 0.25) == 0.0);  // walking alone takes longer
}

TEST_CASE("Saturation leaves room above what a city has") {
    const Estimate nation{0.33, 0.28, 0.45};
    const Estimate poor = saturation(nation, 0.20);
    CHECK(poor.value == 0.33);
    CHECK(poor.low == 0.28);
    CHECK(poor.high == 0.45);
    const Estimate rich = saturation(nation, 0.35);
    CHECK(rich.value == Approx(0.42));
    CHECK(rich.low == Approx(0.385));
    CHECK(rich.high == Approx(0.546));
    for (const double owned : {0.1, 0.25, 0.3, 0.4}) {
        const Estimate here = saturation(nation, owned);
        CHECK(here.low > owned);
        CHECK(here.low <= here.value);
        CHECK(here.value <= here.high);
    }
}

TEST_CASE("Value of time over income per working hour") {
    // 32 CNY/h with 200,000 CNY a head over 2,000 h, or 100 CNY/h.
    CHECK(relative_time_value(exactly(32.0), 2000.0, 200000.0).value == Approx(0.32));
}

TEST_CASE("Settlement types by residents") {
    CHECK(settlement_type(5.3e6) == "megacity");
    CHECK(settlement_type(5e6) == "large-city");
    CHECK(settlement_type(1e6) == "small-city");
}

TEST_CASE("Types from that of the residents upwards") {
    const auto small = settlement_types_from(8e5);
    CHECK(std::vector<std::string_view>(small.begin(), small.end()) ==
          std::vector<std::string_view>{"small-city", "large-city", "megacity"});
    CHECK(settlement_types_from(2e6).size() == 2);
    CHECK(settlement_types_from(6e6).front() == "megacity");
}

TEST_CASE("Texts of overrides") {
    CHECK(rounded_text(21858000.0) == "21858000");
    CHECK(rounded_text(0.1234567) == "0.123457");
    CHECK(rounded_text(0.0) == "0");
    CHECK(joined_sources({"a+b", "", "b+c"}) == "a+b+c");
    CHECK(worse(Grade::a, Grade::c) == Grade::c);
    CHECK(value_text({1.0, 0.5, 2.0}, "1", {"est", Grade::c, "say \"so\""}) ==
          "{value: 1, unit: \"1\", source: est, grade: C, low: 0.5, high: 2, "
          "note: \"say \\\"so\\\"\"}");
    CHECK(wrapped("#", "# ", "a b") == "# a b");
}
