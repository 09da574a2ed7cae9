#pragma once
// The numbers of a scenario in force, by path, with where each came from.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/scenario.hpp"
#include "study/leaves.hpp"

namespace tanlu::explain {

/// What the rates of a path, yearly growth after its anchors, are called: "drivers.gdp.growth".
inline constexpr std::string_view kGrowth = ".growth";

/// Inputs that stand behind a number, as a pattern of paths (see study::matches), and how many
/// steps behind: 0 where the input is itself a factor.
struct Behind {
    std::string pattern;
    int steps = 1;
};

/// An input as a reader wants to see it.
struct Input {
    std::string path;                    ///< with "[2030]" for an anchor of a path through time
    std::string value, unit, low, high;  ///< as written
    std::optional<double> canonical;     ///< in the unit that the model computes in
    std::string canonical_unit;
    Grade grade = Grade::unverified;
    std::string source, source_title, note;
    std::string file;              ///< that the number was read from when the result was made
    int line = 0;                  ///< 0 where it is not known
    int steps = 0;                 ///< behind the number; -1 where no equation of a factor names it
    std::optional<double> effect;  ///< relative change of the number over that of the input
};

/// All numbers of a scenario that was read from the text in a result.
class Inputs {
public:
    /// `text`: what the scenario was read from, with the origin of each value in a comment.
    Inputs(const config::Scenario& scenario, const std::string& text);
    Inputs(const Inputs&) = delete;
    Inputs& operator=(const Inputs&) = delete;

    bool has(const std::string& path) const { return find(path) != nullptr; }
    /// A number in canonical units, in a year where it is a path through time. NaN where there is
    /// none, or a list.
    double at(const std::string& path, int year) const;
    /// Its canonical unit; fuel amounts are in energy, whatever they were written in.
    std::string unit_of(const std::string& path) const;

    /// Inputs that match the patterns, nearest first, then least sure first, then in the order of
    /// the pack. A path through time is shown by its anchor in force.
    std::vector<Input> behind(const std::vector<Behind>& patterns, int year) const;

    /// Inputs that move the number, by the size of their effect, those of unknown effect last.
    /// `effects`: by path, see input_effects.
    std::vector<Input> moving(const std::map<std::string, double>& effects,
                              const std::vector<Behind>& patterns, int year) const;

    /// File and line that a value was read from, by its place in the text: "" and 0 where unknown.
    std::pair<std::string, int> place_of(const Origin& in_text) const;

private:
    using Leaf = study::Leaf<FileKind>;

    const config::Scenario& scenario_;
    Parameters<FileKind> parameters_;  // a copy, because leaves point at what may be changed
    std::vector<Leaf> leaves_;
    std::vector<std::pair<std::string, int>> places_;  // by line of the text

    const Leaf* find(const std::string& path) const;
    void fill(const Value& value, Input& input) const;
    Input described(const Leaf& leaf, int steps, int year) const;
    /// The rate of growth in force, where the path has any.
    std::optional<Input> rate(const Leaf& leaf, int steps, int year) const;
};

}  // namespace tanlu::explain
