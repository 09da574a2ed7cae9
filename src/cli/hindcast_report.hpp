#pragma once
// What a hindcast found, as tables and as JSON.
#include <string>

#include "cli/output.hpp"
#include "hindcast/evaluate.hpp"

namespace tanlu::cli {

/// Scores as people read them: one row per projection and statistic.
Table readable_scores(const hindcast::Plan& plan, const hindcast::Evaluation& evaluation);

/// The same as plain numbers, with everything that was worked out.
Table score_table(const hindcast::Plan& plan, const hindcast::Evaluation& evaluation);

/// Every year that is scored, in the unit of its target.
Table point_table(const hindcast::Plan& plan, const hindcast::Evaluation& evaluation);

/// Sentences below the table: limits that fail, calibration, coverage of the bands.
std::string verdicts_text(const hindcast::Plan& plan, const hindcast::Evaluation& evaluation);

/// Scores and points in one JSON object.
std::string report_json(const hindcast::Plan& plan, const hindcast::Evaluation& evaluation);

}  // namespace tanlu::cli
