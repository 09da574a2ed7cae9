#include "cli/cluster_environment.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

std::optional<std::uint64_t> whole(const char* variable) {
    const char* text = std::getenv(variable);
    if (!text) return std::nullopt;
    const std::string_view view(text);
    std::uint64_t number = 0;
    const auto read = std::from_chars(view.data(), view.data() + view.size(), number);
    if (read.ec == std::errc() && read.ptr == view.data() + view.size()) return number;
    throw InputError(fmt::format("error: {} is '{}', no whole number", variable, text));
}

}  // namespace

std::optional<ensemble::Shard> array_shard() {
    const auto task = whole("SLURM_ARRAY_TASK_ID");
    if (!task) return std::nullopt;
    const auto first = whole("SLURM_ARRAY_TASK_MIN");
    const auto last = whole("SLURM_ARRAY_TASK_MAX");
    const std::uint64_t step = whole("SLURM_ARRAY_TASK_STEP").value_or(1);
    const auto count = whole("SLURM_ARRAY_TASK_COUNT");
    const bool known = first && last && step > 0 && *last >= *first && *task >= *first;
    if (!known || (count && (*last - *first) / step + 1 != *count)) {
        throw InputError(
            "error: this job array leaves out tasks, so it does not say how many shards there "
            "are\n  hint: add '--shard $SLURM_ARRAY_TASK_ID/N' with the N of the whole array");
    }
    return ensemble::Shard{(*task - *first) / step + 1, (*last - *first) / step + 1};
}

int cpus_per_task() {
    return static_cast<int>(whole("SLURM_CPUS_PER_TASK").value_or(0));
}

}  // namespace tanlu::cli
