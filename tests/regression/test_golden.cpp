// The shipped scenarios give what they gave. A difference is not wrong, but somebody must have
// wanted it: README.md says how to accept one.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <sstream>

#include "regression/golden.hpp"
#include "support/china.hpp"

namespace tanlu::test {
namespace {

constexpr double kTolerance = 1e-9;
constexpr const char* kAccept =
    "\nIf this is meant: ninja update-goldens, and say why in the commit.";

std::string content(const std::string& path) {
    std::ifstream in(path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// For each column that moved: its largest change and where.
std::string moved(const GoldenTable& before, const GoldenTable& after) {
    std::string text;
    for (std::size_t c = 0; c < before.columns.size(); ++c) {
        double worst = 0.0;
        std::string where;
        for (std::size_t t = 0; t < before.years.size(); ++t) {
            const double old_value = before.rows[t][c];
            const double new_value = after.rows[t][c];
            const double gap =
                std::abs(new_value - old_value) / std::max(std::abs(old_value), 1e-9);
            if (gap <= worst) continue;
            worst = std::isnan(gap) ? 1e300 : gap;
            where = fmt::format("{}: {:.10g} -> {:.10g} in {} ({:+.3g} %)", before.columns[c],
                                old_value, new_value, before.years[t],
                                100.0 * (new_value - old_value) / old_value);
        }
        if (!(worst <= kTolerance)) text += "\n" + where;
    }
    return text;
}

TEST_CASE("key outputs of the shipped scenarios are as they were") {
    for (const auto& id : library_ids()) {
        const GoldenTable before = from_csv(content(golden_path(id + ".csv")));
        const GoldenTable after = key_outputs(shipped_run(id));
        REQUIRE(before.columns == after.columns);
        REQUIRE(before.years == after.years);
        const std::string text = moved(before, after);
        INFO(id << text << kAccept);
        CHECK(text.empty());
    }
}

TEST_CASE("every bit of the shipped scenarios is as it was, on the platform of the file") {
    std::istringstream before(content(golden_path("bits.txt")));
    std::string line;
    std::getline(before, line);
    if (line != platform()) {
        WARN("bits were taken on '" << line << "', this is '" << platform() << "': not compared");
        return;
    }
    std::map<std::string, std::string> known;
    for (std::string id, variable, hash; before >> id >> variable >> hash;) {
        known[id + " " + variable] = hash;
    }
    std::size_t seen = 0;
    for (const auto& id : library_ids()) {
        std::string text;
        for (const auto& [variable, hash] : hashes(shipped_run(id))) {
            ++seen;
            if (known[id + " " + variable] != fmt::format("{:016x}", hash)) text += " " + variable;
        }
        INFO(id << ": other bits in" << text << kAccept);
        CHECK(text.empty());
    }
    CHECK(seen == known.size());
}

TEST_CASE("a change of a table is told by column, size and year") {
    GoldenTable before = key_outputs(shipped_run("no-policy"));
    CHECK(moved(before, before) == "");
    GoldenTable after = before;
    after.rows[3][1] *= 1.01;
    CHECK_THAT(moved(before, after), Catch::Contains("co2_by_boundary ttw_grid") &&
                                         Catch::Contains("2022") && Catch::Contains("+1 %"));
    after.rows[3][1] = std::nan("");
    CHECK_THAT(moved(before, after), Catch::Contains("nan in 2022"));
    CHECK(moved(from_csv(to_csv(before)), before) == "");
}

TEST_CASE("hashes see the last bit, the order and the labels") {
    const Dataset& run = shipped_run("no-policy");
    const auto before = hashes(run);
    const auto changed = [&](auto change) {
        Dataset other = run;
        for (auto& variable : other.variables) {
            if (variable.name == "pkm") change(other, variable);
        }
        const auto after = hashes(other);
        return after.at("pkm") != before.at("pkm") && after.at("stock") == before.at("stock");
    };
    CHECK_FALSE(changed([](Dataset&, Variable&) {}));
    CHECK(changed([](Dataset&, Variable& v) { v.data[7] = std::nextafter(v.data[7], 1e300); }));
    CHECK(changed([](Dataset&, Variable& v) { std::swap(v.data[0], v.data[1]); }));
    CHECK(changed([](Dataset& d, Variable&) {
        for (auto& axis : d.axes) {
            if (axis.name == "passenger_mode") std::swap(axis.labels[0], axis.labels[1]);
        }
    }));
}

}  // namespace
}  // namespace tanlu::test
