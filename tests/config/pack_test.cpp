#include "config/pack.hpp"

#include <catch2/catch.hpp>

#include "base/hash.hpp"
#include "config/rules.hpp"
#include "config/support.hpp"
#include "support/temporary_directory.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

const config::Pack& minipack() {
    static const config::Pack kPack = [] {
        const AtSourceDirectory here;
        return config::load_pack("tests/data/minipack");
    }();
    return kPack;
}

/// Message of the errors that a changed pack gives.
template <class Change>
std::string errors_after(Change change) {
    config::Pack pack = minipack();
    change(pack);
    Diagnostics diagnostics;
    config::validate(pack, diagnostics);
    std::string text;
    for (const auto& item : diagnostics.all()) text += item.message + "\n";
    return text;
}

VehicleClass<FileKind>& car(config::Pack& pack) {
    return pack.parameters.classes[0];
}
VehicleClass<FileKind>& truck(config::Pack& pack) {
    return pack.parameters.classes[1];
}

}  // namespace

TEST_CASE("The test pack is read as written") {
    const config::Pack& pack = minipack();
    const auto& p = pack.parameters;

    CHECK(pack.id == "minipack");
    CHECK(pack.title.zh == "测试包");
    CHECK(pack.region.id == "testland");
    CHECK(pack.base_year == 2019);
    CHECK(pack.horizon == 2060);
    CHECK(p.classes.size() == 2);
    CHECK(p.passenger.modes.size() == 4);
    CHECK(p.passenger.local.settlements.size() == 2);
    CHECK(p.drivers.population.anchors[1].value.number == 10e6);
    CHECK(p.drivers.gdp.anchors[2].value.number == Approx(8e11).epsilon(1e-15));
    CHECK(p.drivers.gdp.growth[1].value.number == Approx(0.02).epsilon(1e-15));
    CHECK(p.drivers.gdp.anchors[0].value.origin.file == "tests/data/minipack/series/gdp.csv");
    CHECK(p.drivers.gdp.anchors[0].value.origin.line == 2);
    CHECK(p.classes[0].ownership->points[1].stock.number == 1.5e6);
    CHECK(p.classes[0].stock_rule == StockRule::ownership);
    CHECK(p.classes[1].survival.form == SurvivalForm::logistic);
    CHECK(p.classes[0].technologies[1].emerging);
    CHECK(p.freight.modes[0].tariff.number == 0.4);
    CHECK(pack.observations[0].quantity == config::ObservedQuantity::private_car_stock);
    CHECK(pack.observations[0].path.anchors[2].value.number == 1.71e6);
    CHECK(pack.sources[1].year == "2016-2020");
}

TEST_CASE("Fuel amounts become energy and keep what was written") {
    const auto& p = minipack().parameters;
    // 7.5 L/100 km at 32 MJ/L is 2.4 MJ/km.
    const Value& gasoline = p.classes[0].technologies[0].energy[0].use;
    CHECK(gasoline.number == Approx(2.4).epsilon(1e-14));
    CHECK(*gasoline.low == Approx(2.24).epsilon(1e-14));
    CHECK(gasoline.unit_choice == 0);
    CHECK(gasoline.written == 7.5);
    CHECK(gasoline.unit == "L/100 km");
    // 9 kg/100 km at 120 MJ/kg is 10.8 MJ/km.
    CHECK(p.classes[1].technologies[1].energy[0].use.number == Approx(10.8).epsilon(1e-14));
    // 15 kWh/100 km needs no energy content.
    CHECK(p.classes[0].technologies[2].energy[0].use.number == Approx(0.54).epsilon(1e-14));
    // 7 CNY/L over 32 MJ/L.
    CHECK(p.carriers[0].price->anchors[0].value.number == Approx(0.21875).epsilon(1e-14));
    // 14 kg CO2 per kg over 120 MJ/kg.
    CHECK(p.carriers[3].production->anchors[0].value.number == Approx(14.0 / 120.0).epsilon(1e-14));
    // 580 g/kWh over 3.6 MJ/kWh.
    CHECK(p.carriers[2].production->anchors[0].value.number == Approx(0.58 / 3.6).epsilon(1e-14));
}

TEST_CASE("Turning fuel amounts into energy twice changes nothing") {
    config::Pack pack = minipack();
    Diagnostics diagnostics;

    config::resolve_fuel_amounts(pack, diagnostics);

    CHECK_FALSE(diagnostics.has_errors());
    CHECK(pack.parameters.classes[0].technologies[0].energy[0].use.number ==
          minipack().parameters.classes[0].technologies[0].energy[0].use.number);
}

TEST_CASE("A fuel amount that its carrier does not have is an error") {
    const auto error_of = [](auto change) {
        config::Pack pack = minipack();
        auto& use = pack.parameters.classes[0].technologies[0].energy[0].use;
        use.unit_choice = 1;
        change(pack, use);
        Diagnostics diagnostics;
        config::resolve_fuel_amounts(pack, diagnostics);
        return diagnostics.all().empty() ? std::string() : diagnostics.all().front().message;
    };

    CHECK(error_of([](config::Pack& pack, Value&) {
              pack.parameters.carriers[0].energy_content.reset();
          }) == "'L/100 km' measures gasoline by volume, which has no energy-content");
    CHECK(error_of([](config::Pack&, Value& use) { use.unit_choice = 2; })
              .starts_with("'L/100 km' measures gasoline by mass, but its energy-content is by "
                           "volume (tests/data/minipack/energy.yaml:"));
}

TEST_CASE("Every file that was read is recorded with its hash") {
    const config::Pack& pack = minipack();

    REQUIRE(pack.files.size() == 12);  // pack.yaml, 8 parts, sources.yaml, 2 series
    for (const auto& file : pack.files) {
        INFO(file.path);
        std::ifstream stream(source_directory() / file.path, std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(stream), {});
        CHECK(file.sha256 == sha256(text));
    }
}

TEST_CASE("Rules between the values of a pack hold") {
    CHECK(errors_after([](config::Pack&) {}).empty());
    CHECK(errors_after([](config::Pack& p) { p.horizon = 2019; }) ==
          "horizon 2019 is not after the base year 2019\n");
    CHECK(errors_after([](config::Pack& p) {
              p.parameters.classes.clear();
          }).find("'classes' is missing or empty") != std::string::npos);
    CHECK(errors_after([](config::Pack& p) {
              p.parameters.drivers.urban_share.anchors.front().year = 2020;
          }) ==
          "'drivers.urban-share' runs from 2020 to 2060 (the base year 2019 must lie "
          "inside)\n");
    CHECK(errors_after([](config::Pack& p) {
              p.parameters.freight.commodities[0].index->anchors[0].value.number = 1.1;
          }).ends_with("in the base year 2019 (it must be 1)\n"));
    CHECK(errors_after([](config::Pack& p) {
              p.parameters.drivers.gdp.growth[0].year = 2027;
          }).starts_with("the growth of 'drivers.gdp' starts in 2027"));
}

TEST_CASE("Rules of vehicle classes hold") {
    CHECK(errors_after([](config::Pack& p) {
              car(p).ownership.reset();
          }).starts_with("'classes.private-car' has no 'ownership' (stock-rule ownership needs"));
    CHECK(errors_after([](config::Pack& p) {
              car(p).ownership->points[0].year = 2006;
          }).starts_with("the ownership point of 2006 needs income from 2003 on"));
    CHECK(errors_after([](config::Pack& p) {
              car(p).ownership->points[1].year = 2018;
          }).starts_with("the ownership points of 'private-car' are of 2010 and 2018"));
    CHECK(errors_after([](config::Pack& p) { car(p).occupancy.reset(); }) ==
          "'classes.private-car' has no 'occupancy' (use-rule passenger needs it)\n");
    CHECK(errors_after([](config::Pack& p) { car(p).survival.shape.reset(); }) ==
          "'classes.private-car.survival' has no 'shape' (form weibull needs it)\n");
    CHECK(errors_after([](config::Pack& p) { truck(p).survival.half_life.reset(); }) ==
          "'classes.truck.survival' has no 'half-life' (form logistic needs it)\n");
    CHECK(errors_after([](config::Pack& p) { car(p).initial_age.growth.reset(); }) ==
          "'classes.private-car.initial-age' has no 'growth' (rule steady-growth needs it)\n");
    CHECK(errors_after([](config::Pack& p) { truck(p).initial_age.shares.pop_back(); }) ==
          "the initial ages of 'truck' add to 0.95, not to 1\n");
    CHECK(errors_after([](config::Pack& p) {
              car(p).choice.reset();
          }).starts_with("'classes.private-car' has no 'choice' (a choice between 3"));
    CHECK(errors_after([](config::Pack& p) {
              car(p).technologies[2].price.reset();
          }).starts_with("'classes.private-car.technologies.bev' has no 'price'"));
    CHECK(errors_after([](config::Pack& p) { car(p).technologies[2].sales_share->number = 0.3; }) ==
          "the sales shares of 'private-car' add to 1.26, not to 1\n");
    CHECK(errors_after([](config::Pack& p) {
              car(p).technologies[2].asc_half_life.reset();
          }).ends_with("has no 'asc-half-life' (emerging needs it)\n"));
    CHECK(errors_after([](config::Pack& p) {
              car(p).technologies[0].energy.clear();
          }).starts_with("'classes.private-car.technologies.gasoline.energy' is missing"));
    CHECK(errors_after([](config::Pack& p) {
              truck(p).use_rule = UseRule::stock;
          }).starts_with("'classes.truck' takes its stock from its use and its use from its"));
    CHECK(errors_after([](config::Pack& p) { truck(p).stock_elasticity = Value{}; }) ==
          "'classes.truck.stock-elasticity' is not used (by its stock-rule and use-rule)\n");
    CHECK(errors_after([](config::Pack& p) { car(p).technologies[0].vkt.reset(); }) ==
          "no technology of 'classes.private-car' with stock has 'vkt'\n");
    CHECK(errors_after([](config::Pack& p) {
              truck(p).stock_rule = StockRule::follow;
              truck(p).follows = {"truck", {}};
              truck(p).stock_elasticity = Value{};
          }).starts_with("'truck' follows 'truck', which itself follows"));
    CHECK(errors_after([](config::Pack& p) {
              car(p).stock_rule = StockRule::gdp;
              car(p).ownership.reset();
              car(p).stock_elasticity = Value{};
          }) == "0 classes have stock-rule ownership, not one\n");
}

TEST_CASE("Rules of passenger travel hold") {
    using P = config::Pack;
    const auto passenger = [](P& p) -> Passenger<FileKind>& { return p.parameters.passenger; };

    CHECK(errors_after([&](P& p) {
              passenger(p).local.settlements[0].population_share.number = 0.9;
          }) == "the population shares of urban settlements add to 0.9, not to 1\n");
    CHECK(errors_after([&](P& p) {
              passenger(p).local.settlements[1].population_share.number = 0.9;
          }) == "the population shares of rural settlements add to 0.9, not to 1\n");
    CHECK(errors_after([&](P& p) {
              passenger(p).local.settlements[0].modes[0].share.number = 0.41;
          }) == "the mode shares of 'city' add to 1.01, not to 1\n");
    CHECK(errors_after([&](P& p) { passenger(p).modes[0].availability.pop_back(); }) ==
          "'passenger.modes.walk.availability' has 2 values for 3 distance bands\n");
    CHECK(errors_after([&](P& p) { passenger(p).modes[1].wait_time.reset(); }) ==
          "'passenger.modes.metro' has no 'wait-time' (a local mode for hire needs it)\n");
    CHECK(errors_after([&](P& p) { passenger(p).modes[2].access_time.reset(); }) ==
          "'passenger.modes.car' has no 'access-time' (a motorised local mode needs it)\n");
    CHECK(errors_after([&](P& p) { passenger(p).modes[2].local_share.reset(); }) ==
          "'passenger.modes.car' has no 'local-share' (a mode of local and intercity travel needs "
          "it)\n");
    CHECK(errors_after([&](P& p) { passenger(p).modes[3].base_pkm.reset(); }) ==
          "'passenger.modes.rail' has no 'base-pkm' (a mode that no vehicle class serves needs "
          "it)\n");
    CHECK(errors_after([&](P& p) { passenger(p).modes[2].base_pkm = Value{}; }) ==
          "'passenger.modes.car.base-pkm' is given, but vehicle classes set it\n");
    CHECK(errors_after([&](P& p) { passenger(p).local.band_edges[0].number = 1.0; }) ==
          "'passenger.local.band-edges' must start at 0 and rise\n");
    CHECK(errors_after([&](P& p) {
              passenger(p).intercity.modes[0].band_shares[0].number = 0.7;
          }) == "the band shares of 'car' add to 0.9, not to 1\n");
}

TEST_CASE("Rules of freight and nonroad modes hold") {
    using P = config::Pack;
    const auto freight = [](P& p) -> Freight<FileKind>& { return p.parameters.freight; };
    const auto rail = [](P& p) -> NonroadMode<FileKind>& { return p.parameters.nonroad[0]; };
    const auto flights = [](P& p) -> NonroadMode<FileKind>& { return p.parameters.nonroad[1]; };

    CHECK(errors_after([&](P& p) { freight(p).modes[0].band_shares[0].number = 0.3; }) ==
          "the band shares of 'road' add to 0.9, not to 1\n");
    CHECK(errors_after([&](P& p) { freight(p).commodities[0].contestable.pop_back(); }) ==
          "'freight.commodities.bulk.contestable' has 2 values for 3 distance bands\n");
    CHECK(errors_after([&](P& p) { freight(p).commodities[1].near_elasticity.reset(); }) ==
          "'freight.commodities.general' has neither 'index' nor 'near-elasticity'\n");
    CHECK(errors_after([&](P& p) { freight(p).commodities[1].table_from = 2020; })
              .starts_with("'freight.commodities.general': near-until is 2025 and table-from is "
                           "2020"));
    CHECK(errors_after([&](P& p) { freight(p).haulage[0].modal = false; }) ==
          "'freight.haulage.hire' has no 'elasticity' (own account needs it)\n");
    CHECK(errors_after([&](P& p) { rail(p).propulsion[1].share.reset(); }) ==
          "2 carriers of 'nonroad.rail' have no 'share' (exactly one takes the rest)\n");
    CHECK(errors_after([&](P& p) { flights(p).propulsion[1].relative_intensity.reset(); }) ==
          "'nonroad.flights.propulsion.hydrogen' has no 'relative-intensity' (a carrier without "
          "base energy needs it)\n");
    CHECK(errors_after([&](P& p) { flights(p).index.reset(); }) ==
          "'nonroad.flights' has neither an 'index' nor modes it carries\n");
    CHECK(errors_after([&](P& p) { rail(p).freight_activity[0].id.text = "walk"; }) ==
          "'walk' is not a freight mode\n");
}

TEST_CASE("Files of a pack stay inside its directory and give each key once") {
    const TemporaryDirectory directory;
    const auto error_of = [&](const std::string& files, const std::string& part) {
        directory.write("p/pack.yaml", "pack: p\nfiles: [" + files + "]\nbase-year: 2019\n");
        directory.write("p/sources.yaml", "s: {}\n");
        directory.write("p/part.yaml", part);
        directory.write("outside.yaml", "drivers: {}\n");
        try {
            config::load_pack(directory.path("p"));
        } catch (const InputError& error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };

    CHECK(error_of("../outside.yaml", "").find("leads out of the tree of files") !=
          std::string::npos);
    CHECK(error_of("/etc/passwd", "").find("is an absolute path") != std::string::npos);
    CHECK(error_of("absent.yaml", "").find("(no such file)") != std::string::npos);
    CHECK(
        error_of("part.yaml", "base-year: 2020\n").find("'base-year' is given twice (first at ") !=
        std::string::npos);
    std::filesystem::create_symlink(directory.path("outside.yaml"), directory.path("p/link.yaml"));
    CHECK(error_of("link.yaml", "").find("leads out of the tree of files") != std::string::npos);
}

TEST_CASE("A pack that extends another is that one with what it says itself") {
    const AtSourceDirectory here;
    const config::Pack parent = config::load_pack("tests/data/minipack");
    const config::Pack pack = config::load_pack("tests/data/overlay");

    CHECK(pack.id == "later");
    CHECK(pack.title.en == "Minipack from another year");
    CHECK(pack.base_year == parent.base_year);  // left out
    CHECK(pack.horizon == 2040);
    CHECK(pack.region.id == parent.region.id);
    const auto& ownership = *pack.parameters.classes[0].ownership;
    CHECK(ownership.saturation.number == 0.3);
    CHECK(ownership.saturation.origin.file == "tests/data/overlay/pack.yaml");
    CHECK(ownership.income_years == 3);  // of the other file
    CHECK(parent.parameters.classes[0].ownership->income_years != 3);

    // Carried over: the same number, trusted less. What is not named keeps its grade.
    CHECK(pack.parameters.battery.price.number == parent.parameters.battery.price.number);
    CHECK(parent.parameters.battery.price.grade != Grade::unverified);
    CHECK(pack.parameters.battery.price.grade == Grade::unverified);
    CHECK(pack.parameters.purchase_tax.rate.grade == parent.parameters.purchase_tax.rate.grade);

    CHECK(pack.sources.size() == parent.sources.size() + 1);
    CHECK(pack.files.size() > parent.files.size());  // all are on record
}

TEST_CASE("Packs that extend one another can be of another region and leave entries out") {
    const AtSourceDirectory here;
    const config::Pack parent = config::load_pack("tests/data/overlay");
    const config::Pack town = config::load_pack("tests/data/overlay-town");

    CHECK(town.region.id == "smalltown");
    CHECK(town.region.level == "city");
    CHECK(town.region.part_of == parent.region.id);
    CHECK(town.region.area == "municipality");
    CHECK(town.horizon == parent.horizon);  // of the pack in between
    CHECK(town.parameters.classes[0].ownership->saturation.number == 0.3);

    CHECK(parent.parameters.passenger.local.settlements.size() == 2);
    REQUIRE(town.parameters.passenger.local.settlements.size() == 1);
    CHECK(town.parameters.passenger.local.settlements[0].id.text == "city");
    // What was observed elsewhere is not printed beside this place.
    CHECK_FALSE(parent.observations.empty());
    CHECK(town.observations.empty());
}
