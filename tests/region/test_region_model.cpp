// A region model is made once and run for batch after batch: each run is that of a model of its
// own, whatever ran before, and the years allocate nothing once the tables are there.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "region/batch.hpp"
#include "region/variations.hpp"

namespace {

/// Allocations of this program since the start, counted by the operators below.
std::size_t allocations = 0;

void* counted(std::size_t size, std::size_t alignment) {
    ++allocations;
    void* memory = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
    std::free(memory);
}

namespace tanlu::test {
namespace {

/// A scenario compiled in lanes.
struct Compiled {
    LaneParameters parameters;
    region::Structure structure;
    region::Policies<Lanes> policies;
    int base_year, horizon;

    explicit Compiled(const config::Scenario& scenario)
        : parameters(compiled(scenario)),
          structure(region::structure_of(parameters)),
          policies(resolved(scenario)),
          base_year(scenario.pack.base_year),
          horizon(scenario.horizon) {}

    region::Policies<Lanes> resolved(const config::Scenario& scenario) const {
        Diagnostics diagnostics;
        auto result = levers::resolve<Lanes>(scenario, parameters, structure, diagnostics);
        diagnostics.throw_if_errors();
        return result;
    }
};

/// Every output of a run, and the factors and the status that it ends with.
std::vector<Lanes> run(region::RegionModel<Lanes>& model, const Compiled& with) {
    std::vector<Lanes> numbers;
    const auto& outcome =
        model.run(with.parameters, with.policies, [&](int, const model::YearOutput<Lanes>& out) {
            model::describe_outputs(
                [&](const model::Output&, const auto& member) {
                    if constexpr (requires { member.size(); }) {
                        numbers.insert(numbers.end(), member.begin(), member.end());
                    } else {
                        numbers.push_back(member);
                    }
                },
                out);
        });
    for (const auto* factors : {&outcome.match.energy_factor, &outcome.match.trip_factor}) {
        numbers.insert(numbers.end(), factors->begin(), factors->end());
    }
    for (const std::uint32_t bits : outcome.status.bits) numbers.emplace_back(double(bits));
    return numbers;
}

bool same(const std::vector<Lanes>& a, const std::vector<Lanes>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t n = 0; n < a.size(); ++n) {
        for (int i = 0; i < kLaneCount; ++i) {
            if (!same_bits(a[n][i], b[n][i])) return false;
        }
    }
    return true;
}

std::vector<Lanes> run_alone(const Compiled& with) {
    region::RegionModel<Lanes> model(with.structure, with.parameters, with.base_year, with.horizon);
    return run(model, with);
}

TEST_CASE("a run is the same bits whatever the model has run before") {
    for (const auto* id : {"reference", "integrated"}) {
        const Compiled one(shipped(id));
        const Compiled other(variation(shipped(id), 5U));
        Compiled failing(shipped(id));
        failing.parameters.battery.price = std::nan("");
        region::RegionModel<Lanes> model(one.structure, one.parameters, one.base_year, one.horizon);
        const std::vector<Lanes> first = run(model, one);
        const std::vector<Lanes> alone = run_alone(other);
        REQUIRE_FALSE(same(first, alone));
        CHECK(same(run(model, other), alone));
        CHECK_FALSE(same(run(model, failing), first));
        CHECK(same(run(model, other), alone));
        CHECK(same(run(model, one), first));
    }
}

TEST_CASE("parameters may be changed in place between runs") {
    Compiled with(shipped("peak-2030"));
    region::RegionModel<Lanes> model(with.structure, with.parameters, with.base_year, with.horizon);
    const std::vector<Lanes> before = run(model, with);
    // Every number that has a range a little away, then back.
    LaneParameters kept = with.parameters;
    for_each_leaf(with.parameters, [](const std::string& path, const Field&, Lanes& x) {
        if (!is_tied(path)) x *= 0.999;
    });
    const std::vector<Lanes> changed = run(model, with);
    CHECK_FALSE(same(changed, before));
    CHECK(same(changed, run_alone(with)));
    with.parameters = kept;
    CHECK(same(run(model, with), before));
}

TEST_CASE("the outcome of a run says nothing of the run before") {
    Compiled with(shipped("peak-2030"));
    region::RegionModel<Lanes> model(with.structure, with.parameters, with.base_year, with.horizon);
    const Lanes mandate = with.policies.share_rules[0].low.at(2035);
    with.policies.share_rules[0].low.at(2035) = 1.2;
    const auto ignore = [](int, const model::YearOutput<Lanes>&) {};
    const auto& failed = model.run(with.parameters, with.policies, ignore);
    CHECK(failed.problem_year == 2035);
    CHECK(failed.unruly.size() == 1);
    with.policies.share_rules[0].low.at(2035) = mandate;
    const auto& sound = model.run(with.parameters, with.policies, ignore);
    CHECK(sound.status.all_ok());
    CHECK(sound.problem_year == 0);
    CHECK(sound.unruly.empty());
}

/// Fleet, market, rules, stocks, nonroad energy and books of a run, by themselves: demand is given.
class FleetSide {
public:
    explicit FleetSide(const Compiled& with)
        : with_(with),
          fleet_(with.parameters, with.structure, with.base_year, with.horizon),
          stock_(with.structure, with.base_year),
          energy_per_km_(with.structure, with.parameters.carriers.size()),
          trucks_(with.structure, with.parameters.freight.haulage.size()),
          nonroad_(with.structure, with.base_year),
          ledger_(with.parameters, with.structure),
          economy_(region::economies(with.parameters, with.base_year, with.horizon)) {
        const auto& p = with.parameters;
        travel_.trips.assign(p.passenger.local.settlements.size() * p.passenger.modes.size(), 1e9);
        travel_.local_km.assign(p.passenger.modes.size(), 1e9);
        travel_.person_km.assign(p.passenger.modes.size(), 1e9);
        freight_.tonne_km.assign(p.freight.modes.size(), 1e9);
        freight_.haulage.assign(p.freight.haulage.size(), 1.0);
    }

    /// The stock grows by 3 % a year, the kilometres with it.
    model::Status<Lanes> run() {
        supply_of(with_.parameters, with_.policies, with_.base_year, supply_);
        fleet_.calibrate(with_.parameters, with_.policies, supply_);
        battery_.calibrate(with_.parameters.battery);
        energy_per_km_.calibrate(with_.parameters, with_.policies, fleet_);
        trucks_.calibrate(with_.parameters, with_.policies, fleet_);
        ledger_.open();
        target_ = fleet_.stocks();
        vehicle_km_ = fleet_.base_vehicle_km();
        unmet_.assign(target_.size(), 0.0);
        model::Status<Lanes> status;
        for (int year = with_.base_year; year <= with_.horizon; ++year) {
            supply_of(with_.parameters, with_.policies, year, supply_);
            const Lanes pack_price = battery_.pack_price(year);
            energy_per_km_.running_costs(year, supply_);
            trucks_.tariff_addition(year, energy_per_km_, supply_);
            trucks_.add(year, freight_.haulage, trend_ = vehicle_km_);
            const auto& road = fleet_.run(year, target_, vehicle_km_, supply_, pack_price);
            const region::NonroadActivity<Lanes> activity{travel_.person_km, freight_.tonne_km};
            if (year == with_.base_year) {
                nonroad_.calibrate(with_.parameters, with_.policies, activity);
            }
            const auto index = static_cast<std::size_t>(year - with_.base_year);
            ledger_.book({.economy = economy_[index],
                          .supply = supply_,
                          .travel = travel_,
                          .freight = freight_,
                          .road_tonne_km = trucks_.tonne_km(),
                          .fleet = road,
                          .unmet_stock = unmet_,
                          .nonroad_energy = nonroad_.energy(year, activity),
                          .pack_price = pack_price});
            status |= fleet_.status();
            ledger_.settle(status);
            energy_per_km_.update(road);
            battery_.produce(road.battery_capacity);
            for (auto* growing : {&target_, &vehicle_km_}) {
                for (Lanes& x : *growing) x *= 1.03;
            }
        }
        return status;
    }

private:
    const Compiled& with_;
    region::Supply<Lanes> supply_;
    region::FleetModel<Lanes> fleet_;
    region::StockTargets<Lanes> stock_;
    region::BatteryLearning<Lanes> battery_;
    region::EnergyPerKm<Lanes> energy_per_km_;
    region::TruckUse<Lanes> trucks_;
    region::NonroadModel<Lanes> nonroad_;
    region::Ledger<Lanes> ledger_;
    std::vector<region::Economy<Lanes>> economy_;
    region::PassengerYear<Lanes> travel_;
    region::FreightMarketModel<Lanes>::Carriage freight_;
    std::vector<Lanes> target_, vehicle_km_, trend_, unmet_;
};

TEST_CASE("fleet and books allocate nothing from the second run on") {
    for (const auto* id : {"reference", "integrated"}) {
        INFO(id);
        const Compiled with(shipped(id));
        FleetSide side(with);
        const std::size_t at_start = allocations;
        CHECK(side.run().all_ok());
        CHECK(allocations > at_start);  // the count counts
        const std::size_t after_first = allocations;
        const auto second = side.run();
        const auto third = side.run();
        CHECK(allocations == after_first);
        CHECK(second.all_ok());
        CHECK(third.all_ok());
    }
}

/// A sample whose first technology on sale sells nothing takes another reference for its constants.
TEST_CASE("the whole year loop allocates nothing in the years of a later run") {
    for (const auto* id : {"reference", "integrated"}) {
        INFO(id);
        const Compiled with(shipped(id));
        region::RegionModel<Lanes> model(with.structure, with.parameters, with.base_year,
                                         with.horizon);
        std::size_t at_first_year = 0;
        std::size_t at_last_year = 0;
        const auto record = [&](int year, const model::YearOutput<Lanes>&) {
            if (year == with.base_year) at_first_year = allocations;
            if (year == with.horizon) at_last_year = allocations;
        };
        model.run(with.parameters, with.policies, record);
        model.run(with.parameters, with.policies, record);
        CHECK(at_last_year == at_first_year);
    }
}

TEST_CASE("a technology that one sample does not sell moves no other sample") {
    const config::Scenario& scenario = shipped("reference");
    LaneParameters sold = compiled(scenario);
    for (auto& vehicle_class : sold.classes) {
        // The second technology is dear, so that differences from its constant are rounded.
        if (vehicle_class.technologies.size() < 2) continue;
        auto& price = vehicle_class.technologies[1].price;
        if (price) *price *= 9.0;
    }
    LaneParameters unsold = sold;
    LaneParameters mixed = sold;
    constexpr int kOther = 6;
    std::size_t changed = 0;
    for (std::size_t v = 0; v < sold.classes.size(); ++v) {
        auto& technologies = unsold.classes[v].technologies;
        if (!technologies[0].on_sale || !technologies[0].sales_share) continue;
        if (technologies.size() < 2) continue;
        for (std::size_t k = 0; k < technologies.size(); ++k) {
            auto& share = technologies[k].sales_share;
            if (!share) continue;
            share = k == 0 ? Lanes(0.0) : *share;
            (*mixed.classes[v].technologies[k].sales_share)[kOther] = (*share)[kOther];
        }
        ++changed;
    }
    REQUIRE(changed > 0);
    const Batch all_sold = simulate(scenario, sold);
    const Batch all_unsold = simulate(scenario, unsold);
    REQUIRE(all_unsold.status.all_ok());
    REQUIRE(moved(all_sold, 0, all_unsold, 0) != "");
    const Batch result = simulate(scenario, mixed);
    for (int i = 0; i < kLaneCount; ++i) {
        INFO("lane " << i);
        CHECK(moved(result, i, i == kOther ? all_unsold : all_sold, 0) == "");
    }
}

}  // namespace
}  // namespace tanlu::test
