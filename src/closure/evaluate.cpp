#include "closure/evaluate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "cities/city_csv.hpp"
#include "engine/run.hpp"
#include "sampling/distribution.hpp"
#include "sampling/philox.hpp"
#include "statistics/histogram.hpp"

namespace tanlu::closure {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSeed = 1;

/// Draws of one sample, numbered in the order in which they are asked for.
class Draws {
public:
    explicit Draws(std::uint64_t sample) : sample_(sample) {}

    double triangular(double low, double value, double high) {
        const std::uint32_t number = number_++;
        if (!(low < high)) return value;
        const double u = sampling::uniform(sampling::random_bits(kSeed, sample_, 0, number));
        return sampling::quantile(sampling::Triangular{low, value, high}, u);
    }
    double operator()(const Value& value) {
        return triangular(value.low.value_or(value.number), value.number,
                          value.high.value_or(value.number));
    }

private:
    std::uint64_t sample_;
    std::uint32_t number_ = 0;
};

/// 5 and 95 % of numbers, as parts of `central`; nothing where they are all alike.
std::optional<Band> spread(std::vector<double> numbers, double central) {
    std::ranges::sort(numbers);
    if (!(numbers.front() < numbers.back())) return std::nullopt;
    const auto at = [&](double q) {
        const auto rank = quantile_rank(q, static_cast<std::int64_t>(numbers.size()));
        return numbers[static_cast<std::size_t>(rank - 1)] / central;
    };
    return Band{at(0.05), at(0.95)};
}

/// Spread of every figure under draws of the inputs and of its factor.
std::vector<std::optional<Band>> spreads(const config::Pack& pack,
                                         const std::vector<Figure>& figures) {
    std::vector<std::vector<double>> drawn(figures.size());
    for (std::uint64_t sample = 0; sample < kDraws; ++sample) {
        Draws draws(sample);
        const BaseYear base =
            base_year_of(pack, [&draws](const Value& value) { return draws(value); });
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const auto& factor = figures[i].factor;
            drawn[i].push_back(figures[i].check->value(base) *
                               draws.triangular(factor.low, factor.value, factor.high));
        }
    }
    const BaseYear central = base_year_of(pack, [](const Value& value) { return value.number; });
    std::vector<std::optional<Band>> bands;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        bands.push_back(
            spread(drawn[i], figures[i].check->value(central) * figures[i].factor.value));
    }
    return bands;
}

/// The scenario as far as its base year goes, in which no policy is in force.
config::Scenario base_year_alone(const config::Scenario& scenario) {
    config::Scenario alone = scenario;
    alone.horizon = alone.pack.base_year;
    alone.policies.clear();
    return alone;
}

/// Keys of the sources that rows may name: those of the pack, and those of a table beside it.
std::set<std::string> sources_of(const config::Pack& pack, const fs::path& directory,
                                 Diagnostics& diagnostics) {
    std::set<std::string> keys;
    for (const auto& source : pack.sources) keys.insert(source.id.text);
    const fs::path path = directory / kSourcesFile;
    std::error_code error;
    if (!fs::exists(path, error)) return keys;
    for (const auto& row : cities::read_source_table(path.string(), keys, diagnostics)) {
        keys.insert(row.key);
    }
    return keys;
}

fs::path directory_of(const config::Scenario& scenario) {
    return fs::path(scenario.pack.origin.file).parent_path();
}

}  // namespace

Verdict judge(double model, const std::optional<Band>& band,
              const std::optional<cities::Estimate>& figure) {
    if (!std::isfinite(model) || model <= 0.0) return Verdict::no_model;
    if (!figure) return Verdict::no_figure;
    if (!band && !figure->has_range()) return Verdict::no_band;
    const double low = band ? band->low : model;
    const double high = band ? band->high : model;
    return low <= figure->high && figure->low <= high ? Verdict::closes : Verdict::misses;
}

std::vector<Closure> close(const config::Scenario& scenario, const std::vector<Figure>& figures) {
    const config::Scenario alone = base_year_alone(scenario);
    const Dataset result = engine::run(std::span(&alone, 1));
    const BaseYear base = base_year_of(result, alone.id, alone.pack);
    const auto bands = spreads(alone.pack, figures);
    std::vector<Closure> closures;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        Closure closure;
        closure.figure = figures[i];
        closure.model = figures[i].check->value(base) * figures[i].factor.value;
        if (bands[i]) {
            closure.band = Band{closure.model * bands[i]->low, closure.model * bands[i]->high};
        }
        const auto& amount = figures[i].amount;
        closure.ratio = amount ? closure.model / amount->value : std::nan("");
        closure.verdict = judge(closure.model, closure.band, amount);
        closures.push_back(std::move(closure));
    }
    return closures;
}

bool has_figures(const config::Scenario& scenario) {
    std::error_code error;
    return fs::exists(directory_of(scenario) / kFiguresFile, error);
}

ClosureReport closure_of(const config::Scenario& scenario) {
    Diagnostics diagnostics;
    const fs::path directory = directory_of(scenario);
    const fs::path path = directory / kFiguresFile;
    if (!has_figures(scenario)) {
        diagnostics.error(scenario.pack.origin,
                          fmt::format("no {} in the directory of the pack", kFiguresFile),
                          kHowToWrite);
    }
    diagnostics.throw_if_errors();
    const auto known = sources_of(scenario.pack, directory, diagnostics);
    std::vector<Figure> figures = read_figures(path.string(), known, diagnostics);
    diagnostics.throw_if_errors();

    ClosureReport report;
    report.region = scenario.pack.region.id;
    report.base_year = scenario.pack.base_year;
    std::vector<Figure> computed;
    for (auto& figure : figures) {
        (figure.check ? computed : report.not_computed).push_back(std::move(figure));
    }
    std::ranges::stable_sort(computed, {}, [](const Figure& figure) { return figure.check; });
    report.closures = close(scenario, computed);
    return report;
}

}  // namespace tanlu::closure
