#pragma once
// Road vehicles: classes, technologies, stock turnover, technology choice (docs/theory §3-5).
#include <optional>
#include <vector>

#include "parameters/field.hpp"

namespace tanlu {

/// A powertrain, the same in every class (§5.1).
template <class Kind>
struct TechnologyType {
    Name id;
    Text title;
    bool nev = false;
    Name nest;
};

template <class V, class Kind>
void describe(V& v, TechnologyType<Kind>& p) {
    v.text("title", p.title, "Name of the technology.");
    v.flag("nev", p.nev, "Counts as a new-energy vehicle (BEV, PHEV, FCEV; not HEV).");
    v.name("nest", p.nest, "technology-nests", "Nest of the choice model.");
}

/// A nest of alternatives in a logit model.
template <class Kind>
struct Nest {
    Name id;
    typename Kind::Scalar mu;
};

template <class V, class Kind>
void describe(V& v, Nest<Kind>& p) {
    v.scalar({"mu",
              "1",
              "Scale of the nest; 1 is the plain logit, small values bind the members.",
              {0.05, 1.0}},
             p.mu);
}

enum class SurvivalForm { weibull, logistic };

template <class Kind>
struct Survival {
    SurvivalForm form = SurvivalForm::weibull;
    std::optional<typename Kind::Scalar> scale;
    std::optional<typename Kind::Scalar> shape;
    std::optional<typename Kind::Scalar> half_life;
    std::optional<typename Kind::Scalar> half_width;
};

template <class V, class Kind>
void describe(V& v, Survival<Kind>& p) {
    static constexpr Option<SurvivalForm> kForms[] = {
        {SurvivalForm::weibull, "weibull", "exp(-(age/scale)^shape)"},
        {SurvivalForm::logistic, "logistic", "falls around half-life; a smoothed age limit"}};
    v.choice("form", p.form, kForms, "Form of the survival curve.");
    v.optional_scalar({"scale", "yr", "Weibull: age at which a share 1/e survives.", {1.0, 40.0}},
                      p.scale);
    v.optional_scalar({"shape", "1", "Weibull shape.", {0.5, 20.0}}, p.shape);
    v.optional_scalar({"half-life", "yr", "Logistic: age at which half survives.", {1.0, 40.0}},
                      p.half_life);
    v.optional_scalar({"half-width",
                       "yr",
                       "Logistic: survival falls from 3/4 to 1/4 within plus or minus this.",
                       {0.1, 10.0}},
                      p.half_width);
}

enum class InitialAgeRule { shares, steady_growth };

template <class Kind>
struct InitialAge {
    InitialAgeRule rule = InitialAgeRule::steady_growth;
    std::vector<typename Kind::Scalar> shares;
    std::optional<typename Kind::Scalar> growth;
    int young_age = 5;
};

template <class V, class Kind>
void describe(V& v, InitialAge<Kind>& p) {
    static constexpr Option<InitialAgeRule> kRules[] = {
        {InitialAgeRule::shares, "shares", "given share of the base stock by age"},
        {InitialAgeRule::steady_growth, "steady-growth",
         "sales grew at a steady rate: N(a) ~ S(a)(1+g)^-a"}};
    v.choice("rule", p.rule, kRules, "How the age distribution of the base year is made.");
    v.optional_scalar_list({"shares", "1", "Share of the stock by age 0, 1, 2, ...", kFraction},
                           p.shares);
    v.optional_scalar({"growth", "1/yr", "Yearly growth of past sales.", {-0.3, 0.5}}, p.growth);
    v.integer({"young-age",
               "yr",
               "Vehicles of emerging technologies are at most this old in the base year.",
               {0.0, 40.0}},
              p.young_age);
}

/// Observed stock used to fix the ownership curve (§3.1).
template <class Kind>
struct OwnershipPoint {
    Name id;
    int year = 0;
    typename Kind::Scalar stock;
};

template <class V, class Kind>
void describe(V& v, OwnershipPoint<Kind>& p) {
    v.integer({"year", "yr", "Calendar year of the observation.", {1980.0, 2100.0}}, p.year);
    v.scalar({"stock", "vehicle", "Vehicles at the end of that year.", kPositive}, p.stock);
}

template <class Kind>
struct Ownership {
    typename Kind::Scalar saturation;
    std::vector<OwnershipPoint<Kind>> points;
    int income_years = 4;
};

template <class V, class Kind>
void describe(V& v, Ownership<Kind>& p) {
    v.scalar(
        {"saturation", "vehicle/person", "Upper asymptote of the Gompertz curve.", {0.01, 1.5}},
        p.saturation);
    v.map("points", p.points, "Two observations the curve passes through; the later is the base.");
    v.integer({"income-years",
               "yr",
               "Income is the mean of this many years up to the present one.",
               {1.0, 10.0}},
              p.income_years);
}

/// Inconvenience of range and charging as money (§5.4).
template <class Kind>
struct Inconvenience {
    typename Kind::Scalar day_cost;
    typename Kind::Scalar fast_charging_relief;
    typename Kind::Scalar infrastructure_cost;
    typename Kind::Scalar infrastructure_decay;
    typename Kind::Series infrastructure;
    typename Kind::Scalar home_cost;
    typename Kind::Scalar home_access;
};

template <class V, class Kind>
void describe(V& v, Inconvenience<Kind>& p) {
    v.scalar({"day-cost", "CNY2020", "Cost of a day beyond range.", kNotNegative}, p.day_cost);
    v.scalar(
        {"fast-charging-relief", "1", "Share of that cost fast charging takes away.", kFraction},
        p.fast_charging_relief);
    v.scalar({"infrastructure-cost", "CNY2020/vehicle/yr", "Yearly cost with no public charging.",
              kNotNegative},
             p.infrastructure_cost);
    v.scalar({"infrastructure-decay", "vehicle", "Decay of that cost with points per vehicle.",
              kNotNegative},
             p.infrastructure_decay);
    v.series({"infrastructure", "1/vehicle", "Public charging points per vehicle.", kNotNegative},
             p.infrastructure);
    v.scalar(
        {"home-cost", "CNY2020/vehicle/yr", "Yearly cost of having no home charger.", kNotNegative},
        p.home_cost);
    v.scalar({"home-access", "1", "Share of buyers with a home charger.", kFraction},
             p.home_access);
}

/// Energy a vehicle takes per kilometre from one carrier.
template <class Kind>
struct EnergyUse {
    static constexpr const char* kIdsOf = "carriers";
    Name id;
    typename Kind::Scalar use;
};

template <class V, class Kind>
void describe(V& v, EnergyUse<Kind>& p) {
    v.scalar({"use", "MJ/km|m3/km|kg/km",
              "Real-world use per vehicle-km in the base year, electricity at the plug; by energy, "
              "volume (L/100 km) or mass.",
              kPositive},
             p.use);
}

/// A technology as one class uses it.
template <class Kind>
struct ClassTechnology {
    static constexpr const char* kIdsOf = "technologies";
    Name id;
    typename Kind::Scalar stock;
    std::optional<typename Kind::Scalar> vkt;
    std::vector<EnergyUse<Kind>> energy;
    typename Kind::Scalar efficiency_gain;
    bool on_sale = true;
    std::optional<typename Kind::Scalar> sales_share;
    std::optional<typename Kind::Scalar> price;
    std::optional<typename Kind::Scalar> base_subsidy;
    std::optional<typename Kind::Scalar> base_tax_relief;
    std::optional<typename Kind::Scalar> price_decline;
    std::optional<typename Kind::Scalar> price_floor;
    std::optional<typename Kind::Scalar> battery;
    std::optional<typename Kind::Scalar> upkeep;
    std::optional<typename Kind::Scalar> electric_range;
    std::optional<Inconvenience<Kind>> inconvenience;
    bool emerging = false;
    std::optional<typename Kind::Scalar> asc_half_life;
    std::optional<typename Kind::Scalar> asc_long_run;
    std::optional<typename Kind::Scalar> asc_cap;
    int asc_start = 0;
};

template <class V, class Kind>
void describe(V& v, ClassTechnology<Kind>& p) {
    v.scalar({"stock", "vehicle", "Vehicles at the end of the base year.", kNotNegative}, p.stock);
    v.optional_scalar({"vkt", "km/vehicle/yr",
                       "Kilometres a vehicle drives in the base year; the mean of the class where "
                       "left out.",
                       kPositive},
                      p.vkt);
    v.map("energy", p.energy, "Energy use, by carrier.");
    v.scalar({"efficiency-gain",
              "1/yr",
              "Yearly fall of energy use of new vehicles after the base year.",
              {-0.05, 0.1}},
             p.efficiency_gain);
    v.flag("on-sale", p.on_sale, "Offered to buyers; false keeps a technology to the old stock.");
    v.optional_scalar({"sales-share", "1",
                       "Share of sales in the base year; the introduction share where the real one "
                       "is below 1 %.",
                       kFraction},
                      p.sales_share);
    v.optional_scalar(
        {"price", "CNY2020/vehicle", "Price before purchase tax, without battery.", kPositive},
        p.price);
    v.optional_scalar(
        {"base-subsidy", "CNY2020/vehicle",
         "Purchase subsidy paid in the base year: what base-year buyers saw, whatever "
         "the scenario.",
         kNotNegative},
        p.base_subsidy);
    v.optional_scalar({"base-tax-relief", "1",
                       "Share of the purchase tax waived in the base year, likewise.", kFraction},
                      p.base_tax_relief);
    v.optional_scalar({"price-decline", "1/yr", "Yearly fall of that price.", {0.0, 0.5}},
                      p.price_decline);
    v.optional_scalar({"price-floor", "1", "Lowest ratio to the base-year price.", kFraction},
                      p.price_floor);
    v.optional_scalar({"battery", "kWh/vehicle", "Battery size.", kPositive}, p.battery);
    v.optional_scalar({"upkeep", "CNY2020/vehicle/yr", "Upkeep and insurance.", kNotNegative},
                      p.upkeep);
    v.optional_scalar({"electric-range", "km",
                       "Certified electric range; splits a plug-in hybrid's energy use by the "
                       "utility factor.",
                       kPositive},
                      p.electric_range);
    v.optional_group("inconvenience", p.inconvenience,
                     "Range and charging costs; left out, the constant carries them.");
    v.flag("emerging", p.emerging, "Its constant decays as it becomes familiar.");
    v.optional_scalar({"asc-half-life", "yr", "Half-life of the constant.", {0.5, 60.0}},
                      p.asc_half_life);
    v.optional_scalar({"asc-long-run", "1", "Long-run value of the constant.", {-20.0, 20.0}},
                      p.asc_long_run);
    v.optional_scalar({"asc-cap",
                       "1",
                       "Highest base-year constant (share below 1 %: the constant of an "
                       "introduction share is not to be trusted).",
                       {-20.0, 20.0}},
                      p.asc_cap);
    v.integer({"asc-start",
               "yr",
               "The constant is held up to this year; 0 is the base year.",
               {0.0, 2200.0}},
              p.asc_start);
}

/// How buyers of a class weigh cost (§5.2).
template <class Kind>
struct TechnologyChoice {
    typename Kind::Scalar own_cost_elasticity;
    typename Kind::Scalar discount_rate;
    typename Kind::Scalar horizon;
};

template <class V, class Kind>
void describe(V& v, TechnologyChoice<Kind>& p) {
    v.scalar(
        {"own-cost-elasticity",
         "1",
         "Elasticity of a small share to its own cost of ownership; sets theta = -value / cost "
         "of the reference technology.",
         {-40.0, -0.01}},
        p.own_cost_elasticity);
    v.scalar({"discount-rate", "1/yr", "Discount rate of buyers.", {0.0, 1.0}}, p.discount_rate);
    v.scalar({"horizon", "yr", "Years over which buyers spread the price.", {1.0, 30.0}},
             p.horizon);
}

enum class StockRule { ownership, follow, gdp, activity, path };
enum class UseRule { passenger, freight, stock };

template <class Kind>
struct VehicleClass {
    Name id;
    Text title;
    bool automobile = true;
    Name subsector;
    StockRule stock_rule = StockRule::activity;
    std::optional<Ownership<Kind>> ownership;
    Name follows;
    std::optional<typename Kind::Scalar> stock_elasticity;
    std::optional<typename Kind::Series> stock_path;
    UseRule use_rule = UseRule::stock;
    Name passenger_mode;
    std::optional<typename Kind::Scalar> occupancy;
    std::optional<typename Kind::Scalar> base_tkm;
    Name haulage;
    Survival<Kind> survival;
    InitialAge<Kind> initial_age;
    std::optional<typename Kind::Scalar> age_of_use;
    std::optional<TechnologyChoice<Kind>> choice;
    std::vector<ClassTechnology<Kind>> technologies;
};

template <class V, class Kind>
void describe(V& v, VehicleClass<Kind>& p) {
    static constexpr Option<StockRule> kStock[] = {
        {StockRule::ownership, "ownership", "Gompertz curve in income"},
        {StockRule::follow, "follow", "follows the stock of another class with an elasticity"},
        {StockRule::gdp, "gdp", "follows GDP with an elasticity"},
        {StockRule::activity, "activity", "vehicle-km over the base-year km per vehicle"},
        {StockRule::path, "path", "given path"}};
    static constexpr Option<UseRule> kUse[] = {
        {UseRule::passenger, "passenger", "passenger-km of a mode over occupancy"},
        {UseRule::freight, "freight", "tonne-km over load"},
        {UseRule::stock, "stock", "stock times base-year km per vehicle"}};
    v.text("title", p.title, "Name of the class.");
    v.flag("automobile", p.automobile,
           "Registered automobile: counts in NEV shares (no motorcycles, no low-speed vehicles).");
    v.name("subsector", p.subsector, "subsectors", "Subsector its emissions are booked in.");
    v.choice("stock-rule", p.stock_rule, kStock, "What sets the stock.");
    v.optional_group("ownership", p.ownership, "Rule `ownership`: the curve.");
    v.optional_name("follows", p.follows, "classes", "Rule `follow`: the class followed.");
    v.optional_scalar(
        {"stock-elasticity", "1", "Rules `follow` and `gdp`: elasticity.", {-3.0, 3.0}},
        p.stock_elasticity);
    v.optional_series(
        {"stock-path", "vehicle", "Rule `path`: stock at the end of the year.", kNotNegative},
        p.stock_path);
    v.choice("use-rule", p.use_rule, kUse, "What sets the vehicle-km.");
    v.optional_name("passenger-mode", p.passenger_mode, "passenger.modes",
                    "Use rule `passenger`: the mode it serves.");
    v.optional_scalar(
        {"occupancy", "person/vehicle", "Use rule `passenger`: mean occupancy.", {0.5, 200.0}},
        p.occupancy);
    v.optional_scalar(
        {"base-tkm", "t km/yr", "Use rule `freight`: tonne-km in the base year.", kPositive},
        p.base_tkm);
    v.optional_name("haulage", p.haulage, "freight.haulage",
                    "Use rule `freight`: the road market it serves.");
    v.group("survival", p.survival, "Survival curve.");
    v.group("initial-age", p.initial_age, "Age distribution of the base year.");
    v.optional_scalar({"age-of-use",
                       "yr",
                       "b of 1/(1+age/b), the fall of yearly km with age; left out: none.",
                       {1.0, 1000.0}},
                      p.age_of_use);
    v.optional_group("choice", p.choice, "Technology choice; needed with more than one on sale.");
    v.map("technologies", p.technologies, "Technologies of the class.");
}

/// Battery packs and their experience curve (§5.3).
template <class Kind>
struct Battery {
    typename Kind::Scalar price;
    typename Kind::Scalar floor;
    typename Kind::Scalar learning_rate;
    typename Kind::Scalar cumulative;
    std::optional<typename Kind::Series> index;
    typename Kind::Scalar markup;
};

template <class V, class Kind>
void describe(V& v, Battery<Kind>& p) {
    v.scalar(
        {"price", "CNY2020/kWh", "Pack price paid by vehicle makers in the base year.", kPositive},
        p.price);
    v.scalar({"floor", "CNY2020/kWh", "Material cost below which it cannot fall.", kNotNegative},
             p.floor);
    v.scalar({"learning-rate",
              "1",
              "Fall of the part above the floor per doubling of cumulative production.",
              {0.0, 0.5}},
             p.learning_rate);
    v.scalar({"cumulative", "kWh", "Cumulative production before the base year.", kPositive},
             p.cumulative);
    v.optional_series({"index", "1",
                       "Cumulative production before a year over that before the base year, where "
                       "others make the batteries; what is bought here does not count then.",
                       kPositive},
                      p.index);
    v.scalar({"markup", "1", "Vehicle price over pack price.", {0.5, 3.0}}, p.markup);
}

/// Daily distance of a car, from which utility factor and range follow (§5.4).
template <class Kind>
struct DailyDistance {
    typename Kind::Scalar shape;
    typename Kind::Scalar scale;
    typename Kind::Scalar charging_factor;
    typename Kind::Scalar range_factor;
};

template <class V, class Kind>
void describe(V& v, DailyDistance<Kind>& p) {
    v.scalar({"shape", "1", "Shape of the gamma distribution.", {0.3, 3.0}}, p.shape);
    v.scalar({"scale", "km", "Scale of the gamma distribution.", kPositive}, p.scale);
    v.scalar({"charging-factor", "1", "Actual over ideal utility factor.", {0.1, 1.0}},
             p.charging_factor);
    v.scalar({"range-factor", "1", "Real over certified range.", {0.3, 1.2}}, p.range_factor);
}

/// Purchase tax (§5.2).
template <class Kind>
struct PurchaseTax {
    typename Kind::Scalar rate;
    typename Kind::Scalar vat;
};

template <class V, class Kind>
void describe(V& v, PurchaseTax<Kind>& p) {
    v.scalar({"rate", "1", "Rate on the price net of value-added tax.", kFraction}, p.rate);
    v.scalar({"vat", "1", "Value-added tax contained in the price.", kFraction}, p.vat);
}

}  // namespace tanlu
