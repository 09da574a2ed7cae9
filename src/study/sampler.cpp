#include "study/sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "schema/scalar.hpp"
#include "tanlu/error.hpp"

namespace tanlu::study {
namespace {

/// Inputs on whose ends a distribution is infinite are not driven to them.
constexpr double kMorrisTail = 1e-3;

std::vector<sampling::StreamDraw> streams(const DrawPlan& plan) {
    std::vector<sampling::StreamDraw> result;
    for (const auto& dimension : plan.dimensions) result.push_back({dimension.stream, 0});
    return result;
}

/// Group of each dimension for group indices: the named groups, else the input alone.
std::vector<std::size_t> groups(const Study& study, const DrawPlan& plan) {
    std::vector<std::size_t> result;
    std::map<std::string, std::size_t> number;
    for (const auto& dimension : plan.dimensions) {
        std::string name = "input " + dimension.input;
        for (const auto& group : study.groups) {
            for (const auto& member : group.members) {
                if (member.text == dimension.input) name = "group " + group.id.text;
            }
        }
        result.push_back(number.emplace(name, number.size()).first->second);
    }
    return result;
}

[[noreturn]] void refuse(const Design& design, const std::string& problem,
                         const std::string& hint = {}) {
    Diagnostics diagnostics;
    diagnostics.error(design.origin, problem, hint);
    diagnostics.throw_if_errors();
    throw InputError(problem);  // not reached: there is an error
}

/// Quantiles from a table: a header with the names of the dimensions, in any order, then rows.
std::unique_ptr<sampling::Design> table_design(const Design& design, const DrawPlan& plan) {
    std::istringstream lines(design.table);
    std::string line;
    std::getline(lines, line);
    const auto header = split(trimmed(line), ',');
    std::vector<std::size_t> column;
    for (const auto& dimension : plan.dimensions) {
        const auto found = std::find(header.begin(), header.end(), dimension.id);
        if (found == header.end()) {
            refuse(design, fmt::format("'{}' has no column '{}'", design.file.text, dimension.id),
                   "'tanlu sample' writes a table with the columns that a study needs");
        }
        column.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    std::vector<double> numbers;
    for (std::size_t row = 2; std::getline(lines, line); ++row) {
        if (trimmed(line).empty()) continue;
        const auto cells = split(trimmed(line), ',');
        for (const std::size_t c : column) {
            const auto read =
                c < cells.size()
                    ? schema::read_number(cells[c])
                    : std::variant<double, schema::Problem>(schema::Problem{"is absent", {}});
            const double* number = std::get_if<double>(&read);
            if (!number || *number < 0.0 || *number > 1.0) {
                refuse(design,
                       fmt::format("line {} of '{}' has no quantile in column {}", row,
                                   design.file.text, c + 1),
                       "quantiles are numbers between 0 and 1");
            }
            numbers.push_back(*number);
        }
    }
    return sampling::make_table(std::move(numbers), plan.dimensions.size(),
                                sampling::Numbers::kProbabilities);
}

std::unique_ptr<sampling::Design> make_design(const Study& study, const DrawPlan& plan) {
    const Design& design = study.design;
    const std::size_t dimensions = plan.dimensions.size();
    switch (design.kind) {
        case DesignKind::mc:
            return sampling::make_mc(design.samples, design.seed, streams(plan));
        case DesignKind::lhs:
            return sampling::make_lhs(design.samples, design.seed, streams(plan));
        case DesignKind::sobol:
            return sampling::make_sobol(design.samples, design.seed, dimensions, design.scramble);
        case DesignKind::grid:
            return sampling::make_grid(
                std::vector<std::size_t>(dimensions, static_cast<std::size_t>(design.levels)));
        case DesignKind::morris:
            return sampling::make_morris(static_cast<std::size_t>(design.trajectories), design.seed,
                                         dimensions, kMorrisTail);
        case DesignKind::saltelli:
            return sampling::make_saltelli(
                design.samples, design.seed, groups(study, plan),
                design.second_order ? sampling::SecondOrder::kYes : sampling::SecondOrder::kNo,
                design.scramble);
        case DesignKind::file:
            return table_design(design, plan);
    }
    throw Error("no such design");
}

/// Refuses correlations where the design moves inputs one by one: within such a step the others
/// would move too, and what is said of one input would be of several.
void check_correlations(const Study& study, const DrawPlan& plan) {
    const DesignKind kind = study.design.kind;
    if (kind == DesignKind::morris || kind == DesignKind::grid) {
        refuse(study.design, "this design moves inputs one by one, which correlations do not allow",
               "leave out 'correlations', or take mc, lhs or sobol");
    }
    if (kind != DesignKind::saltelli) return;
    const auto group_of = groups(study, plan);
    for (const auto& pair : plan.correlations) {
        if (group_of[pair.first] == group_of[pair.second]) continue;
        refuse(study.design,
               fmt::format("'{}' and '{}' are correlated, so they have no indices of their own",
                           plan.dimensions[pair.first].id, plan.dimensions[pair.second].id),
               "put them into one of the 'groups'");
    }
}

}  // namespace

Sampler::Sampler(const Study& study, const DrawPlan& plan) : dimensions_(plan.dimensions.size()) {
    if (dimensions_ == 0) {
        refuse(study.design, "nothing in this study is uncertain",
               "name inputs, or write a distribution in place of a number");
    }
    try {
        design_ = make_design(study, plan);
    } catch (const InputError& error) {
        if (std::string_view(error.what()).find("error:") != std::string_view::npos) throw;
        refuse(study.design, error.what());
    }
    if (plan.correlations.empty()) return;
    check_correlations(study, plan);
    std::set<std::size_t> members;
    for (const auto& pair : plan.correlations) members.insert({pair.first, pair.second});
    correlated_.assign(members.begin(), members.end());
    const auto place = [&](std::size_t dimension) {
        return static_cast<std::size_t>(
            std::lower_bound(correlated_.begin(), correlated_.end(), dimension) -
            correlated_.begin());
    };
    auto correlations = sampling::independent(correlated_.size());
    for (const auto& pair : plan.correlations) {
        sampling::set(correlations, place(pair.first), place(pair.second), pair.rank);
    }
    if (const auto problem = sampling::problem_of(correlations)) refuse(study.design, *problem);
    copula_ = std::make_unique<sampling::GaussianCopula>(correlations);
    std::vector<std::string> names;
    for (const std::size_t d : correlated_) names.push_back(plan.dimensions[d].id);
    if (const auto warning = copula_->warning(names)) warnings_.push_back(*warning);
}

void Sampler::draw(std::uint64_t first, std::span<Lanes> quantiles,
                   std::vector<Lanes>& scratch) const {
    design_->draw(first, quantiles);
    if (!copula_) return;
    scratch.resize(correlated_.size());
    for (std::size_t i = 0; i < correlated_.size(); ++i) scratch[i] = quantiles[correlated_[i]];
    copula_->apply(scratch);
    for (std::size_t i = 0; i < correlated_.size(); ++i) quantiles[correlated_[i]] = scratch[i];
}

}  // namespace tanlu::study
