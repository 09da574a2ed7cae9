// Every variable of the shipped scenarios: factors and parts give the number back.
#include <catch2/catch.hpp>
#include <map>
#include <memory>

#include "explain/explanation.hpp"
#include "levers/lever.hpp"
#include "support/china.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

using explain::Explanation;
using explain::Question;

/// The scenario as a result holds it, read once.
struct Held {
    explicit Held(const std::string& id)
        : text(shipped_run(id).provenance.at("scenario_" + id)),
          scenario(config::parse_scenario(text, id, levers::specs())),
          inputs(scenario, text) {}

    std::string text;
    config::Scenario scenario;
    explain::Inputs inputs;
};

Explanation ask(const std::string& scenario, const std::string& variable, int year,
                const std::vector<std::string>& selectors = {}) {
    static std::map<std::string, std::unique_ptr<Held>> known;
    auto& held = known[scenario];
    if (!held) held = std::make_unique<Held>(scenario);
    return explain::trace({"china.h5", variable, year, scenario, {}, selectors},
                          shipped_run(scenario), held->scenario, held->inputs);
}

/// A question about each variable that has factors; the labels that it needs.
struct Asked {
    const char* variable;
    std::vector<std::string> selectors;
};

const std::vector<Asked>& questions() {
    static const std::vector<Asked> kQuestions = {
        {"population", {}},
        {"urban_population", {}},
        {"gdp", {}},
        {"stock", {}},
        {"stock", {"class=private-car,technology=nev"}},
        {"sales", {"class=truck-heavy"}},
        {"scrappage", {"class=private-car,technology=gasoline"}},
        {"vkm", {}},
        {"vkm", {"class=private-car"}},
        {"vkm", {"class=truck-light,technology=diesel"}},
        {"vkm", {"class=special"}},
        {"electric_vkm", {"class=private-car"}},
        {"capital_cost", {"class=private-car"}},
        {"energy_cost", {}},
        {"upkeep_cost", {"class=truck-heavy"}},
        {"vehicle_energy", {"class=truck-heavy,carrier=diesel"}},
        {"vehicle_co2", {"class=private-car,technology=gasoline,carrier=gasoline"}},
        {"vehicle_co2", {}},
        {"trips", {"mode=bus"}},
        {"pkm", {"mode=hsr"}},
        {"local_pkm", {"mode=bike"}},
        {"tkm", {"mode=rail"}},
        {"road_tkm", {"class=truck-medium"}},
        {"trip_share", {"mode=walk"}},
        {"pkm_share", {"mode=air"}},
        {"tkm_share", {"mode=water"}},
        {"nev_sales_share", {"class=private-car"}},
        {"nev_stock_share", {"class=bus"}},
        {"nev_sales_share_auto", {}},
        {"nev_stock_share_auto", {}},
        {"electric_km_share", {"class=private-car"}},
        {"energy", {}},
        {"energy", {"carrier=electricity"}},
        {"energy", {"subsector=shipping"}},
        {"energy", {"subsector=pipelines"}},
        {"energy", {"subsector=lpg-vehicles"}},
        {"co2", {"subsector=cars"}},
        {"co2", {"subsector=rail,carrier=diesel"}},
        {"co2", {"subsector=aviation"}},
        {"co2_production", {"carrier=electricity"}},
        {"ch4", {"carrier=diesel"}},
        {"n2o", {}},
        {"co2e_upstream", {"carrier=gasoline"}},
        {"emissions", {"subsector=taxi-bus-coach,boundary=wtw"}},
        {"emissions", {"subsector=motorcycles,boundary=ttw"}},
        {"co2_by_boundary", {"boundary=ttw"}},
        {"co2_by_boundary", {"boundary=ttw_grid"}},
        {"production_factor", {"carrier=electricity"}},
        {"carrier_price", {"carrier=gasoline"}},
    };
    return kQuestions;
}

TEST_CASE("Factors and parts of every variable give the number back") {
    const std::string scenario = GENERATE("reference", "peak-2030", "neutrality-2060");
    for (const auto& [variable, selectors] : questions()) {
        for (const int year : {2019, 2020, 2035, 2060}) {
            INFO(scenario << " " << variable << " " << year << " "
                          << (selectors.empty() ? "" : selectors.front()));
            const Explanation found = ask(scenario, variable, year, selectors);
            CHECK(found.holds());
            if (found.value > 0.0) CHECK_FALSE(found.factors.empty());
            if (found.value > 0.0) CHECK_FALSE(found.inputs.empty());
        }
    }
}

TEST_CASE("Kilometres per vehicle follow from the stocks at both ends of the year") {
    CHECK(ask("reference", "vkt", 2019, {"class=private-car"}).factors.empty());
    for (const int year : {2020, 2035, 2060}) {
        const Explanation found = ask("reference", "vkt", year, {"class=private-car"});
        CHECK(found.factors.size() == 2);
        CHECK(found.holds());
    }
}

TEST_CASE("Other variables have a number and inputs, and no factors") {
    for (const char* variable : {"battery_price", "time_value"}) {
        const Explanation found = ask("reference", variable, 2030);
        CHECK(found.factors.empty());
        CHECK(found.holds());
        CHECK_FALSE(found.inputs.empty());
    }
    CHECK_FALSE(
        ask("reference", "purchase_price", 2030, {"class=bus,technology=bev"}).inputs.empty());
}

TEST_CASE("Inputs stand with file, line, source and grade of the pack") {
    const Explanation found = ask("reference", "vehicle_co2", 2030,
                                  {"class=private-car,technology=gasoline,carrier=gasoline"});
    const auto& input =
        found.inputs[1].path == "carriers.gasoline.co2" ? found.inputs[1] : found.inputs[0];
    CHECK(input.path == "carriers.gasoline.co2");
    CHECK(input.value == "67.914");
    CHECK(input.unit == "gCO2/MJ");
    CHECK(input.canonical == Approx(0.067914).epsilon(1e-14));
    CHECK(input.grade == Grade::a);
    CHECK(input.source == "ndrc11");
    CHECK_FALSE(input.source_title.empty());
    CHECK_THAT(input.file, Catch::EndsWith("models/china/carriers.yaml"));
    CHECK(input.line > 0);
    CHECK(input.steps == 0);
}

TEST_CASE("A result without the text of its scenario is refused") {
    Dataset dataset = shipped_run("reference");
    dataset.provenance.erase("scenario_reference");
    const Question question{"old.h5", "gdp", 2030, {}, {}, {}};
    CHECK_THROWS_WITH(explain::explain(question, dataset, explain::Rerun::no),
                      Catch::Contains("old.h5: error: it does not hold the text of scenario "
                                      "'reference'"));
}

TEST_CASE("A number that does not follow from its factors does not hold") {
    Dataset dataset = shipped_run("reference");
    for (auto& variable : dataset.variables) {
        if (variable.name != "vehicle_co2") continue;
        for (double& cell : variable.data) cell *= 1.0 + 1e-9;
    }
    const Question question{"china.h5", "vehicle_co2",
                            2030,       {},
                            {},         {"class=private-car,technology=gasoline,carrier=gasoline"}};
    CHECK_FALSE(explain::explain(question, dataset, explain::Rerun::no).holds());
}

}  // namespace
}  // namespace tanlu::test
