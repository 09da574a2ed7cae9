// Invariant P2: energy and emissions add up whichever way they are counted, and follow from
// kilometres, energy per kilometre and emission factors (docs/theory §1.1, §1.2).
#include <catch2/catch.hpp>
#include <cmath>

#include "plan/compile.hpp"
#include "region/variations.hpp"

namespace tanlu::test {
namespace {

/// AR6 warming potentials over 100 years as the specification has them, written out again.
constexpr double kMethane = 27.0;
constexpr double kNitrousOxide = 273.0;

TEST_CASE("energy and CO2 of road vehicles are those of the road subsectors") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        const auto& p = scenario.pack.parameters;
        const std::size_t carriers = p.carriers.size();
        for (int year = 2019; year <= scenario.horizon; ++year) {
            for (const auto& subsector : p.subsectors) {
                double energy = 0.0;
                double co2 = 0.0;
                bool is_fleet = false;
                for (const auto& vehicle_class : p.classes) {
                    if (vehicle_class.subsector.text != subsector.id.text) continue;
                    is_fleet = true;
                    const std::string& id = vehicle_class.id.text;
                    energy += sum_at(run, "vehicle_energy", scenario.id, year, {id});
                    co2 += sum_at(run, "vehicle_co2", scenario.id, year, {id});
                }
                if (!is_fleet) continue;
                INFO(subsector.id.text << " " << year << ", " << carriers << " carriers");
                CHECK(sum_at(run, "energy", scenario.id, year, {subsector.id.text}) ==
                      Approx(energy).epsilon(1e-12));
                CHECK(sum_at(run, "co2", scenario.id, year, {subsector.id.text}) ==
                      Approx(co2).epsilon(1e-12).margin(1e-3));
            }
        }
    });
}

TEST_CASE("boundaries are made of the gases: ttw, with production, with upstream and all gases") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        for (int year = 2019; year <= scenario.horizon; ++year) {
            double totals[3] = {0.0, 0.0, 0.0};
            for (const auto& subsector : scenario.pack.parameters.subsectors) {
                const std::string& id = subsector.id.text;
                INFO(id << " " << year);
                const auto sum = [&](const char* gas) {
                    return sum_at(run, gas, scenario.id, year, {id});
                };
                const double ttw = sum("co2");
                const double ttw_grid = ttw + sum("co2_production");
                const double wtw = ttw_grid + kMethane * sum("ch4") + kNitrousOxide * sum("n2o") +
                                   sum("co2e_upstream");
                const double expected[3] = {ttw, ttw_grid, wtw};
                const char* names[3] = {"ttw", "ttw_grid", "wtw"};
                for (int b = 0; b < 3; ++b) {
                    CHECK(at(run, "emissions", scenario.id, year, {id, names[b]}) ==
                          Approx(expected[b]).epsilon(1e-12).margin(1e-3));
                    totals[b] += expected[b];
                }
            }
            CHECK(at(run, "co2_by_boundary", scenario.id, year, {"ttw"}) ==
                  Approx(totals[0]).epsilon(1e-12));
            CHECK(at(run, "co2_by_boundary", scenario.id, year, {"ttw_grid"}) ==
                  Approx(totals[1]).epsilon(1e-12));
            CHECK(at(run, "co2_by_boundary", scenario.id, year, {"wtw"}) ==
                  Approx(totals[2]).epsilon(1e-12));
        }
    });
}

TEST_CASE("emissions of each carrier are its energy times its factors") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        const auto p = plan::compile<double>(scenario.pack.parameters, 2019, scenario.horizon);
        for (int year = 2019; year <= scenario.horizon; year += 3) {
            for (const auto& subsector : p.subsectors) {
                for (const auto& carrier : p.carriers) {
                    INFO(subsector.id.text << " " << carrier.id.text << " " << year);
                    const auto value = [&](const char* what) {
                        return at(run, what, scenario.id, year,
                                  {subsector.id.text, carrier.id.text});
                    };
                    const double energy = value("energy");
                    const auto is = [](double x) { return Approx(x).epsilon(1e-12).margin(1e-6); };
                    CHECK(value("co2") ==
                          is(energy * carrier.co2 * (1.0 - carrier.biogenic_share)));
                    CHECK(value("ch4") == is(energy * carrier.ch4.value_or(0.0)));
                    CHECK(value("n2o") == is(energy * carrier.n2o.value_or(0.0)));
                    const double upstream = carrier.upstream ? carrier.upstream->at(year) : 0.0;
                    CHECK(value("co2e_upstream") == is(energy * upstream));
                    CHECK(value("co2_production") ==
                          is(energy *
                             at(run, "production_factor", scenario.id, year, {carrier.id.text})));
                }
            }
        }
    });
}

/// km x energy/km x CO2/energy. The energy per km is that of the cohorts on the road: between the
/// best vehicle on sale and the mean of the base-year fleet.
TEST_CASE("CO2 of vehicles is kilometres x energy per kilometre x CO2 per energy") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        const auto& p = scenario.pack.parameters;
        for (const auto& vehicle_class : p.classes) {
            for (const auto& technology : vehicle_class.technologies) {
                const std::vector<std::string> of = {vehicle_class.id.text, technology.id.text};
                const double factor = at(run, "energy_factor", scenario.id, 0, of);
                for (int year = 2019; year <= scenario.horizon; year += 4) {
                    const double km = at(run, "vkm", scenario.id, year, of);
                    for (const auto& entry : technology.energy) {
                        INFO(of[0] << " " << of[1] << " " << entry.id.text << " " << year);
                        std::vector<std::string> cell = of;
                        cell.push_back(entry.id.text);
                        const double energy = at(run, "vehicle_energy", scenario.id, year, cell);
                        if (km == 0.0) {
                            CHECK(energy == 0.0);
                            continue;
                        }
                        const double per_km = energy / km;
                        CHECK(per_km <= entry.use.number * factor * (1.0 + 1e-12));
                        CHECK(per_km > 0.1 * entry.use.number * factor);
                        double co2_per_mj = 0.0;
                        for (const auto& carrier : p.carriers) {
                            if (carrier.id.text != entry.id.text) continue;
                            co2_per_mj = carrier.co2.number * (1.0 - carrier.biogenic_share.number);
                        }
                        CHECK(at(run, "vehicle_co2", scenario.id, year, cell) ==
                              Approx(km * per_km * co2_per_mj).epsilon(1e-12));
                    }
                }
            }
        }
    });
}

/// Energy carriers decide: nothing else than electricity or hydrogen counts as electric; a plug-in
/// hybrid drives the share that its range covers, the same in every year.
TEST_CASE("kilometres are electric by what the vehicle takes") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        for (const auto& vehicle_class : scenario.pack.parameters.classes) {
            for (const auto& technology : vehicle_class.technologies) {
                const std::vector<std::string> of = {vehicle_class.id.text, technology.id.text};
                INFO(of[0] << " " << of[1]);
                bool all_electric = true;
                for (const auto& entry : technology.energy) {
                    all_electric &= entry.id.text == "electricity" || entry.id.text == "hydrogen";
                }
                double share = -1.0;
                for (int year = 2019; year <= scenario.horizon; year += 4) {
                    const double km = at(run, "vkm", scenario.id, year, of);
                    if (km <= 0.0) continue;
                    const double now = at(run, "electric_vkm", scenario.id, year, of) / km;
                    if (all_electric) CHECK(now == 1.0);
                    if (!all_electric && !technology.electric_range) CHECK(now == 0.0);
                    if (!all_electric && technology.electric_range) {
                        CHECK(now > 0.2);
                        CHECK(now < 0.9);
                    }
                    if (share >= 0.0) CHECK(now == Approx(share).epsilon(1e-12));
                    share = now;
                }
            }
        }
    });
}

/// In the base year the model is the data: stock x use x energy per km (1.1), to rounding.
TEST_CASE("the base year is the product of stock, kilometres, energy per km and CO2 of the data") {
    for_each_case([](const config::Scenario& scenario, const Dataset& run) {
        for (const auto& vehicle_class : scenario.pack.parameters.classes) {
            double stock = 0.0;
            double driven_by = 0.0;
            double km = 0.0;
            for (const auto& technology : vehicle_class.technologies) {
                stock += technology.stock.number;
                if (!technology.vkt) continue;
                driven_by += technology.stock.number;
                km += technology.stock.number * technology.vkt->number;
            }
            const double mean_km = km / driven_by;
            for (const auto& technology : vehicle_class.technologies) {
                const double vkt = technology.vkt ? technology.vkt->number : mean_km;
                for (const auto& entry : technology.energy) {
                    INFO(vehicle_class.id.text << " " << technology.id.text);
                    CHECK(at(run, "vehicle_energy", scenario.id, 2019,
                             {vehicle_class.id.text, technology.id.text, entry.id.text}) ==
                          Approx(technology.stock.number * vkt * entry.use.number)
                              .epsilon(1e-9)
                              .margin(1e-3));
                }
            }
        }
    });
}

}  // namespace
}  // namespace tanlu::test
