#include "ensemble/wide_array.hpp"

#include <sys/mman.h>

namespace tanlu::ensemble {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;

}  // namespace

WideArray::WideArray(std::size_t size) : size_(size) {
    const std::size_t bytes = (size * sizeof(double) + kLargePage - 1) / kLargePage * kLargePage;
    if (bytes == 0) return;
    data_.reset(static_cast<double*>(std::aligned_alloc(kLargePage, bytes)));
    if (!data_) throw std::bad_alloc();
    // Only a wish: where the system has none left, small pages do.
    (void)::madvise(data_.get(), bytes, MADV_HUGEPAGE);
}

}  // namespace tanlu::ensemble
