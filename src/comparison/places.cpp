#include "comparison/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "comparison/branches.hpp"
#include "comparison/income.hpp"

namespace tanlu::comparison {
namespace {

using indicators::AnnualSeries;
using indicators::kNoNumber;
using indicators::MissingInput;
using indicators::View;
using Numbers = std::vector<double>;

constexpr const char* kValue = "value";
constexpr const char* kTotal = "total";
constexpr const char* kPerHead = "per-head";
constexpr const char* kIncome = "gdp-per-head";
constexpr const char* kNevStock = "nev-stock-share";
constexpr double kHalf = 0.5;

/// Adds a path, unless the result lacks something that it needs.
template <class Read>
void add_path(Subject& subject, const View& view, const std::string& measure,
              const std::string& boundary, const std::string& unit, Read read) {
    Numbers values;
    try {
        values = read();
    } catch (const MissingInput&) {
        return;
    }
    const auto is_number = [](double x) { return !std::isnan(x); };
    const auto first = std::find_if(values.begin(), values.end(), is_number);
    const auto last = std::find_if(values.rbegin(), values.rend(), is_number).base();
    if (first == values.end()) return;
    subject.paths.push_back({measure, boundary, unit,
                             view.first_year() + static_cast<int>(first - values.begin()),
                             Numbers(first, last)});
}

/// Modes that private cars serve.
std::vector<std::string> car_modes(const config::Scenario& scenario) {
    std::vector<std::string> modes;
    for (const auto& from : scenario.pack.parameters.classes) {
        const std::string& mode = from.passenger_mode.text;
        if (from.stock_rule != StockRule::ownership || mode.empty()) continue;
        if (std::ranges::find(modes, mode) == modes.end()) modes.push_back(mode);
    }
    return modes;
}

Numbers trip_share(const View& view, const std::vector<std::string>& modes) {
    return indicators::ratio(view.total("trips", "1/yr", {{"passenger_mode", modes}}),
                             view.total("trips", "1/yr"));
}

double at_year(const Path& path, int year) {
    return path.series().covers(year) ? path.series().at(year) : kNoNumber;
}

Record record_of(const Subject& subject, const Path& path, std::string at, double value) {
    return {subject.region, subject.scenario, "",     path.measure, path.boundary,
            std::move(at),  path.unit,        kValue, value};
}

double or_none(const std::optional<int>& year) {
    return year ? static_cast<double>(*year) : kNoNumber;
}

/// a / b - 1, exactly 0 for the same.
double relative(double a, double b) {
    return std::abs(b) > 0.0 ? (a - b) / b : kNoNumber;
}

/// Records of the same number of two subjects.
bool same_place(const Record& a, const Record& b) {
    return a.measure == b.measure && a.boundary == b.boundary && a.at == b.at;
}

}  // namespace

const Path* Subject::find(const std::string& measure, const std::string& boundary) const {
    const auto found = std::ranges::find_if(paths, [&](const Path& path) {
        return path.measure == measure && path.boundary == boundary;
    });
    return found == paths.end() ? nullptr : &*found;
}

Subject subject_of(const View& view, const config::Scenario* scenario,
                   const std::vector<std::string>& boundaries, const std::vector<int>& years) {
    Subject subject;
    subject.region = view.region();
    subject.scenario = view.scenario();
    const auto people = [&] { return view.total("population", "person"); };
    const auto gdp = [&] { return view.total("gdp", "CNY2020/yr"); };
    for (const auto& boundary : boundaries) {
        const auto all = [&] { return view.emissions(boundary); };
        add_path(subject, view, kTotal, boundary, "kg/yr", all);
        add_path(subject, view, kPerHead, boundary, "kg/person/yr",
                 [&] { return indicators::ratio(all(), people()); });
        add_path(subject, view, "per-gdp", boundary, "kg/CNY2020",
                 [&] { return indicators::ratio(all(), gdp()); });
    }
    add_path(subject, view, "energy-per-head", "", "MJ/person/yr",
             [&] { return indicators::ratio(view.total("energy", "MJ/yr"), people()); });
    add_path(subject, view, kNevStock, "", "1",
             [&] { return view.total("nev_stock_share_auto", "1"); });
    add_path(subject, view, "nev-sales-share", "", "1",
             [&] { return view.total("nev_sales_share_auto", "1"); });
    add_path(subject, view, "green-trip-share", "", "1",
             [&] { return trip_share(view, view.list("green_modes")); });
    if (scenario) {
        add_path(subject, view, "car-trip-share", "", "1",
                 [&] { return trip_share(view, car_modes(*scenario)); });
    }
    add_path(subject, view, kIncome, "", "CNY2020/person/yr",
             [&] { return indicators::ratio(gdp(), people()); });
    add_path(subject, view, "population", "", "person", people);
    if (!scenario) return subject;
    for (const auto& boundary : boundaries) {
        for (const int year : years) {
            try {
                auto place = place_at(view, *scenario, boundary, year);
                if (place) subject.places[{boundary, year}] = std::move(*place);
            } catch (const MissingInput&) {
                return subject;
            }
        }
    }
    return subject;
}

Section levels(const std::vector<Subject>& subjects, const std::vector<int>& years) {
    Section section{"levels", "By calendar year", Columns::at, {}, {}};
    for (const auto& subject : subjects) {
        for (const auto& path : subject.paths) {
            for (const int year : years) {
                section.records.push_back(
                    record_of(subject, path, std::to_string(year), at_year(path, year)));
            }
        }
    }
    return section;
}

Section milestones(const std::vector<Subject>& subjects) {
    Section section{"milestones", "Peaks and milestones", Columns::measure, {}, {}};
    for (const auto& subject : subjects) {
        const auto add = [&](const std::string& measure, const Path& path, const std::string& unit,
                             double value) {
            Record record = record_of(subject, path, "", value);
            record.measure = measure;
            record.unit = unit;
            section.records.push_back(std::move(record));
        };
        for (const auto& path : subject.paths) {
            if (path.measure == kNevStock) {
                add("nev-stock-50-year", path, "year",
                    or_none(indicators::first_year_staying_at_or_above(path.series(), kHalf)));
            }
            if (path.measure != kTotal) continue;
            const auto peak = indicators::find_peak(path.series());
            add("peak-year", path, "year", or_none(peak.year));
            add("highest", path, path.unit, peak.level);
        }
    }
    section.notes.emplace_back(
        "peak-year is blank where no peak is seen: the highest year is the first or the last");
    return section;
}

Section by_income(const std::vector<Subject>& subjects, std::vector<double> income) {
    Section section{
        "by-income", "By income, GDP per head in CNY of 2020 a year", Columns::at, {}, {}};
    section.for_people = {"year-of-income", kPerHead, "energy-per-head", kNevStock,
                          "car-trip-share"};
    double lowest = kNoNumber;
    double highest = kNoNumber;
    for (const auto& subject : subjects) {
        const Path* path = subject.find(kIncome);
        if (!path) continue;
        for (const double value : path->values) {
            lowest = std::fmin(lowest, value);
            highest = std::fmax(highest, value);
        }
    }
    if (income.empty()) income = income_levels(lowest, highest);
    for (const auto& subject : subjects) {
        const Path* own = subject.find(kIncome);
        if (!own) continue;
        for (const double level : income) {
            const auto time = passing_time(own->series(), level);
            const std::string at = fmt::format("{:.0f}", level);
            Record when = record_of(subject, *own, at, time.value_or(kNoNumber));
            when.measure = "year-of-income";
            when.unit = "year";
            section.records.push_back(std::move(when));
            for (const auto& path : subject.paths) {
                const bool is_size = path.measure == kTotal || path.measure == "population";
                if (is_size || path.measure == kIncome) continue;
                const auto value = time ? value_at(path.series(), *time) : std::nullopt;
                section.records.push_back(record_of(subject, path, at, value.value_or(kNoNumber)));
            }
        }
    }
    section.notes.emplace_back(
        "linear between years; blank where a path begins above the income or does not reach it");
    return section;
}

Section distances(const std::vector<Subject>& subjects) {
    Section section{"distance",
                    "Distance of the paths per head (root mean square over the years)",
                    Columns::at,
                    {},
                    {}};
    for (const auto& a : subjects) {
        for (const auto& b : subjects) {
            for (const auto& path : a.paths) {
                const Path* other =
                    path.measure == kPerHead ? b.find(kPerHead, path.boundary) : nullptr;
                if (!other) continue;
                Record record =
                    record_of(a, path, b.label, pathway_distance(path.series(), other->series()));
                record.statistic = "distance";
                section.records.push_back(std::move(record));
            }
        }
    }
    return section;
}

Section differences(const std::vector<Subject>& subjects, std::size_t baseline,
                    const std::vector<int>& years) {
    Section section{
        "differences", "Differences to " + subjects[baseline].label, Columns::at, {}, {}};
    section.for_people = {kTotal,           kPerHead,    "energy-per-head", kNevStock,
                          "car-trip-share", "peak-year", "highest",         "nev-stock-50-year"};
    const auto add = [&](const Section& of) {
        for (const auto& record : of.records) {
            const bool is_baseline = record.region == subjects[baseline].region &&
                                     record.scenario == subjects[baseline].scenario;
            if (is_baseline) continue;
            const auto base = std::ranges::find_if(of.records, [&](const Record& other) {
                return other.region == subjects[baseline].region &&
                       other.scenario == subjects[baseline].scenario && same_place(record, other);
            });
            if (base == of.records.end()) continue;
            Record difference = record;
            difference.against = subjects[baseline].label;
            difference.statistic = "difference";
            difference.value = record.value - base->value;
            section.records.push_back(difference);
            if (record.unit == "year" || record.unit == "1") continue;
            difference.statistic = "relative";
            difference.unit = "1";
            difference.value = relative(record.value, base->value);
            section.records.push_back(std::move(difference));
        }
    };
    add(levels(subjects, years));
    add(milestones(subjects));
    return section;
}

Section causes(const std::vector<Subject>& subjects, std::optional<std::size_t> baseline) {
    Section section{"causes",
                    baseline
                        ? "What makes the difference to " + subjects[*baseline].label
                        : std::string("What makes the difference to the mean of those compared"),
                    Columns::measure,
                    {},
                    {}};
    for (const auto& [key, unused] : subjects.front().places) {
        const auto& [boundary, year] = key;
        std::vector<Place> places;
        for (const auto& subject : subjects) {
            const auto found = subject.places.find(key);
            if (found != subject.places.end()) places.push_back(found->second);
        }
        if (places.size() < subjects.size()) continue;  // a year that one of them lacks
        const Place other = baseline ? places[*baseline] : mean_place(places);
        for (std::size_t i = 0; i < subjects.size(); ++i) {
            if (baseline && i == *baseline) continue;
            const SpatialEffects effects = spatial_effects(places[i], other);
            Record record{subjects[i].region,
                          subjects[i].scenario,
                          baseline ? subjects[*baseline].label : "mean",
                          "",
                          boundary,
                          std::to_string(year),
                          "kg/yr",
                          "difference",
                          0.0};
            const auto add = [&](const std::string& measure, double difference, double ratio) {
                record.measure = measure;
                record.unit = "kg/yr";
                record.statistic = "difference";
                record.value = difference;
                section.records.push_back(record);
                record.unit = "1";
                record.statistic = "ratio";
                record.value = ratio;
                section.records.push_back(record);
            };
            add(kTotal, places[i].emission() - other.emission(),
                other.emission() > 0.0 ? places[i].emission() / other.emission() : kNoNumber);
            for (std::size_t j = 0; j < kFactorCount; ++j) {
                add(kFactors[j], effects.difference[j], effects.ratio[j]);
            }
        }
    }
    section.notes.emplace_back(
        "the factors add up to the difference, and multiply to the ratio, of the total (LMDI-I); "
        "boundaries ttw and ttw_grid");
    return section;
}

Section transfer(const std::vector<Subject>& subjects, const std::string& reference,
                 const std::vector<int>& years) {
    Section section{
        "transfer", "Change against " + reference + " in the same region", Columns::region, {}, {}};
    for (const auto& subject : subjects) {
        if (subject.scenario == reference) continue;
        const auto base = std::ranges::find_if(subjects, [&](const Subject& other) {
            return other.region == subject.region && other.scenario == reference;
        });
        if (base == subjects.end()) continue;
        for (const auto& path : subject.paths) {
            const Path* other =
                path.measure == kTotal ? base->find(kTotal, path.boundary) : nullptr;
            if (!other) continue;
            for (const int year : years) {
                const double here = at_year(path, year);
                const double there = at_year(*other, year);
                Record record = record_of(subject, path, std::to_string(year), here - there);
                record.against = reference;
                record.statistic = "difference";
                section.records.push_back(record);
                record.statistic = "relative";
                record.unit = "1";
                record.value = relative(here, there);
                section.records.push_back(std::move(record));
            }
        }
    }
    return section;
}

Section sums(const std::vector<Subject>& subjects, const std::vector<int>& years) {
    Section section{"sum", "Sum of those compared", Columns::at, {}, {}};
    std::string names;
    for (const auto& subject : subjects) names += (names.empty() ? "" : "+") + subject.label;
    for (const auto& path : subjects.front().paths) {
        if (path.measure != kTotal && path.measure != "population") continue;
        for (const int year : years) {
            double sum = 0.0;
            for (const auto& subject : subjects) {
                const Path* own = subject.find(path.measure, path.boundary);
                sum += own ? at_year(*own, year) : kNoNumber;
            }
            Record record = record_of(subjects.front(), path, std::to_string(year), sum);
            record.region = names;
            section.records.push_back(std::move(record));
        }
    }
    return section;
}

}  // namespace tanlu::comparison
