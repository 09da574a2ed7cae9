#pragma once
// A large array of counts that takes memory only where something is counted.
#include <cstddef>
#include <cstdint>
#include <utility>

namespace tanlu {

/// `size` counts, all zero. Address space is reserved at once, memory comes page by page (4 KiB,
/// 512 counts) with the first write to a page; reading takes none. Throws EnvironmentError where
/// the system refuses the address space.
class LazyCounts {
public:
    LazyCounts() = default;
    explicit LazyCounts(std::size_t size);
    LazyCounts(LazyCounts&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    LazyCounts& operator=(LazyCounts&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }
    ~LazyCounts();

    bool empty() const { return size_ == 0; }
    std::int64_t* data() { return data_; }
    const std::int64_t* data() const { return data_; }

private:
    std::int64_t* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace tanlu
