#include "ensemble/shards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tanlu::ensemble {
namespace {

constexpr std::string_view kPrefix = "samples-";
constexpr std::string_view kSuffix = ".h5";
constexpr std::size_t kDigits = 12;

std::optional<std::uint64_t> whole(std::string_view text) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return is_whole ? std::optional(number) : std::nullopt;
}

/// number * share / count without overflow for the sizes at hand.
std::uint64_t part(std::uint64_t blocks, std::uint64_t number, std::uint64_t count) {
    return blocks / count * number + blocks % count * number / count;
}

}  // namespace

std::optional<Shard> parse_shard(std::string_view text) {
    const auto bar = text.find('/');
    if (bar == std::string_view::npos) return std::nullopt;
    const auto number = whole(text.substr(0, bar));
    const auto count = whole(text.substr(bar + 1));
    if (!number || !count || *number < 1 || *number > *count) return std::nullopt;
    return Shard{*number, *count};
}

SampleRange range_of(const Shard& shard, std::uint64_t samples) {
    const std::uint64_t blocks = (samples + kBlockSamples - 1) / kBlockSamples;
    const auto edge = [&](std::uint64_t number) {
        return std::min(part(blocks, number, shard.count) * kBlockSamples, samples);
    };
    return {edge(shard.number - 1), edge(shard.number)};
}

std::vector<SampleRange> missing(const SampleRange& wanted, std::vector<SampleRange> done) {
    std::sort(done.begin(), done.end(),
              [](const SampleRange& a, const SampleRange& b) { return a.first < b.first; });
    std::vector<SampleRange> gaps;
    std::uint64_t at = wanted.first;
    for (const auto& range : done) {
        if (range.first > at && at < wanted.last) {
            gaps.push_back({at, std::min(range.first, wanted.last)});
        }
        at = std::max(at, range.last);
    }
    if (at < wanted.last) gaps.push_back({at, wanted.last});
    return gaps;
}

std::string file_name(const SampleRange& range) {
    return fmt::format("{}{:0{}}-{:0{}}{}", kPrefix, range.first, kDigits, range.last, kDigits,
                       kSuffix);
}

std::optional<SampleRange> range_in_name(std::string_view name) {
    constexpr std::size_t kLength = kPrefix.size() + 2 * kDigits + 1 + kSuffix.size();
    if (name.size() != kLength || !name.starts_with(kPrefix) || !name.ends_with(kSuffix)) {
        return std::nullopt;
    }
    const auto first = whole(name.substr(kPrefix.size(), kDigits));
    const auto last = whole(name.substr(kPrefix.size() + kDigits + 1, kDigits));
    if (!first || !last || *first >= *last) return std::nullopt;
    return SampleRange{*first, *last};
}

}  // namespace tanlu::ensemble
