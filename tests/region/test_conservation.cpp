// Invariants P1, P13 and P15: nothing is lost, every share is one (docs/theory §4.5, §14.2). On the
// shipped scenarios and on random variations of them.
#include <catch2/catch.hpp>
#include <cmath>

#include "region/variations.hpp"

namespace tanlu::test {
namespace {

/// Stock, sales and scrappage in numbers of vehicles: rounding is relative to the stock.
constexpr double kRounding = 1e-12;

std::vector<std::string> technologies_of(const config::Scenario& scenario, std::size_t v) {
    std::vector<std::string> ids;
    for (const auto& technology : scenario.pack.parameters.classes[v].technologies) {
        ids.push_back(technology.id.text);
    }
    return ids;
}

TEST_CASE("stock is the stock before, plus sales, less scrappage, by class and technology") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        const auto& p = scenario.pack.parameters;
        for (std::size_t v = 0; v < p.classes.size(); ++v) {
            const std::string& id = p.classes[v].id.text;
            for (const auto& technology : technologies_of(scenario, v)) {
                INFO(id << " " << technology);
                const auto value = [&](const char* what, int year) {
                    return at(run, what, scenario.id, year, {id, technology});
                };
                double worst = 0.0;
                double sold = 0.0;
                double scrapped = 0.0;
                bool is_negative = false;
                for (int year = 2020; year <= scenario.horizon; ++year) {
                    const double before = value("stock", year - 1);
                    const double after = value("stock", year);
                    const double sales = value("sales", year);
                    const double scrappage = value("scrappage", year);
                    const double gap = std::abs(before + sales - scrappage - after);
                    worst = std::max(worst, gap / std::max({before, after, 1.0}));
                    sold += sales;
                    scrapped += scrappage;
                    is_negative |= after < 0.0 || sales < 0.0 || scrappage < 0.0;
                    // Nothing is scrapped that was not there at the end of the year before.
                    is_negative |= scrappage > before * (1.0 + kRounding);
                }
                CHECK(worst <= kRounding);
                CHECK_FALSE(is_negative);
                const double change = value("stock", scenario.horizon) - value("stock", 2019);
                CHECK(std::abs(sold - scrapped - change) <= 1e-11 * std::max(sold + scrapped, 1.0));
            }
        }
    });
}

TEST_CASE("kilometres of technologies add up to those of the class, by mean stock") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        for (const auto& vehicle_class : scenario.pack.parameters.classes) {
            const std::string& id = vehicle_class.id.text;
            INFO(id);
            double worst = 0.0;
            double worst_electric = 0.0;
            for (int year = 2020; year <= scenario.horizon; ++year) {
                // 4.6: the exposure of a year is the mean of the stocks at its two ends.
                const double mean = 0.5 * (sum_at(run, "stock", scenario.id, year - 1, {id}) +
                                           sum_at(run, "stock", scenario.id, year, {id}));
                const double driven = sum_at(run, "vkm", scenario.id, year, {id});
                const double by_vkt = at(run, "vkt", scenario.id, year, {id}) * mean;
                worst = std::max(worst, std::abs(driven - by_vkt) / driven);
                const double electric = sum_at(run, "electric_vkm", scenario.id, year, {id});
                worst_electric = std::max(worst_electric, electric / driven - 1.0);
            }
            CHECK(worst <= 1e-12);
            CHECK(worst_electric <= 1e-12);
        }
    });
}

/// Passenger-km of a mode on road vehicles are their kilometres times their occupancy; tonne-km of
/// truck classes are those of the road.
TEST_CASE("activity of vehicles is that of their modes and markets") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        const auto& p = scenario.pack.parameters;
        for (const auto& mode : p.passenger.modes) {
            for (int year = 2019; year <= scenario.horizon; year += 7) {
                double carried = 0.0;
                for (const auto& vehicle_class : p.classes) {
                    if (vehicle_class.passenger_mode.text != mode.id.text) continue;
                    carried += vehicle_class.occupancy->number *
                               sum_at(run, "vkm", scenario.id, year, {vehicle_class.id.text});
                }
                if (carried == 0.0) continue;
                INFO(mode.id.text << " " << year);
                CHECK(at(run, "pkm", scenario.id, year, {mode.id.text}) ==
                      Approx(carried).epsilon(1e-12));
            }
        }
        for (const auto& market : p.freight.haulage) {
            if (!market.modal) continue;
            for (int year = 2019; year <= scenario.horizon; year += 7) {
                double hauled = 0.0;
                for (const auto& vehicle_class : p.classes) {
                    if (vehicle_class.haulage.text != market.id.text) continue;
                    hauled += at(run, "road_tkm", scenario.id, year, {vehicle_class.id.text});
                }
                CHECK(at(run, "tkm", scenario.id, year, {"road"}) == Approx(hauled).epsilon(1e-12));
            }
        }
    });
}

/// Where stock follows activity it follows the mean of four years, so that survival does not echo
/// the noise of demand. Years after the shocks of 2020-2022, in which nothing is held in surplus.
TEST_CASE("trucks follow the mean activity of four years") {
    const Dataset& run = shipped_run("no-policy");
    const auto mean = [&](int last) {
        double sum = 0.0;
        for (int year = last - 3; year <= last; ++year) {
            sum += sum_at(run, "vkm", "no-policy", year, {"truck-heavy"});
        }
        return sum / 4.0;
    };
    const auto stock = [&](int year) {
        return sum_at(run, "stock", "no-policy", year, {"truck-heavy"});
    };
    for (int year = 2028; year <= 2034; ++year) {
        INFO(year);
        CHECK(stock(year) / stock(2027) == Approx(mean(year) / mean(2027)).epsilon(1e-12));
    }
}

TEST_CASE("local trips are part of all passenger-km and never negative") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        for (const auto& mode : scenario.pack.parameters.passenger.modes) {
            INFO(mode.id.text);
            for (int year = 2019; year <= scenario.horizon; year += 5) {
                const double all = at(run, "pkm", scenario.id, year, {mode.id.text});
                const double local = at(run, "local_pkm", scenario.id, year, {mode.id.text});
                CHECK(local >= 0.0);
                CHECK(local <= all * (1.0 + 1e-12));
                if (!mode.local) CHECK(local == 0.0);
            }
        }
        bool is_negative = false;
        for (const double x : run.variable("trips").data) is_negative |= !(x >= 0.0);
        CHECK_FALSE(is_negative);
    });
}

TEST_CASE("every share lies between 0 and 1, modal splits and shares of sales add to 1") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        for (const auto* name : {"trip_share", "pkm_share", "tkm_share"}) {
            for (int year = 2019; year <= scenario.horizon; ++year) {
                CHECK(sum_at(run, name, scenario.id, year) == Approx(1.0).epsilon(1e-12));
            }
        }
        for (const auto* name :
             {"trip_share", "pkm_share", "tkm_share", "nev_sales_share", "nev_sales_share_auto",
              "nev_stock_share", "nev_stock_share_auto", "electric_km_share"}) {
            INFO(name);
            bool is_share = true;
            for (const double x : run.variable(name).data) {
                if (!std::isnan(x)) is_share &= x >= 0.0 && x <= 1.0 + 1e-14;
            }
            CHECK(is_share);
        }
        // Shares of sales as the audit of the run saw them.
        for (int year = 2019; year <= scenario.horizon; ++year) {
            CHECK(at(run, "audit", scenario.id, year, {"sales-shares"}) <= 1e-13);
            CHECK(at(run, "audit", scenario.id, year, {"tonnes"}) <= 1e-12);
        }
    });
}

}  // namespace
}  // namespace tanlu::test
