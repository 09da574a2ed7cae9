#pragma once
// The text of the overrides of a pack, in the making.
#include <string>
#include <string_view>
#include <vector>

#include "cities/estimate.hpp"
#include "schema/value.hpp"

namespace tanlu::cities {

/// What a number rests on, as it stands beside it in a pack.
struct Label {
    std::string source;
    Grade grade = Grade::unverified;
    std::string note;
};

/// Keys of sources joined by '+', each once.
std::string joined_sources(const std::vector<std::string>& sources);

/// The less certain of two.
Grade worse(Grade a, Grade b);

/// A number with six significant digits, as it is written into packs.
std::string rounded_text(double number);

/// Words in lines of at most 100 columns, each after `indent`; the first line after `start`.
std::string wrapped(std::string_view start, std::string_view indent, std::string_view words);

class OverlayText {
public:
    /// A blank line and a comment.
    void section(std::string_view words);

    /// A number in a unit, with its range where it has one.
    void number(std::string_view path, const Estimate& amount, std::string_view unit,
                const Label& label);

    /// A number of the nation times a factor, in the unit and with the range it has there. Its
    /// sources go before those of the label.
    void scaled(std::string_view path, const Value& national, double factor, const Label& label);

    /// A leaf as it is to be written; text that starts with a new line is laid out already.
    void leaf(std::string_view path, std::string_view text);

    const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// {value: 1, unit: x, source: y, grade: C, low: 0, high: 2, note: "..."}
std::string value_text(const Estimate& amount, std::string_view unit, const Label& label);

/// A path of the nation with all its numbers times a factor, unverified: the text of its CSV table,
/// and of the leaf that names it.
struct ScaledPath {
    std::string table;
    std::string leaf;
};
ScaledPath scaled_path(const Trajectory& national, double factor, std::string_view file,
                       const Label& label);

/// The same with the anchors in the leaf itself.
std::string scaled_anchors(const Trajectory& national, double factor, std::string_view indent,
                           const Label& label);

}  // namespace tanlu::cities
