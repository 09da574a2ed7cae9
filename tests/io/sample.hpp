#pragma once
// Datasets that tests write.
#include <cmath>
#include <limits>
#include <string>

#include "results/dataset.hpp"

namespace tanlu::test {

/// A small result with every kind of thing: Chinese labels, NaN, a number without axes.
inline Dataset small_result() {
    Dataset data;
    data.axes = {{"scenario", "Scenarios", {"reference", "碳中和-2060"}, {}},
                 {"region", "", {"中国"}, {}},
                 {"year", "Calendar year", {}, {2019, 2020, 2021}},
                 {"technology", "Technologies", {"bev", "ice"}, {}}};
    const double nan = std::numeric_limits<double>::quiet_NaN();
    data.variables = {{"population",
                       "person",
                       "Population",
                       "Population",
                       {"scenario", "region", "year"},
                       {1e9, 1.1e9, 1.2e9, 1e9, nan, -0.0}},
                      {"stock",
                       "vehicle",
                       "Vehicles, \"all\"",
                       "Stocks|Transportation|{technology}",
                       {"scenario", "region", "year", "technology"},
                       {1, 2, 3, 4, 5, nan, 7, 8, 9, 10, 1e-300, 0.1}},
                      {"constant", "1", "A number without axes", "", {}, {42.5}}};
    data.attributes = {{"title", "碳路 test"},
                       {"boundary", "ttw, ttw_grid and wtw"},
                       {"title_zh_neutrality-2060", "碳中和"},
                       {"empty", ""}};
    data.provenance = {{"scenario_text", "scenario: reference\ntitle: {zh: 参考情景}\n"},
                       {"inputs/models/china/model.yaml", "sha256:00"},
                       {"inputs/models/china/sources.yaml", "sha256:01"},
                       {"empty", ""}};
    return data;
}

/// Same bits, so that NaN equals NaN.
inline bool same(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

}  // namespace tanlu::test
