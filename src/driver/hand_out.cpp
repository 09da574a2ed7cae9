#include "driver/hand_out.hpp"

#include <algorithm>

namespace tanlu::driver {

using ensemble::SampleRange;

std::vector<SampleRange> cut_at_shards(const std::vector<SampleRange>& ranges, std::uint64_t shards,
                                       std::uint64_t samples) {
    std::vector<SampleRange> parts;
    for (const auto& range : ranges) {
        for (std::uint64_t number = 1; number <= shards; ++number) {
            const SampleRange shard = ensemble::range_of({number, shards}, samples);
            const SampleRange part{std::max(range.first, shard.first),
                                   std::min(range.last, shard.last)};
            if (part.first < part.last) parts.push_back(part);
        }
    }
    return parts;
}

std::optional<SampleRange> HandOut::take() {
    const std::lock_guard lock(mutex_);
    if (stopped_ || next_ == parts_.size()) return std::nullopt;
    return parts_[next_++];
}

void HandOut::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
}

void HandOut::add_done(std::uint64_t samples) {
    const std::lock_guard lock(mutex_);
    done_ += samples;
}

std::uint64_t HandOut::done() const {
    const std::lock_guard lock(mutex_);
    return done_;
}

std::uint64_t HandOut::planned() const {
    std::uint64_t samples = 0;
    for (const auto& part : parts_) samples += part.size();
    return samples;
}

}  // namespace tanlu::driver
