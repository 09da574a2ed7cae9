// Quotas, credits, standards and early retirement: what each asks for is what sales and stock show.
#include <catch2/catch.hpp>
#include <cmath>

#include "levers/policies.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

using Selections = std::vector<std::pair<std::string, std::vector<std::string>>>;

const Selections kCars = {{"class", {"private-car"}}};
const std::vector<std::string> kConventional = {"gasoline", "diesel", "cng", "hev"};

Selections cars(std::vector<std::string> technologies) {
    return {{"class", {"private-car"}}, {"technology", std::move(technologies)}};
}

double of_class(const Dataset& run, const char* variable, int year, const std::string& of) {
    return sum_at(run, variable, "no-policy", year, {of});
}

double of_cars(const Dataset& run, const char* variable, int year,
               const std::vector<std::string>& technologies) {
    double sum = 0.0;
    for (const auto& technology : technologies) {
        sum += sum_at(run, variable, "no-policy", year, {"private-car", technology});
    }
    return sum;
}

// N* of the parent is its stock, as cars are added every year; so with Q plates
//   N(2028) = N(2027) + Q,  unmet = N*(2028) - N(2028).
TEST_CASE("a quota caps what is added to the stock, and tells what stays unbought") {
    constexpr double kPlates = 1e6;
    const Dataset& before = shipped_run("no-policy");
    const Dataset run =
        run_of(with(shipped("no-policy"), policy("plate-quota", kCars, "plates", kPlates)));
    const double last = of_class(before, "stock", kStart - 1, "private-car");
    const double wanted = of_class(before, "stock", kStart, "private-car");
    REQUIRE(wanted > last + 2.0 * kPlates);
    CHECK(of_class(run, "stock", kStart, "private-car") == Approx(last + kPlates).epsilon(1e-12));
    CHECK(at(run, "unmet_stock", "no-policy", kStart, {"private-car"}) ==
          Approx(wanted - last - kPlates).epsilon(1e-9));
    for (int year = kStart; year <= 2060; ++year) {
        INFO(year);
        CHECK(of_class(run, "stock", year, "private-car") <=
              of_class(run, "stock", year - 1, "private-car") + kPlates * (1.0 + 1e-9));
        CHECK(at(run, "unmet_stock", "no-policy", year, {"bus"}) == 0.0);
    }
    // Those without a car go by other modes; the cars there are do not drive all of it instead.
    CHECK(at(run, "pkm", "no-policy", kLook, {"car"}) <
          0.99 * at(before, "pkm", "no-policy", kLook, {"car"}));
    CHECK(at(run, "pkm", "no-policy", kLook, {"metro"}) >
          at(before, "pkm", "no-policy", kLook, {"metro"}));
}

// Of G sales D are first cars and G - D replace one; buyers choose conventional cars with share P.
// Plates Q for conventional cars bind first-time buyers alone:  (G - D) P + min(D P, Q).
TEST_CASE("a quota for conventional cars binds first-time buyers and no others") {
    const Dataset& before = shipped_run("no-policy");
    const double added = of_class(before, "stock", kStart, "private-car") -
                         of_class(before, "stock", kStart - 1, "private-car");
    for (const double part : {0.0, 0.2, 0.6}) {
        const double share = of_cars(before, "chosen_share", kStart, kConventional);
        const double plates = part * added * share;
        INFO("plates for " << part << " of what first-time buyers would choose");
        const Dataset run = run_of(
            with(shipped("no-policy"), policy("plate-quota", kCars, "conventional", plates)));
        const double sold = of_class(run, "sales", kStart, "private-car");
        CHECK(of_cars(run, "chosen_share", kStart, kConventional) == Approx(share).epsilon(1e-12));
        CHECK(of_cars(run, "sales", kStart, kConventional) ==
              Approx((sold - added) * share + plates).epsilon(1e-9));
        CHECK(at(run, "unmet_stock", "no-policy", kStart, {"private-car"}) == 0.0);
    }
    const Dataset enough =
        run_of(with(shipped("no-policy"), policy("plate-quota", kCars, "conventional", 1e9)));
    CHECK(difference_text(before, enough) == "");
}

TEST_CASE("of two quotas the smaller holds, in either order") {
    const PolicyText small = policy("plate-quota", kCars, "plates", 1e6);
    const PolicyText large = policy("plate-quota", kCars, "plates", 3e6);
    const Dataset alone = run_of(with(shipped("no-policy"), small));
    CHECK(difference_text(alone, run_of(with(with(shipped("no-policy"), small), large))) == "");
    CHECK(difference_text(alone, run_of(with(with(shipped("no-policy"), large), small))) == "");
}

// Q plates for each resident are Q x population plates; 0.001 x 1.4 billion are fewer than cars
// wanted.
TEST_CASE("plates for each resident are so many plates, and of two quotas the lower holds") {
    constexpr double kEach = 0.001;
    const config::Scenario alone =
        with(shipped("no-policy"), policy("plate-quota", kCars, "plates-per-person", kEach));
    const Dataset run = run_of(alone);
    for (int year = kStart; year < kLook; ++year) {
        INFO(year);
        const double people = at(shipped_run("no-policy"), "population", "no-policy", year);
        CHECK(of_class(run, "stock", year, "private-car") ==
              Approx(of_class(run, "stock", year - 1, "private-car") + kEach * people)
                  .epsilon(1e-12));
    }
    const PolicyText fewer = policy("plate-quota", kCars, "plates", 1e6);
    const PolicyText more = policy("plate-quota", kCars, "plates", 2e6);
    CHECK(difference_text(run, run_of(with(alone, more))) == "");
    CHECK(difference_text(run_of(with(shipped("no-policy"), fewer)), run_of(with(alone, fewer))) ==
          "");
}

/// Credits of the sales of a year: earned by battery cars, less those due.
double credit_balance(const Dataset& run, int year, double ratio, double credit) {
    return credit * of_cars(run, "sales", year, {"bev"}) -
           ratio * of_cars(run, "sales", year, kConventional);
}

TEST_CASE("credits balance exactly where the rule binds, and are surplus where it does not") {
    const Dataset run = run_of(with(shipped("no-policy"), lever_case("dual-credit").policy));
    for (int year = kStart; year <= 2060; ++year) {
        INFO(year);
        const double ratio = 4.0;
        const double balance = credit_balance(run, year, ratio, 1.0);
        const double scale = of_class(run, "sales", year, "private-car");
        CHECK(balance > -1e-9 * scale);
        const bool binds = of_cars(run, "chosen_share", year, {"bev"}) <
                           0.999 * of_cars(run, "sales", year, {"bev"}) / scale;
        if (binds) CHECK(std::abs(balance) < 1e-9 * scale);
    }
    CHECK(std::abs(credit_balance(run, kStart, 4.0, 1.0)) <
          1e-9 * of_class(run, "sales", kStart, "private-car"));
}

// Next to nothing is due in 2028-2030 and 4 credits from 2031 on. What battery cars earned
// meanwhile covers the debt of 2031 as far as it goes: sales of 2031 obey  earned + bank - due = 0.
TEST_CASE("credits kept from good years are spent in bad ones, at a yearly discount") {
    const auto run_with = [](double kept) {
        return run_of(with(shipped("no-policy"),
                           {"dual-credit",
                            cars({"bev"}),
                            {{"ratio", {{kStart, 0.01}, {kStart + 2, 0.01}, {kStart + 3, 4.0}}},
                             {"credit", {{kStart, 0.2}}},
                             {"kept", {{kStart, kept}}}}}));
    };
    const Dataset none = run_with(0.0);
    double last = 0.0;
    for (const double kept : {0.25, 0.5}) {
        INFO(kept);
        const Dataset run = run_with(kept);
        double bank = 0.0;
        for (int year = kStart; year < kStart + 3; ++year) {
            bank = kept * (bank + credit_balance(run, year, 0.01, 0.2));
        }
        REQUIRE(bank > 0.0);
        const double balance = bank + credit_balance(run, kStart + 3, 4.0, 0.2);
        CHECK(std::abs(balance) < 1e-6 * bank);
        const double conventional = of_cars(run, "sales", kStart + 3, kConventional);
        CHECK(conventional > of_cars(none, "sales", kStart + 3, kConventional));
        CHECK(conventional > last);
        last = conventional;
    }
}

TEST_CASE("a credit policy with a ratio of 0 leaves the numbers of another alone") {
    const config::Scenario binding = with(shipped("no-policy"), lever_case("dual-credit").policy);
    const config::Scenario both =
        with(binding, policy("dual-credit", cars({"bev", "phev"}),
                             {{"ratio", 0.0}, {"credit", 9.0}, {"kept", 1.0}}));
    CHECK(difference_text(run_of(binding), run_of(both)) == "");
}

/// Mean fuel use of the cars sold, electricity and hydrogen left out [MJ/km]: use of the base year
/// less the yearly gain.
double mean_fuel(const Dataset& run, int year) {
    double sum = 0.0;
    for (const auto& technology : shipped("no-policy").pack.parameters.classes[0].technologies) {
        double use = 0.0;
        for (const auto& energy : technology.energy) {
            if (energy.id.text != "electricity" && energy.id.text != "hydrogen") {
                use += energy.use.number;
            }
        }
        sum += use * std::pow(1.0 - technology.efficiency_gain.number, year - 2019) *
               of_cars(run, "sales", year, {technology.id.text});
    }
    return sum / of_class(run, "sales", year, "private-car");
}

TEST_CASE("the fleet average meets its standard, on the road by the gap more") {
    REQUIRE(shipped("no-policy").pack.parameters.classes[0].id.text == "private-car");
    for (const double gap : {0.0, 0.3}) {
        INFO(gap);
        const Dataset run =
            run_of(with(shipped("no-policy"),
                        policy("fleet-average", kCars, {{"standard", 0.5}, {"gap", gap}})));
        REQUIRE(mean_fuel(shipped_run("no-policy"), kStart) > 0.8);
        CHECK(mean_fuel(run, kStart - 1) > 0.8);
        for (const int year : {kStart, 2040, 2060}) {
            INFO(year);
            const double standard = 0.5 * (1.0 + gap);
            CHECK(mean_fuel(run, year) <= standard * (1.0 + 1e-9));
            if (year == kStart) CHECK(mean_fuel(run, year) == Approx(standard).epsilon(1e-9));
        }
    }
}

// Of N vehicles at the end of 2027 the survivors S of the parent stay; with part x taken from every
// age S (1 - x) stay, so scrappage is N - S (1 - x). From an age nobody reaches, nothing is taken.
TEST_CASE("early retirement takes its part of what natural scrappage leaves") {
    const Selections trucks = {{"class", {"truck-heavy"}}, {"technology", {"diesel"}}};
    const std::vector<std::string> cell = {"truck-heavy", "diesel"};
    const Dataset& before = shipped_run("no-policy");
    const double stock = at(before, "stock", "no-policy", kStart - 1, cell);
    const double left = stock - at(before, "scrappage", "no-policy", kStart, cell);
    for (const double part : {0.1, 1.0}) {
        const Dataset run =
            run_of(with(shipped("no-policy"),
                        policy("early-retirement", trucks, {{"schedule", part}, {"age", 0.0}})));
        CHECK(at(run, "scrappage", "no-policy", kStart, cell) ==
              Approx(stock - left * (1.0 - part)).epsilon(1e-12));
        CHECK(of_class(run, "stock", kStart, "truck-heavy") ==
              Approx(of_class(before, "stock", kStart, "truck-heavy")).epsilon(1e-9));
    }
    const auto retired_from = [&](double age) {
        const Dataset run =
            run_of(with(shipped("no-policy"),
                        policy("early-retirement", trucks, {{"schedule", 0.5}, {"age", age}})));
        return at(run, "scrappage", "no-policy", kStart, cell);
    };
    CHECK(retired_from(5.0) > retired_from(5.5));
    CHECK(retired_from(5.5) == Approx(0.5 * (retired_from(5.0) + retired_from(6.0))));
    CHECK(retired_from(6.0) > retired_from(12.0));
}

TEST_CASE("a longer life is fewer vehicles scrapped, a trade-in bonus more") {
    const std::vector<std::string> cell = {"private-car", "gasoline"};
    double last = 0.0;
    for (const double hazard : {-0.5, 0.0, 0.5, 2.0}) {
        const Dataset run = run_of(with(
            shipped("no-policy"), policy("trade-in-bonus", cars({"gasoline"}), "hazard", hazard)));
        const double scrapped = at(run, "scrappage", "no-policy", kStart, cell);
        CHECK(scrapped > last);
        last = scrapped;
    }
}

TEST_CASE("a limit on fuel use binds until the market is better by itself") {
    const Selections trucks = {{"class", {"truck-heavy"}}, {"technology", {"diesel"}}};
    double gain = 0.0;
    for (const auto& vehicle_class : shipped("no-policy").pack.parameters.classes) {
        if (vehicle_class.id.text != "truck-heavy") continue;
        for (const auto& technology : vehicle_class.technologies) {
            if (technology.id.text == "diesel") gain = technology.efficiency_gain.number;
        }
    }
    REQUIRE(gain > 0.0);
    // The market of 2050 is this good without a rule: the limit changes nothing from then on.
    const double limit = std::pow(1.0 - gain, 2050 - 2019);
    const Dataset run =
        run_of(with(shipped("no-policy"), policy("fuel-economy-standard", trucks, "limit", limit)));
    const auto per_km = [&](const Dataset& d, int year) {
        return at(d, "vehicle_energy", "no-policy", year, {"truck-heavy", "diesel", "diesel"}) /
               at(d, "vkm", "no-policy", year, {"truck-heavy", "diesel"});
    };
    const Dataset& before = shipped_run("no-policy");
    CHECK(per_km(run, kLook) < 0.98 * per_km(before, kLook));
    CHECK(per_km(run, 2060) > per_km(run, 2049) * 0.9);
    CHECK(per_km(run, 2060) < per_km(before, 2060));
}

TEST_CASE("a fee is a subsidy turned round") {
    const Dataset fee =
        run_of(with(shipped("no-policy"), policy("vehicle-fee", cars({"bev"}), "schedule", 5e3)));
    config::Scenario both =
        with(shipped("no-policy"), policy("vehicle-fee", cars({"bev"}), "schedule", 5e3));
    add_policy(both, policy("purchase-subsidy", cars({"bev"}), "schedule", 5e3));
    CHECK(difference_text(shipped_run("no-policy"), run_of(both)) == "");
    CHECK(at(fee, "sales", "no-policy", kLook, {"private-car", "bev"}) <
          at(shipped_run("no-policy"), "sales", "no-policy", kLook, {"private-car", "bev"}));
}

// §6.7: with P the base-year share of battery cars, a gain of 120 person and 10 points for 100 000
// people, the study has P + 0.012. In a plain logit the log-odds would move by logit(P + 0.012) -
// logit(P) at any share; the nest of plug-in cars makes it a little more or less at another share.
TEST_CASE("charging points move the odds by what the study reports for the base year") {
    const auto& technologies = shipped("no-policy").pack.parameters.classes[0].technologies;
    double share = 0.0;
    double all = 0.0;
    for (const auto& technology : technologies) {
        if (technology.sales_share) all += technology.sales_share->number;
        if (technology.id.text == "bev") share = technology.sales_share->number;
    }
    REQUIRE(share > 0.0);
    share /= all;
    const auto logit = [](double p) { return std::log(p / (1.0 - p)); };
    const double shift = logit(share + 0.012) - logit(share);
    const Dataset run = run_of(
        with(shipped("no-policy"), {"charging-infrastructure",
                                    cars({"bev"}),
                                    {{"points", {{2020, 1e-4}}}, {"gain", {{2020, 120.0}}}}}));
    const auto bev = [](const Dataset& d) {
        return at(d, "chosen_share", "no-policy", 2020, {"private-car", "bev"});
    };
    const double moved = logit(bev(run)) - logit(bev(shipped_run("no-policy")));
    CHECK(moved == Approx(shift).epsilon(0.05));
}

TEST_CASE("rules on vehicles that make no sense are refused where they stand") {
    const auto refusal = [](const PolicyText& text) -> std::string {
        try {
            run_of(with(shipped("no-policy"), text));
        } catch (const InputError& error) {
            return error.what();
        }
        return "";
    };
    CHECK_THAT(
        refusal(policy("dual-credit", cars({"gasoline"}), {{"ratio", 0.1}, {"credit", 1.0}})),
        Catch::Contains("owes credits and earns none"));
    CHECK_THAT(refusal(policy("plate-quota", kCars, {{"plates", 1e6}, {"conventional", 2e6}})),
               Catch::Contains("more plates for conventional vehicles"));
    CHECK_THAT(refusal(policy("plate-quota", {{"class", {"truck-heavy"}}}, "plates", 1e5)),
               Catch::Contains("follows its work"));
    CHECK_THAT(refusal(policy("market-development", cars({"gasoline"}), "schedule", 0.5)),
               Catch::Contains("emerging"));
    CHECK_THAT(refusal(policy("charging-infrastructure", cars({"gasoline"}),
                              {{"points", 0.0005}, {"gain", 120.0}})),
               Catch::Contains("does not take what the stations deliver"));
    CHECK_THAT(refusal(policy("fleet-average", {{"class", {"e-bike"}}}, "standard", 0.5)),
               Catch::Contains("one technology only"));
    CHECK_THAT(refusal(policy("charging-infrastructure", cars({"bev"}),
                              {{"points", 0.09}, {"gain", 120.0}})),
               Catch::Contains("out of the range 0 to 100 %"));
    CHECK_THAT(
        refusal(policy("early-retirement", {{"class", {"bus"}}, {"technology", {"methanol"}}},
                       {{"schedule", 0.1}, {"age", 5.0}})),
        Catch::Contains("matches nothing"));
    // No mix of cars meets a mean of almost nothing once plug-in hybrids are all there is besides
    // battery cars that may not exceed a tenth.
    config::Scenario impossible =
        with(shipped("no-policy"), policy("fleet-average", kCars, "standard", 0.01));
    add_policy(impossible, policy("maximum-sales-share", cars({"bev", "fcev"}), "schedule", 0.1));
    try {
        run_of(impossible);
        FAIL("the standard cannot be met");
    } catch (const RunError& error) {
        // The first year of the rule, what went wrong and nothing that follows from it, and where.
        CHECK_THAT(error.what(), Catch::Contains("2028: a rule cannot be met (") &&
                                     Catch::Contains("'private-car'"));
    }
}

}  // namespace
}  // namespace tanlu::test
