#include "io/study_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>

#include "base/text.hpp"
#include "io/hdf5.hpp"
#include "io/seal.hpp"
#include "io/study_file.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

constexpr std::string_view kPrefix = "sample_";

/// Rows of tables in memory at a time.
constexpr std::size_t kRowsAtOnce = 4096;

/// A kept series: its table, and where it stands in its variable.
struct Kept {
    std::string table;
    std::vector<std::string> labels;
};

struct KeptVariable {
    Variable info;  ///< Without data; axes besides scenario, region and year.
    std::vector<Kept> series;
};

/// "stock[private-car,bev]" of the long name "stock[private-car,bev]: Vehicles ...".
Kept parsed(const std::string& table, const std::string& long_name, std::string& variable) {
    const std::string name = long_name.substr(0, long_name.find(": "));
    const std::size_t bracket = name.find('[');
    variable = name.substr(0, bracket);
    Kept kept{table, {}};
    if (bracket != std::string::npos) {
        kept.labels = split(name.substr(bracket + 1, name.size() - bracket - 2), ',');
    }
    return kept;
}

/// What is said of regions, of one of them.
void keep_region(std::map<std::string, std::string>& attributes, std::size_t region) {
    for (auto& [name, text] : attributes) {
        if (!name.starts_with("region_")) continue;
        const auto words = split(text, name == "region_levels" ? ',' : ';');
        if (region < words.size()) text = words[region];
    }
}

}  // namespace

struct StudySamples::Content {
    explicit Content(const std::string& path) : file(path) {}
    h5::Reader file;
    std::vector<Axis> axes;  ///< All but `sample`.
    std::vector<KeptVariable> kept;
    std::vector<std::string> names;
    std::size_t samples = 0;
    std::map<std::string, std::string> attributes;

    const Axis* axis(std::string_view name) const {
        const auto found = std::ranges::find(axes, name, &Axis::name);
        return found == axes.end() ? nullptr : &*found;
    }
    void add_series(const std::string& table);
    bool is_whole(const KeptVariable& variable) const;
};

void StudySamples::Content::add_series(const std::string& table) {
    const auto about = file.attributes(table);
    const auto long_name = about.find("long_name");
    if (long_name == about.end()) return;
    std::string name;
    Kept series = parsed(table, long_name->second, name);
    auto found = std::ranges::find_if(
        kept, [&](const KeptVariable& variable) { return variable.info.name == name; });
    if (found == kept.end()) {
        const auto unit = about.find("units");
        kept.push_back({{name, unit == about.end() ? "" : unit->second, "", "", {}, {}}, {}});
        found = kept.end() - 1;
        // The summaries of the variable know its axes: statistic, scenario, region, year, its own.
        if (!series.labels.empty() && file.kind(name) == h5::Kind::table) {
            const auto all = file.axes_of(name);
            constexpr std::ptrdiff_t kLeading = 4;
            found->info.axes.assign(all.begin() + std::min(std::ssize(all), kLeading), all.end());
        }
    }
    found->series.push_back(std::move(series));
}

/// Whether all series that exist were kept; those that do not exist have no mean.
bool StudySamples::Content::is_whole(const KeptVariable& variable) const {
    if (variable.info.axes.empty()) {
        return variable.series.size() == 1 && variable.series.front().labels.empty();
    }
    std::size_t cells = 1;
    for (const auto& name : variable.info.axes) {
        if (axis(name) == nullptr) return false;
        cells *= axis(name)->size();
    }
    const auto mean = file.table(variable.info.name);  // `mean` is the first statistic
    const std::size_t rows =
        axis("scenario")->size() * axis("region")->size() * axis("year")->size();
    std::size_t existing = 0;
    for (std::size_t cell = 0; cell < cells; ++cell) {
        bool exists = false;
        for (std::size_t row = 0; row < rows; ++row) {
            exists = exists || !std::isnan(mean[row * cells + cell]);
        }
        existing += exists ? 1 : 0;
    }
    return variable.series.size() >= existing;
}

bool is_study_result(const std::string& path) {
    h5::expect_hdf5(path);
    const auto attributes = h5::Reader(path).attributes("/");
    const auto format = attributes.find("tanlu_format");
    return format != attributes.end() && format->second == kEnsembleFormat;
}

StudySamples::StudySamples(const std::string& path) {
    check_seal(path);
    content_ = std::make_unique<Content>(path);
    const h5::Reader& file = content_->file;
    content_->attributes = file.attributes("/");
    for (const auto& name : file.names("/")) {
        if (file.kind(name) != h5::Kind::axis) continue;
        if (name == "sample") {
            content_->samples = file.shape(name).front();
            continue;
        }
        Axis axis{name, "", {}, {}};
        if (file.axis_is_numeric(name)) {
            axis.years = file.numbers(name);
        } else {
            axis.labels = file.labels(name);
        }
        content_->axes.push_back(std::move(axis));
    }
    for (const char* needed : {"scenario", "region", "year"}) {
        if (content_->axis(needed) != nullptr) continue;
        throw InputError(fmt::format("{}: error: a study without axis '{}'", path, needed));
    }
    for (const auto& name : file.names("/")) {
        if (name.starts_with(kPrefix)) content_->add_series(name);
    }
    std::erase_if(content_->kept,
                  [&](const KeptVariable& variable) { return !content_->is_whole(variable); });
    for (const auto& variable : content_->kept) content_->names.push_back(variable.info.name);
}

StudySamples::~StudySamples() = default;

const std::vector<std::string>& StudySamples::scenarios() const {
    return content_->axis("scenario")->labels;
}
const std::vector<std::string>& StudySamples::regions() const {
    return content_->axis("region")->labels;
}
const std::vector<std::string>& StudySamples::variables() const {
    return content_->names;
}
std::size_t StudySamples::samples() const {
    return content_->samples;
}

const std::vector<std::string>& StudySamples::boundaries() const {
    static const std::vector<std::string> kNone;
    const Axis* axis = content_->axis("boundary");
    return axis == nullptr ? kNone : axis->labels;
}

bool StudySamples::has_outcome(const std::string& name) const {
    const auto names = content_->file.names("/");
    if (std::ranges::find(names, name) == names.end()) return false;
    if (content_->file.kind(name) != h5::Kind::table) return false;
    const auto axes = content_->file.axes_of(name);
    const std::vector<std::string> leading{"sample", "scenario", "region"};
    const bool starts =
        axes.size() >= leading.size() && std::equal(leading.begin(), leading.end(), axes.begin());
    return starts && (axes.size() == leading.size() ||
                      (axes.size() == leading.size() + 1 && axes.back() == "boundary"));
}

std::string StudySamples::outcome_unit(const std::string& name) const {
    const auto attributes = content_->file.attributes(name);
    const auto found = attributes.find("units");
    return found == attributes.end() ? "" : found->second;
}

std::vector<double> StudySamples::outcome(const std::string& name, std::size_t scenario,
                                          std::size_t region, std::string_view boundary) const {
    const h5::Reader& file = content_->file;
    if (!has_outcome(name)) throw InputError(fmt::format("error: no outcome '{}'", name));
    const bool by_boundary = file.axes_of(name).back() == "boundary";
    const std::size_t variants = by_boundary ? boundaries().size() : 1;
    std::size_t variant = 0;
    if (by_boundary) {
        const auto found = std::ranges::find(boundaries(), boundary);
        if (found == boundaries().end()) {
            throw InputError(fmt::format("error: no boundary '{}'", boundary));
        }
        variant = static_cast<std::size_t>(found - boundaries().begin());
    }
    const std::size_t regions = content_->axis("region")->size();
    const std::size_t places = content_->axis("scenario")->size() * regions;
    const std::size_t place = scenario * regions + region;
    std::vector<double> numbers;
    for (std::size_t first = 0; first < samples(); first += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, samples() - first);
        const auto status = file.rows<std::uint8_t>("status", first, count);
        const auto rows = file.rows<float>(name, first, count);
        for (std::size_t i = 0; i < count; ++i) {
            if (status[i * places + place] != 0) continue;
            numbers.push_back(rows[(i * places + place) * variants + variant]);
        }
    }
    return numbers;
}

Dataset StudySamples::read(std::size_t scenario, std::size_t region, std::size_t first,
                           std::size_t count) const {
    const h5::Reader& file = content_->file;
    const std::size_t regions = content_->axis("region")->size();
    const std::size_t places = content_->axis("scenario")->size() * regions;
    const std::size_t place = scenario * regions + region;
    const std::size_t years = content_->axis("year")->size();
    const auto status = file.rows<std::uint8_t>("status", first, count);
    std::vector<std::size_t> sound;
    Dataset dataset;
    dataset.attributes = content_->attributes;
    keep_region(dataset.attributes, region);
    Axis numbers{"scenario", "", {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        if (status[i * places + place] != 0) continue;
        sound.push_back(i);
        numbers.labels.push_back(std::to_string(first + i));
    }
    for (const auto& axis : content_->axes) {
        if (axis.name == "scenario") {
            dataset.axes.push_back(numbers);
        } else if (axis.name == "region") {
            dataset.axes.push_back({"region", "", {axis.labels[region]}, {}});
        } else {
            dataset.axes.push_back(axis);
        }
    }
    for (const auto& kept : content_->kept) {
        Variable variable = kept.info;
        variable.axes = {"scenario", "region", "year"};
        variable.axes.insert(variable.axes.end(), kept.info.axes.begin(), kept.info.axes.end());
        variable.data.assign(dataset.volume(variable.axes), std::nan(""));
        for (const auto& series : kept.series) {
            const auto rows = file.rows<float>(series.table, first, count);
            std::vector<std::size_t> indices(3 + series.labels.size(), 0);
            for (std::size_t a = 0; a < series.labels.size(); ++a) {
                indices[3 + a] = dataset.index(kept.info.axes[a], series.labels[a]);
            }
            for (std::size_t s = 0; s < sound.size(); ++s) {
                for (std::size_t y = 0; y < years; ++y) {
                    indices[0] = s;
                    indices[2] = y;
                    variable.data[dataset.offset(variable, indices)] =
                        rows[(sound[s] * places + place) * years + y];
                }
            }
        }
        dataset.variables.push_back(std::move(variable));
    }
    return dataset;
}

}  // namespace tanlu
