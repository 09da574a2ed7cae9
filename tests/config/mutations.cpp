#include "config/mutations.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "schema/mapping.hpp"
#include "schema/scalar.hpp"

namespace tanlu::test {
namespace {

using schema::Entry;
using schema::Node;

constexpr const char* kWrongUnit = "vehicle^5";

template <class Visit>
void walk(Node& node, const std::string& path, const std::string& key, int depth, Visit visit) {
    if (node.is_scalar()) visit.scalar(node, path, key);
    for (auto& item : node.items) walk(item, path, key, depth, visit);
    int index = 0;
    for (auto& entry : node.entries) {
        const std::string inner = schema::joined_path(path, entry.key);
        visit.key(entry, inner, depth, index++);
        walk(entry.value, inner, entry.key, depth + 1, visit);
    }
}

struct CollectKeys {
    std::vector<Site>& sites;
    void scalar(Node&, const std::string&, const std::string&) {}
    void key(Entry& entry, const std::string& path, int depth, int index) {
        sites.push_back({path, entry.key, depth, index, &entry, nullptr});
    }
};

struct CollectScalars {
    std::vector<Site>& sites;
    void scalar(Node& node, const std::string& path, const std::string& key) {
        sites.push_back({path, key, 0, 0, nullptr, &node});
    }
    void key(Entry&, const std::string&, int, int) {}
};

/// Places that have an error.
std::set<std::string> places_of(const Diagnostics& diagnostics) {
    std::set<std::string> places;
    for (const auto& item : diagnostics.all()) places.insert(to_string(item.origin));
    return places;
}

bool is_mentioned(const Diagnostics& diagnostics, const std::string& text) {
    return std::any_of(
        diagnostics.all().begin(), diagnostics.all().end(),
        [&](const Diagnostic& item) { return item.message.find(text) != std::string::npos; });
}

/// Bounds hide behind a wrong value, so they have rounds of their own.
enum class Role { value, low, high };

Role role_of(const Site& site) {
    for (const auto& part : {std::string(".low"), std::string(".growth-low")}) {
        if (site.path.ends_with(part) || site.path.find(part + ".") != std::string::npos) {
            return Role::low;
        }
    }
    for (const auto& part : {std::string(".high"), std::string(".growth-high")}) {
        if (site.path.ends_with(part) || site.path.find(part + ".") != std::string::npos) {
            return Role::high;
        }
    }
    return Role::value;
}

/// Mistakes in the pack hide those in the policies, which are read after it.
enum class Part { pack, policies };

Part part_of(const Site& site) {
    return site.path.starts_with("policies") ? Part::policies : Part::pack;
}

/// What must be mutated apart from the rest.
using Stage = std::pair<Part, Role>;
constexpr Stage kStages[] = {{Part::pack, Role::value},
                             {Part::pack, Role::low},
                             {Part::pack, Role::high},
                             {Part::policies, Role::value}};

Stage stage_of(const Site& site) {
    return {part_of(site), role_of(site)};
}

/// Changes every number of one stage; each must be an error at its place.
template <class Change>
void spoil(const Node& root, const Read& read, const Rules& rules, const Stage& stage,
           const char* name, Change change, Outcome& outcome) {
    Node mutated = root;
    std::vector<Site> changed;
    for (auto& site : scalars_of(mutated)) {
        if (!rules.is_number(site) || stage_of(site) != stage) continue;
        if (change(site)) changed.push_back(site);
    }
    if (changed.empty()) return;
    const auto places = places_of(read(mutated));
    for (const auto& site : changed) {
        ++outcome.tried;
        const std::string place = to_string(site.scalar->origin);
        if (!places.contains(place))
            outcome.silent.push_back(place + " " + site.path + ": " + name);
    }
}

/// The unit of "20 %", from its blank on; empty for a number alone.
std::string unit_part(const std::string& text) {
    const auto blank = text.find(' ');
    return blank == std::string::npos ? std::string() : text.substr(blank);
}

bool make_nan(const Site& site) {
    site.scalar->text = ".nan" + unit_part(site.scalar->text);
    return true;
}

bool quote(const Site& site) {
    site.scalar->quoted = true;
    return true;
}

bool is_zero(const std::string& text) {
    const auto number = schema::read_number(std::string_view(text).substr(0, text.find(' ')));
    return std::get<double>(number) == 0.0;
}

bool is_unit(const Site& site) {
    return site.key == "unit" || site.key == "growth-unit";
}

/// Whether a leaf, or one of its years, is told to have no unit.
bool misses_unit(const Diagnostics& diagnostics, const std::string& leaf) {
    return std::any_of(diagnostics.all().begin(), diagnostics.all().end(),
                       [&](const Diagnostic& item) {
                           return (item.message.starts_with("'" + leaf + "'") ||
                                   item.message.starts_with("'" + leaf + ".")) &&
                                  (item.message.ends_with(" has no 'unit'") ||
                                   item.message.ends_with(" has no 'growth-unit'"));
                       });
}

/// Removes every unit beside a value; each leaf must say that it misses one.
void remove_units(const Node& root, const Read& read, Outcome& outcome) {
    Node mutated = root;
    std::vector<std::string> owners;
    std::vector<Node*> open = {&mutated};
    for (auto& site : keys_of(mutated)) {
        if (is_unit(site)) owners.push_back(site.path.substr(0, site.path.rfind('.')));
    }
    while (!open.empty()) {
        Node* node = open.back();
        open.pop_back();
        std::erase_if(node->entries, [](const Entry& entry) {
            return entry.key == "unit" || entry.key == "growth-unit";
        });
        for (auto& entry : node->entries) open.push_back(&entry.value);
        for (auto& item : node->items) open.push_back(&item);
    }
    if (owners.empty()) return;
    const Diagnostics diagnostics = read(mutated);
    for (const auto& owner : owners) {
        ++outcome.tried;
        const bool told = misses_unit(diagnostics, owner);
        if (!told) outcome.silent.push_back(owner + ": unit removed");
    }
}

}  // namespace

std::vector<Site> keys_of(Node& root) {
    std::vector<Site> sites;
    walk(root, "", "", 0, CollectKeys{sites});
    return sites;
}

std::vector<Site> scalars_of(Node& root) {
    std::vector<Site> sites;
    walk(root, "", "", 0, CollectScalars{sites});
    return sites;
}

Outcome misspell_keys(const Node& root, const Read& read, const Rules& rules) {
    Outcome outcome;
    Node original = root;
    std::set<std::tuple<Stage, int, int>> rounds;
    for (const auto& site : keys_of(original)) {
        rounds.insert({stage_of(site), site.depth, site.index});
    }
    for (const auto& [stage, depth, index] : rounds) {
        // The i-th key of every mapping at one depth: none hides another.
        Node mutated = root;
        std::vector<Site> changed;
        for (auto& site : keys_of(mutated)) {
            if (stage_of(site) != stage || site.depth != depth || site.index != index) continue;
            changed.push_back(site);
        }
        for (auto& site : changed) site.entry->key += "x";
        const Diagnostics diagnostics = read(mutated);
        const auto places = places_of(diagnostics);
        for (const auto& site : changed) {
            ++outcome.tried;
            const bool told = places.contains(to_string(site.entry->origin)) ||
                              is_mentioned(diagnostics, "'" + site.key + "'");
            if (!told && !rules.is_free_id(site)) {
                outcome.silent.push_back(to_string(site.entry->origin) + " " + site.path +
                                         ": key misspelt");
            }
        }
    }
    return outcome;
}

Outcome spoil_numbers(const Node& root, const Read& read, const Rules& rules) {
    Outcome outcome;
    const auto negate = [&](const Site& site) {
        if (is_zero(site.scalar->text) || rules.may_be_negative(site)) return false;
        site.scalar->text = "-" + site.scalar->text;
        return true;
    };
    for (const Stage& stage : kStages) {
        spoil(root, read, rules, stage, "made NaN", make_nan, outcome);
        spoil(root, read, rules, stage, "quoted", quote, outcome);
        spoil(root, read, rules, stage, "made negative", negate, outcome);
    }
    return outcome;
}

Outcome spoil_units(const Node& root, const Read& read, const Rules& rules) {
    Outcome outcome;
    remove_units(root, read, outcome);
    // Units of their own key.
    Node mutated = root;
    std::vector<Site> changed;
    for (auto& site : scalars_of(mutated)) {
        if (!is_unit(site)) continue;
        site.scalar->text = kWrongUnit;
        changed.push_back(site);
    }
    const auto places = places_of(read(mutated));
    for (const auto& site : changed) {
        ++outcome.tried;
        const std::string place = to_string(site.scalar->origin);
        if (!places.contains(place)) {
            outcome.silent.push_back(place + " " + site.path + ": unit of wrong dimension");
        }
    }
    // Units within "20 %".
    const auto replace = [](const Site& site) {
        const auto blank = site.scalar->text.find(' ');
        if (blank == std::string::npos) return false;
        site.scalar->text = site.scalar->text.substr(0, blank + 1) + kWrongUnit;
        return true;
    };
    const auto remove = [](const Site& site) {
        const auto blank = site.scalar->text.find(' ');
        if (blank == std::string::npos) return false;
        site.scalar->text.resize(blank);
        return true;
    };
    const Stage policies = {Part::policies, Role::value};
    spoil(root, read, rules, policies, "unit of wrong dimension", replace, outcome);
    spoil(root, read, rules, policies, "unit removed", remove, outcome);
    return outcome;
}

}  // namespace tanlu::test
