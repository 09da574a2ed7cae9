#include "schema/series_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "schema/words.hpp"

namespace tanlu::schema {
namespace {

/// Yearly growth rates; more than halving or doubling in a year is a slip.
constexpr Field kGrowth{"growth", "1/yr", "Yearly growth after the last anchor.", {-0.5, 1.0}};

/// Value of a choice; reports a word that is none of the options.
template <class Enum>
bool read_word(const Node* node, std::span<const Option<Enum>> options, const std::string& path,
               ReadContext& context, Enum& value) {
    if (!node) return true;
    std::vector<std::string> words;
    for (const auto& option : options) {
        words.emplace_back(option.key);
        if (node->is_scalar() && node->text == option.key) {
            value = option.value;
            return true;
        }
    }
    context.diagnostics.error(node->origin,
                              fmt::format("'{}' is {}", path,
                                          node->is_scalar() ? fmt::format("'{}'", node->text)
                                                            : std::string(kind_text(*node))),
                              did_you_mean(node->text, words));
    return false;
}

}  // namespace

SeriesReader::SeriesReader(const Node& node, const Field& field, std::string path,
                           ReadContext& context)
    : field_(field),
      path_(std::move(path)),
      context_(context),
      mapping_(node, path_, context.diagnostics) {}

std::optional<Trajectory> SeriesReader::read() {
    if (const Node* number = mapping_.optional("value")) return read_constant(*number);
    const Node* csv = mapping_.optional("csv");
    const Node* anchors = mapping_.optional("anchors");
    if (csv && anchors) {
        context_.diagnostics.error(csv->origin,
                                   fmt::format("'{}' has both 'anchors' and 'csv'", path_),
                                   "keep one of them");
        return std::nullopt;
    }
    if (csv) {
        const auto table = context_.load_csv(*csv);
        return read_path(table ? *table : Node{}, {}, nullptr, nullptr);
    }
    if (!anchors) {
        mapping_.required("anchors", "one of 'value', 'anchors' and 'csv'");
    }
    const LabelNodes nodes = optional_label(mapping_);
    const Node* low = mapping_.optional("low");
    const Node* high = mapping_.optional("high");
    return read_path(anchors ? *anchors : Node{}, nodes, low, high);
}

std::optional<Trajectory> SeriesReader::read_constant(const Node& number) {
    const LabelNodes nodes = required_label(mapping_, field_);
    const Node* low = mapping_.optional("low");
    const Node* high = mapping_.optional("high");
    mapping_.finish();
    const auto label = read_label(nodes, field_, path_, context_);
    if (!label) {
        check_number(number, path_, context_);
        return std::nullopt;
    }
    const auto value = make_value(number, low, high, *label, field_, path_, context_);
    if (!value) return std::nullopt;
    Trajectory path;
    path.anchors.push_back({context_.constant_year, *value});
    path.origin = mapping_.node().origin;
    return path;
}

std::optional<Trajectory> SeriesReader::read_path(const Node& anchors, const LabelNodes& nodes,
                                                  const Node* low, const Node* high) {
    Trajectory path;
    path.origin = mapping_.node().origin;
    bool usable = read_rules(path);
    mapping_.finish();
    if (anchors.kind == Node::Kind::null && !anchors.origin.known()) return std::nullopt;
    const auto read = read_anchors(anchors, nodes, low, high, field_, path_, context_);
    if (!read || !usable) return std::nullopt;
    path.anchors = *read;
    if (!check_rules(path)) return std::nullopt;
    return path;
}

bool SeriesReader::read_rules(Trajectory& path) {
    bool usable = read_word(mapping_.optional("interpolate"), interpolations(),
                            path_ + ".interpolate", context_, path.interpolation);
    usable &= read_word(mapping_.optional("extrapolate"), extrapolations(), path_ + ".extrapolate",
                        context_, path.extrapolation);
    if (path.extrapolation == Extrapolation::kGrowth) usable &= read_growth(path);
    return usable;
}

bool SeriesReader::read_growth(Trajectory& path) {
    const Node* rates = mapping_.required("growth", "rates by year, e.g. {2025: 4.4, 2031: 2.8}");
    const LabelNodes nodes = required_label(mapping_, kGrowth, "growth-");
    const Node* low = mapping_.optional("growth-low");
    const Node* high = mapping_.optional("growth-high");
    if (!rates || !nodes.unit || !nodes.source || !nodes.grade) return false;
    auto read = read_anchors(*rates, nodes, low, high, kGrowth, path_ + ".growth", context_);
    if (read) path.growth = std::move(*read);
    return read.has_value();
}

bool SeriesReader::check_rules(const Trajectory& path) {
    if (path.interpolation == Interpolation::kLoglinear) {
        for (const auto& [year, value] : path.anchors) {
            if (value.number > 0.0) continue;
            context_.diagnostics.error(
                value.origin,
                fmt::format("'{}' is {} in {} (loglinear needs values above 0)", path_,
                            number_text(value.written), year),
                "use 'interpolate: linear' or 'pchip'");
            return false;
        }
    }
    if (path.extrapolation == Extrapolation::kLinear && path.anchors.size() < 2) {
        context_.diagnostics.error(
            path.origin, fmt::format("'{}' has one year only (no slope to extend)", path_),
            "use 'extrapolate: hold' or give two years");
        return false;
    }
    return true;
}

}  // namespace tanlu::schema
