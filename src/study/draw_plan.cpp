#include "study/draw_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "sampling/philox.hpp"
#include "schema/quantity.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::study {
namespace {

using sampling::Distribution;

/// Ends of what is drawn; tails without an end are judged where one draw in ten thousand lies.
sampling::Support practical_support(const Distribution& d) {
    constexpr double kTail = 1e-4;
    sampling::Support ends = sampling::support(d);
    if (!std::isfinite(ends.low)) ends.low = sampling::quantile(d, kTail);
    if (!std::isfinite(ends.high)) ends.high = sampling::quantile(d, 1.0 - kTail);
    return ends;
}

Distribution range_distribution(RangeShape shape, const Value& value) {
    const double low = *value.low;
    const double high = *value.high;
    switch (shape) {
        case RangeShape::uniform:
            return sampling::Uniform{low, high};
        case RangeShape::pert:
            return sampling::Pert{low, value.number, high};
        case RangeShape::triangular:
            break;
    }
    return sampling::Triangular{low, value.number, high};
}

/// The name of what a region draws by itself. The stream is keyed by it, so another region more or
/// less changes no draws.
std::string regional(const std::string& input, const std::string& region) {
    return fmt::format("{}@{}", input, region);
}

/// Builds the plan, input by input.
class Planner {
public:
    explicit Planner(const Study& study) : study_(study) {
        plan_.scenarios.resize(study.scenarios.size());
        for (const auto& scenario : study.scenarios) leaves_.push_back(number_leaves(scenario));
    }

    DrawPlan plan() {
        for (const auto& input : study_.inputs) add(input);
        for (std::size_t s = 0; s < leaves_.size(); ++s) add_in_place(s);
        for (const auto& correlation : study_.correlations) add(correlation);
        check_streams();
        diagnostics_.throw_if_errors();
        for (auto& scenario : plan_.scenarios) {
            // Values first: factors and additions act on what is drawn, wherever it comes from.
            std::stable_partition(
                scenario.numbers.begin(), scenario.numbers.end(),
                [](const NumberDraw& draw) { return draw.change == Change::value; });
        }
        return std::move(plan_);
    }

private:
    const Study& study_;
    std::vector<std::vector<FileLeaf>> leaves_;  // by scenario
    DrawPlan plan_;
    Diagnostics diagnostics_;
    std::map<std::string, std::size_t> dimension_of_;
    std::set<std::tuple<std::size_t, std::size_t, Part, std::size_t>> set_;  // numbers with a value

    std::size_t dimension(const std::string& id, const std::string& input) {
        const auto [at, is_new] = dimension_of_.emplace(id, plan_.dimensions.size());
        if (is_new) {
            plan_.dimensions.push_back({id, input, sampling::stream_id(id)});
        } else if (plan_.dimensions[at->second].input != input) {
            error(study_.design.origin,
                  fmt::format("inputs '{}' and '{}' both draw '{}'",
                              plan_.dimensions[at->second].input, input, id),
                  "rename one of them");
        }
        return at->second;
    }

    /// What names the quantiles of an input for a target in a scenario.
    std::string draw_name(const Input& input, std::size_t s, const FileLeaf& leaf) const {
        switch (input.draw) {
            case Draw::each:
                return fmt::format("{}[{}]", input.id, leaf.path);
            case Draw::region:
                return regional(input.id, study_.scenarios[s].pack.region.id);
            case Draw::one:
                break;
        }
        return input.id;
    }

    /// The dimension of an input with one quantile, for a target.
    std::size_t dimension(const Input& input, std::size_t s, const FileLeaf& leaf) {
        if (!input.same_as.empty()) return dimension(input.same_as.text, input.same_as.text);
        return dimension(draw_name(input, s, leaf), input.id);
    }

    void error(const Origin& origin, std::string message, std::string hint = {}) {
        for (const auto& known : diagnostics_.all()) {  // one message for all scenarios
            if (known.origin == origin && known.message == message) return;
        }
        diagnostics_.error(origin, std::move(message), std::move(hint));
    }

    void add(const Input& input) {
        bool applied = false;
        for (std::size_t t = 0; t < input.targets.size(); ++t) {
            const Name& target = input.targets[t];
            bool found = false;
            for (std::size_t s = 0; s < leaves_.size(); ++s) {
                for (std::size_t l = 0; l < leaves_[s].size(); ++l) {
                    if (!matches(target.text, leaves_[s][l].path)) continue;
                    found = true;
                    applied |= apply(input, t, s, l);
                }
            }
            if (!found) report_unknown(target);
        }
        if (!applied && input.from_range && !diagnostics_.has_errors()) {
            error(input.origin,
                  fmt::format("input '{}' finds no number with a low and a high", input.id),
                  "'tanlu show' lists the low and high of every number");
        }
    }

    void report_unknown(const Name& target) {
        std::vector<std::string> paths;
        for (const auto& leaf : leaves_.front()) paths.push_back(leaf.path);
        const bool is_group = std::any_of(paths.begin(), paths.end(), [&](const auto& path) {
            return path.starts_with(target.text + ".");
        });
        if (is_group) {
            error(target.origin, fmt::format("'{}' is a group of numbers", target.text),
                  fmt::format("write '{}.*', or the path of one number", target.text));
            return;
        }
        const bool is_pattern = target.text.find('*') != std::string::npos;
        const std::string best = is_pattern ? std::string() : nearest(target.text, paths);
        error(target.origin,
              is_pattern ? fmt::format("'{}' matches no number", target.text)
                         : fmt::format("no number '{}' in the scenarios", target.text),
              best.empty() ? "'tanlu show' prints the path of every number"
                           : fmt::format("did you mean '{}'?", best));
    }

    /// Applies an input to a leaf of a scenario; true where something is drawn.
    bool apply(const Input& input, std::size_t target, std::size_t s, std::size_t l) {
        const FileLeaf& leaf = leaves_[s][l];
        if (input.from_range) return apply_ranges(input, s, l);
        if (input.paired) return apply_column(input, target, s, l);
        if (!input.anchors.empty() || input.shocks) return apply_path(input, s, l);
        const auto places = numbers_of(leaf);
        if (input.change == Change::value && places.size() > 1) {
            error(input.origin,
                  fmt::format("'{}' has {} numbers, so one value cannot take their place",
                              leaf.path, places.size()),
                  "use 'from-range', or 'change: factor'");
            return false;
        }
        const auto scale = scale_of(input.unit, input, leaf, places.front());
        if (!scale) return false;
        if (is_series(leaf) && input.change != Change::value) {
            if (!fits(input, leaf, places, *scale)) return false;
            plan_.scenarios[s].paths.push_back({l,
                                                input.change,
                                                {dimension(input, s, leaf)},
                                                *input.distribution,
                                                input.id,
                                                *scale,
                                                range_of(leaf, places.front())});
            return true;
        }
        if (!fits(input, leaf, places, *scale)) return false;
        for (const auto& place : places) {
            if (input.change == Change::value && !claim(input, s, l, leaf, place)) return false;
            plan_.scenarios[s].numbers.push_back({l, place.part, place.index, input.change,
                                                  dimension(input, s, leaf), *input.distribution,
                                                  *scale, range_of(leaf, place)});
        }
        return true;
    }

    bool apply_ranges(const Input& input, std::size_t s, std::size_t l) {
        const FileLeaf& leaf = leaves_[s][l];
        bool applied = false;
        for (const auto& place : numbers_of(leaf)) {
            const Value& value = *place.value;
            if (!value.low || !value.high || *value.low >= *value.high) continue;
            if (!claim(input, s, l, leaf, place)) return false;
            plan_.scenarios[s].numbers.push_back(
                {l, place.part, place.index, Change::value, dimension(input, s, leaf),
                 range_distribution(*input.from_range, value), 1.0, kAnyNumber});
            applied = true;
        }
        return applied;
    }

    bool apply_column(const Input& input, std::size_t column, std::size_t s, std::size_t l) {
        const FileLeaf& leaf = leaves_[s][l];
        const auto places = numbers_of(leaf);
        if (places.size() != 1) {
            error(input.origin, fmt::format("'{}' has {} numbers; pairs are of single ones",
                                            leaf.path, places.size()));
            return false;
        }
        const auto scale = scale_of(input.paired->units[column], input, leaf, places.front());
        if (!scale || !claim(input, s, l, leaf, places.front())) return false;
        double total = 0.0;
        for (const auto& row : input.paired->rows) total += row.weight;
        RowTable table;
        const Range range = range_of(leaf, places.front());
        double sum = 0.0;
        for (const auto& row : input.paired->rows) {
            sum += row.weight;
            table.cumulative.push_back(sum / total);
            table.values.push_back(row.values[column] * *scale);
            if (table.values.back() >= range.low && table.values.back() <= range.high) continue;
            error(input.origin,
                  fmt::format("'{}' would be {} {} (it must be {})", leaf.path,
                              number_text(row.values[column]), input.paired->units[column],
                              schema::range_text(range, leaf.field.unit)));
            return false;
        }
        plan_.scenarios[s].numbers.push_back({l, places.front().part, places.front().index,
                                              Change::value, dimension(input, s, leaf),
                                              std::move(table), 1.0, range});
        return true;
    }

    bool apply_path(const Input& input, std::size_t s, std::size_t l) {
        const FileLeaf& leaf = leaves_[s][l];
        if (!is_series(leaf)) {
            error(input.origin,
                  fmt::format("'{}' is one number, not a path through time", leaf.path),
                  "anchors, ar1 and random-walk are for paths");
            return false;
        }
        const auto places = numbers_of(leaf);
        if (!scale_of(input.unit, input, leaf, places.front())) return false;
        PathDraw draw;
        draw.leaf = l;
        draw.input = draw_name(input, s, leaf);
        draw.range = range_of(leaf, places.front());
        if (input.shocks) {
            for (std::size_t c = 1; c <= kShockDimensions; ++c) {
                draw.dimensions.push_back(
                    dimension(fmt::format("{}[{}]", draw.input, c), input.id));
            }
            draw.by = *input.shocks;
        } else {
            const int base_year = study_.scenarios[s].pack.base_year;
            if (input.anchors.front().year <= base_year) {
                error(
                    input.origin,
                    fmt::format("input '{}' changes {}, but the base year {} is what the data say",
                                input.id, input.anchors.front().year, base_year),
                    "begin after the base year");
                return false;
            }
            for (const auto& anchor : input.anchors) {
                if (sampling::support(anchor.distribution).low < 0.0) {
                    error(
                        input.origin,
                        fmt::format("input '{}' may be drawn below 0 in {}", input.id, anchor.year),
                        "multipliers by year are above 0: they are joined in the logarithm");
                    return false;
                }
                draw.dimensions.push_back(
                    input.same_quantile
                        ? dimension(input, s, leaf)
                        : dimension(fmt::format("{}[{}]", draw.input, anchor.year), input.id));
            }
            draw.by = AnchorFactors{input.anchors};
        }
        plan_.scenarios[s].paths.push_back(std::move(draw));
        return true;
    }

    /// Factor from the unit of an input to the canonical one of a number; reports what does not
    /// fit.
    std::optional<double> scale_of(const std::string& unit, const Input& input,
                                   const FileLeaf& leaf, const NumberPlace& place) {
        const std::string& wanted = input.change == Change::factor ? "1" : place.value->unit;
        try {
            const double ratio = units::convert(1.0, unit, wanted);
            return input.change == Change::factor ? ratio : ratio * place.value->scale;
        } catch (const units::UnitError& problem) {
            error(input.origin,
                  fmt::format("input '{}' is in '{}', but '{}' {}: {}", input.id, unit, leaf.path,
                              input.change == Change::factor ? "is multiplied by a pure number"
                                                             : fmt::format("is in '{}'", wanted),
                              problem.what()),
                  problem.hint());
            return std::nullopt;
        }
    }

    /// Whether what is drawn stays in the ranges of the numbers.
    bool fits(const Input& input, const FileLeaf& leaf, const std::vector<NumberPlace>& places,
              double scale) {
        const auto ends = practical_support(*input.distribution);
        for (const auto& place : places) {
            const Range range = range_of(leaf, place);
            for (const double end : {ends.low, ends.high}) {
                double number = end * scale;
                if (input.change == Change::factor) number *= place.value->number;
                if (input.change == Change::addition) number += place.value->number;
                const bool is_open = end == 0.0 && range.low == kPositive.low;
                if ((number >= range.low && number <= range.high) || is_open) continue;
                const std::string unit = split(leaf.field.unit, '|').front();
                error(input.origin,
                      fmt::format("input '{}' can make '{}' {:.4g}{} (it must be {})", input.id,
                                  number_name(leaf, place), number,
                                  unit == "1" ? std::string() : " " + unit,
                                  schema::range_text(range, unit)),
                      "choose a distribution whose ends lie inside");
                return false;
            }
        }
        return true;
    }

    /// Notes that an input gives a number its value; reports a second one.
    bool claim(const Input& input, std::size_t s, std::size_t l, const FileLeaf& leaf,
               const NumberPlace& place) {
        if (set_.insert({s, l, place.part, place.index}).second) return true;
        error(
            input.origin,
            fmt::format("'{}' gets its value from another input already", number_name(leaf, place)),
            "leave it out of one of them, or use 'change: factor'");
        return false;
    }

    /// Distributions in place of numbers are inputs of their own, by the name of the number.
    void add_in_place(std::size_t s) {
        for (std::size_t l = 0; l < leaves_[s].size(); ++l) {
            const FileLeaf& leaf = leaves_[s][l];
            for (const auto& place : numbers_of(leaf)) {
                if (!place.value->distribution) continue;
                if (set_.count({s, l, place.part, place.index}) > 0) continue;  // the study wins
                const std::string name = number_name(leaf, place);
                plan_.scenarios[s].numbers.push_back(
                    {l, place.part, place.index, Change::value, dimension(name, name),
                     *place.value->distribution, place.value->scale, range_of(leaf, place)});
            }
        }
    }

    /// The input whose quantile an input has in place of its own; nullptr for most.
    const Input* lender_of(const std::string& id) const {
        const auto by_id = [&](const std::string& wanted) {
            return std::find_if(study_.inputs.begin(), study_.inputs.end(),
                                [&](const Input& input) { return input.id == wanted; });
        };
        const auto borrower = by_id(id);
        if (borrower == study_.inputs.end() || borrower->same_as.empty()) return nullptr;
        return &*by_id(borrower->same_as.text);
    }

    /// The input of an id; nullptr for a distribution in place of a number.
    const Input* input_of(const std::string& id) const {
        const auto found = std::find_if(study_.inputs.begin(), study_.inputs.end(),
                                        [&](const Input& input) { return input.id == id; });
        return found == study_.inputs.end() ? nullptr : &*found;
    }

    /// Correlates two inputs that each region draws, region by region. False where it is not so.
    bool add_by_region(const Correlation& correlation) {
        for (const Name* name : {&correlation.first, &correlation.second}) {
            const Input* input = input_of(name->text);
            if (!input || input->draw != Draw::region) return false;
        }
        std::set<std::string> regions;
        for (const auto& scenario : study_.scenarios) regions.insert(scenario.pack.region.id);
        bool any = false;
        for (const auto& region : regions) {
            const auto first = dimension_of_.find(regional(correlation.first.text, region));
            const auto second = dimension_of_.find(regional(correlation.second.text, region));
            if (first == dimension_of_.end() || second == dimension_of_.end()) continue;
            plan_.correlations.push_back({first->second, second->second, correlation.rank});
            any = true;
        }
        return any;
    }

    void add(const Correlation& correlation) {
        if (add_by_region(correlation)) return;
        DimensionCorrelation pair{0, 0, correlation.rank};
        for (const auto& [name, place] : {std::pair(&correlation.first, &pair.first),
                                          std::pair(&correlation.second, &pair.second)}) {
            const auto found = dimension_of_.find(name->text);
            if (const Input* lender = lender_of(name->text)) {
                error(name->origin,
                      fmt::format("input '{}' has the quantile of '{}'", name->text, lender->id),
                      fmt::format("correlate '{}'", lender->id));
                return;
            }
            if (found == dimension_of_.end()) {
                error(name->origin,
                      fmt::format("input '{}' has several quantiles, so it has no one rank "
                                  "correlation",
                                  name->text),
                      "use 'same-quantile: true' and the same 'draw', one or region, in both");
                return;
            }
            *place = found->second;
        }
        plan_.correlations.push_back(pair);
    }

    void check_streams() {
        std::vector<std::string> ids;
        for (const auto& d : plan_.dimensions) ids.push_back(d.id);
        if (const auto clash = sampling::stream_collision(ids)) {
            error(study_.design.origin,
                  fmt::format("inputs '{}' and '{}' have the same random stream", clash->first,
                              clash->second),
                  "rename one of them");
        }
    }
};

}  // namespace

DrawPlan plan_draws(const Study& study) {
    return Planner(study).plan();
}

}  // namespace tanlu::study
