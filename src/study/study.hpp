#pragma once
// A study: scenarios run many times with uncertain numbers, as its file describes it.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "sampling/distribution.hpp"

namespace tanlu::study {

/// What a draw does to the numbers it is for.
enum class Change {
    value,     ///< takes their place
    factor,    ///< multiplies them
    addition,  ///< is added to them
};

/// Who shares a quantile.
enum class Draw {
    one,     ///< all targets, in all scenarios and regions
    each,    ///< each target its own, the same in all scenarios and regions
    region,  ///< all targets of a region; other regions draw their own
};

/// The distribution that a number's own low and high make with it.
enum class RangeShape { triangular, uniform, pert };

/// A distribution of the multiplier of a path in one year.
struct YearDistribution {
    int year = 0;
    sampling::Distribution distribution;
};

/// Yearly shocks to a path: a multiplier of mean 1 whose logarithm is a first-order autoregression
/// (rho < 1) or a random walk (rho = 1), 1 in the base year (docs/theory, uncertainty).
struct Shocks {
    double rho = 1.0;
    double sigma = 0.0;  ///< of the logarithm, in the long run or, for the walk, a year
};

/// Numbers that are drawn together, a row at a time.
struct Paired {
    struct Row {
        std::vector<double> values;  ///< in the units of the columns
        double weight = 1.0;
    };
    std::vector<std::string> units;  ///< one per target
    std::vector<Row> rows;
};

/// One uncertain input. Exactly one of distribution, from_range, anchors, shocks and paired is set.
struct Input {
    std::string id;  ///< keys the random stream; the path of the leaf where there is no `of`
    Origin origin;
    std::vector<Name> targets;  ///< paths of leaves, `*` for any key, `**` for any keys
    Change change = Change::value;
    Draw draw = Draw::one;
    std::optional<sampling::Distribution> distribution;
    std::optional<RangeShape> from_range;
    std::vector<YearDistribution> anchors;
    bool same_quantile = false;  ///< one quantile for all anchors
    std::optional<Shocks> shocks;
    std::optional<Paired> paired;
    Name same_as;  ///< input whose quantile this one takes; empty for its own
    std::string unit;
    std::string source;
    Grade grade = Grade::unverified;
    std::string note;
};

/// Spearman rank correlation of two inputs.
struct Correlation {
    Name first, second;
    double rank = 0.0;
    Origin origin;
};

/// Inputs that a sensitivity analysis takes together.
struct Group {
    Name id;
    std::vector<Name> members;
};

enum class DesignKind { mc, lhs, sobol, grid, morris, saltelli, file };

struct Design {
    DesignKind kind = DesignKind::mc;
    std::uint64_t samples = 0;  ///< rows for saltelli, of the base design
    std::uint64_t seed = 0;
    int levels = 4;              ///< grid: of every dimension
    int trajectories = 20;       ///< morris
    bool second_order = false;   ///< saltelli: with the pairs BA too
    std::uint32_t scramble = 0;  ///< sobol and saltelli: which of the independent scrambles
    Name file;                   ///< file: quantiles, a column per dimension
    std::string table;           ///< what is in it
    Origin origin;
};

/// A statistic that samples are held against.
struct Evidence {
    Name observation;  ///< id in the pack
    std::vector<int> years;
    double error = 0.0;  ///< standard deviation of ln(modelled / observed) [1]
};

enum class Conditioning { weights, rejection };

struct Condition {
    Conditioning by = Conditioning::weights;
    std::vector<Evidence> statistics;
};

/// What the result keeps of a study.
struct Keep {
    std::vector<std::string> summaries;  ///< variables, or "all"
    std::vector<Origin> summary_origins;
    std::vector<std::string> series;  ///< variables kept in full for every sample
    std::vector<Origin> series_origins;
    std::vector<std::string> indicators;  ///< systems whose targets need series, or "all"
    std::vector<Origin> indicator_origins;
    bool inputs = true;  ///< quantiles of every sample
};

/// What a result says of a scenario whose files need not be there any more.
struct Record {
    std::string effective;   ///< text, its comments with the origin of every value
    std::string unverified;  ///< list of numbers of grade U; empty for none
};

struct Study {
    std::string id;
    Text title;
    Text description;
    std::vector<config::Scenario> scenarios;
    Design design;
    std::vector<Input> inputs;
    std::vector<Correlation> correlations;
    std::vector<Group> groups;
    std::optional<Condition> condition;
    Keep keep;
    double fail_above = 0.001;  ///< share of failed samples that fails the study [1]
    std::vector<config::Source> sources;
    std::string text;  ///< of the file
    std::vector<config::InputFile> files;
    std::vector<Record> records;       ///< by scenario, where the study was read from a result
    std::vector<Diagnostic> warnings;  ///< what reading the study and its scenarios found
};

/// Whether a file is a study. False for what cannot be read: those who read it say why.
bool is_study_file(const std::string& path);

/// Reads a study file with its scenarios. Throws InputError with everything that is wrong.
Study load_study(const std::string& path, std::span<const config::LeverSpec> levers,
                 const config::Drafts& drafts = {});

/// A study from the text of its file, for scenarios that are read already, in its order. `name`
/// stands for the file in messages.
Study parse_study(const std::string& text, const std::string& name,
                  std::vector<config::Scenario> scenarios);

}  // namespace tanlu::study
