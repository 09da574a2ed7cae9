#pragma once
// How what is to be run of a study is cut into parts that processes take one after the other.
#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "ensemble/shards.hpp"

namespace tanlu::driver {

/// Cuts ranges at the edges of the shards 1 to `shards` of a study of so many samples. The parts
/// hold the same samples as the ranges, in the same order.
std::vector<ensemble::SampleRange> cut_at_shards(const std::vector<ensemble::SampleRange>& ranges,
                                                 std::uint64_t shards, std::uint64_t samples);

/// Parts that are taken one by one, by any thread.
class HandOut {
public:
    explicit HandOut(std::vector<ensemble::SampleRange> parts) : parts_(std::move(parts)) {}

    /// The next part; nothing when all are taken or it was stopped.
    std::optional<ensemble::SampleRange> take();

    /// From now on nothing is handed out.
    void stop();

    /// Notes samples that were finished since the last note.
    void add_done(std::uint64_t samples);
    std::uint64_t done() const;

    /// Samples of all parts.
    std::uint64_t planned() const;

private:
    mutable std::mutex mutex_;
    std::vector<ensemble::SampleRange> parts_;
    std::size_t next_ = 0;
    std::uint64_t done_ = 0;
    bool stopped_ = false;
};

}  // namespace tanlu::driver
