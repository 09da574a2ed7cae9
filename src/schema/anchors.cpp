// Anchors of a series: numbers by year.
#include <fmt/format.h>

#include <algorithm>

#include "schema/distribution_reader.hpp"
#include "schema/scalar.hpp"
#include "schema/series_reader.hpp"

namespace tanlu::schema {
namespace {

using Anchor = Trajectory::Anchor;

class AnchorReader {
public:
    AnchorReader(const LabelNodes& shared, const Field& field, const std::string& path,
                 ReadContext& context)
        : shared_nodes_(shared),
          field_(field),
          path_(path),
          context_(context),
          shared_(read_label(shared, field, path, context)) {}

    std::optional<Anchor> read(const Entry& entry, const Node* low, const Node* high) {
        const auto year = read_year(entry.key, entry.origin, path_, context_);
        const std::string path = joined_path(path_, entry.key);
        std::optional<Value> value;
        if (entry.value.is_mapping() && !find_distribution(entry.value)) {
            value = read_full(entry.value, path, low, high);
        } else if (shared_) {
            value = make_value(entry.value, low, high, *shared_, field_, path, context_);
        } else {
            report_no_label(entry.value);
        }
        if (!year || !value) return std::nullopt;
        return Anchor{*year, *value};
    }

private:
    const LabelNodes& shared_nodes_;
    const Field& field_;
    const std::string& path_;
    ReadContext& context_;
    std::optional<Label> shared_;
    bool reported_ = false;

    /// A plain number without unit, source or grade beside the anchors: said once.
    void report_no_label(const Node& number) {
        const bool absent = !shared_nodes_.unit || !shared_nodes_.source || !shared_nodes_.grade;
        if (absent && !reported_) {
            const std::string_view key = !shared_nodes_.unit     ? "unit"
                                         : !shared_nodes_.source ? "source"
                                                                 : "grade";
            context_.diagnostics.error(
                number.origin, fmt::format("'{}' has no '{}'", path_, key),
                fmt::format("write '{}:' beside the anchors or in each of them", key));
        }
        reported_ = true;
    }

    std::optional<Value> read_full(const Node& node, const std::string& path, const Node* low,
                                   const Node* high) {
        Mapping mapping(node, path, context_.diagnostics);
        const Node* number = mapping.required("value", "a number");
        LabelNodes nodes = optional_label(mapping);
        const Node* own_low = mapping.optional("low");
        const Node* own_high = mapping.optional("high");
        mapping.finish();
        const bool has_own = nodes.unit || nodes.source || nodes.grade || nodes.note;
        std::optional<Label> label = shared_;
        if (has_own || !shared_) {
            if (!nodes.unit) nodes.unit = shared_nodes_.unit;
            if (!nodes.source) nodes.source = shared_nodes_.source;
            if (!nodes.grade) nodes.grade = shared_nodes_.grade;
            if (!nodes.note) nodes.note = shared_nodes_.note;
            if (!nodes.unit || !nodes.source || !nodes.grade) {
                report_missing(node, nodes, path);
                return std::nullopt;
            }
            label = read_label(nodes, field_, path, context_);
        }
        if (!number || !label) return std::nullopt;
        return make_value(*number, own_low ? own_low : low, own_high ? own_high : high, *label,
                          field_, path, context_);
    }

    void report_missing(const Node& node, const LabelNodes& nodes, const std::string& path) {
        const std::string_view key = !nodes.unit ? "unit" : !nodes.source ? "source" : "grade";
        context_.diagnostics.error(node.origin, fmt::format("'{}' has no '{}'", path, key));
    }
};

/// The bound of a year; nullptr when there is none.
const Node* bound_of(const Node* bounds, const std::string& year) {
    const Entry* entry = bounds && bounds->is_mapping() ? bounds->find(year) : nullptr;
    return entry ? &entry->value : nullptr;
}

/// Bounds must be mappings whose years are anchors.
void check_bounds(const Node* bounds, const Node& anchors, const std::string& path,
                  ReadContext& context) {
    if (!bounds) return;
    if (!bounds->is_mapping()) {
        context.diagnostics.error(bounds->origin,
                                  fmt::format("'{}' must be a mapping by year", path),
                                  "write {2030: ..., 2060: ...} with the years of the anchors");
        return;
    }
    for (const auto& entry : bounds->entries) {
        if (anchors.find(entry.key)) continue;
        context.diagnostics.error(
            entry.origin, fmt::format("'{}' has year {}, which is no anchor", path, entry.key));
    }
}

}  // namespace

std::optional<int> read_year(const std::string& key, const Origin& origin, const std::string& path,
                             ReadContext& context) {
    const auto year = read_integer(make_scalar(key, origin));
    const int* number = std::get_if<int>(&year);
    if (number && *number >= kFirstYear && *number <= kLastYear) return *number;
    context.diagnostics.error(origin, fmt::format("'{}' in '{}' is not a calendar year", key, path),
                              fmt::format("expected {} to {}", kFirstYear, kLastYear));
    return std::nullopt;
}

std::optional<std::vector<Anchor>> read_anchors(const Node& anchors, const LabelNodes& shared,
                                                const Node* low, const Node* high,
                                                const Field& field, const std::string& path,
                                                ReadContext& context) {
    if (!anchors.is_mapping() || anchors.entries.empty()) {
        context.diagnostics.error(anchors.origin,
                                  fmt::format("the years of '{}' must be a mapping", path),
                                  "write {2019: ..., 2060: ...}");
        return std::nullopt;
    }
    check_bounds(low, anchors, path + ".low", context);
    check_bounds(high, anchors, path + ".high", context);
    AnchorReader reader(shared, field, path, context);
    std::vector<Anchor> read;
    for (const auto& entry : anchors.entries) {
        auto anchor = reader.read(entry, bound_of(low, entry.key), bound_of(high, entry.key));
        if (!anchor) continue;
        if (!read.empty() && read.back().year >= anchor->year) {
            context.diagnostics.error(
                entry.origin,
                fmt::format("year {} of '{}' comes after {}", anchor->year, path, read.back().year),
                "write the years in rising order, each once");
            return std::nullopt;
        }
        if (!read.empty() && read.back().value.unit_choice != anchor->value.unit_choice) {
            context.diagnostics.error(anchor->value.origin,
                                      fmt::format("'{}' mixes '{}' and '{}'", path,
                                                  read.back().value.unit, anchor->value.unit),
                                      "give all years in units of one dimension");
            return std::nullopt;
        }
        read.push_back(std::move(*anchor));
    }
    if (read.size() < anchors.entries.size()) return std::nullopt;
    return read;
}

}  // namespace tanlu::schema
