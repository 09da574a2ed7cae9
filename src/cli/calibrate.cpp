// tanlu calibrate: fits numbers of a scenario to statistics and writes a parameter set.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <ctime>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "calibration/calibrate.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "io/pending_file.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    std::string config;
    std::string output;
    std::string date;
    bool force = false;
    bool points = false;
    Format format = Format::table;
};

std::string today() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm utc{};
    gmtime_r(&now, &utc);
    return fmt::format("{:04}-{:02}-{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday);
}

std::string short_number(double x) {
    return fmt::format("{:.4g}", x);
}

Table parameter_table(const calibration::Calibration& calibration,
                      const calibration::Outcome& outcome) {
    using enum Column::Kind;
    Table table{{{"parameter"},
                 {"unit"},
                 {"before", number},
                 {"after", number},
                 {"standard error", number},
                 {"low", number},
                 {"high", number}},
                {}};
    for (std::size_t p = 0; p < outcome.parameters.size(); ++p) {
        const auto& one = outcome.parameters[p];
        const auto& parameter = calibration.parameters[p];
        table.rows.push_back({one.id, parameter.unit, short_number(one.before),
                              short_number(one.after), short_number(one.standard_error),
                              short_number(parameter.low), short_number(parameter.high)});
    }
    return table;
}

Table point_table(const calibration::Outcome& outcome) {
    using enum Column::Kind;
    Table table{{{"observation"},
                 {"year", number},
                 {"unit"},
                 {"observed", number},
                 {"before", number},
                 {"after", number},
                 {"residual before", number},
                 {"residual after", number}},
                {}};
    for (const auto& point : outcome.points) {
        table.rows.push_back({point.observation, std::to_string(point.year), point.unit,
                              short_number(point.observed), short_number(point.before),
                              short_number(point.after),
                              fmt::format("{:+.2f}", point.residual(point.before)),
                              fmt::format("{:+.2f}", point.residual(point.after))});
    }
    return table;
}

/// The parameters in a direction that the data say nothing about, in words.
std::string names_in(const calibration::Outcome& outcome, const calibration::Direction& direction) {
    constexpr double kNamed = 0.3;
    std::vector<std::string> names;
    for (std::size_t p = 0; p < direction.parts.size(); ++p) {
        if (std::abs(direction.parts[p]) >= kNamed) names.push_back(outcome.parameters[p].id);
    }
    return listed(names);
}

void report(const calibration::Calibration& calibration, const calibration::Outcome& outcome,
            const Options& options) {
    if (options.format != Format::table) {
        print(std::cout,
              options.points ? point_table(outcome) : parameter_table(calibration, outcome),
              options.format);
        return;
    }
    print(std::cout, parameter_table(calibration, outcome), options.format);
    std::cout << '\n';
    print(std::cout, point_table(outcome), options.format);
    std::cout << fmt::format("\nsum of squares {:.4g} -> {:.4g} in {} steps\n",
                             outcome.objective_before, outcome.objective_after, outcome.steps);
    for (const auto& one : outcome.parameters) {
        if (one.at_bound) {
            std::cout << fmt::format("held by its bound: {} (the statistics would go beyond)\n",
                                     one.id);
        }
    }
    for (const auto& direction : outcome.identifiability.directions) {
        if (!direction.is_flat()) continue;
        std::cout << fmt::format(
            "not identified: {} (the statistics move by {:.2g} standard errors "
            "over half the bounds)\n",
            names_in(outcome, direction), direction.strength);
    }
}

ExitCode run_calibration(Options options) {
    if (options.date.empty()) options.date = today();
    const auto calibration = calibration::load_calibration(options.config, levers::specs());
    const auto overwrite = options.force ? Overwrite::yes : Overwrite::no;
    if (!options.output.empty()) expect_writable(options.output, overwrite);
    const auto outcome = calibration::calibrate(calibration);
    report(calibration, outcome, options);
    if (!outcome.settled) {
        throw RunError(
            fmt::format("the fit has not settled after {} steps\n  hint: raise 'steps', "
                        "or fit fewer parameters",
                        outcome.steps));
    }
    if (!options.output.empty()) {
        write_text(calibration::parameter_set_text(calibration, outcome, options.date),
                   options.output, overwrite);
        if (options.format == Format::table) std::cout << "wrote " << options.output << '\n';
    }
    return ExitCode::done;
}

}  // namespace

void add_calibrate(CLI::App& program, ExitCode& exit_code) {
    auto* command = program.add_subcommand("calibrate", "Fit numbers of a scenario to statistics");
    command->footer(
        "Writes a parameter set, which scenarios name under 'parameter-sets'.\n\nExample:\n  tanlu "
        "calibrate scenarios/china/calibration/2025.yaml -o fitted.yaml");
    const auto options = std::make_shared<Options>();
    command->add_option("CONFIG", options->config, "Calibration file")->required();
    command->add_option("-o,--output", options->output, "Where the parameter set goes");
    command->add_flag("--force", options->force, "Replace a file that is there");
    command->add_option("--date", options->date, "Date in the parameter set; today where left out")
        ->check([](const std::string& text) {
            const bool is_date = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                                 text.find_first_not_of("0123456789-") == std::string::npos;
            return is_date ? std::string() : "write a date as 2026-11-22";
        });
    command->add_flag("--points", options->points,
                      "With --format csv or json: the statistics, not the parameters");
    add_format_option(*command, options->format);
    command->callback([options, &exit_code] { exit_code = run_calibration(*options); });
}

}  // namespace tanlu::cli
