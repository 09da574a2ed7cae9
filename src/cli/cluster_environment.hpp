#pragma once
// What a Slurm job says about its part of the work.
#include <optional>
#include <string>

#include "ensemble/shards.hpp"

namespace tanlu::cli {

/// Shard of a task of a job array, from SLURM_ARRAY_TASK_ID, _MIN, _MAX, _STEP and _COUNT; nothing
/// outside one. Throws InputError where some of the tasks of the array are left out: then the
/// numbers do not say how many shards there are.
std::optional<ensemble::Shard> array_shard();

/// SLURM_CPUS_PER_TASK; 0 where it is not set.
int cpus_per_task();

}  // namespace tanlu::cli
