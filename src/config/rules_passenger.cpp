// Rules of passenger travel.
#include <fmt/format.h>

#include <algorithm>

#include "config/rules.hpp"

namespace tanlu::config {
namespace {

using Mode = PassengerMode<FileKind>;

/// Times and fares of a local mode that its kind has: a motorised mode takes time to reach; one
/// without `wear` is not one's own vehicle, and has waiting and fares.
void check_service(const Mode& mode, const std::string& path, Diagnostics& diagnostics) {
    if (!mode.motorised) return;
    KeyRule(mode.id.origin, path, "a motorised local mode", diagnostics)
        .needs("access-time", mode.access_time);
    if (mode.wear) return;
    KeyRule(mode.id.origin, path, "a local mode for hire", diagnostics)
        .needs("wait-time", mode.wait_time)
        .needs("fixed-fare", mode.fixed_fare)
        .needs("fare", mode.fare);
}

void check_mode(const Pack& pack, const Mode& mode, Diagnostics& diagnostics) {
    const auto& p = pack.parameters;
    const std::string path = "passenger.modes." + mode.id.text;
    const bool served = std::any_of(p.classes.begin(), p.classes.end(),
                                    [&](const auto& c) { return c.passenger_mode == mode.id; });
    const bool intercity = find_entry(p.passenger.intercity.modes, mode.id.text) != nullptr;
    if (mode.local) {
        KeyRule(mode.id.origin, path, "a local mode", diagnostics)
            .needs("nest", mode.nest)
            .needs("availability", mode.availability);
        check_service(mode, path, diagnostics);
        const std::size_t bands = p.passenger.local.band_edges.size();
        if (mode.availability.size() != bands && !mode.availability.empty()) {
            diagnostics.error(mode.availability.front().origin,
                              fmt::format("'{}.availability' has {} values for {} distance bands",
                                          path, mode.availability.size(), bands));
        }
    } else if (!intercity) {
        diagnostics.error(mode.id.origin,
                          fmt::format("'{}' makes neither local nor intercity trips", path));
    }
    if (mode.local && intercity) {
        KeyRule(mode.id.origin, path, "a mode of local and intercity travel", diagnostics)
            .needs("local-share", mode.local_share);
    }
    if (!served && intercity) {
        KeyRule(mode.id.origin, path, "a mode that no vehicle class serves", diagnostics)
            .needs("base-pkm", mode.base_pkm);
    }
    if (served && mode.base_pkm) {
        diagnostics.error(mode.base_pkm->origin,
                          fmt::format("'{}.base-pkm' is given, but vehicle classes set it", path),
                          "remove it");
    }
    if (mode.wear && !served) {
        diagnostics.error(
            mode.wear->origin,
            fmt::format("'{}.wear' is given, but no vehicle class serves the mode", path));
    }
}

void check_bands(const Pack& pack, Diagnostics& diagnostics) {
    const auto& edges = pack.parameters.passenger.local.band_edges;
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const bool rises = i == 0 ? edges[i].number == 0.0 : edges[i].number > edges[i - 1].number;
        if (rises) continue;
        diagnostics.error(edges[i].origin, "'passenger.local.band-edges' must start at 0 and rise");
        return;
    }
}

/// Reports people whom no settlement type takes: of the kind, `urban` or `rural`, that has none.
void check_nobody(const Pack& pack, bool is_urban, Diagnostics& diagnostics) {
    for (const auto& [year, share] : pack.parameters.drivers.urban_share.anchors) {
        const double people = is_urban ? share.number : 1.0 - share.number;
        if (people <= kShareTolerance) continue;
        diagnostics.error(
            share.origin,
            fmt::format("no settlement type is {}, where {:.4g} of the people live in "
                        "{}",
                        is_urban ? "urban" : "rural", people, year),
            is_urban ? "add an urban settlement type, or set 'drivers.urban-share' to 0"
                     : "add a rural settlement type, or set 'drivers.urban-share' to 1");
        return;
    }
}

void check_settlements(const Pack& pack, Diagnostics& diagnostics) {
    const auto& passenger = pack.parameters.passenger;
    const auto& settlements = passenger.local.settlements;
    check_not_empty(settlements, "passenger.local.settlements", pack.origin, diagnostics);
    double urban = 0.0;
    double rural = 0.0;
    bool has_urban = false;
    bool has_rural = false;
    for (const auto& settlement : settlements) {
        (settlement.urban ? urban : rural) += settlement.population_share.number;
        (settlement.urban ? has_urban : has_rural) = true;
        double shares = 0.0;
        for (const auto& entry : settlement.modes) {
            shares += entry.share.number;
            const Mode* mode = find_entry(passenger.modes, entry.id.text);
            if (!mode || mode->local) continue;
            diagnostics.error(entry.id.origin,
                              fmt::format("'{}' is not a local mode", entry.id.text));
        }
        check_sum(shares, kShareTolerance, settlement.id.origin,
                  fmt::format("the mode shares of '{}'", settlement.id.text), diagnostics);
    }
    if (settlements.empty()) return;
    const Origin& origin = settlements.front().population_share.origin;
    if (has_urban) {
        check_sum(urban, kShareTolerance, origin, "the population shares of urban settlements",
                  diagnostics);
    } else {
        check_nobody(pack, true, diagnostics);
    }
    if (has_rural) {
        check_sum(rural, kShareTolerance, origin, "the population shares of rural settlements",
                  diagnostics);
    } else {
        check_nobody(pack, false, diagnostics);
    }
}

void check_intercity(const Pack& pack, Diagnostics& diagnostics) {
    const auto& intercity = pack.parameters.passenger.intercity;
    check_not_empty(intercity.bands, "passenger.intercity.bands", pack.origin, diagnostics);
    check_not_empty(intercity.modes, "passenger.intercity.modes", pack.origin, diagnostics);
    for (const auto& mode : intercity.modes) {
        const Origin& origin = mode.band_shares.front().origin;
        if (mode.band_shares.size() != intercity.bands.size()) {
            diagnostics.error(
                origin, fmt::format("'passenger.intercity.modes.{}.band-shares' has {} values for "
                                    "{} distance bands",
                                    mode.id.text, mode.band_shares.size(), intercity.bands.size()));
        }
        check_sum(sum_of(mode.band_shares), kShareTolerance, origin,
                  fmt::format("the band shares of '{}'", mode.id.text), diagnostics);
    }
}

}  // namespace

void check_passenger(const Pack& pack, Diagnostics& diagnostics) {
    const auto& passenger = pack.parameters.passenger;
    check_not_empty(passenger.modes, "passenger.modes", pack.origin, diagnostics);
    check_not_empty(passenger.nests, "passenger.nests", pack.origin, diagnostics);
    for (const auto& mode : passenger.modes) check_mode(pack, mode, diagnostics);
    check_bands(pack, diagnostics);
    check_settlements(pack, diagnostics);
    check_intercity(pack, diagnostics);
}

}  // namespace tanlu::config
