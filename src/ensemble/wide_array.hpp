#pragma once
// Large arrays that are written across: numbers of one sample lie far apart, so small pages would
// cost more than the work on them.
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>

namespace tanlu::ensemble {

/// An array of numbers, not set, that asks the system for large pages.
class WideArray {
public:
    WideArray() = default;
    explicit WideArray(std::size_t size);

    std::size_t size() const { return size_; }
    double& operator[](std::size_t i) { return data_[i]; }
    const double& operator[](std::size_t i) const { return data_[i]; }
    operator std::span<const double>() const { return {data_.get(), size_}; }

private:
    struct Free {
        void operator()(double* data) const { std::free(data); }
    };
    std::unique_ptr<double[], Free> data_;
    std::size_t size_ = 0;
};

}  // namespace tanlu::ensemble
