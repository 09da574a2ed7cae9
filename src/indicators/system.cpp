#include "indicators/system.hpp"

#include <algorithm>

#include "base/diagnostics.hpp"

namespace tanlu::indicators {
namespace {

constexpr Option<Verified> kVerified[] = {
    {Verified::seen, "seen", "read in the source itself"},
    {Verified::seen_secondary, "seen-secondary", "read in news, a third party or in part"},
    {Verified::general_knowledge, "general-knowledge", "not read; to be checked"},
    {Verified::proposed, "proposed", "proposed by Tanlu"}};

constexpr Option<DefinitionStatus> kDefinitionStatus[] = {
    {DefinitionStatus::source, "source", "the definition was read"},
    {DefinitionStatus::operationalised, "operationalised",
     "the name was read, the computation is set here"},
    {DefinitionStatus::unverified, "unverified", "not checked; never shown as official"},
    {DefinitionStatus::proposed, "proposed", "proposed by Tanlu"}};

constexpr Option<Direction> kDirection[] = {
    {Direction::higher, "higher", "more is better"},
    {Direction::lower, "lower", "less is better"},
    {Direction::target, "target", "a test that is passed or not"},
    {Direction::info, "info", "no preferred direction"}};

constexpr Option<Derivable> kDerivable[] = {
    {Derivable::full, "full", "from outputs and drivers of a run"},
    {Derivable::partial, "partial", "needs exogenous inputs"},
    {Derivable::survey_input, "survey-input", "needs a judgement, a questionnaire or a survey"}};

constexpr Option<Comparison> kComparison[] = {
    {Comparison::at_least, ">=", "at least"},
    {Comparison::at_most, "<=", "at most"},
    {Comparison::above, ">", "above"},
    {Comparison::below, "<", "below"},
    {Comparison::equal, "=", "equal"},
    {Comparison::about, "~", "within 0.5"},
    {Comparison::range, "range", "between value and upper"}};

constexpr Option<Level> kLevel[] = {{Level::national, "national", "a country"},
                                    {Level::city, "city", "a city"},
                                    {Level::zone, "zone", "a pilot zone"},
                                    {Level::neighbourhood, "neighbourhood", "a neighbourhood"},
                                    {Level::freight, "freight", "a freight operation"}};

}  // namespace

Origin place_in(const Formula& formula, const std::string& file, std::size_t at) {
    if (formula.places.empty()) return {file, 0, 0};
    const auto& [line, column] = formula.places[std::min(at, formula.places.size() - 1)];
    return {file, line, column};
}

void throw_located(const Indicator& row, const Formula& formula, const FormulaError& error) {
    Diagnostics diagnostics;
    diagnostics.error(place_in(formula, row.origin.file, error.at()),
                      "formula of '" + row.key + "': " + error.what(), error.hint());
    diagnostics.throw_if_errors();
    throw error;  // not reached
}

std::span<const Option<Verified>> verified_options() {
    return kVerified;
}
std::span<const Option<DefinitionStatus>> definition_status_options() {
    return kDefinitionStatus;
}
std::span<const Option<Direction>> direction_options() {
    return kDirection;
}
std::span<const Option<Derivable>> derivable_options() {
    return kDerivable;
}
std::span<const Option<Comparison>> comparison_options() {
    return kComparison;
}
std::span<const Option<Level>> level_options() {
    return kLevel;
}

}  // namespace tanlu::indicators
