#include "config/scenario.hpp"

#include <catch2/catch.hpp>

#include "config/support.hpp"
#include "support/temporary_directory.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

config::Scenario load(const std::string& name) {
    const AtSourceDirectory here;
    return config::load_scenario("tests/data/scenarios/" + name, test_levers());
}

}  // namespace

TEST_CASE("A root scenario reads its pack and its policies") {
    const config::Scenario scenario = load("base.yaml");

    CHECK(scenario.id == "base");
    CHECK(scenario.title.zh == "基准");
    CHECK(scenario.lineage == std::vector<std::string>{"base"});
    CHECK(config::parent_of(scenario).empty());
    CHECK(config::own_of(scenario) == std::vector<std::string>{"base"});
    CHECK(scenario.horizon == 2050);
    CHECK(scenario.pack.id == "minipack");
    CHECK(scenario.overrides.empty());
    REQUIRE(scenario.policies.size() == 1);
    const config::Policy& policy = scenario.policies[0];
    CHECK(policy.lever.text == "faster-rail");
    CHECK(policy.scenario == "base");
    CHECK(policy.selection("mode")->ids == std::vector<Name>{{"rail", {}}});
    const Trajectory& speed = *policy.parameter("speed");
    CHECK(speed.interpolation == Interpolation::kStep);
    REQUIRE(speed.anchors.size() == 2);
    CHECK(speed.anchors[1].year == 2030);
    CHECK(speed.anchors[1].value.number == 0.1);
    CHECK(speed.anchors[1].value.source == "test");
    CHECK(policy.parameter("access") == nullptr);
    CHECK(policy.selection("class") == nullptr);
}

TEST_CASE("A child adds policies, replaces them, and overrides leaves") {
    const config::Scenario scenario = load("child.yaml");
    const auto& p = scenario.pack.parameters;

    CHECK(scenario.lineage == std::vector<std::string>{"base", "child"});
    CHECK(scenario.horizon == 2050);  // of the parent
    const Value& saturation = p.classes[0].ownership->saturation;
    CHECK(saturation.number == Approx(0.35).epsilon(1e-15));
    CHECK(saturation.source == "child-source");
    CHECK(saturation.origin.file == "tests/data/scenarios/child.yaml");
    CHECK_FALSE(p.classes[0].technologies[2].emerging);
    CHECK(p.passenger.modes[2].availability[0].number == 0.9);
    CHECK(p.carriers[0].price->anchors[1].value.number == Approx(9e3 / 32e3).epsilon(1e-14));
    CHECK(scenario.overrides.size() == 4);
    CHECK(scenario.overrides[0].path == "classes.private-car.ownership.saturation");
    CHECK(scenario.overrides[0].scenario == "child");

    REQUIRE(scenario.policies.size() == 2);
    const config::Policy& trains = scenario.policies[0];  // replaced, in its old place
    CHECK(trains.scenario == "child");
    CHECK(trains.parameter("speed")->anchors[0].value.number == -0.05);
    CHECK(trains.selectors.empty());
    const config::Policy& share = scenario.policies[1];
    CHECK(share.selection("technology")->written[0].text == "nev");
    CHECK(share.selection("technology")->ids ==
          std::vector<Name>{{"phev", {}}, {"bev", {}}, {"fcev", {}}});
    CHECK(share.parameter("schedule")->interpolation == Interpolation::kLinear);
    CHECK(share.parameter("credit")->anchors[0].value.number == 9000.0);
}

TEST_CASE("Packages come before the policies of their scenario, later by its delay") {
    const config::Scenario scenario = load("packaged.yaml");

    CHECK(scenario.lineage == std::vector<std::string>{"base", "trains", "sales", "packaged"});
    CHECK(scenario.packages == std::vector<std::string>{"trains", "sales"});
    CHECK(config::parent_of(scenario) == "base");
    CHECK(config::own_of(scenario) == std::vector<std::string>{"trains", "sales", "packaged"});
    REQUIRE(scenario.policies.size() == 4);
    CHECK(scenario.policies[0].id == "trains");  // of the parent, not delayed
    CHECK(scenario.policies[0].parameter("speed")->anchors[1].year == 2030);
    const config::Policy& faster = scenario.policies[1];
    CHECK(faster.scenario == "trains");
    CHECK(faster.parameter("access")->anchors[0].year == 2035);  // 2025 in the package
    CHECK(faster.parameter("access")->anchors[1].year == 2045);
    const config::Policy& share = scenario.policies[2];  // replaced by the scenario: as it says
    CHECK(share.id == "nev-share");
    CHECK(share.scenario == "packaged");
    CHECK(share.parameter("schedule")->anchors[0].year == 2026);
    CHECK(scenario.policies[3].id == "own");
    CHECK(scenario.policies[3].parameter("speed")->anchors[0].year == 2027);
    // A source that both name in the same words is one source.
    int shared = 0;
    for (const auto& source : scenario.pack.sources) shared += source.id.text == "shared" ? 1 : 0;
    CHECK(shared == 1);
    // The packages are among the files read, and in the effective configuration.
    std::string files;
    for (const auto& file : scenario.files) files += file.path + " ";
    CHECK_THAT(files, Catch::Contains("packages/trains.yaml"));
    CHECK_THAT(config::effective_text(scenario), Catch::Contains("2045"));
}

TEST_CASE("Scenario files come first in the record of files, then those of the pack") {
    const config::Scenario scenario = load("child.yaml");

    REQUIRE(scenario.files.size() == 14);
    CHECK(scenario.files[0].path == "tests/data/scenarios/child.yaml");
    CHECK(scenario.files[1].path == "tests/data/scenarios/base.yaml");
    CHECK(scenario.files[2].path == "tests/data/minipack/pack.yaml");
}

TEST_CASE("A child without changes has the values of its parent") {
    const TemporaryDirectory directory;
    std::filesystem::copy(source_directory() / "tests/data", directory.path(),
                          std::filesystem::copy_options::recursive);
    const std::string path = directory.write(
        "scenarios/same.yaml", "scenario: same\ntitle: {en: Same}\nextends: base.yaml\n");

    config::Scenario same = config::load_scenario(path, test_levers());
    const config::Scenario base =
        config::load_scenario(directory.path("scenarios/base.yaml"), test_levers());

    same.id = base.id;
    same.title = base.title;
    same.description = base.description;
    same.lineage = base.lineage;
    CHECK(config::effective_text(same) == config::effective_text(base));
}

TEST_CASE("Former names of levers, selectors and numbers are read with a warning") {
    const AtSourceDirectory here;
    const TemporaryDirectory folder;
    const std::string head =
        "format: 2\nscenario: x\ntitle: {en: X}\npack: " +
        std::filesystem::relative(source_directory() / "tests/data/minipack", folder.path())
            .string() +
        "\npolicies:\n";
    const std::string tail = "    source: test\n    grade: U\n";
    const auto policies = [&](const std::string& name, const std::string& text) {
        return config::load_scenario(folder.write(name, head + text), test_levers());
    };
    const auto old_one = policies(
        "old.yaml",
        "  - lever: sales-minimum\n    id: a\n    for: {class: all, technology: nev}\n"
        "    schedule: {2025: 10 %}\n    bonus: {2025: 100 CNY2020/vehicle}\n" +
            tail +
            "  - lever: faster-rail\n    id: b\n    for: {way: rail}\n    speed: {2025: 1 %}\n" +
            tail);
    const auto new_one = policies(
        "new.yaml",
        "  - lever: sales-floor\n    id: a\n    for: {class: all, technology: nev}\n"
        "    schedule: {2025: 10 %}\n    credit: {2025: 100 CNY2020/vehicle}\n" +
            tail +
            "  - lever: faster-rail\n    id: b\n    for: {mode: rail}\n    speed: {2025: 1 %}\n" +
            tail);
    CHECK(config::effective_text(std::span(old_one.policies)).find("sales-floor") !=
          std::string::npos);
    REQUIRE(old_one.policies.size() == 2);
    CHECK(old_one.policies[0].lever.text == "sales-floor");
    CHECK(old_one.policies[0].parameter("credit")->anchors[0].value.number == 100.0);
    CHECK(old_one.policies[1].selection("mode")->ids == std::vector<Name>{{"rail", {}}});
    CHECK(new_one.warnings.empty());
    std::vector<std::string> said;
    for (const auto& warning : old_one.warnings) {
        said.push_back(std::to_string(warning.origin.line) + ": " + warning.message);
        REQUIRE(warning.replacement);
    }
    CHECK(said == std::vector<std::string>{
                      "6: 'sales-minimum' is the former name of the lever 'sales-floor'",
                      "10: 'policies.a.bonus' is the former name of 'policies.a.credit'",
                      "15: 'b.for.way' is the former name of 'b.for.mode'"});
}

TEST_CASE("Policies for what may be there pass over what the pack lacks, and say so") {
    const AtSourceDirectory here;
    const TemporaryDirectory folder;
    const std::string text =
        "format: 2\nscenario: x\ntitle: {en: X}\npack: " +
        std::filesystem::relative(source_directory() / "tests/data/minipack", folder.path())
            .string() +
        "\npolicies:\n"
        "  - lever: faster-rail\n    id: some\n    for: {mode: [rail, tram]}\n"
        "    if-present: true\n    speed: {2025: 1 %}\n    source: test\n    grade: U\n"
        "  - lever: faster-rail\n    id: none\n    for: {mode: tram}\n"
        "    if-present: true\n    speed: {2025: 1 %}\n    source: test\n    grade: U\n";
    const auto scenario = config::load_scenario(folder.write("x.yaml", text), test_levers());
    REQUIRE(scenario.policies.size() == 1);
    CHECK(scenario.policies[0].id == "some");
    CHECK(scenario.policies[0].selection("mode")->ids == std::vector<Name>{{"rail", {}}});
    CHECK(scenario.policies[0].selection("mode")->written.size() == 1);  // as results keep it
    REQUIRE(scenario.warnings.size() == 2);
    CHECK(scenario.warnings[0].message ==
          "'some' passes over 'tram', which is not in passenger.modes of the pack");
    CHECK(scenario.warnings[1].origin.line == 15);

    // Without the word it is an error, as ever; a misspelt word too.
    std::string strict = text;
    strict.replace(strict.find("    if-present: true\n"), 21, "");
    CHECK_THROWS_AS(config::load_scenario(folder.write("y.yaml", strict), test_levers()),
                    InputError);
}
