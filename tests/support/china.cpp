#include "support/china.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "levers/lever.hpp"
#include "study/study.hpp"
#include "support/leaves.hpp"

namespace tanlu::test {
namespace {

/// Labels of the axes of a variable besides scenario and region, for each of its cells.
struct Cells {
    const Dataset& dataset;
    const Variable& variable;

    std::vector<std::string> labels(std::size_t cell) const {
        std::vector<std::string> result(variable.axes.size());
        for (std::size_t a = variable.axes.size(); a-- > 0;) {
            const Axis& axis = dataset.axis(variable.axes[a]);
            const std::size_t i = cell % axis.size();
            cell /= axis.size();
            result[a] = axis.years.empty() ? axis.labels[i] : std::to_string(axis.years[i]);
        }
        return {result.begin() + 2, result.end()};
    }
    int year(std::size_t cell) const { return std::stoi(labels(cell)[0]); }
    bool has_year() const { return variable.axes.size() > 2 && variable.axes[2] == "year"; }
};

std::string joined(const std::vector<std::string>& labels) {
    std::string text;
    for (const auto& label : labels) text += (text.empty() ? "" : "/") + label;
    return text;
}

bool same_bits(double a, double b) {
    return std::memcmp(&a, &b, sizeof a) == 0 || (std::isnan(a) && std::isnan(b));
}

/// Missing in one of the two runs: no vehicles of that kind in the other.
bool is_nothing(double x) {
    return std::isnan(x) || x == 0.0;
}

double distance(double before, double after, double scale, double tolerance) {
    if (same_bits(before, after)) return 0.0;
    if (std::isnan(before) || std::isnan(after)) return std::nan("");
    const double gap = std::abs(after - before) / std::max(scale, 1e-300);
    return tolerance == 0.0 ? std::max(gap, 1e-300) : gap;
}

}  // namespace

const std::vector<std::string>& shipped_ids() {
    static const std::vector<std::string> ids = {"no-policy", "reference", "peak-2030",
                                                 "neutrality-2060"};
    return ids;
}

const std::vector<std::string>& library_ids() {
    static const std::vector<std::string> ids = [] {
        std::vector<std::string> found;
        for (const auto& file :
             std::filesystem::directory_iterator(TANLU_SOURCE_DIR "/scenarios/china")) {
            if (file.path().extension() != ".yaml") continue;
            if (study::is_study_file(file.path().string())) continue;
            found.push_back(file.path().stem().string());
        }
        std::sort(found.begin(), found.end());
        return found;
    }();
    return ids;
}

std::string scenario_path(const std::string& id) {
    return std::string(TANLU_SOURCE_DIR) + "/scenarios/china/" + id + ".yaml";
}

const config::Scenario& shipped(const std::string& id) {
    static std::map<std::string, config::Scenario> loaded;  // as few as a test asks for
    const auto known = loaded.find(id);
    if (known != loaded.end()) return known->second;
    return loaded.emplace(id, config::load_scenario(scenario_path(id), levers::specs()))
        .first->second;
}

const std::vector<config::Scenario>& all_shipped() {
    static const std::vector<config::Scenario> scenarios = [] {
        std::vector<config::Scenario> all;
        for (const auto& id : shipped_ids()) all.push_back(shipped(id));
        return all;
    }();
    return scenarios;
}

Dataset run_of(const config::Scenario& scenario, engine::Arithmetic arithmetic) {
    return engine::run({&scenario, 1}, arithmetic);
}

const Dataset& shipped_run(const std::string& id) {
    static std::map<std::string, Dataset> runs;
    const auto known = runs.find(id);
    if (known != runs.end()) return known->second;
    return runs.emplace(id, run_of(shipped(id))).first->second;
}

ScenarioTree::ScenarioTree() {
    const std::filesystem::path from = TANLU_SOURCE_DIR;
    for (const auto* part : {"models/china", "scenarios/china"}) {
        std::filesystem::create_directories(folder_.path(part));
        std::filesystem::copy(from / part, folder_.path(part),
                              std::filesystem::copy_options::recursive);
    }
}

std::string ScenarioTree::path(const std::string& id) const {
    return folder_.path("scenarios/china/" + id + ".yaml");
}

config::Scenario ScenarioTree::load_child(const std::string& id, const std::string& text) const {
    std::ofstream(path(id)) << "scenario: " << id << "\ntitle: {en: Test, zh: 测试}\n"
                            << "description: {en: Test, zh: 测试}\n"
                            << text;
    return config::load_scenario(path(id), levers::specs());
}

void set_leaf(config::Scenario& scenario, const std::string& path, double number) {
    int found = 0;
    for_each_leaf(scenario.pack.parameters,
                  [&](const std::string& here, const Field&, Value& value) {
                      if (here != path) return;
                      value.number = number;
                      ++found;
                  });
    INFO(path);
    REQUIRE(found == 1);
}

int scale_leaves(config::Scenario& scenario, const std::string& start, const std::string& end,
                 double factor) {
    int found = 0;
    for_each_leaf(scenario.pack.parameters,
                  [&](const std::string& here, const Field&, Value& value) {
                      const std::string path = here.substr(0, here.find('['));
                      if (!path.starts_with(start) || !path.ends_with(end)) return;
                      value.number *= factor;
                      ++found;
                  });
    return found;
}

void add_policy(config::Scenario& scenario, const PolicyText& text) {
    config::Policy policy;
    policy.lever = {text.lever, {}};
    policy.id = "test-" + std::to_string(scenario.policies.size());
    policy.origin = {"test.yaml", static_cast<int>(scenario.policies.size()) + 1, 3};
    policy.scenario = scenario.id;
    for (const auto& [key, ids] : text.selections) {
        config::Selection selection{key, {}, {}};
        for (const auto& id : ids) selection.ids.push_back({id, policy.origin});
        selection.written = selection.ids;
        policy.selectors.push_back(std::move(selection));
    }
    for (const auto& [key, anchors] : text.parameters) {
        config::PolicyPath path{key, {}};
        path.path.interpolation = Interpolation::kLinear;
        for (const auto& [year, number] : anchors) {
            Value value;
            value.number = value.written = number;
            path.path.anchors.push_back({year, value});
        }
        policy.parameters.push_back(std::move(path));
    }
    scenario.policies.push_back(std::move(policy));
}

double at(const Dataset& dataset, const std::string& variable, const std::string& scenario,
          int year, const std::vector<std::string>& labels) {
    const Variable& table = dataset.variable(variable);
    std::vector<std::size_t> indices{dataset.index("scenario", scenario), 0};
    if (year > 0) indices.push_back(dataset.index("year", std::to_string(year)));
    for (const auto& label : labels) {
        indices.push_back(dataset.index(table.axes[indices.size()], label));
    }
    return table.data[dataset.offset(table, indices)];
}

double sum_at(const Dataset& dataset, const std::string& variable, const std::string& scenario,
              int year, const std::vector<std::string>& labels) {
    const Variable& table = dataset.variable(variable);
    std::size_t position = dataset.index("scenario", scenario);
    position = position * dataset.axis("region").size();
    position = position * dataset.axis("year").size() + dataset.index("year", std::to_string(year));
    std::size_t count = 1;
    for (std::size_t a = 3; a < table.axes.size(); ++a) {
        const std::size_t size = dataset.axis(table.axes[a]).size();
        position *= size;
        if (a - 3 < labels.size()) {
            position += dataset.index(table.axes[a], labels[a - 3]);
        } else {
            count *= size;
        }
    }
    double total = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const double cell = table.data[position + i];
        if (!std::isnan(cell)) total += cell;
    }
    return total;
}

namespace {

/// Whether the cells of a variable stand at the same places in both, the name of the scenario
/// apart.
bool same_layout(const Dataset& before, const Dataset& after, const Variable& variable) {
    return std::all_of(variable.axes.begin(), variable.axes.end(), [&](const std::string& name) {
        const Axis& a = before.axis(name);
        const Axis& b = after.axis(name);
        return a.years == b.years && (name == "scenario" || a.labels == b.labels);
    });
}

/// Pairs of cells, one from each dataset, with the position of the first.
struct Pair {
    std::size_t cell;  ///< in the dataset that has it
    bool is_new;       ///< only the second dataset has it
    double before, after;
};

std::vector<Pair> pairs_of(const Dataset& before, const Dataset& after, const std::string& name) {
    const Cells old_cells{before, before.variable(name)};
    const Cells new_cells{after, after.variable(name)};
    std::vector<Pair> pairs;
    const auto& old_data = old_cells.variable.data;
    const auto& new_data = new_cells.variable.data;
    if (same_layout(before, after, old_cells.variable)) {
        for (std::size_t i = 0; i < old_data.size(); ++i) {
            pairs.push_back({i, false, old_data[i], new_data[i]});
        }
        return pairs;
    }
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < new_data.size(); ++i) places[joined(new_cells.labels(i))] = i;
    for (std::size_t i = 0; i < old_data.size(); ++i) {
        const auto found = places.find(joined(old_cells.labels(i)));
        const bool has = found != places.end();
        if (!has && is_nothing(old_data[i])) continue;
        pairs.push_back({i, false, old_data[i], has ? new_data[found->second] : std::nan("")});
        if (has) places.erase(found);
    }
    for (const auto& [label, i] : places) {
        if (!is_nothing(new_data[i])) pairs.push_back({i, true, std::nan(""), new_data[i]});
    }
    return pairs;
}

}  // namespace

std::vector<Difference> differences(const Dataset& before, const Dataset& after,
                                    const Comparison& how) {
    std::vector<Difference> result;
    for (const auto& variable : before.variables) {
        const std::string& name = variable.name;
        if (std::find(how.ignored.begin(), how.ignored.end(), name) != how.ignored.end()) continue;
        const Cells old_cells{before, variable};
        const Cells new_cells{after, after.variable(name)};
        double largest = 0.0;
        for (const double x : variable.data) {
            if (!std::isnan(x)) largest = std::max(largest, std::abs(x));
        }
        if (how.expected) largest = std::abs(how.expected(name, largest));
        Difference worst{name, "", 0.0, 0.0, 0.0};
        for (const Pair& pair : pairs_of(before, after, name)) {
            const Cells& cells = pair.is_new ? new_cells : old_cells;
            const double x = how.expected ? how.expected(name, pair.before) : pair.before;
            const double scale = std::max(std::abs(x), how.floor * largest);
            const double gap = distance(x, pair.after, scale, how.tolerance);
            if (std::isnan(worst.relative) || gap <= worst.relative) continue;
            if (cells.has_year()) {
                const int year = cells.year(pair.cell);
                if (year < how.first_year || year > how.last_year) continue;
            }
            worst = {name, joined(cells.labels(pair.cell)), x, pair.after, gap};
        }
        if (!(worst.relative <= how.tolerance)) result.push_back(worst);
    }
    return result;
}

std::string difference_text(const Dataset& before, const Dataset& after, const Comparison& how) {
    std::string text;
    for (const auto& d : differences(before, after, how)) {
        text += fmt::format("{} [{}]: {:.17g} -> {:.17g} (relative {:.3g})\n", d.variable, d.cell,
                            d.before, d.after, d.relative);
    }
    return text;
}

}  // namespace tanlu::test
