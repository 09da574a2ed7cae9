#pragma once
// A batch that counts what is done with it, in the place of Lanes. The sources of the model are
// compiled a second time with this folder before src/, so that `#include "lanes/lanes.hpp"` finds
// this file. It holds the true batch under another name and computes with it: the same bits.
// A function that lanes.hpp adds for batches is counted once it has a line below.
#define Lanes PlainLanes  // NOLINT
#include "../../../src/lanes/lanes.hpp"
#undef Lanes
#include "../operations.hpp"

namespace tanlu {

class Lanes : public PlainLanes {
public:
    using PlainLanes::PlainLanes;
    Lanes() = default;
    Lanes(const PlainLanes& plain) : PlainLanes(plain) {}  // NOLINT: differs only in counting

    const PlainLanes& plain() const { return *this; }

    friend Lanes operator+(const Lanes& a, const Lanes& b) {
        bench::count(bench::Operation::add);
        return a.plain() + b.plain();
    }
    friend Lanes operator-(const Lanes& a, const Lanes& b) {
        bench::count(bench::Operation::add);
        return a.plain() - b.plain();
    }
    friend Lanes operator*(const Lanes& a, const Lanes& b) {
        bench::count(bench::Operation::mul);
        return a.plain() * b.plain();
    }
    friend Lanes operator/(const Lanes& a, const Lanes& b) {
        bench::count(bench::Operation::div);
        return a.plain() / b.plain();
    }
    friend Lanes operator-(const Lanes& a) { return -a.plain(); }  // a flip of a bit

    Lanes& operator+=(const Lanes& b) { return *this = *this + b; }
    Lanes& operator-=(const Lanes& b) { return *this = *this - b; }
    Lanes& operator*=(const Lanes& b) { return *this = *this * b; }
    Lanes& operator/=(const Lanes& b) { return *this = *this / b; }

    friend LaneMask operator<(const Lanes& a, const Lanes& b) {
        bench::count(bench::Operation::compare);
        return a.plain() < b.plain();
    }
    friend LaneMask operator<=(const Lanes& a, const Lanes& b) {
        bench::count(bench::Operation::compare);
        return a.plain() <= b.plain();
    }
    friend LaneMask operator>(const Lanes& a, const Lanes& b) { return b < a; }
    friend LaneMask operator>=(const Lanes& a, const Lanes& b) { return b <= a; }

    friend Lanes select(const LaneMask& mask, const Lanes& x, const Lanes& y) {
        bench::count(bench::Operation::select);
        return select(mask, x.plain(), y.plain());
    }
    friend Lanes exp(const Lanes& x) {
        bench::count(bench::Operation::exp);
        return exp(x.plain());
    }
    friend Lanes log(const Lanes& x) {
        bench::count(bench::Operation::log);
        return log(x.plain());
    }
    friend Lanes sqrt(const Lanes& x) {
        bench::count(bench::Operation::sqrt);
        return sqrt(x.plain());
    }
    friend Lanes abs(const Lanes& x) { return abs(x.plain()); }  // a bit cleared
    friend Lanes fma(const Lanes& a, const Lanes& b, const Lanes& c) {
        bench::count(bench::Operation::fma);
        return fma(a.plain(), b.plain(), c.plain());
    }
};

/// Calls of the C library, lane by lane.
template <class Function>
Lanes map_lanes(const Lanes& x, Function f) {
    bench::count(bench::Operation::library);
    return map_lanes(x.plain(), f);
}

template <>
inline constexpr int kLanesOf<Lanes> = kLaneCount;

}  // namespace tanlu
