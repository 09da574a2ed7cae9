#include "config/rules.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "schema/mapping.hpp"

namespace tanlu::config {

double sum_of(const std::vector<Value>& values) {
    double sum = 0.0;
    for (const auto& value : values) sum += value.number;
    return sum;
}

void check_sum(double sum, double tolerance, const Origin& origin, std::string_view what,
               Diagnostics& diagnostics) {
    if (std::abs(sum - 1.0) <= tolerance) return;
    diagnostics.error(origin, fmt::format("{} add to {:.7g}, not to 1", what, sum));
}

KeyRule::KeyRule(const Origin& origin, std::string owner, std::string why, Diagnostics& diagnostics)
    : origin_(origin), owner_(std::move(owner)), why_(std::move(why)), diagnostics_(diagnostics) {}

void KeyRule::report_missing(std::string_view key) {
    diagnostics_.error(origin_, fmt::format("'{}' has no '{}' ({} needs it)", owner_, key, why_));
}

namespace {

/// Checks every path of a pack against its base year.
class SeriesChecker {
public:
    SeriesChecker(const Pack& pack, Diagnostics& diagnostics)
        : pack_(pack), diagnostics_(diagnostics) {}

    void series(const Field& field, Trajectory& path) { check(field, path); }
    void optional_series(const Field& field, std::optional<Trajectory>& path) {
        if (path) check(field, *path);
    }
    void scalar(const Field&, Value&) {}
    void optional_scalar(const Field&, std::optional<Value>&) {}
    void scalar_list(const Field&, std::vector<Value>&) {}
    void optional_scalar_list(const Field&, std::vector<Value>&) {}
    void integer(const Field&, int&) {}
    void flag(std::string_view, bool&, std::string_view) {}
    void text(std::string_view, Text&, std::string_view) {}
    void name(std::string_view, Name&, std::string_view, std::string_view) {}
    void optional_name(std::string_view, Name&, std::string_view, std::string_view) {}
    template <class Enum, class Options>
    void choice(std::string_view, Enum&, const Options&, std::string_view) {}
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view) {
        const std::string parent = path_;
        path_ = schema::joined_path(parent, key);
        describe(*this, group);
        path_ = parent;
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view doc) {
        if (group) this->group(key, *group, doc);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view doc) {
        const std::string parent = path_;
        path_ = schema::joined_path(parent, key);
        for (auto& entry : entries) group(entry.id.text, entry, doc);
        path_ = parent;
    }

private:
    const Pack& pack_;
    Diagnostics& diagnostics_;
    std::string path_;

    void check(const Field& field, const Trajectory& path) {
        const std::string name = schema::joined_path(path_, field.key);
        const int first = path.anchors.front().year;
        const int last = path.anchors.back().year;
        const int base = pack_.base_year;
        if (path.anchors.size() > 1 && (first > base || last < base)) {
            diagnostics_.error(path.origin, fmt::format("'{}' runs from {} to {} (the base year {} "
                                                        "must lie inside)",
                                                        name, first, last, base));
        }
        if (path.extrapolation == Extrapolation::kGrowth && path.growth.front().year > last + 1) {
            diagnostics_.error(
                path.growth.front().value.origin,
                fmt::format("the growth of '{}' starts in {}, but its last value is of {}", name,
                            path.growth.front().year, last),
                fmt::format("give a rate from {} on", last + 1));
        }
        if (field.key != "index") return;
        for (const auto& [year, value] : path.anchors) {
            if (year != base || std::abs(value.number - 1.0) <= kShareTolerance) continue;
            diagnostics_.error(value.origin,
                               fmt::format("'{}' is {} in the base year {} (it must be 1)", name,
                                           number_text(value.written), base));
        }
    }
};

void check_drivers(const Pack& pack, Diagnostics& diagnostics) {
    const auto& points = pack.parameters.drivers.income_elasticity;
    check_not_empty(points, "drivers.income-elasticity", pack.origin, diagnostics);
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].income.number > points[i - 1].income.number) continue;
        diagnostics.error(points[i].income.origin,
                          fmt::format("the income of '{}' is not above that of '{}'",
                                      points[i].id.text, points[i - 1].id.text),
                          "list the points by rising income");
    }
    check_not_empty(pack.parameters.subsectors, "subsectors", pack.origin, diagnostics);
    check_not_empty(pack.parameters.carriers, "carriers", pack.origin, diagnostics);
    if (!find_entry(pack.parameters.carriers, "electricity")) {
        diagnostics.error(pack.origin, "no carrier 'electricity'");
    }
}

}  // namespace

void check_series(const Pack& pack, Diagnostics& diagnostics) {
    SeriesChecker checker(pack, diagnostics);
    look(checker, pack.parameters);
}

void validate(const Pack& pack, Diagnostics& diagnostics) {
    if (pack.horizon <= pack.base_year) {
        diagnostics.error(pack.origin, fmt::format("horizon {} is not after the base year {}",
                                                   pack.horizon, pack.base_year));
    }
    check_series(pack, diagnostics);
    check_drivers(pack, diagnostics);
    check_vehicles(pack, diagnostics);
    check_passenger(pack, diagnostics);
    check_freight(pack, diagnostics);
    check_nonroad(pack, diagnostics);
}

}  // namespace tanlu::config
