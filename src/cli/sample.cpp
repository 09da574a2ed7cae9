// tanlu sample: writes the design of a study for inspection and for other tools.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <limits>
#include <memory>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/ensemble_options.hpp"
#include "cli/warnings.hpp"
#include "io/pending_file.hpp"
#include "io/series.hpp"
#include "study/dimension_values.hpp"
#include "study/sampler.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    EnsembleOptions study;
    bool values = false;
    bool inputs = false;
    bool force = false;
};

/// What the dimensions are, as a table.
void list_inputs(const study::Study& study, const study::DrawPlan& plan, Format format) {
    Table table{{{"dimension"},
                 {"input"},
                 {"first_target"},
                 {"unit"},
                 {"p05", Column::Kind::number},
                 {"p50", Column::Kind::number},
                 {"p95", Column::Kind::number},
                 {"stream"}},
                {}};
    const auto values = study::dimension_values(study, plan);
    for (std::size_t d = 0; d < values.size(); ++d) {
        const auto number = [&](double q) {
            return values[d].quantile ? fmt::format("{:.6g}", values[d].value(q)) : std::string();
        };
        table.rows.push_back({values[d].dimension, plan.dimensions[d].input, values[d].target,
                              values[d].unit, number(0.05), number(0.5), number(0.95),
                              fmt::format("{:08x}", plan.dimensions[d].stream)});
    }
    print(std::cout, table, format);
}

/// The design as CSV: what a row is in its layout, then a column per dimension.
std::string design_csv(const study::Study& study, const study::DrawPlan& plan,
                       const study::Sampler& sampler, bool as_values) {
    const auto values = study::dimension_values(study, plan);
    std::string text = "sample,base,block,column";
    for (const auto& value : values) text += "," + csv_field(value.dimension);
    text += '\n';
    std::vector<Lanes> quantiles(sampler.dimensions());
    std::vector<Lanes> scratch;
    for (std::uint64_t first = 0; first < sampler.size(); first += kLaneCount) {
        sampler.draw(first, quantiles, scratch);
        for (int i = 0; i < kLaneCount; ++i) {
            const std::uint64_t row = first + static_cast<std::uint64_t>(i);
            if (row >= sampler.size()) break;
            const auto place = sampler.design().place(row);
            text += fmt::format(
                "{},{},{},{}", row, place.base, sampling::name_of(place.block),
                place.column == sampling::kNoColumn ? std::string() : std::to_string(place.column));
            for (std::size_t d = 0; d < quantiles.size(); ++d) {
                const double u = quantiles[d][i];
                text += "," + number_text(as_values ? values[d].value(u) : u);
            }
            text += '\n';
        }
    }
    return text;
}

ExitCode sample(const Options& options) {
    const study::Study study = load_study(options.study);
    WarningPrinter().print(study.warnings);
    const study::DrawPlan plan = study::plan_draws(study);
    if (options.inputs) {
        list_inputs(study, plan, options.study.format);
        return ExitCode::done;
    }
    const study::Sampler sampler(study, plan);
    for (const auto& warning : sampler.warnings()) {
        std::cerr << "tanlu: warning: " << warning << '\n';
    }
    const std::string text = design_csv(study, plan, sampler, options.values);
    if (options.study.folder.empty() || options.study.folder == "-") {
        std::cout << text;
    } else {
        write_text(text, options.study.folder, options.force ? Overwrite::yes : Overwrite::no);
    }
    return ExitCode::done;
}

}  // namespace

void add_sample(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("sample", "Write the design of a study as CSV");
    command->footer(
        "A row per sample: its number, what it is in the layout of the design (Saltelli's A, AB, "
        "B;\nMorris' start and steps), and a quantile per dimension, or with --values the number "
        "drawn.\nA table of quantiles is read back by 'design: {kind: file, file: ...}'.\n\n"
        "Example:\n  tanlu sample scenarios/china/uncertainty.yaml --samples 100 -o design.csv");
    const auto options = std::make_shared<Options>();
    add_study_options(*command, options->study);
    command->add_option("-o,--output", options->study.folder,
                        "CSV file; standard output if left out");
    command->add_flag("--values", options->values, "Numbers in place of quantiles");
    command->add_flag("--inputs", options->inputs, "List the dimensions instead of samples");
    command->add_flag("--force", options->force, "Overwrite an existing file");
    add_format_option(*command, options->study.format);
    command->callback([options, &exit_code] { exit_code = sample(*options); });
}

}  // namespace tanlu::cli
