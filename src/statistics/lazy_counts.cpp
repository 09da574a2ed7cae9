#include "statistics/lazy_counts.hpp"

#include <fmt/format.h>
#include <sys/mman.h>

#include <cerrno>
#include <system_error>

#include "tanlu/error.hpp"

namespace tanlu {

LazyCounts::LazyCounts(std::size_t size) : size_(size) {
    if (size == 0) return;
    const std::size_t bytes = size * sizeof(std::int64_t);
    void* const place = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (place == MAP_FAILED) {
        throw EnvironmentError(fmt::format(
            "cannot reserve {:.1f} GiB of address space for histograms: {} (keep fewer outputs, or "
            "raise the limit: ulimit -v)",
            static_cast<double>(bytes) / (1 << 30), std::generic_category().message(errno)));
    }
    // Huge pages would take 2 MiB for the few counts of a cell. Not all kernels have them.
    (void)::madvise(place, bytes, MADV_NOHUGEPAGE);
    data_ = static_cast<std::int64_t*>(place);
}

LazyCounts::~LazyCounts() {
    if (data_ != nullptr) ::munmap(data_, size_ * sizeof(std::int64_t));
}

}  // namespace tanlu
