// Trucks that carry more (docs/theory §7.4).
#include "levers/list.hpp"
#include "levers/trucks.hpp"

namespace tanlu::levers {
namespace {

struct Load {
    static config::LeverSpec spec() {
        return {.name = "truck-load",
                .family = config::Family::freight,
                .title = {"Load of trucks", "货车装载率提升"},
                .doc =
                    "Raises what a truck carries per vehicle-km (fuller trucks, fewer empty "
                    "runs), so that the same tonne-km need fewer vehicle-km.",
                .selectors = {class_selector("truck-heavy")},
                .parameters = {{.key = "schedule",
                                .unit = "1",
                                .doc = "Increase of tonnes per vehicle-km.",
                                .range = {0.0, 1.0}}},
                .evidence = {.text = "Up to 40 % of return trips are empty; what platforms gain is "
                                     "not measured for China.",
                             .source = "S:SFC14",
                             .grade = Grade::c}};
    }
    template <class Real>
    static void apply(const Measure<Real>& measure, region::Policies<Real>& policies) {
        each_truck_class(measure, [&](std::size_t v) {
            measure.each_year("schedule", [&](int year, const Real& gain) {
                policies.load.edit(v, year) *= 1.0 + gain;
            });
        });
    }
};

}  // namespace

Lever truck_load() {
    return make_lever<Load>();
}

}  // namespace tanlu::levers
