// Numbers as sums over an axis: what is largest in them.
#include <algorithm>
#include <cmath>
#include <map>

#include "explain/factors.hpp"
#include "explain/subject.hpp"

namespace tanlu::explain {
namespace {

/// A share over an axis: the parts of what is counted, over all it is counted among.
struct ShareOver {
    const char* counted;
    const char* axis;
};

const std::map<std::string, ShareOver>& shares() {
    static const std::map<std::string, ShareOver> kShares = {
        {"trip_share", {"trips", "settlement"}},
        {"nev_sales_share", {"sales", "technology"}},
        {"nev_stock_share", {"stock", "technology"}},
        {"nev_sales_share_auto", {"sales", "vehicle_class"}},
        {"nev_stock_share_auto", {"stock", "vehicle_class"}},
        {"electric_km_share", {"electric_vkm", "technology"}},
    };
    return kShares;
}

/// Labels of the numerator, and the number that its parts are divided by, from the factors.
Parts parts_of_share(const Frame& frame, const Subject& subject, const ShareOver& over) {
    const auto factors = factors_of(frame, subject);
    if (factors.size() != 2) return {};
    const Labels& counted = factors[0].terms.front().addends.front().labels;
    const double among = factors[1].terms.front().value;
    Parts parts{over.axis, {}};
    for (const auto& label : frame.cells.chosen(over.axis, counted)) {
        const double part =
            frame.cells.sum(over.counted, subject.year, narrowed(counted, over.axis, label));
        parts.parts.push_back({label, part / among, {}});
    }
    return parts;
}

/// Whether parts of a variable are worth their own factors: energy and what comes of it.
bool has_short_factors(const std::string& variable) {
    constexpr const char* kVariables[] = {
        "vehicle_energy", "vehicle_co2", "energy",       "co2", "ch4", "n2o",
        "co2_production", "emissions",   "co2e_upstream"};
    return std::find(std::begin(kVariables), std::end(kVariables), variable) !=
           std::end(kVariables);
}

Parts parts_over(const Frame& frame, const Subject& subject, const std::string& axis) {
    Parts parts{axis, {}};
    for (const auto& label : frame.cells.chosen(axis, subject.labels)) {
        const Subject part{subject.variable, subject.year, narrowed(subject.labels, axis, label)};
        const double value = frame.cells.sum(part.variable, part.year, part.labels);
        parts.parts.push_back({label, value, {}});
        if (has_short_factors(part.variable)) {
            parts.parts.back().factors = factors_of(frame, part, Depth::activity);
        }
    }
    return parts;
}

Parts all_parts(const Frame& frame, const Subject& subject) {
    const auto share = shares().find(subject.variable);
    if (share != shares().end()) return parts_of_share(frame, subject, share->second);
    if (subject.variable == "co2_by_boundary") {
        return parts_over(frame, {"emissions", subject.year, subject.labels}, "subsector");
    }
    if (!adds_up(subject.variable)) return {};
    for (const auto& axis : frame.cells.axes_of(subject.variable)) {
        if (axis == "boundary" || frame.cells.chosen(axis, subject.labels).size() < 2) continue;
        return parts_over(frame, subject, axis);
    }
    return {};
}

}  // namespace

Parts parts_of(const Frame& frame, const Subject& subject) {
    Parts parts = all_parts(frame, subject);
    std::erase_if(parts.parts, [](const Part& part) {
        return std::isnan(part.value) || std::fpclassify(part.value) == FP_ZERO;
    });
    std::stable_sort(parts.parts.begin(), parts.parts.end(), [](const Part& a, const Part& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    return parts;
}

}  // namespace tanlu::explain
