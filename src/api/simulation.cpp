#include "tanlu/simulation.hpp"

#include "config/scenario.hpp"
#include "engine/run.hpp"
#include "io/result_file.hpp"
#include "levers/lever.hpp"
#include "results/dataset.hpp"

namespace tanlu {

/// The one place that looks behind the public classes.
class Access {
public:
    static const config::Scenario& inside(const Scenario& scenario) { return *scenario.scenario_; }
    static Results results(Dataset data) {
        return Results(std::make_shared<const Dataset>(std::move(data)));
    }
};

Scenario::Scenario(std::shared_ptr<const config::Scenario> scenario)
    : scenario_(std::move(scenario)) {}

Scenario Scenario::load(const std::string& path) {
    return Scenario(
        std::make_shared<const config::Scenario>(config::load_scenario(path, levers::specs())));
}

const std::string& Scenario::id() const {
    return scenario_->id;
}

int Scenario::base_year() const {
    return scenario_->pack.base_year;
}

int Scenario::horizon() const {
    return scenario_->horizon;
}

std::vector<std::string> Scenario::warnings() const {
    std::vector<std::string> texts;
    for (const auto& warning : scenario_->warnings) texts.push_back(to_string(warning));
    return texts;
}

std::string Scenario::effective_text() const {
    return config::effective_text(*scenario_);
}

Results::Results(std::shared_ptr<const Dataset> data) : data_(std::move(data)) {}

Results Results::read(const std::string& path) {
    return Access::results(read_result(path));
}

std::vector<std::string> Results::scenarios() const {
    return data_->axis("scenario").labels;
}

std::vector<int> Results::years() const {
    return data_->axis("year").years;
}

std::vector<VariableInfo> Results::variables() const {
    std::vector<VariableInfo> infos;
    for (const auto& variable : data_->variables) {
        VariableInfo info{variable.name, variable.unit, variable.long_name, {}};
        for (const auto& axis : variable.axes) {
            if (axis != "scenario" && axis != "region" && axis != "year") info.axes.push_back(axis);
        }
        infos.push_back(std::move(info));
    }
    return infos;
}

std::vector<std::string> Results::labels(const std::string& axis) const {
    return data_->axis(axis).labels;
}

std::vector<double> Results::series(const std::string& name, const std::string& scenario,
                                    const std::vector<std::string>& labels,
                                    const std::string& region) const {
    const Variable& variable = data_->variable(name);
    const auto& regions = data_->axis("region").labels;
    if (region.empty() && regions.size() > 1) {
        throw Error("the result has several regions; name the one that is meant");
    }
    std::vector<std::size_t> indices;
    std::size_t year_position = variable.axes.size();
    std::size_t used = 0;
    for (const auto& axis : variable.axes) {
        if (axis == "scenario") {
            indices.push_back(data_->index(axis, scenario));
        } else if (axis == "region") {
            indices.push_back(data_->index(axis, region.empty() ? regions.front() : region));
        } else if (axis == "year") {
            year_position = indices.size();
            indices.push_back(0);
        } else {
            if (used == labels.size())
                throw Error("'" + name + "' needs a label of '" + axis + "'");
            indices.push_back(data_->index(axis, labels[used++]));
        }
    }
    if (used != labels.size()) throw Error("'" + name + "' has fewer axes than labels given");
    if (year_position == variable.axes.size())
        throw Error("'" + name + "' does not change by year");
    std::vector<double> values;
    for (std::size_t i = 0; i < data_->axis("year").size(); ++i) {
        indices[year_position] = i;
        values.push_back(variable.data[data_->offset(variable, indices)]);
    }
    return values;
}

bool Results::audit_passed() const {
    const auto found = data_->attributes.find("audit");
    return found != data_->attributes.end() && found->second == "passed";
}

void Results::write(const std::string& path) const {
    write_result(*data_, path, Overwrite::no);
}

Results simulate(std::span<const Scenario> scenarios) {
    std::vector<config::Scenario> inside;
    for (const auto& scenario : scenarios) inside.push_back(Access::inside(scenario));
    return Access::results(engine::run(inside));
}

Results simulate(std::initializer_list<Scenario> scenarios) {
    return simulate(std::span<const Scenario>(scenarios.begin(), scenarios.size()));
}

}  // namespace tanlu
