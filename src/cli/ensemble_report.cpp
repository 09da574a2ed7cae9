#include "cli/ensemble_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "cli/region_words.hpp"
#include "cli/run_words.hpp"
#include "ensemble/estimates.hpp"
#include "indicators/text_table.hpp"

namespace tanlu::cli {
namespace {

using ensemble::Plan;
using ensemble::Run;
using ensemble::RunSummary;
using ensemble::Summaries;
using indicators::Align;
using indicators::TextTable;

constexpr std::string_view kShown[] = {
    "peak_level",          "peak_year",     "plateau_length", "emissions_2030",
    "emissions_2035",      "residual_2060", "cumulative",     "energy_peak_year",
    "oil_peak_year",       "nev_sales_50",  "nev_stock_50",   "nev_stock_share_2030",
    "nev_stock_share_2035"};

std::string digits(double value, const std::string_view unit) {
    if (std::isnan(value)) return "-";
    if (unit == "year" || unit == "years") return fmt::format("{:.0f}", value);
    return std::abs(value) >= 100.0 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

std::string share(double value) {
    return std::isnan(value) ? "-" : fmt::format("{:.1f} %", 100.0 * value);
}

std::string_view boundary_of(const ensemble::OutcomeNumber& number) {
    const auto& outcome = ensemble::outcomes()[number.outcome];
    return outcome.by_boundary ? region::kBoundaryNames[number.boundary] : std::string_view();
}

double at(const auto& values, const auto& names, std::string_view name) {
    return values[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) -
                                           names.begin())];
}

void print_probabilities(std::ostream& out, const Run& run, const RunSummary& summary) {
    const bool conditioned = !run.evidence.empty();
    TextTable table(
        {Align::left, Align::left, Align::right, Align::right, Align::right, Align::right});
    std::vector<std::string> head{"  how likely", "", "all samples", "95 % interval"};
    if (conditioned) head.insert(head.end(), {"   after history", "95 % interval"});
    table.add_row(head);
    const auto numbers = ensemble::outcome_numbers();
    for (std::size_t n = 0; n < numbers.size(); ++n) {
        const auto& outcome = ensemble::outcomes()[numbers[n].outcome];
        if (!ensemble::is_answer(outcome)) continue;
        const auto interval = [](const ensemble::Probability& p) {
            return fmt::format("{} to {}", share(p.interval.low), share(p.interval.high));
        };
        const auto all = ensemble::probability(summary, n);
        std::vector<std::string> row{"  " + std::string(outcome.long_name),
                                     std::string(boundary_of(numbers[n])), share(all.value),
                                     interval(all)};
        if (const auto p = ensemble::conditioned_probability(summary, n)) {
            row.push_back(share(p->value));
            row.push_back(interval(*p));
        }
        table.add_row(row);
    }
    out << table.text();
}

void print_outcomes(std::ostream& out, const Run& run, const RunSummary& summary,
                    const std::vector<Moments>& moments) {
    const bool conditioned = !run.evidence.empty();
    std::vector<Align> columns{Align::left, Align::left, Align::left};
    columns.insert(columns.end(), conditioned ? 7 : 4, Align::right);
    TextTable table(columns);
    std::vector<std::string> head{"  outcome", "", "", "p05", "p50", "p95", "without"};
    if (conditioned) head.insert(head.end(), {"   after history p05", "p50", "p95"});
    table.add_row(head);
    const auto numbers = ensemble::outcome_numbers();
    for (const auto name : kShown) {
        for (std::size_t n = 0; n < numbers.size(); ++n) {
            const auto& outcome = ensemble::outcomes()[numbers[n].outcome];
            if (outcome.name != name) continue;
            const auto values = ensemble::outcome_statistics(run, summary, moments, n);
            const std::int64_t defined = moments[run.cells(run.summarised) + n].count;
            const std::int64_t all = summary.histograms.total(run.cells(run.summarised) + n) +
                                     summary.histograms.undefined(run.cells(run.summarised) + n);
            std::vector<std::string> row{"  " + std::string(outcome.long_name),
                                         std::string(boundary_of(numbers[n])),
                                         std::string(outcome.unit)};
            for (const auto* p : {"p05", "p50", "p95"}) {
                row.push_back(digits(at(values, ensemble::kStatistics, p), outcome.unit));
            }
            row.push_back(all > 0
                              ? share(1.0 - static_cast<double>(defined) / static_cast<double>(all))
                              : "-");
            if (conditioned) {
                const auto later = ensemble::conditioned_outcome(run, summary, n);
                for (const auto* p : {"p05", "p50", "p95"}) {
                    row.push_back(
                        digits(at(later, ensemble::kConditionedStatistics, p), outcome.unit));
                }
            }
            table.add_row(row);
        }
    }
    out << table.text() << "  without: share of the samples that have no such year or number\n";
}

std::string reasons(std::uint32_t status) {
    constexpr std::pair<model::Problem, const char*> kNames[] = {
        {model::Problem::domain_error, "a number out of its domain"},
        {model::Problem::infeasible, "a rule that cannot be met"},
        {model::Problem::not_converged, "an iteration that did not converge"},
        {model::Problem::non_finite, "a number that is not finite"},
        {model::Problem::negative_stock, "a negative stock"}};
    std::string text;
    for (const auto& [problem, words] : kNames) {
        if ((status & static_cast<std::uint32_t>(problem)) == 0) continue;
        text += (text.empty() ? "" : "; ") + std::string(words);
    }
    return text;
}

void print_failures(std::ostream& out, const Plan& plan, const RunSummary& summary,
                    std::int64_t failed) {
    if (failed == 0) return;
    out << fmt::format("  {} of {} samples failed and count nowhere:\n",
                       with_spaces(static_cast<std::uint64_t>(failed)),
                       with_spaces(plan.samples()));
    for (const auto& [status, samples] : summary.statuses) {
        if (status != 0) out << fmt::format("    {:>10}  {}\n", samples, reasons(status));
    }
    const auto corners = ensemble::failure_corners(plan, summary);
    if (corners.empty()) return;
    out << "  inputs that are extreme among them (mean quantile, 0.5 in all samples):\n";
    for (const auto& corner : corners) {
        out << fmt::format("    {:.2f}  {}\n", corner.mean_quantile, corner.dimension);
    }
}

void print_run(std::ostream& out, const Plan& plan, const Run& run, const RunSummary& summary,
               std::int64_t failed) {
    out << fmt::format("\n{} ({}), {}\n", run.scenario->id, run.scenario->title.en,
                       titled(run.scenario->pack.region));
    if (!run.evidence.empty()) {
        out << fmt::format(
            "  after history: {} by {} statistics; worth {:.0f} samples of {}\n",
            plan.study().condition->by == study::Conditioning::weights ? "weighted" : "selected",
            run.evidence.size(), ensemble::effective_samples(summary), with_spaces(plan.samples()));
        if (summary.capped_weights > 0) {
            out << fmt::format("  {} samples are at the largest weight\n", summary.capped_weights);
        }
    }
    const auto moments = summary.moments.total();
    print_probabilities(out, run, summary);
    print_outcomes(out, run, summary, moments);
    print_failures(out, plan, summary, failed);
    if (const auto residual = ensemble::largest_audit_residual(run, moments)) {
        out << fmt::format("  audit: largest residual {:.2g} over all samples and years\n",
                           *residual);
    }
}

/// Everything as one table, for programs.
Table full_table(const Plan& plan, const Summaries& summaries) {
    using enum Column::Kind;
    Table table{{{"scenario"},
                 {"region"},
                 {"outcome"},
                 {"boundary"},
                 {"unit"},
                 {"samples", number},
                 {"probability", number},
                 {"probability_low", number},
                 {"probability_high", number}},
                {}};
    for (const auto name : ensemble::kStatistics)
        table.columns.push_back({std::string(name), number});
    table.columns.push_back({"conditioned_probability", number});
    for (const auto name : ensemble::kConditionedStatistics) {
        table.columns.push_back({"conditioned_" + std::string(name), number});
    }
    const auto cell = [](double value) {
        return std::isnan(value) ? std::string() : fmt::format("{}", value);
    };
    for (std::size_t r = 0; r < plan.runs().size(); ++r) {
        const Run& run = plan.runs()[r];
        const RunSummary& summary = summaries.runs()[r];
        const auto moments = summary.moments.total();
        const auto numbers = ensemble::outcome_numbers();
        for (std::size_t n = 0; n < numbers.size(); ++n) {
            const auto& outcome = ensemble::outcomes()[numbers[n].outcome];
            std::vector<std::string> row{
                run.scenario->id,
                run.scenario->pack.region.id,
                std::string(outcome.name),
                std::string(boundary_of(numbers[n])),
                std::string(outcome.unit),
                std::to_string(moments[run.cells(run.summarised) + n].count)};
            const bool answers = ensemble::is_answer(outcome);
            const auto p = answers
                               ? ensemble::probability(summary, n)
                               : ensemble::Probability{std::nan(""), {std::nan(""), std::nan("")}};
            for (const double x : {p.value, p.interval.low, p.interval.high})
                row.push_back(cell(x));
            for (const double x : ensemble::outcome_statistics(run, summary, moments, n)) {
                row.push_back(cell(x));
            }
            const auto later =
                answers ? ensemble::conditioned_probability(summary, n) : std::nullopt;
            row.push_back(later ? cell(later->value) : "");
            for (const double x : ensemble::conditioned_outcome(run, summary, n)) {
                row.push_back(cell(x));
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

}  // namespace

std::string with_spaces(std::uint64_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, " ");
    return text;
}

std::string duration(double seconds) {
    constexpr double kMinute = 60.0;
    constexpr double kHour = 3600.0;
    if (seconds < kMinute) return fmt::format("{:.0f} s", seconds);
    if (seconds < kHour) {
        return fmt::format("{:.0f} min {:02.0f} s", std::floor(seconds / kMinute),
                           std::fmod(seconds, kMinute));
    }
    return fmt::format("{:.0f} h {:.0f} min", std::floor(seconds / kHour),
                       std::floor(std::fmod(seconds, kHour) / kMinute));
}

std::string bytes_text(double bytes) {
    if (bytes >= 1e9) return fmt::format("{:.2f} GB", bytes / 1e9);
    return bytes >= 1e6 ? fmt::format("{:.0f} MB", bytes / 1e6)
                        : fmt::format("{:.0f} kB", bytes / 1e3);
}

void print_report(std::ostream& out, const Plan& plan, const Summaries& summaries, Format format) {
    if (format != Format::table) {
        print(out, full_table(plan, summaries), format);
        return;
    }
    out << fmt::format("{}: {} samples, {} uncertain dimensions\n", plan.study().title.en,
                       with_spaces(plan.samples()), plan.sampler().dimensions());
    for (std::size_t r = 0; r < plan.runs().size(); ++r) {
        print_run(out, plan, plan.runs()[r], summaries.runs()[r], summaries.failed(r));
    }
}

bool fails(const Plan& plan, const Summaries& summaries) {
    for (std::size_t r = 0; r < plan.runs().size(); ++r) {
        const double share =
            static_cast<double>(summaries.failed(r)) / static_cast<double>(plan.samples());
        if (share > plan.study().fail_above) return true;
    }
    return false;
}

}  // namespace tanlu::cli
