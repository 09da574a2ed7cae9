#pragma once
// Draws of a study at quantiles that a test chooses.
#include <catch2/catch.hpp>
#include <map>

#include "plan/compile.hpp"
#include "study/drawn_scenario.hpp"
#include "study/sampler.hpp"
#include "support/leaves.hpp"
#include "support/studies.hpp"

namespace tanlu::test {

/// The first scenario of a study, drawn. Quantiles that are not given are 0.5.
class Drawn {
public:
    explicit Drawn(study::Study study)
        : study_(std::move(study)),
          plan_(study::plan_draws(study_)),
          drawn_(study_.scenarios.front(), plan_.scenarios.front(), study_.design.seed),
          quantiles_(plan_.dimensions.size(), Lanes(0.5)) {}

    /// Draws with these quantiles, by dimension.
    Drawn& at(const std::map<std::string, Lanes>& quantiles, std::uint64_t first_sample = 0) {
        for (const auto& [id, quantile] : quantiles) quantiles_[position(id)] = quantile;
        drawn_.set(quantiles_, first_sample);
        return *this;
    }

    /// A number of the parameters: "path", "path[1]", "path[2030]"; canonical.
    Lanes number(const std::string& wanted) const {
        Lanes found(-1e99);
        auto parameters = drawn_.parameters();
        for_each_leaf(parameters, [&](const std::string& path, const Field&, const Lanes& number) {
            if (path == wanted) found = number;
        });
        INFO("no number " << wanted);
        REQUIRE(found[0] != -1e99);
        return found;
    }
    /// The same where no draw is made.
    double central(const std::string& wanted) const {
        const auto& scenario = study_.scenarios.front();
        auto parameters = plan::compile<Lanes>(scenario.pack.parameters, scenario.pack.base_year,
                                               scenario.horizon);
        Lanes found(-1e99);
        for_each_leaf(parameters, [&](const std::string& path, const Field&, const Lanes& number) {
            if (path == wanted) found = number;
        });
        return found[0];
    }

    const study::DrawnScenario& scenario() const { return drawn_; }
    const study::DrawPlan& plan() const { return plan_; }
    const study::Study& study() const { return study_; }
    std::vector<Lanes>& quantiles() { return quantiles_; }

private:
    study::Study study_;
    study::DrawPlan plan_;
    study::DrawnScenario drawn_;
    std::vector<Lanes> quantiles_;

    std::size_t position(const std::string& id) const {
        for (std::size_t d = 0; d < plan_.dimensions.size(); ++d) {
            if (plan_.dimensions[d].id == id) return d;
        }
        FAIL("no dimension " << id);
        return 0;
    }
};

/// Eight numbers side by side.
inline Lanes lanes(std::initializer_list<double> numbers) {
    Lanes result;
    int i = 0;
    for (const double x : numbers) result[i++] = x;
    return result;
}

}  // namespace tanlu::test
