#pragma once
// Makes terms and factors of one year of a result.
#include <string>
#include <vector>

#include "explain/factors.hpp"

namespace tanlu::explain {

class Maker {
public:
    Maker(const Frame& frame, int year) : frame_(frame), year_(year) {}

    const Cells& cells() const { return frame_.cells; }
    const config::Scenario& scenario() const { return frame_.scenario; }
    int year() const { return year_; }

    /// A number of the result.
    Term result(const std::string& variable, const Labels& labels = {}) const;
    /// Its mean over last year and this one.
    Term mean_of_ends(const std::string& variable, const Labels& labels) const;
    /// An input in force, of the year where it is a path through time.
    Term input(const std::string& path) const;
    /// An input alone, in another year.
    Term input_in(const std::string& path, int year) const;
    /// Sum of inputs times numbers of the result.
    Term weighted(std::vector<Addend> addends, std::string unit) const;

    static Factor factor(Role role, std::string name, std::string unit, std::vector<Term> terms,
                         std::vector<Behind> behind = {});
    /// above / below.
    static Factor ratio(Role role, std::string name, std::string unit, Term above, Term below,
                        std::vector<Behind> behind = {});

private:
    const Frame& frame_;
    int year_;

    void fill(Term& term) const;
};

}  // namespace tanlu::explain
