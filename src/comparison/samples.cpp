#include "comparison/samples.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "comparison/paired.hpp"
#include "comparison/ranks.hpp"

namespace tanlu::comparison {
namespace {

/// A row of a subject and a number, still without statistic and value.
Record row_of(const SampleSubject& subject, const SampleNumber& number, std::string against = {}) {
    return {subject.region,
            subject.scenario,
            std::move(against),
            number.measure,
            number.boundary,
            number.at,
            number.unit,
            "",
            0.0};
}

void add(Section& section, Record row, const std::string& statistic, double value) {
    row.statistic = statistic;
    row.value = value;
    section.records.push_back(std::move(row));
}

/// A statistic that has a unit of its own.
void add_pure(Section& section, Record row, const std::string& statistic, double value) {
    row.unit = "1";
    add(section, std::move(row), statistic, value);
}

void add_band(Section& section, const Record& row, const Band& band) {
    add(section, row, "mean", band.mean);
    add(section, row, "p05", band.p05);
    add(section, row, "p50", band.p50);
    add(section, row, "p95", band.p95);
    add_pure(section, row, "samples", static_cast<double>(band.count));
}

}  // namespace

void add_bands(Section& section, const std::vector<SampleSubject>& subjects,
               const SampleNumber& number) {
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        add_band(section, row_of(subjects[i], number), band_of(number.values[i]));
    }
}

void add_paired(Section& section, const std::vector<SampleSubject>& subjects, std::size_t baseline,
                const SampleNumber& number) {
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        if (i == baseline) continue;
        const auto paired = paired_difference(number.values[i], number.values[baseline]);
        const Record row = row_of(subjects[i], number, subjects[baseline].label);
        add_band(section, row, paired.difference);
        add_pure(section, row, "below", paired.below);
        add_pure(section, row, "equal", paired.equal);
        add_pure(section, row, "variance-ratio", paired.variance_ratio);
    }
}

void add_ranks(Section& section, const std::vector<SampleSubject>& subjects,
               const SampleNumber& number) {
    const RankStability ranks = rank_stability(number.values);
    if (ranks.samples == 0) return;
    const std::size_t n = subjects.size();
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t rank = 0; rank < n; ++rank) {
            add_pure(section, row_of(subjects[i], number), fmt::format("rank-{}", rank + 1),
                     ranks.probability[i * n + rank]);
        }
    }
    Record all{"", "", "medians", number.measure, number.boundary, number.at, "1", "", 0.0};
    add_pure(section, all, "tau-mean", ranks.tau_mean);
    add_pure(section, all, "tau-p05", ranks.tau_p05);
    add_pure(section, all, "tau-p95", ranks.tau_p95);
    add_pure(section, all, "samples", static_cast<double>(ranks.ranked));
}

void add_transfer(Section& section, const std::vector<SampleSubject>& subjects,
                  const std::string& reference, const SampleNumber& number) {
    for (std::size_t i = 0; i < subjects.size(); ++i) {
        if (subjects[i].scenario == reference) continue;
        const auto base = std::ranges::find_if(subjects, [&](const SampleSubject& other) {
            return other.region == subjects[i].region && other.scenario == reference;
        });
        if (base == subjects.end()) continue;
        const auto& there = number.values[static_cast<std::size_t>(base - subjects.begin())];
        const Record row = row_of(subjects[i], number, reference);
        const auto difference = paired_difference(number.values[i], there).difference;
        add(section, row, "p05", difference.p05);
        add(section, row, "p50", difference.p50);
        add(section, row, "p95", difference.p95);
        const Band change = band_of(relative_changes(number.values[i], there));
        add_pure(section, row, "relative-p05", change.p05);
        add_pure(section, row, "relative-p50", change.p50);
        add_pure(section, row, "relative-p95", change.p95);
    }
}

}  // namespace tanlu::comparison
