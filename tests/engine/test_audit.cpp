// The built-in audit: passes what the model gives, fails what does not close, and a number that is
// not one never passes for a result.
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/provenance.hpp"
#include "support/china.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

std::string verdict(Dataset dataset, const std::string& id) {
    engine::add_provenance(dataset, {&shipped(id), 1});
    return dataset.attributes.at("audit");
}

Variable& audit_of(Dataset& dataset) {
    for (auto& variable : dataset.variables) {
        if (variable.name == "audit") return variable;
    }
    throw Error("no audit");
}

TEST_CASE("the audit of every shipped scenario passes, far inside its tolerance") {
    for (const auto& id : shipped_ids()) {
        INFO(id);
        const Dataset& run = shipped_run(id);
        CHECK(run.attributes.at("audit") == "passed");
        CHECK(std::stod(run.attributes.at("audit_tolerance")) == engine::kAuditTolerance);
        CHECK(std::stod(run.attributes.at("audit_largest_residual")) < 1e-11);
        for (const double residual : run.variable("audit").data) {
            CHECK(residual >= 0.0);
            CHECK(residual < 1e-11);
        }
    }
}

TEST_CASE("one residual above the tolerance fails the audit, in any check and year") {
    const Dataset& run = shipped_run("reference");
    for (std::size_t cell = 0; cell < run.variable("audit").data.size(); cell += 17) {
        Dataset tampered = run;
        audit_of(tampered).data[cell] = 1.01 * engine::kAuditTolerance;
        CHECK(verdict(tampered, "reference") == "failed");
        audit_of(tampered).data[cell] = 0.99 * engine::kAuditTolerance;
        CHECK(verdict(tampered, "reference") == "passed");
    }
}

TEST_CASE("a residual that is not a number fails the audit") {
    Dataset tampered = shipped_run("reference");
    audit_of(tampered).data[5] = std::nan("");
    CHECK(verdict(tampered, "reference") == "failed");
}

TEST_CASE("an audit that was not made does not pass") {
    Dataset tampered = shipped_run("reference");
    for (double& residual : audit_of(tampered).data) residual = std::nan("");
    CHECK(verdict(tampered, "reference") == "failed");
}

TEST_CASE("years after the end of a shorter scenario are not part of its audit") {
    std::vector<config::Scenario> both = {shipped("no-policy"), shipped("reference")};
    both[0].horizon = 2040;
    Dataset run = engine::run(both);
    CHECK(run.attributes.at("audit") == "passed");
    CHECK(std::isnan(at(run, "audit", "no-policy", 2041, {"energy"})));
}

/// No output of a run is NaN or infinite, besides the factors of vehicles that do not exist and
/// shares of nothing.
TEST_CASE("every number of a result is finite, or of something that does not exist") {
    for (const auto& id : shipped_ids()) {
        const Dataset& run = shipped_run(id);
        for (const auto& variable : run.variables) {
            INFO(id << " " << variable.name);
            const bool may_lack = variable.name == "energy_factor" ||
                                  variable.name.find("share") != std::string::npos;
            std::size_t infinite = 0;
            std::size_t missing = 0;
            for (const double x : variable.data) {
                infinite += std::isinf(x) ? 1 : 0;
                missing += std::isnan(x) ? 1 : 0;
            }
            CHECK(infinite == 0);
            if (!may_lack) CHECK(missing == 0);
        }
        for (const auto* share : {"trip_share", "pkm_share", "tkm_share", "nev_sales_share_auto",
                                  "nev_stock_share_auto"}) {
            INFO(share);
            bool is_number = true;
            for (const double x : run.variable(share).data) is_number &= !std::isnan(x);
            CHECK(is_number);
        }
    }
}

/// The message names the scenario, so that one of many runs is found.
TEST_CASE("a run that leaves the domain of the model says which scenario and why") {
    std::vector<config::Scenario> all = all_shipped();
    set_leaf(all[2], "battery.price", std::nan(""));
    CHECK_THROWS_AS(engine::run(all), RunError);
    CHECK_THROWS_WITH(engine::run(all), Catch::Contains(all[2].id) &&
                                            !Catch::Contains("although no problem was met"));
    CHECK_THROWS_AS(engine::run(all, engine::Arithmetic::reference), RunError);
}

}  // namespace
}  // namespace tanlu::test
