// tanlu verify: is a result what was written, whole, and true to the built-in identities?
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/ensemble_report.hpp"
#include "cli/study_of_file.hpp"
#include "driver/pieces.hpp"
#include "engine/run.hpp"
#include "io/ensemble_texts.hpp"
#include "io/result_file.hpp"
#include "io/seal.hpp"
#include "io/study_file.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

/// Findings on one file or folder.
class Findings {
public:
    explicit Findings(std::string path) : path_(std::move(path)) {}

    void check(bool holds, const std::string& what, const std::string& why = {}) {
        std::cout << fmt::format("{}  {}: {}{}\n", holds ? "ok  " : "FAIL", path_, what,
                                 holds || why.empty() ? "" : " (" + why + ")");
        good_ = good_ && holds;
    }
    bool good() const { return good_; }

private:
    std::string path_;
    bool good_ = true;
};

/// Whether a call goes through; its error otherwise.
template <class Call>
std::string problem_of(Call call) {
    try {
        call();
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

void verify_audit(const std::map<std::string, std::string>& attributes, Findings& findings) {
    const auto audit = attributes.find("audit");
    const std::string verdict = audit == attributes.end() ? "absent" : audit->second;
    findings.check(verdict == "passed", "audit of the built-in identities", verdict);
}

/// Rows of the samples and what the file says of them.
void verify_samples(const h5::Reader& file, Findings& findings) {
    const auto expected = file.integer_attribute("/", "samples");
    const auto rows = file.shape("sample").front();
    findings.check(expected && rows == static_cast<std::uint64_t>(*expected),
                   fmt::format("all {} samples are there", rows),
                   fmt::format("{} were planned", expected.value_or(-1)));
    const std::string problem = problem_of([&] {
        constexpr std::uint64_t kRows = 1 << 16;
        std::uint64_t failed = 0;
        for (std::uint64_t row = 0; row < rows; row += kRows) {
            const auto take = std::min(kRows, rows - row);
            for (const auto status : file.rows<std::uint8_t>("status", row, take)) {
                failed += status != 0 ? 1 : 0;
            }
        }
        const auto counted = file.integer_attribute("/", "failed_samples").value_or(-1);
        if (failed != static_cast<std::uint64_t>(counted)) {
            throw Error(fmt::format("{} rows have a status, {} are counted", failed, counted));
        }
    });
    findings.check(problem.empty(), "failed samples are counted", problem);
}

bool verify_file(const std::string& path) {
    Findings findings(path);
    const std::string damage = problem_of([&] {
        h5::expect_hdf5(path);
        expect_seal(path);
    });
    findings.check(damage.empty(), "check sum", damage);
    if (!damage.empty()) return false;
    const h5::Reader file(path);
    const auto attributes = file.attributes("/");
    const auto format = attributes.find("tanlu_format");
    const std::string kind = format == attributes.end() ? "none" : format->second;
    if (kind == kEnsembleFormat) {
        verify_samples(file, findings);
        const std::string origin = problem_of([&] { ensemble::Plan plan(study_of_file(path)); });
        findings.check(origin.empty(), "study and scenarios can be read from the file", origin);
        verify_audit(attributes, findings);
    } else if (kind == kShardFormat) {
        const std::string origin = problem_of([&] { study_of_file(path); });
        findings.check(origin.empty(), "study and scenarios can be read from the file", origin);
    } else if (kind == kResultFormat) {
        verify_audit(attributes, findings);
    } else {
        findings.check(false, "a file of Tanlu", fmt::format("tanlu_format is '{}'", kind));
    }
    return findings.good();
}

/// The pieces of a study: every sample once.
bool verify_folder(const std::string& path) {
    Findings findings(path);
    const std::string problem = problem_of([&] {
        const ensemble::Plan plan(study_of_pieces(driver::piece_folder(path)));
        complete_set(find_shards(driver::piece_folder(path), plan.hash()), plan.samples());
    });
    findings.check(problem.empty(), "every sample is in a good piece", problem);
    const std::string result = driver::study_path(path);
    std::error_code ignored;
    const bool has_result = std::filesystem::exists(result, ignored);
    return (!has_result || verify_file(result)) && findings.good();
}

}  // namespace

void add_verify(CLI::App& program, ExitCode& exit_code) {
    auto* command =
        program.add_subcommand("verify", "Check results: check sums, completeness, audit");
    command->footer("Exit code 4 where something fails.\n\nExample:\n  tanlu verify run/study.h5");
    const auto paths = std::make_shared<std::vector<std::string>>();
    command->add_option("RESULT", *paths, "Result files, pieces, or folders of a study")
        ->required();
    command->callback([paths, &exit_code] {
        for (const auto& path : *paths) {
            std::error_code ignored;
            const bool good = std::filesystem::is_directory(path, ignored) ? verify_folder(path)
                                                                           : verify_file(path);
            if (!good) exit_code = ExitCode::answer_is_no;
        }
    });
}

}  // namespace tanlu::cli
