// Invariants P5, P6, P13 and P15 over random packages of policies, and over all levers at once at
// full strength: whatever a ministry combines, nothing is lost and nothing runs backwards.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "levers/policies.hpp"

namespace tanlu::test {
namespace {

constexpr int kPackages = 10;
constexpr double kRounding = 1e-12;

/// A number from [0, 1) that the standard library of every platform makes the same.
double uniform(std::mt19937_64& source) {
    return static_cast<double>(source() >> 11U) * 0x1.0p-53;
}

/// A policy on a scenario, at a strength between nothing and that of its case.
struct Part {
    const LeverCase* lever;
    PolicyText text;
};

struct Package {
    std::string title;
    std::string parent;
    std::vector<Part> parts;

    config::Scenario scenario() const {
        config::Scenario made = shipped(parent);
        for (const auto& part : parts) add_policy(made, part.text);
        return made;
    }
};

Package random_package(unsigned seed) {
    std::mt19937_64 source(seed);
    const auto& ids = shipped_ids();
    Package package{"package " + std::to_string(seed),
                    ids[static_cast<std::size_t>(uniform(source) * double(ids.size()))],
                    {}};
    for (const auto& lever : lever_cases()) {
        const bool chosen = uniform(source) < 0.35;
        const int start = 2021 + static_cast<int>(uniform(source) * 20.0);
        const double u = uniform(source);
        if (!chosen) continue;
        PolicyText text = lever.policy;
        const double neutral = neutral_strength(lever);
        double& strength = text.parameters[0].second[0].second;
        const bool is_limit = neutral > 5.0 * std::abs(strength);
        strength = is_limit ? strength * (1.0 + u) : neutral + (1.0 - u) * (strength - neutral);
        for (auto& [key, anchors] : text.parameters) anchors[0].first = start;
        package.parts.push_back({&lever, std::move(text)});
    }
    return package;
}

/// Random packages, and every lever at full strength on every shipped scenario.
const std::vector<Package>& packages() {
    static const std::vector<Package> all = [] {
        std::vector<Package> made;
        for (unsigned i = 0; i < kPackages; ++i) made.push_back(random_package(500U + i));
        for (const auto& id : {"no-policy", "neutrality-2060"}) {
            Package everything{std::string("everything on ") + id, id, {}};
            for (const auto& lever : lever_cases()) {
                everything.parts.push_back({&lever, lever.policy});
            }
            made.push_back(std::move(everything));
        }
        return made;
    }();
    return all;
}

const std::vector<Dataset>& runs() {
    static const std::vector<Dataset> all = [] {
        std::vector<Dataset> made;
        for (const auto& package : packages()) {
            INFO(package.title);
            made.push_back(run_of(package.scenario()));
        }
        return made;
    }();
    return all;
}

/// Calls check(package, run, index) for each.
template <class Check>
void for_each_package(Check check) {
    for (std::size_t i = 0; i < packages().size(); ++i) {
        INFO(packages()[i].title << " on " << packages()[i].parent);
        check(packages()[i], runs()[i]);
    }
}

TEST_CASE("random packages: every audit passes, every share lies in 0 to 1 and adds to one") {
    for_each_package([](const Package& package, const Dataset& run) {
        CHECK(run.attributes.at("audit") == "passed");
        for (const auto* name :
             {"trip_share", "pkm_share", "chosen_share", "nev_stock_share", "nev_sales_share"}) {
            INFO(name);
            double low = 0.0;
            double high = 0.0;
            for (const double share : run.variable(name).data) {
                if (std::isnan(share)) continue;  // of something that does not exist
                low = std::min(low, share);
                high = std::max(high, share);
            }
            CHECK(low >= 0.0);
            CHECK(high <= 1.0 + 1e-14);
        }
        for (int year = 2020; year <= 2060; ++year) {
            INFO(year);
            CHECK(sum_at(run, "trip_share", package.parent, year) == Approx(1.0).epsilon(1e-13));
            for (const auto& vehicle_class : shipped(package.parent).pack.parameters.classes) {
                if (!vehicle_class.choice) continue;
                CHECK(sum_at(run, "chosen_share", package.parent, year, {vehicle_class.id.text}) ==
                      Approx(1.0).epsilon(1e-12));
            }
        }
        for (const auto* name :
             {"stock", "sales", "scrappage", "vkm", "energy", "tkm", "trips", "unmet_stock"}) {
            INFO(name);
            double low = 0.0;
            for (const double amount : run.variable(name).data) {
                if (!std::isnan(amount)) low = std::min(low, amount);
            }
            CHECK(low >= -1e-6);
        }
    });
}

TEST_CASE("random packages: at strength zero each is its parent bit for bit") {
    for (const auto& package : packages()) {
        INFO(package.title << " on " << package.parent);
        config::Scenario scenario = shipped(package.parent);
        for (const auto& part : package.parts) {
            add_policy(scenario, neutralised(*part.lever, part.text.parameters[0].second[0].first));
        }
        CHECK(difference_text(shipped_run(package.parent), run_of(scenario)) == "");
    }
}

TEST_CASE("random packages: the order of policies does not matter") {
    for_each_package([](const Package& package, const Dataset& run) {
        config::Scenario reversed = shipped(package.parent);
        for (auto part = package.parts.rbegin(); part != package.parts.rend(); ++part) {
            add_policy(reversed, part->text);
        }
        CHECK(difference_text(run, run_of(reversed),
                              {.tolerance = 1e-9, .floor = 1e-9, .ignored = {"audit"}}) == "");
    });
}

/// Road tonne-km with drayage less those without: what fetching and bringing adds is not negative.
TEST_CASE("random packages: tonnes are conserved and drayage is never negative") {
    for_each_package([](const Package& package, const Dataset& run) {
        config::Scenario near = package.scenario();
        set_leaf(near, "freight.drayage", 0.0);
        const Dataset without = run_of(near);
        for (int year = 2019; year <= 2060; ++year) {
            INFO(year);
            CHECK(at(run, "audit", package.parent, year, {"tonnes"}) < 1e-12);
            const bool hubs =
                std::any_of(package.parts.begin(), package.parts.end(),
                            [](const Part& part) { return part.text.lever == "logistics-hubs"; });
            // With hubs the cost of drayage is part of the choice, which then differs.
            if (hubs) continue;
            CHECK(at(run, "tkm", package.parent, year, {"road"}) >=
                  at(without, "tkm", package.parent, year, {"road"}) * (1.0 - kRounding));
        }
    });
}

double fossil_energy(const Dataset& run, const std::string& id, int year) {
    double total = 0.0;
    const auto& parameters = shipped(id).pack.parameters;
    for (const auto& subsector : parameters.subsectors) {
        for (const auto& carrier : parameters.carriers) {
            if (carrier.co2.number * (1.0 - carrier.biogenic_share.number) <= 0.0) continue;
            total += at(run, "energy", id, year, {subsector.id.text, carrier.id.text});
        }
    }
    return total;
}

/// The package with one policy or one number more.
struct Move {
    const char* name;
    void (*make)(config::Scenario&);
    /// What must not move against its sign, and the sign.
    double (*value)(const Dataset&, const std::string&, int);
    int sign;
};

const std::vector<Move>& moves() {
    static const std::vector<Move> kMoves = {
        {"a carbon price more, fossil energy",
         [](config::Scenario& s) {
             add_policy(s, {"carbon-price", {}, {{"schedule", {{2026, 0.3}}}}});
         },
         fossil_energy, -1},
        {"a dirtier grid, tailpipes",
         [](config::Scenario& s) { scale_leaves(s, "carriers.electricity.production", "", 1.3); },
         [](const Dataset& d, const std::string& id, int year) {
             return at(d, "co2_by_boundary", id, year, {"ttw"});
         },
         0},
        {"a dirtier grid, tailpipes and grid",
         [](config::Scenario& s) { scale_leaves(s, "carriers.electricity.production", "", 1.3); },
         [](const Dataset& d, const std::string& id, int year) {
             return at(d, "co2_by_boundary", id, year, {"ttw_grid"});
         },
         +1},
        {"faster learning, price of batteries",
         [](config::Scenario& s) {
             set_leaf(s, "battery.learning-rate",
                      s.pack.parameters.battery.learning_rate.number + 0.05);
         },
         [](const Dataset& d, const std::string& id, int year) {
             return at(d, "battery_price", id, year);
         },
         -1},
        {"shorter waits, share of buses",
         [](config::Scenario& s) {
             add_policy(s,
                        {"transit-service", {{"mode", {"bus"}}}, {{"wait-time", {{2026, -0.4}}}}});
         },
         [](const Dataset& d, const std::string& id, int year) {
             return at(d, "trip_share", id, year, {"bus"});
         },
         +1},
        {"fewer plates, cars",
         [](config::Scenario& s) {
             add_policy(s,
                        {"plate-quota", {{"class", {"private-car"}}}, {{"plates", {{2026, 5e5}}}}});
         },
         [](const Dataset& d, const std::string& id, int year) {
             return sum_at(d, "stock", id, year, {"private-car"});
         },
         -1},
        {"a higher saturation, cars",
         [](config::Scenario& s) {
             const auto& owner = s.pack.parameters.classes[0].ownership;
             set_leaf(s, "classes.private-car.ownership.saturation",
                      1.15 * owner->saturation.number);
         },
         [](const Dataset& d, const std::string& id, int year) {
             return year == 2019 ? 0.0 : sum_at(d, "stock", id, year, {"private-car"});
         },
         +1},
    };
    return kMoves;
}

TEST_CASE("random packages: nothing runs backwards") {
    for_each_package([](const Package& package, const Dataset& run) {
        for (const auto& move : moves()) {
            INFO(move.name);
            config::Scenario changed = package.scenario();
            move.make(changed);
            const Dataset after = run_of(changed);
            for (int year = 2019; year <= 2060; ++year) {
                INFO(year);
                const double old_value = move.value(run, package.parent, year);
                const double new_value = move.value(after, package.parent, year);
                const double room = kRounding * std::abs(old_value);
                if (move.sign <= 0) CHECK(new_value <= old_value + room);
                if (move.sign >= 0) CHECK(new_value >= old_value - room);
            }
        }
    });
}

}  // namespace
}  // namespace tanlu::test
