// Rules of freight and of rail, aviation, shipping and pipelines.
#include <fmt/format.h>

#include <algorithm>

#include "config/rules.hpp"

namespace tanlu::config {
namespace {

void check_commodity(const Pack& pack, const Commodity<FileKind>& goods, Diagnostics& diagnostics) {
    const std::string path = "freight.commodities." + goods.id.text;
    if (goods.id.text != "bulk" && goods.id.text != "general") {
        diagnostics.error(goods.id.origin,
                          fmt::format("'{}' is not a commodity group of the model", goods.id.text),
                          "expected bulk and general");
    }
    if (!goods.index && !goods.near_elasticity) {
        diagnostics.error(goods.id.origin,
                          fmt::format("'{}' has neither 'index' nor 'near-elasticity'", path));
    }
    if (goods.index && goods.near_elasticity) {
        diagnostics.error(goods.near_elasticity->origin,
                          fmt::format("'{}' has both 'index' and 'near-elasticity'", path),
                          "keep one of them");
    }
    if (goods.near_elasticity &&
        (goods.near_until < pack.base_year || goods.table_from <= goods.near_until)) {
        diagnostics.error(goods.id.origin,
                          fmt::format("'{}': near-until is {} and table-from is {} (the base year, "
                                      "near-until and table-from must follow each other)",
                                      path, goods.near_until, goods.table_from));
    }
    const std::size_t bands = pack.parameters.freight.bands.size();
    if (goods.contestable.size() != bands) {
        diagnostics.error(goods.contestable.front().origin,
                          fmt::format("'{}.contestable' has {} values for {} distance bands", path,
                                      goods.contestable.size(), bands));
    }
}

void check_modes(const Pack& pack, Diagnostics& diagnostics) {
    const auto& freight = pack.parameters.freight;
    check_not_empty(freight.modes, "freight.modes", pack.origin, diagnostics);
    for (const auto& mode : freight.modes) {
        const Origin& origin = mode.band_shares.front().origin;
        if (mode.band_shares.size() != freight.bands.size()) {
            diagnostics.error(
                origin, fmt::format("'freight.modes.{}.band-shares' has {} values for {} distance "
                                    "bands",
                                    mode.id.text, mode.band_shares.size(), freight.bands.size()));
        }
        check_sum(sum_of(mode.band_shares), kShareTolerance, origin,
                  fmt::format("the band shares of '{}'", mode.id.text), diagnostics);
    }
    if (!freight.modes.empty() && freight.modes.front().id.text != "road") {
        diagnostics.error(freight.modes.front().id.origin,
                          fmt::format("the first freight mode is '{}', not 'road'",
                                      freight.modes.front().id.text),
                          "list 'road' first");
    }
}

void check_haulage(const Pack& pack, Diagnostics& diagnostics) {
    const auto& p = pack.parameters;
    check_not_empty(p.freight.haulage, "freight.haulage", pack.origin, diagnostics);
    for (const auto& market : p.freight.haulage) {
        const bool served = std::any_of(p.classes.begin(), p.classes.end(),
                                        [&](const auto& c) { return c.haulage == market.id; });
        if (!served) {
            diagnostics.error(
                market.id.origin,
                fmt::format("no vehicle class serves the market '{}'", market.id.text),
                "name it under 'haulage' of a class with use-rule freight");
        }
        if (!market.modal) {
            KeyRule(market.id.origin, "freight.haulage." + market.id.text, "own account",
                    diagnostics)
                .needs("elasticity", market.elasticity);
        }
    }
}

template <class Terms, class Modes>
void check_terms(const Terms& terms, const Modes& modes, std::string_view kind,
                 Diagnostics& diagnostics) {
    for (const auto& term : terms) {
        if (find_entry(modes, term.id.text)) continue;
        diagnostics.error(term.id.origin, fmt::format("'{}' is not a {} mode", term.id.text, kind));
    }
}

void check_propulsion(const NonroadMode<FileKind>& mode, Diagnostics& diagnostics) {
    const std::string path = "nonroad." + mode.id.text;
    check_not_empty(mode.propulsion, path + ".propulsion", mode.id.origin, diagnostics);
    const auto rests = std::count_if(mode.propulsion.begin(), mode.propulsion.end(),
                                     [](const auto& carrier) { return !carrier.share; });
    if (rests != 1 && !mode.propulsion.empty()) {
        diagnostics.error(mode.id.origin,
                          fmt::format("{} carriers of '{}' have no 'share' (exactly one takes the "
                                      "rest)",
                                      rests, path));
    }
    for (const auto& carrier : mode.propulsion) {
        if (carrier.base_energy.number > 0.0) continue;
        if (!carrier.share) {
            diagnostics.error(carrier.base_energy.origin,
                              fmt::format("'{}' takes the rest in '{}' but has no base energy",
                                          carrier.id.text, path));
        } else {
            KeyRule(carrier.id.origin, fmt::format("{}.propulsion.{}", path, carrier.id.text),
                    "a carrier without base energy", diagnostics)
                .needs("relative-intensity", carrier.relative_intensity);
        }
    }
}

}  // namespace

void check_freight(const Pack& pack, Diagnostics& diagnostics) {
    const auto& freight = pack.parameters.freight;
    check_not_empty(freight.bands, "freight.bands", pack.origin, diagnostics);
    for (const auto& goods : freight.commodities) check_commodity(pack, goods, diagnostics);
    for (const char* id : {"bulk", "general"}) {
        if (find_entry(freight.commodities, id)) continue;
        diagnostics.error(pack.origin, fmt::format("no commodity group '{}'", id));
    }
    check_modes(pack, diagnostics);
    check_haulage(pack, diagnostics);
}

void check_nonroad(const Pack& pack, Diagnostics& diagnostics) {
    const auto& p = pack.parameters;
    for (const auto& mode : p.nonroad) {
        const bool has_activity =
            !mode.passenger_activity.empty() || !mode.freight_activity.empty();
        if (has_activity == mode.index.has_value()) {
            diagnostics.error(mode.id.origin,
                              fmt::format("'nonroad.{}' has {}", mode.id.text,
                                          has_activity ? "both an 'index' and modes it carries"
                                                       : "neither an 'index' nor modes it carries"),
                              "activity comes from the modes, or from the index");
        }
        check_terms(mode.passenger_activity, p.passenger.modes, "passenger", diagnostics);
        check_terms(mode.freight_activity, p.freight.modes, "freight", diagnostics);
        check_propulsion(mode, diagnostics);
    }
}

}  // namespace tanlu::config
