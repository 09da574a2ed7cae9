#pragma once
// A number taken apart into factors: activity, structure, intensity, carbon (docs/theory §1.1).
//   number = product of the factors,  factor = product of its terms, each as it is or inverted
// Terms are numbers of the result, or inputs in force. Nothing else enters, so that anyone can
// multiply the factors back from the result file and the inputs.
#include <string>
#include <string_view>
#include <vector>

#include "config/scenario.hpp"
#include "explain/cells.hpp"
#include "explain/inputs.hpp"
#include "explain/subject.hpp"

namespace tanlu::explain {

/// An input times a number of the result, or one of them alone.
struct Addend {
    std::string variable;  ///< of the result; empty for an input alone
    Labels labels;
    std::string path;  ///< of an input; empty for a number of the result alone
    double value = 0.0;
};

/// Sum of addends, mean over years; as it is or below the line.
struct Term {
    std::vector<Addend> addends;
    std::vector<int> years;
    std::string unit;  ///< canonical
    bool is_divisor = false;
    bool is_complement = false;  ///< 1 - value, for shares that count as nothing
    double value = 0.0;          ///< of the sum, before complement and division

    double factor() const;
};

enum class Role { activity, structure, intensity, carbon, price };
std::string_view word_of(Role role);

struct Factor {
    Role role = Role::activity;
    std::string name;
    std::string unit;  ///< canonical
    std::vector<Term> terms;
    std::vector<Behind> behind;

    double value() const;
};

/// What the factors are found with.
struct Frame {
    const Cells& cells;
    const config::Scenario& scenario;  ///< as read from the effective text
    const Inputs& inputs;              ///< of that scenario
};

/// Whether factors are followed to population and income, or only to the activity.
enum class Depth { full, activity };

/// Factors of a number; empty where the variable is no product, or the number is none or zero.
std::vector<Factor> factors_of(const Frame& frame, const Subject& subject,
                               Depth depth = Depth::full);

/// |product of the factors / number - 1|, see model::asif_mismatch.
double mismatch_of(const std::vector<Factor>& factors, double number);

/// Inputs behind a number: those of its factors, and for variables without factors those that the
/// equations of the variable name.
std::vector<Behind> behind(const Frame& frame, const Subject& subject,
                           const std::vector<Factor>& factors);

/// A share of a number, by the axis it is added up over.
struct Part {
    std::string label;
    double value = 0.0;
    std::vector<Factor> factors;  ///< short
};

/// The number as a sum over the labels of one axis.
struct Parts {
    std::string axis;         ///< empty where it is not added up
    std::vector<Part> parts;  ///< largest first; those that are zero left out
};
Parts parts_of(const Frame& frame, const Subject& subject);

}  // namespace tanlu::explain
