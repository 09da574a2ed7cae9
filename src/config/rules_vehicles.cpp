// Rules of vehicle classes and their technologies.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "config/rules.hpp"

namespace tanlu::config {
namespace {

using Class = VehicleClass<FileKind>;
using Technology = ClassTechnology<FileKind>;

/// Sales shares in the base year are statistics, and small ones are replaced by introduction
/// shares; the model scales them to one.
constexpr double kSalesTolerance = 0.02;

std::string path_of(const Class& c) {
    return "classes." + c.id.text;
}
std::string path_of(const Class& c, const Technology& t) {
    return fmt::format("{}.technologies.{}", path_of(c), t.id.text);
}

void check_ownership(const Pack& pack, const Class& c, Diagnostics& diagnostics) {
    const auto& points = c.ownership->points;
    if (points.size() != 2) {
        diagnostics.error(c.id.origin, fmt::format("'{}.ownership.points' has {} entries, not two",
                                                   path_of(c), points.size()));
        return;
    }
    if (points[1].year != pack.base_year || points[0].year >= points[1].year) {
        diagnostics.error(points[1].id.origin,
                          fmt::format("the ownership points of '{}' are of {} and {} (first an "
                                      "earlier year, then the base year {})",
                                      c.id.text, points[0].year, points[1].year, pack.base_year));
    }
    const int needed = points[0].year - c.ownership->income_years + 1;
    for (const Trajectory* path :
         {&pack.parameters.drivers.gdp, &pack.parameters.drivers.population}) {
        if (path->anchors.size() == 1 || path->anchors.front().year <= needed) continue;
        diagnostics.error(points[0].id.origin,
                          fmt::format("the ownership point of {} needs income from {} on, but a "
                                      "driver starts in {} ({})",
                                      points[0].year, needed, path->anchors.front().year,
                                      to_string(path->origin)));
    }
}

void check_stock_rule(const Pack& pack, const Class& c, Diagnostics& diagnostics) {
    const auto rule = [&](const char* why) {
        return KeyRule(c.id.origin, path_of(c), std::string("stock-rule ") + why, diagnostics);
    };
    switch (c.stock_rule) {
        case StockRule::ownership:
            rule("ownership").needs("ownership", c.ownership);
            if (c.ownership) check_ownership(pack, c, diagnostics);
            if (c.use_rule != UseRule::passenger) {
                diagnostics.error(c.id.origin,
                                  fmt::format("'{}' has an ownership curve but not use-rule "
                                              "passenger",
                                              path_of(c)));
            }
            break;
        case StockRule::follow: {
            rule("follow")
                .needs("follows", c.follows)
                .needs("stock-elasticity", c.stock_elasticity);
            const Class* leader = find_entry(pack.parameters.classes, c.follows.text);
            if (leader && (leader->stock_rule == StockRule::follow ||
                           leader->stock_rule == StockRule::activity)) {
                diagnostics.error(c.follows.origin,
                                  fmt::format("'{}' follows '{}', which itself follows demand or "
                                              "another class",
                                              c.id.text, leader->id.text),
                                  "name a class with stock-rule ownership, gdp or path");
            }
            break;
        }
        case StockRule::gdp:
            rule("gdp").needs("stock-elasticity", c.stock_elasticity);
            break;
        case StockRule::activity:
            if (c.use_rule != UseRule::stock) break;
            diagnostics.error(c.id.origin,
                              fmt::format("'{}' takes its stock from its use and its use from its "
                                          "stock",
                                          path_of(c)),
                              "stock-rule activity needs use-rule passenger or freight");
            break;
        case StockRule::path:
            rule("path").needs("stock-path", c.stock_path);
            break;
    }
}

void check_use_rule(const Class& c, Diagnostics& diagnostics) {
    const auto rule = [&](const char* why) {
        return KeyRule(c.id.origin, path_of(c), std::string("use-rule ") + why, diagnostics);
    };
    if (c.use_rule == UseRule::passenger) {
        rule("passenger").needs("passenger-mode", c.passenger_mode).needs("occupancy", c.occupancy);
    } else if (c.use_rule == UseRule::freight) {
        rule("freight").needs("base-tkm", c.base_tkm).needs("haulage", c.haulage);
    }
}

/// Keys that the rules of a class have no use for: written, they would do nothing.
void check_unused(const Class& c, Diagnostics& diagnostics) {
    const auto unused = [&](const auto& part, const char* key, bool is_used, const Origin& origin) {
        if (!is_given(part) || is_used) return;
        diagnostics.error(
            origin,
            fmt::format("'{}.{}' is not used (by its stock-rule and use-rule)", path_of(c), key),
            "remove it or change the rule");
    };
    const auto place = [&](const std::optional<Value>& value) {
        return value ? value->origin : c.id.origin;
    };
    const StockRule stock = c.stock_rule;
    const bool follows = stock == StockRule::follow;
    unused(c.ownership, "ownership", stock == StockRule::ownership,
           c.ownership ? c.ownership->saturation.origin : c.id.origin);
    unused(c.follows, "follows", follows, c.follows.origin);
    unused(c.stock_elasticity, "stock-elasticity", follows || stock == StockRule::gdp,
           place(c.stock_elasticity));
    unused(c.stock_path, "stock-path", stock == StockRule::path,
           c.stock_path ? c.stock_path->origin : c.id.origin);
    const bool carries_people = c.use_rule == UseRule::passenger;
    const bool carries_goods = c.use_rule == UseRule::freight;
    unused(c.passenger_mode, "passenger-mode", carries_people, c.passenger_mode.origin);
    unused(c.occupancy, "occupancy", carries_people, place(c.occupancy));
    unused(c.base_tkm, "base-tkm", carries_goods, place(c.base_tkm));
    unused(c.haulage, "haulage", carries_goods, c.haulage.origin);
}

void check_ages(const Class& c, Diagnostics& diagnostics) {
    KeyRule weibull(c.id.origin, path_of(c) + ".survival", "form weibull", diagnostics);
    KeyRule logistic(c.id.origin, path_of(c) + ".survival", "form logistic", diagnostics);
    if (c.survival.form == SurvivalForm::weibull) {
        weibull.needs("scale", c.survival.scale).needs("shape", c.survival.shape);
    } else {
        logistic.needs("half-life", c.survival.half_life)
            .needs("half-width", c.survival.half_width);
    }
    const auto& ages = c.initial_age;
    if (ages.rule == InitialAgeRule::steady_growth) {
        KeyRule(c.id.origin, path_of(c) + ".initial-age", "rule steady-growth", diagnostics)
            .needs("growth", ages.growth);
        return;
    }
    KeyRule(c.id.origin, path_of(c) + ".initial-age", "rule shares", diagnostics)
        .needs("shares", ages.shares);
    if (ages.shares.empty()) return;
    constexpr double kRounding = 0.02;
    check_sum(sum_of(ages.shares), kRounding, ages.shares.front().origin,
              fmt::format("the initial ages of '{}'", c.id.text), diagnostics);
}

void check_technology(const Class& c, const Technology& t, Diagnostics& diagnostics) {
    check_not_empty(t.energy, path_of(c, t) + ".energy", t.id.origin, diagnostics);
    if (t.emerging && t.on_sale) {
        KeyRule(t.id.origin, path_of(c, t), "emerging", diagnostics)
            .needs("asc-half-life", t.asc_half_life);
    }
    if (t.electric_range && t.energy.size() > 1 && !find_entry(t.energy, "electricity")) {
        diagnostics.error(
            t.electric_range->origin,
            fmt::format("'{}' has an electric range but takes no electricity", path_of(c, t)));
    }
}

void check_market(const Class& c, Diagnostics& diagnostics) {
    std::vector<const Technology*> on_sale;
    double shares = 0.0;
    for (const auto& t : c.technologies) {
        if (t.on_sale) on_sale.push_back(&t);
        if (t.on_sale && t.sales_share) shares += t.sales_share->number;
    }
    if (on_sale.empty()) {
        diagnostics.error(c.id.origin, fmt::format("'{}' has no technology on sale", path_of(c)));
    }
    if (on_sale.size() < 2) return;
    const std::string why = fmt::format("a choice between {} technologies", on_sale.size());
    KeyRule(c.id.origin, path_of(c), why, diagnostics).needs("choice", c.choice);
    bool complete = true;
    for (const Technology* t : on_sale) {
        KeyRule(t->id.origin, path_of(c, *t), why, diagnostics)
            .needs("price", t->price)
            .needs("sales-share", t->sales_share);
        complete &= t->sales_share.has_value();
    }
    if (complete) {
        check_sum(shares, kSalesTolerance, c.id.origin,
                  fmt::format("the sales shares of '{}'", c.id.text), diagnostics);
    }
}

void check_class(const Pack& pack, const Class& c, Diagnostics& diagnostics) {
    check_not_empty(c.technologies, path_of(c) + ".technologies", c.id.origin, diagnostics);
    check_stock_rule(pack, c, diagnostics);
    check_use_rule(c, diagnostics);
    check_unused(c, diagnostics);
    check_ages(c, diagnostics);
    double stock = 0.0;
    bool has_distance = false;
    for (const auto& t : c.technologies) {
        check_technology(c, t, diagnostics);
        stock += t.stock.number;
        has_distance |= t.vkt && t.stock.number > 0.0;
    }
    if (c.technologies.empty()) return;
    check_market(c, diagnostics);
    if (stock <= 0.0) {
        diagnostics.error(c.id.origin,
                          fmt::format("'{}' has no vehicles in the base year", path_of(c)));
    }
    if (!has_distance) {
        diagnostics.error(c.id.origin,
                          fmt::format("no technology of '{}' with stock has 'vkt'", path_of(c)));
    }
}

}  // namespace

void check_vehicles(const Pack& pack, Diagnostics& diagnostics) {
    const auto& p = pack.parameters;
    check_not_empty(p.technology_nests, "technology-nests", pack.origin, diagnostics);
    check_not_empty(p.technologies, "technologies", pack.origin, diagnostics);
    check_not_empty(p.classes, "classes", pack.origin, diagnostics);
    for (const auto& c : p.classes) check_class(pack, c, diagnostics);
    const auto owners = std::count_if(p.classes.begin(), p.classes.end(), [](const Class& c) {
        return c.stock_rule == StockRule::ownership;
    });
    if (owners != 1 && !p.classes.empty()) {
        diagnostics.error(pack.origin,
                          fmt::format("{} classes have stock-rule ownership, not one", owners));
    }
}

}  // namespace tanlu::config
