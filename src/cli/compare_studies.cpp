// Comparison of studies, paired by sample.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/text.hpp"
#include "cli/compare_inputs.hpp"
#include "comparison/samples.hpp"
#include "io/ensemble_texts.hpp"
#include "io/hdf5.hpp"
#include "io/seal.hpp"
#include "io/study_file.hpp"
#include "study/draw_plan.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

constexpr std::string_view kSeries = "sample_";

/// Outcomes that people ask for first; files for programs hold all.
const std::vector<std::string> kShown = {"peak_year", "emissions_2030", "residual_2060",
                                         "cumulative", "nev_stock_50"};
/// Outcomes whose change against the reference is a table.
constexpr std::string_view kTransferred[] = {"peak_level",     "emissions_2030", "emissions_2035",
                                             "emissions_2050", "residual_2060",  "cumulative"};

/// A study that is open.
struct Open {
    std::string file;
    h5::Reader reader;
    std::map<std::string, std::string> attributes;
    study::Study study;
    std::vector<std::string> scenarios, regions;
    std::uint64_t samples = 0;
    std::map<std::string, std::string> streams;  ///< by dimension, as the provenance has them

    explicit Open(const std::string& path)
        : file(path),
          reader(path),
          attributes(reader.attributes("/")),
          study(read_origin(reader, path)),
          scenarios(reader.labels("scenario")),
          regions(reader.labels("region")),
          samples(reader.shape("sample").front()) {
        for (const auto& line : split(reader.text("provenance/dimensions"), '\n')) {
            const auto comma = line.rfind(',');
            if (comma == std::string::npos || line.starts_with("dimension,")) continue;
            streams[line.substr(0, comma)] = line.substr(comma + 1);
        }
    }
};

/// A scenario of a region in a study.
struct Run {
    const Open* study = nullptr;
    std::size_t place = 0;  ///< scenario * regions + region
};

std::unique_ptr<Open> open(const std::string& path) {
    h5::expect_hdf5(path);
    check_seal(path);
    return std::make_unique<Open>(path);
}

[[noreturn]] void refuse(const Open& a, const Open& b, const std::string& why,
                         const std::string& hint) {
    throw InputError(fmt::format("{}: error: cannot be paired with '{}': {}\n  hint: {}", b.file,
                                 a.file, why, hint));
}

/// Samples of two studies are the same futures where the design is the same and so are the streams
/// of the inputs that they share.
void expect_same_draws(const Open& a, const Open& b) {
    const auto& first = a.study.design;
    const auto& second = b.study.design;
    const std::string again =
        "run both with the same design, seed and inputs, or put the scenarios into one study";
    if (first.kind != second.kind) refuse(a, b, "the designs are of different kinds", again);
    if (first.seed != second.seed) {
        refuse(a, b, fmt::format("the seeds are {} and {}", first.seed, second.seed), again);
    }
    if (a.samples != b.samples) {
        refuse(a, b, fmt::format("there are {} and {} samples", a.samples, b.samples), again);
    }
    const auto is_regional = [](const std::string& dimension) {
        return dimension.find('@') != std::string::npos;
    };
    for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
        for (const auto& [dimension, stream] : one->streams) {
            if (is_regional(dimension)) continue;
            const auto found = other->streams.find(dimension);
            if (found == other->streams.end()) {
                refuse(a, b, fmt::format("'{}' draws {}, the other does not", one->file, dimension),
                       again);
            }
            if (found->second != stream) {
                refuse(a, b, fmt::format("the random streams of {} differ", dimension), again);
            }
        }
    }
    const bool by_name =
        first.kind == study::DesignKind::mc || first.kind == study::DesignKind::lhs;
    if (!by_name && (first.scramble != second.scramble || first.levels != second.levels ||
                     first.trajectories != second.trajectories || a.streams != b.streams ||
                     first.table != second.table)) {
        refuse(a, b, "this design chooses quantiles by all dimensions together, and they differ",
               "use the design mc or lhs, or put the scenarios into one study");
    }
    for (const auto& input : a.study.inputs) {
        const auto other = std::ranges::find(b.study.inputs, input.id, &study::Input::id);
        const bool same = other != b.study.inputs.end() && other->change == input.change &&
                          other->draw == input.draw && other->unit == input.unit;
        if (!same) {
            refuse(a, b, fmt::format("input '{}' is not the same in both", input.id), again);
        }
    }
}

/// One number a sample of every run, from a table of one study or of several.
class Tables {
public:
    Tables(const std::vector<std::unique_ptr<Open>>& studies, const std::vector<Run>& runs)
        : studies_(studies), runs_(runs) {}

    /// Rows of a table by run: numbers behind the axes sample, scenario and region, `inner` apart.
    std::vector<std::vector<double>> read(const std::string& table, std::size_t inner,
                                          std::size_t at) const {
        std::vector<std::vector<double>> values(runs_.size());
        for (const auto& study : studies_) {
            const std::size_t places = study->scenarios.size() * study->regions.size();
            constexpr std::uint64_t kRows = 1 << 16;  // bounds the memory beside the numbers kept
            for (std::uint64_t row = 0; row < study->samples; row += kRows) {
                const auto take = std::min(kRows, study->samples - row);
                const auto numbers = study->reader.rows<float>(table, row, take);
                for (std::size_t r = 0; r < runs_.size(); ++r) {
                    if (runs_[r].study != study.get()) continue;
                    for (std::uint64_t i = 0; i < take; ++i) {
                        const auto cell = (i * places + runs_[r].place) * inner + at;
                        values[r].push_back(static_cast<double>(numbers[cell]));
                    }
                }
            }
        }
        return values;
    }

private:
    const std::vector<std::unique_ptr<Open>>& studies_;
    const std::vector<Run>& runs_;
};

bool is_sample_table(const h5::Reader& file, const std::string& name) {
    if (file.kind(name) != h5::Kind::table || name == "misfit" || name == "peak_status") {
        return false;  // no outcomes, or codes without an order
    }
    const auto axes = file.axes_of(name);
    return axes.size() >= 3 && axes[0] == "sample" && axes[1] == "scenario" && axes[2] == "region";
}

/// The boundary that the name of a kept series ends with; empty for none.
std::string boundary_in(const std::string& table, const std::vector<std::string>& boundaries) {
    for (const auto& boundary : boundaries) {
        if (table.ends_with("_" + boundary)) return boundary;
    }
    return {};
}

std::string text(const std::map<std::string, std::string>& attributes, const std::string& name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string() : found->second;
}

/// Takes some of the values of a number.
comparison::SampleNumber only(const comparison::SampleNumber& number,
                              const std::vector<std::size_t>& runs) {
    comparison::SampleNumber chosen{number.measure, number.boundary, number.at, number.unit, {}};
    for (const std::size_t r : runs) chosen.values.push_back(number.values[r]);
    return chosen;
}

/// Adds what a number says to the tables.
class Writer {
public:
    Writer(const CompareOptions& options, const Choice& choice,
           const std::vector<Available>& available)
        : options_(options), choice_(choice) {
        const std::string& region = available[choice.compared.front()].region;
        for (std::size_t i = 0; i < available.size(); ++i) {
            if (!choice.regions && available[i].region != region) continue;
            in_transfer_.push_back(i);
            all_.push_back({available[i].region, available[i].scenario, available[i].scenario});
        }
        for (std::size_t i = 0; i < choice.compared.size(); ++i) {
            const auto& one = available[choice.compared[i]];
            compared_.push_back({one.region, one.scenario, choice.labels[i]});
        }
        bands_ = {"levels", "Over the samples", comparison::Columns::statistic, {}, {}};
        paired_ = {"differences",
                   "Differences to " + choice.labels[choice.baseline] + " in the same sample",
                   comparison::Columns::statistic,
                   {},
                   {"below: share of the samples in which it is the lower of the two; variance "
                    "left: variance of the",
                    "difference over what independent draws would give it"}};
        ranks_ = {"ranks",
                  "How often each has which rank (1 is the lowest), and how stable the order is",
                  comparison::Columns::statistic,
                  {},
                  {"tau: Kendall's rank correlation of the order in a sample with that of the "
                   "medians"}};
        transfer_ = {"transfer",
                     "Change against " + options.reference + " in the same region",
                     comparison::Columns::region,
                     {},
                     {}};
    }

    /// A measure for the printed tables, beside those that always are.
    void show(const std::string& measure) { shown_.push_back(measure); }

    /// What no sample has, such as a sum from 2020 on where paths begin in 2023, is left out.
    void add(const comparison::SampleNumber& number) {
        const bool is_known = std::ranges::any_of(number.values, [](const auto& of_run) {
            return std::ranges::any_of(of_run, [](double x) { return std::isfinite(x); });
        });
        if (!is_known) return;
        const auto compared = only(number, choice_.compared);
        comparison::add_bands(bands_, compared_, compared);
        comparison::add_paired(paired_, compared_, choice_.baseline, compared);
        comparison::add_ranks(ranks_, compared_, compared);
        const bool is_transferred =
            std::ranges::find(kTransferred, number.measure) != std::end(kTransferred) ||
            number.measure.starts_with("co2_by_boundary");
        if (is_transferred) {
            comparison::add_transfer(transfer_, all_, options_.reference,
                                     only(number, in_transfer_));
        }
    }

    std::vector<comparison::Section> sections() const {
        std::vector<comparison::Section> all{bands_, paired_, ranks_, transfer_};
        for (auto& section : all) section.for_people = shown_;
        return all;
    }

private:
    const CompareOptions& options_;
    const Choice& choice_;
    std::vector<std::size_t> in_transfer_;
    std::vector<comparison::SampleSubject> all_, compared_;
    comparison::Section bands_, paired_, ranks_, transfer_;
    std::vector<std::string> shown_ = kShown;
};

bool in_all(const std::vector<std::unique_ptr<Open>>& studies, const std::string& table) {
    return std::ranges::all_of(studies, [&](const auto& study) {
        const auto names = study->reader.names("/");
        return std::ranges::find(names, table) != names.end();
    });
}

/// Places of the years asked for, on the axis that all studies share; none where it differs.
std::vector<std::size_t> years_asked(const std::vector<std::unique_ptr<Open>>& studies,
                                     const CompareOptions& options) {
    const auto years = studies.front()->reader.numbers("year");
    std::vector<std::size_t> places;
    for (const auto& study : studies) {
        if (study->reader.numbers("year") != years) return places;
    }
    for (std::size_t y = 0; y < years.size(); ++y) {
        if (std::ranges::find(options.years, years[y]) != options.years.end()) places.push_back(y);
    }
    return places;
}

/// Emissions per head and per GDP in each sample, where the studies keep the series of both.
void add_ratios(const std::vector<std::unique_ptr<Open>>& studies, const Tables& tables,
                const CompareOptions& options, Writer& writer, Comparison& result) {
    struct Ratio {
        const char* measure;
        const char* over;
        const char* unit;
        double scale;  // from kg/yr over the unit of the other
        const char* words;
    };
    constexpr double kTonnesPerKilogram = 1e-3, kGramsPerKilogram = 1e3;
    const std::string series(kSeries);
    for (const Ratio& ratio : {Ratio{"emissions_per_head", "population", "t per head",
                                     kTonnesPerKilogram, "Emissions per head"},
                               Ratio{"emissions_per_gdp", "gdp", "g per CNY of 2020",
                                     kGramsPerKilogram, "Emissions per GDP"}}) {
        if (!in_all(studies, series + ratio.over)) continue;
        for (const auto& boundary : options.boundaries) {
            const std::string table = series + "co2_by_boundary_" + boundary;
            if (!in_all(studies, table)) continue;
            const std::size_t years = studies.front()->reader.numbers("year").size();
            for (const std::size_t y : years_asked(studies, options)) {
                comparison::SampleNumber number{
                    ratio.measure, boundary,
                    std::to_string(studies.front()->reader.numbers("year")[y]), ratio.unit,
                    tables.read(table, years, y)};
                const auto below = tables.read(series + ratio.over, years, y);
                for (std::size_t r = 0; r < below.size(); ++r) {
                    for (std::size_t i = 0; i < below[r].size(); ++i) {
                        number.values[r][i] *= ratio.scale / below[r][i];
                    }
                }
                writer.add(number);
            }
            writer.show(ratio.measure);
            result.words[ratio.measure] = ratio.words;
        }
    }
}

}  // namespace

Comparison compare_studies(const CompareOptions& options) {
    if (options.sum) {
        throw InputError("error: --sum is for results of 'tanlu run', not for studies");
    }
    std::vector<std::unique_ptr<Open>> studies;
    std::vector<std::map<std::string, std::string>> attributes;
    std::vector<Available> available;
    std::vector<Run> runs;
    for (const auto& file : options.files) {
        studies.push_back(open(file));
        const Open& study = *studies.back();
        attributes.push_back(study.attributes);
        if (studies.size() > 1) expect_same_draws(*studies.front(), study);
        for (const auto& scenario : study.study.scenarios) {
            const std::string& region = scenario.pack.region.id;
            const auto r = static_cast<std::size_t>(std::ranges::find(study.regions, region) -
                                                    study.regions.begin());
            const auto s = static_cast<std::size_t>(
                std::ranges::find(study.scenarios, scenario.id) - study.scenarios.begin());
            runs.push_back({&study, s * study.regions.size() + r});
            available.push_back({region, scenario.id, file, scenario.pack.region.part_of,
                                 scenario.pack.region.confidence});
        }
    }
    expect_same_meaning(options.files, attributes);
    refuse_twice(available);
    const Choice choice = choose(available, options);
    const h5::Reader& first = studies.front()->reader;
    const auto boundaries = first.labels("boundary");
    for (const auto& boundary : options.boundaries) {
        if (std::ranges::find(boundaries, boundary) != boundaries.end()) continue;
        throw InputError(fmt::format("error: --boundary names '{}', which '{}' lacks\n  hint: {}",
                                     boundary, options.files.front(),
                                     did_you_mean(boundary, boundaries)));
    }

    Comparison result;
    result.title = fmt::format("{}, {} samples, paired", choice.title, studies.front()->samples);
    result.labels = choice.labels;
    result.notes = choice.notes;
    result.by_scenario = !choice.regions;
    Writer writer(options, choice, available);
    const Tables tables(studies, runs);
    for (const auto& name : first.names("/")) {
        if (!is_sample_table(first, name) || !in_all(studies, name)) continue;
        const auto axes = first.axes_of(name);
        const auto about = first.attributes(name);
        comparison::SampleNumber number{name, "", "", text(about, "units"), {}};
        result.words[name] = text(about, "long_name");
        const auto add = [&](std::size_t inner, std::size_t at) {
            number.values = tables.read(name, inner, at);
            writer.add(number);
        };
        if (axes.size() == 3) {
            add(1, 0);
        } else if (axes[3] == "boundary") {
            for (std::size_t b = 0; b < boundaries.size(); ++b) {
                const auto& wanted = options.boundaries;
                if (std::ranges::find(wanted, boundaries[b]) == wanted.end()) continue;
                number.boundary = boundaries[b];
                add(boundaries.size(), b);
            }
        } else if (axes[3] == "year") {
            number.measure = name.substr(kSeries.size());
            result.words[number.measure] = text(about, "long_name");
            const std::string boundary = boundary_in(name, boundaries);
            const auto& wanted = options.boundaries;
            const bool left_out =
                !boundary.empty() && std::ranges::find(wanted, boundary) == wanted.end();
            if (left_out) continue;
            for (const std::size_t y : years_asked(studies, options)) {
                number.at = std::to_string(first.numbers("year")[y]);
                add(first.numbers("year").size(), y);
            }
        }
    }
    add_ratios(studies, tables, options, writer, result);
    result.sections = writer.sections();
    if (result.sections.back().records.empty()) {
        result.notes.push_back(
            fmt::format("no transfer table: no region has '{}' and another scenario "
                        "(--reference names the one that others are held against)",
                        options.reference));
    }
    return result;
}

}  // namespace tanlu::cli
