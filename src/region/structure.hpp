#pragma once
// Ids of the parameter tree turned into positions, once, before the year loop.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/parameters.hpp"
#include "region/policies.hpp"

namespace tanlu::region {

/// Boundaries of the emissions table (docs/theory §1.2), in order.
enum class Boundary : std::size_t { ttw, ttw_grid, wtw };
inline constexpr std::size_t kBoundaryCount = 3;
inline constexpr std::string_view kBoundaryNames[kBoundaryCount] = {"ttw", "ttw_grid", "wtw"};

/// Position of something that is not there.
inline constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

/// A technology within a class.
struct TechnologySlot {
    std::size_t technology = 0;         ///< position among all technologies
    std::size_t row = 0;                ///< position among all pairs of class and technology
    std::vector<std::size_t> carriers;  ///< of its energy entries, in their order
    std::size_t first_use = 0;          ///< position of its first energy entry among all of them
    std::size_t nest = 0;
    bool is_electric = false;  ///< runs on electricity or hydrogen only
};

struct ClassSlot {
    std::size_t subsector = 0;
    std::vector<TechnologySlot> technologies;
    std::optional<std::size_t> passenger_mode;
    std::optional<std::size_t> haulage;
    std::optional<std::size_t> follows;
    std::size_t first_row = 0;          ///< row of its first technology; the others come next
    std::vector<std::size_t> carriers;  ///< that any of its technologies takes, rising
};

/// A weighted passenger or freight mode that a nonroad mode carries.
struct ActivitySlot {
    std::size_t mode = 0;
    bool is_freight = false;
};

struct NonroadSlot {
    std::size_t subsector = 0;
    std::vector<ActivitySlot> activity;  ///< passenger terms first
    std::vector<std::size_t> carriers;
    std::size_t first_propulsion = 0;  ///< position of its first carrier among all propulsions
    std::size_t remainder = 0;         ///< the carrier that takes what the others leave
};

/// Positions of everything that refers to something else by id.
struct Structure {
    std::vector<ClassSlot> classes;
    std::vector<NonroadSlot> nonroad;
    std::vector<std::size_t> local_modes;  ///< passenger modes that make local trips
    std::vector<std::size_t> local_nests;  ///< nest of each local mode
    /// Position of each local mode among the modes of each settlement type; kAbsent if not there.
    std::vector<std::vector<std::size_t>> settlement_modes;
    std::vector<std::size_t> intercity_modes;       ///< passenger mode of each intercity mode
    std::vector<std::vector<std::size_t>> servers;  ///< classes serving each passenger mode
    std::size_t general = 0;                        ///< the other one
    std::size_t bulk = 0;                           ///< commodity group of that name
    std::size_t car = 0;                            ///< mode that the ownership class serves
    std::size_t owner = 0;                          ///< class with the ownership curve
    std::size_t electricity = 0;
    std::size_t hydrogen = 0;
    std::size_t class_technologies = 0;
    std::size_t energy_uses = 0;  ///< energy entries of all class technologies
    std::size_t propulsions = 0;
};

/// Position of an id in a map of the tree; the number of entries when absent.
template <class Entries>
std::size_t position_of(const Entries& entries, std::string_view id) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].id.text == id) return i;
    }
    return entries.size();
}

/// Positions of a tree whose references have been checked.
template <class Kind>
Structure structure_of(const Parameters<Kind>& p);

template <class Kind>
PolicyFrame policy_frame(const Parameters<Kind>& p, const Structure& s, int first_year,
                         int last_year) {
    return {.class_technologies = s.class_technologies,
            .settlement_modes = p.passenger.local.settlements.size() * p.passenger.modes.size(),
            .passenger_modes = p.passenger.modes.size(),
            .settlements = p.passenger.local.settlements.size(),
            .freight_modes = p.freight.modes.size(),
            .commodities = p.freight.commodities.size(),
            .carriers = p.carriers.size(),
            .propulsions = s.propulsions,
            .nonroad_modes = p.nonroad.size(),
            .classes = p.classes.size(),
            .first_year = first_year,
            .last_year = last_year};
}

template <class Kind>
Structure structure_of(const Parameters<Kind>& p) {
    Structure s;
    s.electricity = position_of(p.carriers, "electricity");
    s.hydrogen = position_of(p.carriers, "hydrogen");
    s.bulk = position_of(p.freight.commodities, "bulk");
    s.general = position_of(p.freight.commodities, "general");
    s.servers.resize(p.passenger.modes.size());
    for (std::size_t v = 0; v < p.classes.size(); ++v) {
        const auto& from = p.classes[v];
        ClassSlot slot;
        slot.subsector = position_of(p.subsectors, from.subsector.text);
        if (!from.passenger_mode.empty()) {
            slot.passenger_mode = position_of(p.passenger.modes, from.passenger_mode.text);
            s.servers[*slot.passenger_mode].push_back(v);
        }
        if (!from.haulage.empty()) {
            slot.haulage = position_of(p.freight.haulage, from.haulage.text);
        }
        if (!from.follows.empty()) slot.follows = position_of(p.classes, from.follows.text);
        if (from.stock_rule == StockRule::ownership) {
            s.owner = v;
            s.car = *slot.passenger_mode;
        }
        slot.first_row = s.class_technologies;
        for (const auto& technology : from.technologies) {
            TechnologySlot t;
            t.technology = position_of(p.technologies, technology.id.text);
            t.row = s.class_technologies++;
            t.nest = position_of(p.technology_nests, p.technologies[t.technology].nest.text);
            t.is_electric = true;
            t.first_use = s.energy_uses;
            s.energy_uses += technology.energy.size();
            for (const auto& energy : technology.energy) {
                t.carriers.push_back(position_of(p.carriers, energy.id.text));
                t.is_electric &=
                    t.carriers.back() == s.electricity || t.carriers.back() == s.hydrogen;
            }
            slot.carriers.insert(slot.carriers.end(), t.carriers.begin(), t.carriers.end());
            slot.technologies.push_back(std::move(t));
        }
        std::sort(slot.carriers.begin(), slot.carriers.end());
        slot.carriers.erase(std::unique(slot.carriers.begin(), slot.carriers.end()),
                            slot.carriers.end());
        s.classes.push_back(std::move(slot));
    }
    for (std::size_t m = 0; m < p.passenger.modes.size(); ++m) {
        if (!p.passenger.modes[m].local) continue;
        s.local_modes.push_back(m);
        s.local_nests.push_back(position_of(p.passenger.nests, p.passenger.modes[m].nest.text));
    }
    for (const auto& settlement : p.passenger.local.settlements) {
        auto& positions = s.settlement_modes.emplace_back();
        for (const std::size_t m : s.local_modes) {
            const std::size_t i = position_of(settlement.modes, p.passenger.modes[m].id.text);
            positions.push_back(i < settlement.modes.size() ? i : kAbsent);
        }
    }
    for (const auto& mode : p.passenger.intercity.modes) {
        s.intercity_modes.push_back(position_of(p.passenger.modes, mode.id.text));
    }
    for (const auto& from : p.nonroad) {
        NonroadSlot slot;
        slot.subsector = position_of(p.subsectors, from.subsector.text);
        for (const auto& term : from.passenger_activity) {
            slot.activity.push_back({position_of(p.passenger.modes, term.id.text), false});
        }
        for (const auto& term : from.freight_activity) {
            slot.activity.push_back({position_of(p.freight.modes, term.id.text), true});
        }
        slot.first_propulsion = s.propulsions;
        for (std::size_t i = 0; i < from.propulsion.size(); ++i) {
            slot.carriers.push_back(position_of(p.carriers, from.propulsion[i].id.text));
            if (!from.propulsion[i].share) slot.remainder = i;
        }
        s.propulsions += from.propulsion.size();
        s.nonroad.push_back(std::move(slot));
    }
    return s;
}

}  // namespace tanlu::region
