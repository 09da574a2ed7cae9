// Numbers ranked by what the headline does when they are another.
#include "perturb/ranking.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "config/settings.hpp"
#include "support/china.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

const std::vector<perturb::RankedLeaf>& ranked() {
    static const auto kRanked = perturb::rank_leaves(
        shipped("reference"), perturb::direct_emissions(shipped("reference")), true);
    return kRanked;
}

}  // namespace

TEST_CASE("Leaves are ranked by the size of their elasticity, those without one last") {
    REQUIRE(ranked().size() > 300);
    double last = INFINITY;
    for (const auto& leaf : ranked()) {
        const double strength = std::isnan(leaf.elasticity) ? -1.0 : std::abs(leaf.elasticity);
        CHECK(strength <= last);
        last = strength;
    }
}

TEST_CASE("A rank is what two runs with the number changed say") {
    // Kilometres of heavy diesel trucks, one of the strongest: two whole runs, 1 % less and more.
    const std::string path = "classes.truck-heavy.technologies.diesel.vkt";
    const auto emissions = [&](double factor) {
        config::Scenario changed = shipped("reference");
        REQUIRE(scale_leaves(changed, path, "", factor) == 1);
        return at(run_of(changed), "co2_by_boundary", "reference", 2030, {"ttw"});
    };
    const double expected = std::log(emissions(1.01) / emissions(0.99)) / std::log(1.01 / 0.99);
    bool found = false;
    for (const auto& leaf : ranked()) {
        if (leaf.path != path) continue;
        found = true;
        CHECK(leaf.elasticity == Approx(expected).epsilon(1e-9));
    }
    CHECK(found);
}

TEST_CASE("Every unverified number that is not zero is ranked") {
    std::set<std::string> known;
    for (const auto& leaf : ranked()) known.insert(leaf.path);
    for (const auto& setting : config::settings_of(shipped("reference"))) {
        if (setting.grade != Grade::unverified || std::stod(setting.value) == 0.0) continue;
        std::string path = setting.path.substr(0, setting.path.find('['));
        if (path.ends_with(".growth")) path.resize(path.size() - 7);
        INFO(setting.path);
        CHECK(known.count(path) == 1);
    }
}

TEST_CASE("Without estimates only unverified numbers are moved") {
    for (const auto& leaf : perturb::rank_leaves(
             shipped("no-policy"), perturb::direct_emissions(shipped("no-policy")), false)) {
        CHECK(leaf.grade == Grade::unverified);
        CHECK(leaf.first->grade == Grade::unverified);
    }
}
