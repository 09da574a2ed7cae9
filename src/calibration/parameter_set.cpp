#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "calibration/calibrate.hpp"
#include "config/yaml_writer.hpp"

namespace tanlu::calibration {
namespace {

/// Parts of a direction that are named.
constexpr double kNamed = 0.2;

std::string number(double x) {
    return std::isfinite(x) ? number_text(std::strtod(fmt::format("{:.6g}", x).c_str(), nullptr))
                            : std::string("unknown");
}

/// "0.9 half-life - 0.4 battery": a direction in words.
std::string direction_text(const Outcome& outcome, const Direction& direction) {
    std::string text;
    for (std::size_t p = 0; p < direction.parts.size(); ++p) {
        const double part = direction.parts[p];
        if (std::abs(part) < kNamed) continue;
        text += text.empty() ? (part < 0 ? "-" : "") : (part < 0 ? " - " : " + ");
        text += fmt::format("{:.2g} {}", std::abs(part), outcome.parameters[p].id);
    }
    return text;
}

void add_overrides(std::string& out, const Calibration& calibration, const Outcome& outcome) {
    out += "overrides:\n";
    for (std::size_t p = 0; p < outcome.parameters.size(); ++p) {
        for (const auto& one : outcome.parameters[p].numbers) {
            out += fmt::format("  {}: {{value: {}, unit: {}, source: {}, grade: C", one.path,
                               number_text(one.after), config::quoted(one.unit), calibration.id);
            if (one.low < one.after && one.after < one.high) {
                out +=
                    fmt::format(", low: {}, high: {}", number_text(one.low), number_text(one.high));
            }
            out += "}\n";
        }
    }
}

void add_record(std::string& out, const Calibration& calibration, const Outcome& outcome,
                const std::string& date) {
    out += "record:\n";
    out += fmt::format("  date: {}\n", config::quoted(date));
    out += fmt::format("  calibration-sha256: {}\n", sha256(calibration.text));
    out += fmt::format("  scenario: {}\n", calibration.scenario.id);
    out += fmt::format(
        "  objective: {{before: {}, after: {}}}  # sum of squares, in standard "
        "errors\n",
        number(outcome.objective_before), number(outcome.objective_after));
    out += fmt::format("  steps: {}\n  settled: {}\n", outcome.steps,
                       outcome.settled ? "true" : "false");
    out += "  parameters:\n";
    for (std::size_t p = 0; p < outcome.parameters.size(); ++p) {
        const auto& one = outcome.parameters[p];
        out += fmt::format(
            "    {}: {{before: {}, after: {}, standard-error: {}, low: {}, high: {}, "
            "at-bound: {}, unit: {}}}\n",
            one.id, number(one.before), number(one.after), number(one.standard_error),
            number(calibration.parameters[p].low), number(calibration.parameters[p].high),
            one.at_bound, config::quoted(calibration.parameters[p].unit));
    }
    out += "  # How many standard errors the statistics move over half the width of the bounds.\n";
    out += "  directions:\n";
    for (const auto& direction : outcome.identifiability.directions) {
        out += fmt::format("    - {{strength: {}, flat: {}, along: {}}}\n",
                           number(direction.strength), direction.is_flat() ? "true" : "false",
                           config::quoted(direction_text(outcome, direction)));
    }
    out += "  residuals:  # in standard errors\n";
    for (const auto& point : outcome.points) {
        out += fmt::format(
            "    - {{observation: {}, year: {}, observed: {}, before: {}, after: {}, unit: {}, "
            "residual: {}}}\n",
            point.observation, point.year, number(point.observed), number(point.before),
            number(point.after), config::quoted(point.unit), number(point.residual(point.after)));
    }
}

}  // namespace

std::string parameter_set_text(const Calibration& calibration, const Outcome& outcome,
                               const std::string& date) {
    std::string out = fmt::format(
        "# Written by 'tanlu calibrate'. Do not edit: change the calibration and run it "
        "again.\nparameter-set: {}\n",
        calibration.id);
    out += fmt::format("title: {{en: {}, zh: {}}}\n", config::quoted(calibration.title.en),
                       config::quoted(calibration.title.zh));
    add_overrides(out, calibration, outcome);
    add_record(out, calibration, outcome, date);
    out += fmt::format(
        "sources:\n  {}:\n    title: {}\n    publisher: Tanlu\n    year: {}\n    address: "
        "{}\n"
        "    terms: own computation\n    grade: C\n",
        calibration.id, config::quoted(calibration.title.en), date.substr(0, 4),
        config::quoted("tanlu calibrate " +
                       std::filesystem::path(calibration.path).filename().string()));
    return out;
}

}  // namespace tanlu::calibration
