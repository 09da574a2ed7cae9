#pragma once
// How the samples of a study are cut into pieces that are run and written one by one.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ensemble/engine.hpp"

namespace tanlu::ensemble {

/// Part `number` of `count`, counted from 1: "3/8".
struct Shard {
    std::uint64_t number = 1;
    std::uint64_t count = 1;
};

/// A shard as written, or the problem with it.
std::optional<Shard> parse_shard(std::string_view text);

/// The samples of a shard: as even as blocks of 256 allow; empty where there are more shards than
/// blocks. The shards of a study are all of it, each sample once.
SampleRange range_of(const Shard& shard, std::uint64_t samples);

/// What of `wanted` is not in `done`, in order. Ranges may touch or overlap.
std::vector<SampleRange> missing(const SampleRange& wanted, std::vector<SampleRange> done);

/// "samples-000000000256-000000000512.h5": name of the file of a range. And back; nothing for other
/// names.
std::string file_name(const SampleRange& range);
std::optional<SampleRange> range_in_name(std::string_view name);

}  // namespace tanlu::ensemble
