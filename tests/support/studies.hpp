#pragma once
// Studies of the test pack (tests/data/minipack), made from the lines that a test is about.
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "ensemble/engine.hpp"
#include "levers/lever.hpp"
#include "study/draw_plan.hpp"
#include "study/study.hpp"
#include "support/temporary_directory.hpp"

namespace tanlu::test {

/// The test pack with overrides and policies, both YAML indented by two; either may be empty.
inline config::Scenario mini_scenario(const std::string& overrides = {},
                                      const std::string& policies = {},
                                      const std::string& id = "mini") {
    const TemporaryDirectory folder;
    std::filesystem::copy(std::filesystem::path(TANLU_SOURCE_DIR) / "tests/data/minipack",
                          folder.path("minipack"), std::filesystem::copy_options::recursive);
    std::string text = "scenario: " + id + "\ntitle: {en: Mini}\npack: minipack\n";
    if (!overrides.empty()) text += "overrides:\n" + overrides;
    if (!policies.empty()) text += "policies:\n" + policies;
    return config::load_scenario(folder.write(id + ".yaml", text), levers::specs());
}

/// A study of these inputs (YAML, indented by two) with further keys at its end.
inline study::Study study_of(const std::string& inputs, std::vector<config::Scenario> scenarios,
                             const std::string& design = "{kind: mc, samples: 256, seed: 1}",
                             const std::string& rest = {}) {
    std::string text = "study: test\ntitle: {en: Test}\nscenarios: [a.yaml]\ndesign: " + design;
    if (!inputs.empty()) text += "\ninputs:\n" + inputs;
    return study::parse_study(text + "\n" + rest, "study.yaml", std::move(scenarios));
}

/// The same for the test pack alone.
inline study::Study study_of(const std::string& inputs, const std::string& overrides = {},
                             const std::string& policies = {},
                             const std::string& design = "{kind: mc, samples: 256, seed: 1}",
                             const std::string& rest = {}) {
    return study_of(inputs, std::vector{mini_scenario(overrides, policies)}, design, rest);
}

/// A study file of the source tree.
inline study::Study study_at(const std::string& path) {
    return study::load_study((std::filesystem::path(TANLU_SOURCE_DIR) / path).string(),
                             levers::specs());
}

inline std::vector<std::string> dimension_ids(const study::DrawPlan& plan) {
    std::vector<std::string> ids;
    for (const auto& dimension : plan.dimensions) ids.push_back(dimension.id);
    return ids;
}

inline bool equal_bits(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Keeps what every sample gave.
class RowSink : public ensemble::BlockSink {
public:
    struct Row {
        std::vector<double> numbers;  ///< quantiles, then series and outcomes by scenario
        std::vector<std::uint32_t> states;
    };

    void write(const ensemble::Block& block) override {
        const auto add = [](std::span<const double> from, std::size_t sample, Row& row) {
            for (std::size_t i = sample; i < from.size(); i += kBlockSamples) {
                row.numbers.push_back(from[i]);
            }
        };
        for (std::size_t i = 0; i < block.count; ++i) {
            Row& row = rows_[block.first + i];
            add(block.quantiles, i, row);
            for (const auto& run : block.runs) {
                add(run.values, i, row);
                add(run.outcomes, i, row);
                add(run.misfit, i, row);
                row.states.push_back(run.status[i]);
                if (!run.weights.empty()) row.states.push_back(run.weights[i]);
            }
        }
    }
    const std::map<std::uint64_t, Row>& rows() const { return rows_; }

private:
    std::map<std::uint64_t, Row> rows_;
};

/// Whether two rows have the same bits.
inline bool same(const RowSink::Row& a, const RowSink::Row& b) {
    return a.states == b.states && a.numbers.size() == b.numbers.size() &&
           std::memcmp(a.numbers.data(), b.numbers.data(), a.numbers.size() * sizeof(double)) == 0;
}

}  // namespace tanlu::test
