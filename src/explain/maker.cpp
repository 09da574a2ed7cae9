#include "explain/maker.hpp"

namespace tanlu::explain {
double Term::factor() const {
    const double shown = is_complement ? 1.0 - value : value;
    return is_divisor ? 1.0 / shown : shown;
}

double Factor::value() const {
    double product = 1.0;
    for (const Term& term : terms) product *= term.factor();
    return product;
}

void Maker::fill(Term& term) const {
    double sum = 0.0;
    for (Addend& addend : term.addends) {
        addend.value = 0.0;
        for (const int year : term.years) {
            double product = 1.0;
            if (!addend.path.empty()) {
                product *= frame_.inputs.at(addend.path, year);
            }
            if (!addend.variable.empty()) {
                product *= cells().sum(addend.variable, year, addend.labels);
            }
            addend.value += product;
        }
        addend.value /= static_cast<double>(term.years.size());
        sum += addend.value;
    }
    term.value = sum;
}

Term Maker::result(const std::string& variable, const Labels& labels) const {
    Term term;
    term.addends = {{variable, labels, {}, 0.0}};
    term.years = {year_};
    term.unit = cells().unit_of(variable);
    fill(term);
    return term;
}

Term Maker::mean_of_ends(const std::string& variable, const Labels& labels) const {
    Term term = result(variable, labels);
    term.years = {year_ - 1, year_};
    fill(term);
    return term;
}

Term Maker::input(const std::string& path) const {
    return input_in(path, year_);
}

Term Maker::input_in(const std::string& path, int year) const {
    Term term;
    term.addends = {{{}, {}, path, 0.0}};
    term.years = {year};
    term.unit = frame_.inputs.unit_of(path);
    fill(term);
    return term;
}

Term Maker::weighted(std::vector<Addend> addends, std::string unit) const {
    Term term;
    term.addends = std::move(addends);
    term.years = {year_};
    term.unit = std::move(unit);
    fill(term);
    return term;
}

Factor Maker::factor(Role role, std::string name, std::string unit, std::vector<Term> terms,
                     std::vector<Behind> behind) {
    return {role, std::move(name), std::move(unit), std::move(terms), std::move(behind)};
}

Factor Maker::ratio(Role role, std::string name, std::string unit, Term above, Term below,
                    std::vector<Behind> behind) {
    below.is_divisor = true;
    return factor(role, std::move(name), std::move(unit), {std::move(above), std::move(below)},
                  std::move(behind));
}

}  // namespace tanlu::explain
