#include "config/policy_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/mapping.hpp"
#include "schema/quantity.hpp"
#include "schema/scalar.hpp"
#include "schema/series_reader.hpp"
#include "schema/words.hpp"

namespace tanlu::config {

const Selection* Policy::selection(std::string_view key) const {
    for (const auto& selection : selectors) {
        if (selection.key == key) return &selection;
    }
    return nullptr;
}

const Trajectory* Policy::parameter(std::string_view key) const {
    for (const auto& parameter : parameters) {
        if (parameter.key == key) return &parameter.path;
    }
    return nullptr;
}

namespace {

using schema::Mapping;
using schema::Node;
using schema::ReadContext;

constexpr std::string_view kAll = "all";

/// Entries of the maps that a selector means.
std::vector<MapEntry> entries_of(const SelectorSpec& spec, const TreeIndex& tree) {
    std::vector<MapEntry> entries;
    for (const auto& path : split(spec.of, '|')) {
        const auto found = tree.maps.find(path);
        if (found == tree.maps.end()) continue;
        entries.insert(entries.end(), found->second.begin(), found->second.end());
    }
    return entries;
}

bool belongs(const MapEntry& entry, const Name& written, bool is_group) {
    if (!is_group) return entry.id == written.text;
    if (written.text == kAll) return true;
    return std::find(entry.flags.begin(), entry.flags.end(), written.text) != entry.flags.end();
}

/// Reads one policy.
class PolicyReader {
public:
    /// Without a tree, selectors are not looked up.
    PolicyReader(const Node& node, const TreeIndex* tree, ReadContext& context)
        : mapping_(node, path_of(node), context.diagnostics), tree_(tree), context_(context) {
        policy_.origin = node.origin;
    }

    /// Whether the policy replaces one of a parent.
    bool replaces() const { return replaces_; }

    std::optional<Policy> read(std::span<const LeverSpec> levers) {
        const LeverSpec* spec = read_lever(levers);
        if (!spec) return std::nullopt;  // its other keys cannot be judged
        read_label();
        read_selectors(*spec);
        read_parameters(*spec);
        mapping_.finish();
        if (!usable_ || falls_away_) return std::nullopt;
        return policy_;
    }

private:
    Mapping mapping_;
    const TreeIndex* tree_;
    ReadContext& context_;
    Policy policy_;
    bool replaces_ = false;
    bool if_present_ = false;  // ids that the pack lacks are passed over
    bool falls_away_ = false;  // ... and nothing is left to act on
    bool usable_ = true;

    /// Name of the policy in messages, as far as it has one.
    static std::string path_of(const Node& node) {
        const schema::Entry* id = node.find("id");
        return id && id->value.is_scalar() ? "policies." + id->value.text : "policies";
    }

    void error(const Origin& origin, std::string message, std::string hint = {}) {
        context_.diagnostics.error(origin, std::move(message), std::move(hint));
        usable_ = false;
    }

    const LeverSpec* read_lever(std::span<const LeverSpec> levers) {
        const Node* node = mapping_.required("lever", "the name of a lever");
        std::vector<std::string> names;
        for (const auto& spec : levers) names.push_back(spec.name);
        if (!node) {
            if (mapping_.node().is_mapping()) {
                error(mapping_.node().origin, "a policy without 'lever'",
                      "expected one of " + listed(names));
            }
            return nullptr;
        }
        const auto name = schema::read_text(*node, "lever", context_);
        if (!name) return nullptr;
        policy_.lever = {*name, node->origin};
        for (const auto& spec : levers) {
            if (spec.name == *name) return &spec;
            if (std::find(spec.former.begin(), spec.former.end(), *name) == spec.former.end()) {
                continue;
            }
            context_.diagnostics.warning(
                node->origin,
                fmt::format("'{}' is the former name of the lever '{}'", *name, spec.name),
                fmt::format("write '{}' in its place; 'tanlu migrate' does it", spec.name),
                Replacement{node->origin, *name, spec.name});
            policy_.lever.text = spec.name;
            return &spec;
        }
        error(node->origin, fmt::format("no lever '{}'", *name), did_you_mean(*name, names));
        return nullptr;
    }

    std::string required_text(std::string_view key, std::string example) {
        const Node* node = mapping_.required(key, std::move(example));
        const auto text = node ? schema::read_text(*node, std::string(key), context_)
                               : std::optional<std::string>{};
        usable_ &= text.has_value();
        return text.value_or("");
    }

    void read_label() {
        policy_.id = required_text("id", "an id of its own, e.g. nev-share-private");
        if (!policy_.id.empty() && !schema::is_id(policy_.id)) {
            error(mapping_.optional("id")->origin, fmt::format("'{}' is not an id", policy_.id),
                  "use small letters, digits and single hyphens");
        }
        policy_.source = required_text("source", "the key of a source in sources.yaml");
        if (!policy_.source.empty()) {
            schema::note_sources(policy_.source, mapping_.optional("source")->origin, context_);
        }
        const Node* grade =
            mapping_.required("grade", "A official, B secondary, C estimate or U unverified");
        const auto read = grade ? schema::read_grade(*grade, context_) : std::nullopt;
        usable_ &= read.has_value();
        policy_.grade = read.value_or(Grade::unverified);
        if (const Node* note = mapping_.optional("note")) {
            policy_.note = schema::read_text(*note, "note", context_).value_or("");
        }
        replaces_ = read_flag("replace");
        if_present_ = read_flag("if-present");
    }

    bool read_flag(std::string_view key) {
        const Node* node = mapping_.optional(key);
        if (!node) return false;
        const auto flag = schema::read_flag(*node);
        const auto* problem = std::get_if<schema::Problem>(&flag);
        if (!problem) return std::get<bool>(flag);
        error(node->origin, fmt::format("'{}': {}", key, problem->message), problem->hint);
        return false;
    }

    void read_selectors(const LeverSpec& spec) {
        const bool needed = std::any_of(
            spec.selectors.begin(), spec.selectors.end(),
            [](const SelectorSpec& s) { return s.requirement == Requirement::required; });
        std::vector<std::string> keys;
        for (const auto& selector : spec.selectors) keys.push_back(selector.key);
        const Node* node =
            needed ? mapping_.required("for", fmt::format("what it acts on ({})", listed(keys)))
                   : mapping_.optional("for");
        if (!node) {
            usable_ &= !needed;
            return;
        }
        Mapping targets(*node, policy_.id + ".for", context_.diagnostics);
        for (const auto& selector : spec.selectors) {
            if (!selector.former.empty()) targets.deprecated(selector.former, selector.key);
            const Node* target = selector.requirement == Requirement::required
                                     ? targets.required(selector.key, "ids of " + selector.of)
                                     : targets.optional(selector.key);
            if (target) read_selection(selector, *target);
        }
        targets.finish();
    }

    void read_selection(const SelectorSpec& spec, const Node& node) {
        Selection selection{spec.key, {}, {}};
        const std::span<const Node> items =
            node.is_sequence() ? std::span<const Node>(node.items) : std::span(&node, 1);
        for (const auto& item : items) {
            const auto text = schema::read_text(item, "for." + spec.key, context_);
            usable_ &= text.has_value();
            if (text) selection.written.push_back({*text, item.origin});
        }
        if (items.empty()) error(node.origin, fmt::format("'for.{}' names nothing", spec.key));
        if (!tree_) {
            policy_.selectors.push_back(std::move(selection));
            return;
        }
        const auto entries = entries_of(spec, *tree_);
        std::erase_if(selection.written,
                      [&](const Name& written) { return !check_match(spec, written, entries); });
        // In the order of the pack, each once.
        for (const auto& entry : entries) {
            for (const auto& written : selection.written) {
                if (!belongs(entry, written, is_group(spec, written))) continue;
                selection.ids.push_back({entry.id, written.origin});
                break;
            }
        }
        falls_away_ |= selection.ids.empty();
        policy_.selectors.push_back(std::move(selection));
    }

    static bool is_group(const SelectorSpec& spec, const Name& written) {
        return std::find(spec.groups.begin(), spec.groups.end(), written.text) != spec.groups.end();
    }

    /// False for what is not in the pack, which is an error or, where the policy says so, passed
    /// over.
    bool check_match(const SelectorSpec& spec, const Name& written,
                     const std::vector<MapEntry>& entries) {
        const bool group = is_group(spec, written);
        for (const auto& entry : entries) {
            if (belongs(entry, written, group)) return true;
        }
        if (if_present_) {
            context_.diagnostics.warning(
                written.origin, fmt::format("'{}' passes over '{}', which is not in {} of the pack",
                                            policy_.id, written.text, spec.of));
            return false;
        }
        std::vector<std::string> names = spec.groups;
        for (const auto& entry : entries) names.push_back(entry.id);
        error(written.origin,
              group ? fmt::format("'{}' matches nothing in {}", written.text, spec.of)
                    : fmt::format("no '{}' in {}", written.text, spec.of),
              group ? std::string() : did_you_mean(written.text, names));
        return false;
    }

    void read_parameters(const LeverSpec& spec) {
        const auto interpolation = read_phase_in();
        for (const auto& parameter : spec.parameters) {
            if (!parameter.former.empty()) mapping_.deprecated(parameter.former, parameter.key);
            const std::string example =
                fmt::format("years with values, e.g. {{2025: ... {}}}", parameter.unit);
            const Node* node = parameter.requirement == Requirement::required
                                   ? mapping_.required(parameter.key, example)
                                   : mapping_.optional(parameter.key);
            if (!node) {
                usable_ &= parameter.requirement != Requirement::required;
                continue;
            }
            auto path = read_schedule(parameter, *node);
            usable_ &= path.has_value();
            if (!path) continue;
            path->interpolation = interpolation;
            policy_.parameters.push_back({parameter.key, std::move(*path)});
        }
        if (usable_ && policy_.parameters.empty()) {
            std::vector<std::string> keys;
            for (const auto& parameter : spec.parameters) keys.push_back(parameter.key);
            error(policy_.origin, fmt::format("policy '{}' sets nothing", policy_.id),
                  "expected one of " + listed(keys));
        }
    }

    Interpolation read_phase_in() {
        const Node* node = mapping_.optional("phase-in");
        if (!node) return Interpolation::kLinear;
        std::vector<std::string> words;
        for (const auto& option : schema::interpolations()) {
            if (option.value == Interpolation::kLoglinear) continue;
            words.emplace_back(option.key);
            if (node->is_scalar() && node->text == option.key) return option.value;
        }
        error(node->origin,
              fmt::format("'phase-in' is {}", node->is_scalar()
                                                  ? fmt::format("'{}'", node->text)
                                                  : std::string(schema::kind_text(*node))),
              did_you_mean(node->text, words));
        return Interpolation::kLinear;
    }

    std::optional<Trajectory> read_schedule(const ParameterSpec& spec, const Node& node) {
        const std::string path = policy_.id + "." + spec.key;
        if (!node.is_mapping() || node.entries.empty()) {
            error(node.origin,
                  fmt::format("'{}' is {}, not values by year", path,
                              node.is_mapping() ? "empty" : kind_text(node)),
                  fmt::format("write {{2025: ... {}, 2030: ... {}}}", spec.unit, spec.unit));
            return std::nullopt;
        }
        const Field field{spec.key, spec.unit, spec.doc, spec.range};
        Trajectory trajectory;
        trajectory.origin = node.origin;
        bool usable = true;
        for (const auto& entry : node.entries) {
            const auto year = schema::read_year(entry.key, entry.origin, path, context_);
            const auto value = read_strength(entry.value, field, path);
            usable &= year && value;
            if (!year || !value) continue;
            if (!trajectory.anchors.empty() && trajectory.anchors.back().year >= *year) {
                error(entry.origin,
                      fmt::format("year {} of '{}' comes after {}", *year, path,
                                  trajectory.anchors.back().year),
                      "write the years in rising order, each once");
                return std::nullopt;
            }
            trajectory.anchors.push_back({*year, *value});
        }
        if (!usable) return std::nullopt;
        return trajectory;
    }

    /// "20 %": a number with its unit; source and grade are those of the policy.
    std::optional<Value> read_strength(const Node& node, const Field& field,
                                       const std::string& path) {
        if (node.is_mapping()) return read_drawn_strength(node, field, path);
        const auto quantity = schema::read_quantity(node);
        if (const auto* problem = std::get_if<schema::Problem>(&quantity)) {
            error(node.origin, fmt::format("'{}': {}", path, problem->message), problem->hint);
            return std::nullopt;
        }
        const auto& [number, unit] = std::get<schema::Quantity>(quantity);
        schema::Label label;
        if (!schema::match_unit(unit, node.origin, field, path, context_, label)) {
            return std::nullopt;
        }
        label.source = policy_.source;
        label.grade = policy_.grade;
        return schema::checked_value(number, node.origin, label, field, path, context_);
    }

    /// "{triangular: [10, 20, 30], unit: "%"}": a distribution in place of a number.
    std::optional<Value> read_drawn_strength(const Node& node, const Field& field,
                                             const std::string& path) {
        Mapping mapping(node, path, context_.diagnostics);
        const Node* unit = mapping.required("unit", fmt::format("a unit, e.g. '{}'", field.unit));
        const schema::Entry* drawn = schema::find_distribution(node);
        if (drawn) mapping.optional(drawn->key);
        mapping.finish();
        if (!unit) return std::nullopt;
        if (!drawn) {
            error(node.origin, fmt::format("'{}' has no distribution", path),
                  "write {triangular: [10, 20, 30], unit: \"%\"}, or a number with its unit");
            return std::nullopt;
        }
        const auto text = schema::read_text(*unit, path + ".unit", context_);
        schema::Label label;
        if (!text || !schema::match_unit(*text, unit->origin, field, path, context_, label)) {
            return std::nullopt;
        }
        label.source = policy_.source;
        label.grade = policy_.grade;
        Node alone = schema::make_node(Node::Kind::mapping, drawn->origin);
        alone.entries.push_back(*drawn);
        return schema::drawn_value(alone, label, field, path, context_);
    }
};

/// Whether there are policies; reports what is something else.
bool is_list(const Node& node, ReadContext& context) {
    if (node.is_sequence()) return true;
    if (node.kind != Node::Kind::null) {
        context.diagnostics.error(node.origin,
                                  fmt::format("'policies' is {}, not a list", kind_text(node)),
                                  "start each policy with '- lever: ...'");
    }
    return false;
}

}  // namespace

std::vector<Policy> read_lone_policies(const Node& node, std::span<const LeverSpec> levers,
                                       ReadContext& context) {
    std::vector<Policy> policies;
    if (!is_list(node, context)) return policies;
    for (const auto& item : node.items) {
        if (auto policy = PolicyReader(item, nullptr, context).read(levers)) {
            policies.push_back(std::move(*policy));
        }
    }
    return policies;
}

void read_policies(const Node& node, const std::string& scenario, std::span<const LeverSpec> levers,
                   const TreeIndex& tree, ReadContext& context, std::vector<Policy>& policies) {
    if (!is_list(node, context)) return;
    for (const auto& item : node.items) {
        PolicyReader reader(item, &tree, context);
        auto policy = reader.read(levers);
        if (!policy) continue;
        policy->scenario = scenario;
        const auto taken = std::find_if(policies.begin(), policies.end(),
                                        [&](const Policy& p) { return p.id == policy->id; });
        const bool is_of_parent = taken != policies.end() && taken->scenario != scenario;
        if (reader.replaces() && !is_of_parent) {
            std::vector<std::string> ids;
            for (const auto& other : policies) {
                if (other.scenario != scenario) ids.push_back(other.id);
            }
            context.diagnostics.error(
                item.origin, fmt::format("no policy '{}' of a parent to replace", policy->id),
                did_you_mean(policy->id, ids));
        } else if (!reader.replaces() && taken != policies.end()) {
            context.diagnostics.error(
                item.origin,
                fmt::format("policy '{}' is given twice (first at {})", policy->id,
                            to_string(taken->origin)),
                "give it an id of its own, or add 'replace: true' to replace that of a parent");
        } else if (reader.replaces()) {
            *taken = std::move(*policy);
        } else {
            policies.push_back(std::move(*policy));
        }
    }
}

}  // namespace tanlu::config
