#include "schema/distribution_reader.hpp"

#include <fmt/format.h>

#include <limits>
#include <span>
#include <vector>

#include "base/text.hpp"
#include "schema/mapping.hpp"
#include "schema/scalar.hpp"

namespace tanlu::schema {
namespace {

using sampling::Distribution;

constexpr std::string_view kKinds[] = {"uniform",  "log-uniform",      "triangular", "pert",
                                       "normal",   "truncated-normal", "lognormal",  "beta",
                                       "discrete", "empirical"};

std::vector<std::string> kinds() {
    return {std::begin(kKinds), std::end(kKinds)};
}

/// Reads the arguments of one kind.
class ArgumentReader {
public:
    ArgumentReader(const Entry& entry, const std::string& path, ReadContext& context)
        : kind_(entry.key), node_(entry.value), path_(path), context_(context) {}

    std::optional<Distribution> read() {
        Distribution d;
        if (kind_ == "uniform") {
            const auto v = list(2, "[low, high]");
            d = sampling::Uniform{v[0], v[1]};
        } else if (kind_ == "log-uniform") {
            const auto v = list(2, "[low, high]");
            d = sampling::LogUniform{v[0], v[1]};
        } else if (kind_ == "triangular") {
            const auto v = list(3, "[low, mode, high]");
            d = sampling::Triangular{v[0], v[1], v[2]};
        } else if (kind_ == "pert") {
            const auto v = list(3, "[low, mode, high]");
            d = sampling::Pert{v[0], v[1], v[2]};
        } else if (kind_ == "empirical") {
            d = sampling::Empirical{numbers(node_, path_)};
        } else {
            read_named(d);
        }
        if (!usable_) return std::nullopt;
        if (const auto problem = sampling::problem_of(d)) {
            context_.diagnostics.error(node_.origin, fmt::format("'{}': {}", path_, *problem));
            return std::nullopt;
        }
        return d;
    }

private:
    const std::string& kind_;
    const Node& node_;
    const std::string& path_;
    ReadContext& context_;
    bool usable_ = true;

    void error(const Origin& origin, std::string message, std::string hint = {}) {
        context_.diagnostics.error(origin, std::move(message), std::move(hint));
        usable_ = false;
    }

    double number(const Node& node, const std::string& path) {
        const auto read = read_number(node);
        if (const auto* problem = std::get_if<Problem>(&read)) {
            error(node.origin, fmt::format("'{}': {}", path, problem->message), problem->hint);
            return 0.0;
        }
        return std::get<double>(read);
    }

    std::vector<double> numbers(const Node& node, const std::string& path) {
        std::vector<double> values;
        if (!node.is_sequence() || node.items.empty()) {
            error(node.origin, fmt::format("'{}' must be a list of numbers", path));
        }
        for (const auto& item : node.items) values.push_back(number(item, path));
        return values;
    }

    std::vector<double> list(std::size_t count, const char* form) {
        if (!node_.is_sequence() || node_.items.size() != count) {
            error(node_.origin, fmt::format("'{}': {} takes {}", path_, kind_, form));
            return std::vector<double>(count, 0.0);
        }
        return numbers(node_, path_);
    }

    double named(Mapping& mapping, std::string_view key) {
        const Node* node = mapping.required(key, "a number");
        usable_ = usable_ && node;
        return node ? number(*node, joined_path(path_, key)) : 0.0;
    }
    double named_or(Mapping& mapping, std::string_view key, double otherwise) {
        const Node* node = mapping.optional(key);
        return node ? number(*node, joined_path(path_, key)) : otherwise;
    }

    /// Kinds whose arguments have names.
    void read_named(Distribution& d) {
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        usable_ = usable_ && node_.is_mapping();
        Mapping mapping(node_, path_, context_.diagnostics);
        if (kind_ == "normal") {
            d = sampling::Normal{named(mapping, "mean"), named(mapping, "sd")};
        } else if (kind_ == "truncated-normal") {
            sampling::Normal normal{named(mapping, "mean"), named(mapping, "sd")};
            normal.low = named_or(mapping, "low", -kInfinity);
            normal.high = named_or(mapping, "high", kInfinity);
            d = normal;
        } else if (kind_ == "lognormal" && node_.find("p5")) {
            d = sampling::LognormalRange{named(mapping, "p5"), named(mapping, "p95")};
        } else if (kind_ == "lognormal") {
            d = sampling::Lognormal{named(mapping, "median"), named(mapping, "gsd")};
        } else if (kind_ == "beta") {
            sampling::Beta beta{named(mapping, "alpha"), named(mapping, "beta")};
            beta.low = named_or(mapping, "low", 0.0);
            beta.high = named_or(mapping, "high", 1.0);
            d = beta;
        } else {
            sampling::Discrete discrete;
            if (const Node* values = mapping.required("values", "a list of numbers")) {
                discrete.values = numbers(*values, joined_path(path_, "values"));
            }
            const Node* weights = mapping.optional("weights");
            discrete.weights = weights ? numbers(*weights, joined_path(path_, "weights"))
                                       : std::vector<double>(discrete.values.size(), 1.0);
            d = discrete;
        }
        mapping.finish();
    }
};

std::string list_text(const std::vector<double>& numbers) {
    std::vector<std::string> texts;
    for (const double x : numbers) texts.push_back(number_text(x));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

/// Arguments of each kind as they are written.
struct ArgumentText {
    std::string operator()(const sampling::Constant& d) const { return number_text(d.value); }
    std::string operator()(const sampling::Uniform& d) const {
        return "uniform: " + list_text({d.low, d.high});
    }
    std::string operator()(const sampling::LogUniform& d) const {
        return "log-uniform: " + list_text({d.low, d.high});
    }
    std::string operator()(const sampling::Triangular& d) const {
        return "triangular: " + list_text({d.low, d.mode, d.high});
    }
    std::string operator()(const sampling::Pert& d) const {
        return "pert: " + list_text({d.low, d.mode, d.high});
    }
    std::string operator()(const sampling::Normal& d) const {
        std::string ends;
        if (std::isfinite(d.low)) ends += ", low: " + number_text(d.low);
        if (std::isfinite(d.high)) ends += ", high: " + number_text(d.high);
        return fmt::format("{}: {{mean: {}, sd: {}{}}}",
                           ends.empty() ? "normal" : "truncated-normal", number_text(d.mean),
                           number_text(d.standard_deviation), ends);
    }
    std::string operator()(const sampling::Lognormal& d) const {
        return fmt::format("lognormal: {{median: {}, gsd: {}}}", number_text(d.median),
                           number_text(d.gsd));
    }
    std::string operator()(const sampling::LognormalRange& d) const {
        return fmt::format("lognormal: {{p5: {}, p95: {}}}", number_text(d.p5), number_text(d.p95));
    }
    std::string operator()(const sampling::Beta& d) const {
        return fmt::format("beta: {{alpha: {}, beta: {}, low: {}, high: {}}}", number_text(d.alpha),
                           number_text(d.beta), number_text(d.low), number_text(d.high));
    }
    std::string operator()(const sampling::Discrete& d) const {
        return fmt::format("discrete: {{values: {}, weights: {}}}", list_text(d.values),
                           list_text(d.weights));
    }
    std::string operator()(const sampling::Empirical& d) const {
        return "empirical: " + list_text(d.points);
    }
};

}  // namespace

std::span<const std::string_view> distribution_kinds() {
    return kKinds;
}

const Entry* find_distribution(const Node& mapping) {
    for (const std::string_view kind : kKinds) {
        if (const Entry* entry = mapping.find(kind)) return entry;
    }
    return nullptr;
}

std::optional<Distribution> read_distribution(const Node& mapping, const std::string& path,
                                              ReadContext& context) {
    if (!mapping.is_mapping() || mapping.entries.size() != 1) {
        context.diagnostics.error(
            mapping.origin, fmt::format("'{}' is no number and no distribution", path),
            "write a number, or one distribution such as {triangular: [1, 2, 3]}");
        return std::nullopt;
    }
    const Entry& entry = mapping.entries.front();
    if (!find_distribution(mapping)) {
        const auto known = kinds();
        context.diagnostics.error(entry.origin, fmt::format("no distribution '{}'", entry.key),
                                  did_you_mean(entry.key, known));
        return std::nullopt;
    }
    return ArgumentReader(entry, joined_path(path, entry.key), context).read();
}

std::string distribution_text(const Distribution& distribution) {
    return "{" + std::visit(ArgumentText{}, distribution) + "}";
}

}  // namespace tanlu::schema
