// tanlu reproduce: runs samples of a result again, from the file alone, and compares bit by bit.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstring>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/ensemble_report.hpp"
#include "cli/output.hpp"
#include "cli/study_of_file.hpp"
#include "ensemble/worker.hpp"
#include "io/ensemble_texts.hpp"
#include "io/sample_tables.hpp"

namespace tanlu::cli {
namespace {

struct Options {
    std::string result;
    std::uint64_t count = 64;
    std::vector<std::uint64_t> samples;
};

/// Samples spread evenly over a range, both ends included.
std::vector<std::uint64_t> spread(std::uint64_t first, std::uint64_t last, std::uint64_t count) {
    const std::uint64_t size = last - first;
    std::vector<std::uint64_t> samples;
    count = std::min(count, size);
    for (std::uint64_t i = 0; i < count; ++i) {
        samples.push_back(first + (count == 1 ? 0 : i * (size - 1) / (count - 1)));
    }
    return samples;
}

/// Runs one sample and names the tables in which its row differs.
std::vector<std::string> differing(const ensemble::Plan& plan, ensemble::Worker& worker,
                                   ensemble::Block& block, const std::vector<SampleTable>& tables,
                                   const h5::Reader& file, std::uint64_t sample,
                                   std::uint64_t first_row) {
    block.first = sample / kBlockSamples * kBlockSamples;
    block.count = static_cast<std::size_t>(
        std::min<std::uint64_t>(kBlockSamples, plan.samples() - block.first));
    const auto offset = static_cast<std::size_t>(sample - block.first);
    worker.run(block, offset / kLaneCount * kLaneCount);
    std::vector<std::string> names;
    for (const auto& table : tables) {
        std::vector<std::byte> rows(block.count * table.row_bytes());
        table.fill(block, rows);
        const auto stored = file.raw_rows(table.name, table.element, sample - first_row, 1);
        if (std::memcmp(stored.data(), &rows[offset * table.row_bytes()], stored.size()) != 0) {
            names.push_back(table.name);
        }
    }
    return names;
}

ExitCode reproduce(const Options& options) {
    const ensemble::Plan plan(study_of_file(options.result));
    const h5::Reader file(options.result);
    const auto attributes = file.attributes("/");
    const auto hash = attributes.find(kStudyHash);
    if (hash == attributes.end() || hash->second != plan.hash()) {
        std::cerr << fmt::format(
            "tanlu: warning: the file was written by another build (Tanlu {}, git {}): last bits "
            "may differ\n",
            attributes.count("tanlu_version") ? attributes.at("tanlu_version") : "?",
            attributes.count("git_hash") ? attributes.at("git_hash") : "?");
    }
    const auto first =
        static_cast<std::uint64_t>(file.integer_attribute("/", "first_sample").value_or(0));
    const auto last =
        static_cast<std::uint64_t>(file.integer_attribute("/", "end_sample")
                                       .value_or(static_cast<std::int64_t>(plan.samples())));
    auto samples = options.samples;
    for (const std::uint64_t sample : samples) {
        if (sample >= first && sample < last) continue;
        throw InputError(fmt::format("error: sample {} is not in '{}' ({} to {})", sample,
                                     options.result, first, last - 1));
    }
    if (samples.empty()) samples = spread(first, last, options.count);
    const auto tables = sample_tables(plan);
    ensemble::Worker worker(plan);
    ensemble::Block block(plan);
    std::uint64_t different = 0;
    for (const std::uint64_t sample : samples) {
        const auto names = differing(plan, worker, block, tables, file, sample, first);
        if (names.empty()) continue;
        ++different;
        std::cout << fmt::format("sample {} differs in {}\n", sample, fmt::join(names, ", "));
    }
    std::cout << fmt::format(
        "{} of {} samples run again from '{}' are the same in all {} tables, bit for bit\n",
        samples.size() - different, samples.size(), options.result, tables.size());
    return different == 0 ? ExitCode::done : ExitCode::answer_is_no;
}

}  // namespace

void add_reproduce(CLI::App& program, ExitCode& exit_code) {
    auto* command =
        program.add_subcommand("reproduce", "Run samples of an ensemble again and compare them");
    command->footer(
        "Needs the result file alone: it holds the study, the scenarios and all that they rest on. "
        "Exit\ncode 4 where a sample differs.\n\nExample:\n  tanlu reproduce run/study.h5");
    const auto options = std::make_shared<Options>();
    command->add_option("RESULT", options->result, "Result or piece of an ensemble")->required();
    command->add_option("--count", options->count, "How many samples, spread over the study")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 32).description(""))
        ->capture_default_str();
    command->add_option("--samples", options->samples, "These samples instead")->delimiter(',');
    command->callback([options, &exit_code] { exit_code = reproduce(*options); });
}

}  // namespace tanlu::cli
