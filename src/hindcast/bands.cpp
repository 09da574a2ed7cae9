#include "hindcast/bands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "ensemble/engine.hpp"
#include "tanlu/error.hpp"

namespace tanlu::hindcast {
namespace {

constexpr double kLowEnd = 0.1;
constexpr double kHighEnd = 0.9;

/// A result with the series of its quantity in a scenario of the study.
struct Followed {
    Result* result = nullptr;
    const Series* series = nullptr;  ///< the statistic, for the factors
    std::vector<std::size_t> parts;  ///< series of the ensemble that add up to it
    std::size_t run = 0;             ///< of the ensemble
    int origin = 0;
    std::vector<std::vector<double>> samples;  ///< [point]
};

/// Collects the samples of all points.
class Collector : public ensemble::BlockSink {
public:
    Collector(const ensemble::Plan& plan, const Plan& hindcast, std::vector<Followed>& followed)
        : plan_(plan), hindcast_(hindcast), followed_(followed) {}

    void write(const ensemble::Block& block) override {
        for (auto& one : followed_) {
            for (std::size_t i = 0; i < block.count; ++i) add(block, i, one);
        }
    }

private:
    const ensemble::Plan& plan_;
    const Plan& hindcast_;
    std::vector<Followed>& followed_;

    /// The projection of a sample in a year.
    double modelled(const ensemble::Block& block, std::size_t sample, const Followed& one,
                    int year) const {
        const auto& run = plan_.runs()[one.run];
        const auto y = static_cast<std::size_t>(year - run.first_year);
        double sum = 0.0;
        for (const std::size_t s : one.parts) {
            sum += block.values(one.run, s * run.years + y)[sample];
        }
        return sum;
    }

    void add(const ensemble::Block& block, std::size_t sample, Followed& one) const {
        if (block.runs[one.run].status[sample] != 0) return;
        Series series{one.series->observed, {}};
        for (auto& [year, number] : one.series->modelled) {
            series.modelled[year] = modelled(block, sample, one, year);
        }
        const Target& target = hindcast_.targets[one.result->target];
        for (std::size_t p = 0; p < one.result->points.size(); ++p) {
            const int year = one.result->points[p].year;
            one.samples[p].push_back(series.modelled.at(year) *
                                     factor_of(target, series, one.origin, year));
        }
    }
};

/// The number below which a share of the samples lies; between two of them on a line.
double percentile(const std::vector<double>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

void fill(Followed& one) {
    for (std::size_t p = 0; p < one.samples.size(); ++p) {
        auto& samples = one.samples[p];
        std::erase_if(samples, [](double number) { return std::isnan(number); });
        if (samples.empty()) continue;
        std::sort(samples.begin(), samples.end());
        one.result->points[p].low = percentile(samples, kLowEnd);
        one.result->points[p].high = percentile(samples, kHighEnd);
    }
}

/// The observed quantity of a target.
config::ObservedQuantity quantity_of(const Target& target, const config::Pack& pack) {
    for (const auto& observation : pack.observations) {
        if (observation.id.text == target.observations.front()) return observation.quantity;
    }
    throw Error("no observation '" + target.observations.front() + "'");
}

/// Results whose scenario the study has.
std::vector<Followed> followed_of(const Plan& plan, const ensemble::Plan& study,
                                  Evaluation& evaluation) {
    std::vector<Followed> followed;
    for (auto& result : evaluation.results) {
        const Run& run = plan.runs[result.run];
        for (std::size_t e = 0; e < study.runs().size(); ++e) {
            const auto& drawn = study.runs()[e];
            if (drawn.scenario->id != run.scenario.id) continue;
            const Target& target = plan.targets[result.target];
            auto parts = ensemble::series_of_quantity(quantity_of(target, run.scenario.pack),
                                                      *drawn.scenario, drawn.series);
            if (parts.empty()) continue;
            followed.push_back({&result, &evaluation.series[result.run][result.target],
                                std::move(parts), e, run.origin(),
                                std::vector<std::vector<double>>(result.points.size())});
        }
    }
    return followed;
}

}  // namespace

void add_bands(const Plan& plan, std::span<const config::LeverSpec> levers, int threads,
               Evaluation& evaluation) {
    if (plan.study_file.empty()) return;
    const ensemble::Plan study(study::load_study(plan.study_file.text, levers));
    auto followed = followed_of(plan, study, evaluation);
    Collector collector(study, plan, followed);
    ensemble::Summaries summaries(study);
    ensemble::run_samples(study, {0, study.samples()}, summaries, collector, {threads, {}});
    for (std::size_t r = 0; r < study.runs().size(); ++r) {
        const auto failed = static_cast<double>(summaries.failed(r));
        if (failed <= study.study().fail_above * static_cast<double>(study.samples())) continue;
        throw RunError(fmt::format("{}: {} of {} samples of scenario '{}' fail",
                                   plan.study_file.text, summaries.failed(r), study.samples(),
                                   study.runs()[r].scenario->id));
    }
    for (auto& one : followed) fill(one);
}

Coverage coverage_of(const Result& result) {
    Coverage coverage;
    for (const auto& point : result.points) {
        if (std::isnan(point.low)) continue;
        ++coverage.points;
        if (point.observed >= point.low && point.observed <= point.high) ++coverage.inside;
    }
    return coverage;
}

}  // namespace tanlu::hindcast
