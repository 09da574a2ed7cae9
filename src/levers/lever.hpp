#pragma once
// A lever: what a kind of policy is called, what it takes, and what it does to the tables that the
// model reads. One file each; list.cpp names them all.
#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "config/lever_spec.hpp"
#include "config/pack.hpp"
#include "config/policy.hpp"
#include "parameters/parameters.hpp"
#include "region/policies.hpp"
#include "region/structure.hpp"

namespace tanlu::levers {

/// Numbers of a policy that an ensemble draws: they take the place of those of the file.
template <class Real>
struct DrawnPath {
    const Trajectory* path;     ///< as read
    YearSeries<Real> series{};  ///< base year to horizon
};

/// A policy being resolved, with the parameters it acts on.
template <class Real>
struct Measure {
    const config::Policy& policy;
    const Parameters<RunKind<Real>>& parameters;
    const region::Structure& structure;
    int base_year;
    int horizon;
    Diagnostics& diagnostics;
    const config::Pack& pack;  ///< as read: units and places
    std::span<const DrawnPath<Real>> drawn = {};

    /// First year the policy acts in: the base year is what the data say, so never before the year
    /// after it; and not before the first year of the schedule.
    int first_year(std::string_view key) const;

    /// The number under `key` by year, base year to horizon, as drawn where it is; it must be
    /// there.
    YearSeries<Real> series(std::string_view key) const;

    /// Positions of what is selected under `key` in a map of the parameters; all where left out.
    template <class Entries>
    std::vector<std::size_t> selected(std::string_view key, const Entries& entries) const;

    /// Calls act(year, value) for every year in force; does nothing where the number is left out.
    template <class Act>
    void each_year(std::string_view key, Act act) const;
    /// The same with other numbers, `path`, than those of the policy.
    template <class Act>
    void each_year(std::string_view key, const Trajectory& path, Act act) const;

    /// A strength by year; 0 where it is not in force or left out.
    YearSeries<Real> strength(std::string_view key) const;
    /// A number that describes the policy by year, held before its first year too; `otherwise`
    /// where it is left out.
    YearSeries<Real> describing(std::string_view key, double otherwise) const;

    /// Calls act(class, technology slot) for every selected technology on sale in the selected
    /// classes. A policy that finds none is an error.
    template <class Act>
    void each_technology(Act act) const;

    /// The same for technologies on the road, whether on sale or not.
    template <class Act>
    void each_owned(Act act) const;

    /// A series over the years of the run, the same value in all.
    YearSeries<Real> years(double value) const;

    /// For levers whose strengths do not add: an error where another policy of the lever that does
    /// something, by the number under `key`, acts on the same item, `what`.
    void only_once(region::Policies<Real>& policies, std::string_view key, std::size_t item,
                   const std::string& what) const;

    /// An error at the policy's place; said once, however many years or items meet it.
    void error(std::string message, std::string hint = {}) const {
        for (const auto& known : diagnostics.all()) {
            if (known.origin == policy.origin && known.message == message) return;
        }
        diagnostics.error(policy.origin, std::move(message), std::move(hint));
    }
};

struct Lever {
    config::LeverSpec spec;
    void (*apply)(const Measure<double>&, region::Policies<double>&);
    void (*apply_lanes)(const Measure<Lanes>&, region::Policies<Lanes>&);
};

/// All levers, in the order of the reference.
std::span<const Lever> all();

/// What all levers say about themselves.
std::span<const config::LeverSpec> specs();

}  // namespace tanlu::levers
