// Runs a representative kernel on lanes and prints a hash of every bit of its results.
//   kernel_bits                               prints the hash
//   kernel_bits PROGRAM [--needs-avx512]      compares the hash with the one PROGRAM prints;
//                                             77 if this machine cannot run it
#include <array>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "lanes/interpolation.hpp"
#include "model/choice.hpp"
#include "model/fleet.hpp"
#include "model/range.hpp"
#include "model/regulation.hpp"

namespace tanlu::model {
namespace {

constexpr std::size_t kTechnologies = 4;
constexpr int kFirstYear = 2020;
constexpr int kYears = 25;

/// FNV-1a over the bytes of numbers.
class Hash {
public:
    void add(const Lanes& x) {
        for (int i = 0; i < kLaneCount; ++i) {
            const double value = x[i];
            std::array<unsigned char, sizeof value> bytes{};
            std::memcpy(bytes.data(), &value, sizeof value);
            for (const unsigned char byte : bytes) {
                state_ = (state_ ^ byte) * 0x100000001b3ULL;
            }
        }
    }
    void add(std::span<const Lanes> values) {
        for (const Lanes& x : values) add(x);
    }
    std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

/// Numbers that differ in every lane, from a linear congruential generator. Drawn in the order of
/// the calls: never two in one argument list.
class Inputs {
public:
    Lanes between(double low, double high) {
        Lanes x;
        for (int i = 0; i < kLaneCount; ++i) {
            state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
            const double unit = static_cast<double>(state_ >> 11U) * 0x1p-53;
            x[i] = low + (high - low) * unit;
        }
        return x;
    }

private:
    std::uint64_t state_ = 20'200'101;
};

std::vector<Lanes> price_path(Inputs& in) {
    const std::array years = {2020, 2026, 2035, 2044};
    const std::array values = {in.between(1.5, 2.0), in.between(1.0, 1.6), in.between(0.8, 1.4),
                               in.between(0.5, 1.2)};
    std::vector<Lanes> path(kYears);
    fill_series<Lanes>({years, values}, Interpolation::kPchip, Extrapolation::kHold, {}, kFirstYear,
                       path);
    return path;
}

std::uint64_t run_kernel() {
    Inputs in;
    Hash hash;
    const std::array<std::size_t, kTechnologies> nest_of = {0, 0, 1, 1};
    const std::array mu = {in.between(0.3, 1.0), in.between(0.3, 1.0)};
    const std::array<std::size_t, kTechnologies> group_of = {kNoGroup, kNoGroup, 0, 1};
    const std::array<std::size_t, 2> parent = {kNoGroup, 0};
    const std::array credits = {in.between(-0.3, -0.1), in.between(-0.2, 0.0), in.between(1.0, 3.0),
                                in.between(1.0, 2.0)};
    const std::array<Balance<Lanes>, 1> balances{{{credits}}};
    const DailyDistance<Lanes> day{gamma_shape(in.between(0.5, 1.2)), in.between(40.0, 90.0)};

    std::array<std::vector<Lanes>, kTechnologies> price;
    std::array<ByAge<Lanes>, kTechnologies> kept;
    std::array<Lanes, kTechnologies> stock;
    ByAge<Lanes> hazard;
    hazard.fill(in.between(0.7, 1.5));
    for (std::size_t k = 0; k < kTechnologies; ++k) {
        price[k] = price_path(in);
        const Lanes scale = in.between(8.0, 16.0);
        const ByAge<Lanes> dying = weibull_survival(scale, in.between(2.0, 6.0));
        kept[k] = with_hazard(conditional_survival(dying), hazard);
        stock[k] = in.between(50.0, 100.0) * (k < 2 ? 10.0 : 1.0);
    }
    const std::array maturity = {Maturity::established, Maturity::established, Maturity::emerging,
                                 Maturity::emerging};
    std::array<Cohorts<Lanes>, kTechnologies> fleet;
    const Lanes half_age = in.between(12.0, 15.0);
    const ByAge<Lanes> survival = logistic_survival(half_age, in.between(1.0, 3.0));
    const ByAge<Lanes> ages = steady_growth_ages(survival, in.between(0.0, 0.1));
    split_by_technology<Lanes>(ages, stock, maturity, 5, fleet);

    Lanes total = stock[0] + stock[1] + stock[2] + stock[3];
    for (std::size_t year = 0; year < kYears; ++year) {
        const std::array<Cohorts<Lanes>, kTechnologies> before = fleet;
        const Lanes previous = total;
        Lanes left = 0.0;
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            fleet[k] = survivors(before[k], kept[k]);
            left += fleet[k].total();
        }
        const Lanes target = previous * in.between(0.95, 1.08);
        const Lanes sales = sales_to_meet(target, left, previous, Lanes(0.01));
        scrap_oldest<Lanes>(positive_part(Lanes(left + sales - target)), fleet);

        const Lanes range = in.between(30.0, 400.0);
        hash.add(utility_factor(day, range));
        std::array<Lanes, kTechnologies> utility;
        for (std::size_t k = 0; k < kTechnologies; ++k) utility[k] = -4.0 * price[k][year];
        utility[3] -= 0.002 * days_beyond_range(day, range);
        const std::array<Lanes, kTechnologies> available = {1.0, 1.0, 0.9, 0.8};
        std::array<Lanes, kTechnologies> wish;
        hash.add(nested_logit<Lanes>({nest_of, mu}, utility, available, wish));

        const std::array low = {in.between(0.0, 0.4), in.between(0.0, 0.1)};
        const std::array<Lanes, 2> high = {0.9, 0.6};
        std::array<Lanes, kTechnologies> share;
        std::array<Lanes, 1> eta;
        regulate_shares<Lanes>({group_of, parent, low, high}, balances, wish, share, eta);
        hash.add(share);
        hash.add(eta);

        std::array<Cohorts<Lanes>, kTechnologies> exposure;
        total = 0.0;
        for (std::size_t k = 0; k < kTechnologies; ++k) {
            fleet[k][0] = sales * share[k];
            total += fleet[k].total();
            exposure[k] = mean_exposure(before[k], fleet[k]);
            hash.add(fleet[k].of_age);
        }
        std::array<Cohorts<Lanes>, kTechnologies> km;
        const std::array<Lanes, kTechnologies> psi = {1.0, 1.1, 1.2, 1.3};
        hash.add(
            share_out_kilometres<Lanes>(Lanes(1e7), use_by_age(Lanes(20.0)), psi, exposure, km));
        for (const Cohorts<Lanes>& technology : km) hash.add(technology.of_age);
    }
    if (!all(is_finite(total))) return 0;
    return hash.value();
}

std::string as_text(std::uint64_t hash) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%016" PRIx64, hash);
    return text.data();
}

/// First word a program prints; empty if it cannot be run.
std::string output_of(const std::string& program) {
    std::FILE* pipe = popen(("\"" + program + "\"").c_str(), "r");
    if (pipe == nullptr) return {};
    std::array<char, 32> text{};
    const bool has_word = std::fscanf(pipe, "%31s", text.data()) == 1;
    return pclose(pipe) == 0 && has_word ? text.data() : std::string{};
}

int compare_with(const std::string& program, bool needs_avx512) {
    constexpr int kSkipped = 77;
    const bool has_avx512 =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512cd");
    if (needs_avx512 && !has_avx512) {
        std::puts("skipped: no AVX-512 here");
        return kSkipped;
    }
    const std::uint64_t hash = run_kernel();
    const std::string here = as_text(hash);
    const std::string there = output_of(program);
    std::printf("here %s, there %s\n", here.c_str(), there.c_str());
    return hash != 0 && here == there ? 0 : 1;
}

}  // namespace
}  // namespace tanlu::model

int main(int argc, char** argv) {
    if (argc > 1) {
        return tanlu::model::compare_with(argv[1], argc > 2);
    }
    std::puts(tanlu::model::as_text(tanlu::model::run_kernel()).c_str());
    return 0;
}
