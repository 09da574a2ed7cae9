#include "io/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

#include "base/text.hpp"
#include "engine/collect.hpp"
#include "engine/run.hpp"
#include "ensemble/estimates.hpp"
#include "ensemble/shards.hpp"
#include "io/ensemble_texts.hpp"
#include "io/sample_tables.hpp"
#include "io/seal.hpp"
#include "io/summary_columns.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

using ensemble::kConditionedStatistics;
using ensemble::kStatistics;
using ensemble::Plan;
using ensemble::RunSummary;
using ensemble::SampleRange;
using ensemble::Summaries;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Ways through the pieces: the one that starts at `at` and ends at `samples`, longest pieces
/// first.
bool find_way(const std::map<std::uint64_t, std::vector<const ShardInfo*>>& from, std::uint64_t at,
              std::uint64_t samples, std::set<std::uint64_t>& dead, std::vector<ShardInfo>& way) {
    if (at == samples) return true;
    const auto next = from.find(at);
    if (next == from.end() || dead.contains(at)) return false;
    for (const ShardInfo* piece : next->second) {
        way.push_back(*piece);
        if (find_way(from, piece->range.last, samples, dead, way)) return true;
        way.pop_back();
    }
    dead.insert(at);
    return false;
}

/// Tables by statistic, scenario, region, year and further axes, with their numbers.
class StatisticTables {
public:
    StatisticTables(const Plan& plan, const Summaries& summaries) : plan_(plan), runs_(plan) {
        for (const auto& run : summaries.runs()) moments_.push_back(run.moments.total());
        for (std::size_t r = 0; r < plan.runs().size(); ++r) {
            add_series(r, summaries.runs()[r]);
            add_outcomes(r, summaries.runs()[r]);
        }
    }

    void write(h5::Writer& file) {
        write_axes(file, axes());
        for (const auto& name : order_) {
            const Variable& variable = tables_.at(name);
            file.table(variable.name, variable.data, variable.axes);
            file.attribute(variable.name, "units", variable.unit);
            file.attribute(variable.name, "long_name", variable.long_name);
        }
    }

private:
    const Plan& plan_;
    RunPlaces runs_;
    std::vector<std::vector<Moments>> moments_;
    std::map<std::string, Variable> tables_;
    std::vector<std::string> order_;
    std::map<std::string, std::vector<std::string>> labels_;  // of axes beyond those of samples

    std::vector<Axis> axes() const {
        std::vector<Axis> axes;
        const auto add = [&](std::string name, std::string doc, const auto& names) {
            axes.push_back({std::move(name), std::move(doc), {names.begin(), names.end()}, {}});
        };
        add("statistic", "mean, standard deviation, extremes and percentiles over the samples",
            kStatistics);
        add("estimate", "probability and the ends of its 95 % interval (Wilson)",
            std::array<std::string_view, 3>{"probability", "low", "high"});
        if (plan_.study().condition) {
            add("conditioned_statistic", "percentiles after conditioning on statistics",
                kConditionedStatistics);
        }
        for (const auto& [name, labels] : labels_) add(name, name, labels);
        return axes;
    }

    std::size_t axis_size(const std::string& axis) const {
        if (axis == "statistic") return kStatistics.size();
        if (axis == "conditioned_statistic") return kConditionedStatistics.size();
        if (axis == "estimate") return 3;
        if (axis == "scenario") return runs_.scenarios.size();
        if (axis == "region") return runs_.regions.size();
        if (axis == "year") return runs_.years;
        if (axis == "boundary") return region::kBoundaryCount;
        return labels_.at(axis).size();
    }

    /// The table of a name, made when first asked for.
    Variable& table(const std::string& name, const std::string& unit, const std::string& doc,
                    std::vector<std::string> axes) {
        const auto [at, is_new] = tables_.try_emplace(name);
        if (is_new) {
            order_.push_back(name);
            std::size_t size = 1;
            for (const auto& axis : axes) size *= axis_size(axis);
            at->second = {
                name, unit, doc, "", std::move(axes), std::vector<double>(size, kMissing)};
        }
        return at->second;
    }

    /// Notes the labels that the series of all runs have on an axis.
    void note_labels(const std::string& axis) {
        if (axis == "boundary" || labels_.contains(axis)) return;
        auto& labels = labels_[axis];
        for (const auto& run : plan_.runs()) {
            for (const auto& label : engine::axis_labels(*run.scenario, axis)) {
                if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
                    labels.push_back(label);
                }
            }
        }
    }

    std::size_t label_position(const std::string& axis, const std::string& label) const {
        if (axis == "boundary") {
            return static_cast<std::size_t>(std::find(std::begin(region::kBoundaryNames),
                                                      std::end(region::kBoundaryNames), label) -
                                            std::begin(region::kBoundaryNames));
        }
        const auto& labels = labels_.at(axis);
        return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) -
                                        labels.begin());
    }

    /// Writes statistics to the places of a run (and year) behind the leading axis.
    template <std::size_t N>
    void place(Variable& variable, const std::array<double, N>& numbers, std::size_t rest) const {
        const std::size_t stride = variable.data.size() / N;
        for (std::size_t i = 0; i < N; ++i) variable.data[i * stride + rest] = numbers[i];
    }

    void add_series(std::size_t r, const RunSummary& summary) {
        const auto& run = plan_.runs()[r];
        const auto add = [&](const std::vector<std::size_t>& of, const char* statistic,
                             const char* suffix, auto statistics) {
            for (std::size_t i = 0; i < of.size(); ++i) {
                const auto& series = run.series[of[i]];
                std::vector<std::string> axes{statistic, "scenario", "region", "year"};
                std::size_t inner = 0;
                std::size_t cells = 1;
                for (std::size_t a = 0; a < series.axes.size(); ++a) {
                    note_labels(series.axes[a]);
                    axes.push_back(series.axes[a]);
                    inner = inner * axis_size(series.axes[a]) +
                            label_position(series.axes[a], series.labels[a]);
                    cells *= axis_size(series.axes[a]);
                }
                Variable& variable =
                    table(series.variable + suffix, series.unit, series.long_name, std::move(axes));
                const auto offset = static_cast<std::size_t>(run.first_year - runs_.first_year);
                for (std::size_t y = 0; y < run.years; ++y) {
                    const std::size_t rest =
                        (runs_.place[r] * runs_.years + offset + y) * cells + inner;
                    place(variable, statistics(i * run.years + y), rest);
                }
            }
        };
        add(run.summarised, "statistic", "", [&](std::size_t cell) {
            return ensemble::cell_statistics(summary, moments_[r], cell);
        });
        add(run.conditioned, "conditioned_statistic", "_conditioned",
            [&](std::size_t cell) { return ensemble::conditioned_statistics(summary, cell); });
    }

    void add_outcomes(std::size_t r, const RunSummary& summary) {
        const auto& run = plan_.runs()[r];
        const auto numbers = ensemble::outcome_numbers();
        for (std::size_t n = 0; n < numbers.size(); ++n) {
            const auto& outcome = ensemble::outcomes()[numbers[n].outcome];
            const std::size_t variants = outcome.by_boundary ? region::kBoundaryCount : 1;
            const std::size_t rest = runs_.place[r] * variants + numbers[n].boundary;
            const auto add = [&](const char* axis, const char* suffix, const auto& values) {
                std::vector<std::string> axes{axis, "scenario", "region"};
                if (outcome.by_boundary) axes.push_back("boundary");
                place(table(std::string(outcome.name) + suffix, std::string(outcome.unit),
                            std::string(outcome.long_name), std::move(axes)),
                      values, rest);
            };
            const auto as_array = [](const ensemble::Probability& p) {
                return std::array<double, 3>{p.value, p.interval.low, p.interval.high};
            };
            add("statistic", "_statistics",
                ensemble::outcome_statistics(run, summary, moments_[r], n));
            if (ensemble::is_answer(outcome)) {
                add("estimate", "_probability", as_array(ensemble::probability(summary, n)));
            }
            if (run.evidence.empty()) continue;
            add("conditioned_statistic", "_statistics_conditioned",
                ensemble::conditioned_outcome(run, summary, n));
            if (!ensemble::is_answer(outcome)) continue;
            if (const auto p = ensemble::conditioned_probability(summary, n)) {
                add("estimate", "_probability_conditioned", as_array(*p));
            }
        }
    }
};

void write_counts(h5::Writer& file, const Plan& plan, const Summaries& summaries) {
    std::int64_t failed = 0;
    double worst = 0.0;
    bool audited = true;
    const bool several_regions = RunPlaces(plan).regions.size() > 1;
    for (std::size_t r = 0; r < summaries.runs().size(); ++r) {
        const RunSummary& summary = summaries.runs()[r];
        failed += summaries.failed(r);
        const auto residual =
            ensemble::largest_audit_residual(plan.runs()[r], summary.moments.total());
        audited = audited && residual;
        worst = std::max(worst, residual.value_or(0.0));
        if (!plan.study().condition) continue;
        const config::Scenario& scenario = *plan.runs()[r].scenario;
        const std::string of =
            scenario.id + (several_regions ? "_" + scenario.pack.region.id : std::string());
        file.real_attribute("/", "effective_samples_" + of, ensemble::effective_samples(summary));
    }
    file.integer_attribute("/", "samples", static_cast<std::int64_t>(plan.samples()));
    file.integer_attribute("/", "failed_samples", failed);
    const bool passed = worst <= engine::kAuditTolerance;
    file.attribute("/", "audit", !audited ? "not summarised" : passed ? "passed" : "failed");
    if (audited) file.real_attribute("/", "audit_largest_residual", worst);
}

void copy_rows(const Plan& plan, const std::vector<SampleTable>& tables,
               const std::vector<h5::ChunkLayout>& layouts, const std::vector<ShardInfo>& pieces,
               h5::Writer& file) {
    const std::uint64_t samples = plan.samples();
    std::vector<std::unique_ptr<h5::Reader>> readers;
    for (const auto& piece : pieces) readers.push_back(std::make_unique<h5::Reader>(piece.path));
    for (std::size_t t = 0; t < tables.size(); ++t) {
        const std::size_t row_bytes = tables[t].row_bytes();
        std::size_t p = 0;
        for (std::uint64_t row = 0; row < samples; row += kChunkSamples) {
            const std::uint64_t end = std::min<std::uint64_t>(row + kChunkSamples, samples);
            std::vector<std::byte> rows;
            rows.reserve((end - row) * row_bytes);
            for (std::uint64_t at = row; at < end;) {
                while (pieces[p].range.last <= at) ++p;
                const std::uint64_t take = std::min(end, pieces[p].range.last) - at;
                const auto bytes = readers[p]->raw_rows(tables[t].name, tables[t].element,
                                                        at - pieces[p].range.first, take);
                rows.insert(rows.end(), bytes.begin(), bytes.end());
                at += take;
            }
            file.write_chunk(tables[t].name, row / kChunkSamples,
                             h5::pack(layouts[t], rows, tables[t].element));
        }
    }
}

void link_rows(const Plan& plan, const std::vector<SampleTable>& tables,
               const std::vector<ShardInfo>& pieces, const std::string& target, h5::Writer& file) {
    namespace fs = std::filesystem;
    std::vector<std::int64_t> samples(plan.samples());
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int64_t>(i);
    file.axis("sample", std::span<const std::int64_t>(samples));
    file.attribute("sample", "long_name", "number of the sample in the design");
    write_axes(file, sample_axes(plan));
    std::vector<h5::VirtualPart> parts;
    for (const auto& piece : pieces) {
        const auto name = fs::path(piece.path).lexically_relative(fs::path(target).parent_path());
        parts.push_back({name.string(), piece.range.size()});
    }
    for (const auto& table : tables) {
        file.virtual_table(table.name, table.element, table.axes, parts);
        for (const auto& [name, text] : table.attributes) file.attribute(table.name, name, text);
    }
}

/// Removes what killed processes left of earlier tries to write this file.
void remove_leftovers(const std::string& target) {
    namespace fs = std::filesystem;
    const std::string start = fs::path(target).filename().string() + ".";
    std::error_code ignored;
    for (const auto& entry :
         fs::directory_iterator(fs::absolute(target, ignored).parent_path(), ignored)) {
        if (entry.path().filename().string().starts_with(start)) {
            remove_if_abandoned(entry.path().string());
        }
    }
}

}  // namespace

std::vector<ShardInfo> complete_set(const std::vector<ShardInfo>& found, std::uint64_t samples) {
    std::map<std::uint64_t, std::vector<const ShardInfo*>> from;
    std::vector<SampleRange> done;
    std::string problems;
    for (const auto& piece : found) {
        if (!piece.problem.empty()) {
            problems += fmt::format("  {}: {}\n", piece.path, piece.problem);
            continue;
        }
        from[piece.range.first].push_back(&piece);
        done.push_back(piece.range);
    }
    for (auto& [first, pieces] : from) {
        std::sort(pieces.begin(), pieces.end(),
                  [](const auto* a, const auto* b) { return a->range.last > b->range.last; });
    }
    std::vector<ShardInfo> way;
    std::set<std::uint64_t> dead;
    if (find_way(from, 0, samples, dead, way)) return way;
    std::string text = "the study is not complete\n";
    const auto gaps = ensemble::missing({0, samples}, done);
    for (const auto& gap : gaps) {
        text += fmt::format("  samples {} to {} are missing\n", gap.first, gap.last - 1);
    }
    if (gaps.empty()) {
        throw RunError(
            "files overlap, and no choice of them has every sample once\n"
            "  hint: remove the files of one of the ways in which the study was cut into shards, "
            "and run again with --resume");
    }
    if (!problems.empty()) text += "files that cannot be used:\n" + problems;
    throw RunError(text +
                   "  hint: run 'tanlu ensemble STUDY -o DIR --resume', which runs what is "
                   "missing and nothing else");
}

void write_study(const Plan& plan, const Summaries& summaries, const std::vector<ShardInfo>& pieces,
                 const std::string& target, JoinBy by, Overwrite overwrite,
                 h5::Compression compression) {
    const std::vector<SampleTable> tables = sample_tables(plan);
    remove_leftovers(target);
    PendingFile pending(target, overwrite);
    h5::Writer file(pending.temporary(), target,
                    by == JoinBy::link ? h5::OldestReader::v1_10 : h5::OldestReader::v1_8);
    write_origin(file, plan, std::string(kEnsembleFormat));
    write_counts(file, plan, summaries);
    if (by == JoinBy::copy) {
        const auto layouts =
            create_sample_tables(file, plan, tables, {0, plan.samples()}, compression);
        copy_rows(plan, tables, layouts, pieces, file);
    } else {
        link_rows(plan, tables, pieces, target, file);
    }
    StatisticTables(plan, summaries).write(file);
    file.close();
    append_seal(pending.temporary(), target);
    pending.publish();
}

}  // namespace tanlu
