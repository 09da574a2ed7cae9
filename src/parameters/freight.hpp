#pragma once
// Freight demand, modes and road haulage (§7).
#include <optional>
#include <vector>

#include "parameters/field.hpp"

namespace tanlu {

template <class Kind>
struct Commodity {
    Name id;
    Text title;
    std::optional<typename Kind::Series> index;
    std::optional<typename Kind::Scalar> near_elasticity;
    int near_until = 0;
    int table_from = 0;
    std::optional<typename Kind::Scalar> time_value;
    std::vector<typename Kind::Scalar> contestable;
};

template <class V, class Kind>
void describe(V& v, Commodity<Kind>& p) {
    v.text("title", p.title, "Name of the commodity group.");
    v.optional_series({"index", "1", "Given path of tonne-km, base year = 1.", kPositive}, p.index);
    v.optional_scalar({"near-elasticity",
                       "1",
                       "Without a path: elasticity to GDP up to `near-until`, then linear to the "
                       "table of the drivers in `table-from`.",
                       {-1.0, 3.0}},
                      p.near_elasticity);
    v.integer({"near-until", "yr", "Last year of the near-term elasticity.", {0.0, 2200.0}},
              p.near_until);
    v.integer({"table-from", "yr", "First year of the table.", {0.0, 2200.0}}, p.table_from);
    v.optional_scalar(
        {"time-value", "CNY2020/t/h", "Value of time; left out for bulk goods.", kNotNegative},
        p.time_value);
    v.scalar_list({"contestable", "1", "Share that can change mode, by distance band.", kFraction},
                  p.contestable);
}

template <class Kind>
struct FreightBand {
    Name id;
    typename Kind::Scalar haul;
};

template <class V, class Kind>
void describe(V& v, FreightBand<Kind>& p) {
    v.scalar({"haul", "km", "Mean length of haul in the band.", kPositive}, p.haul);
}

template <class Kind>
struct FreightMode {
    Name id;
    Text title;
    typename Kind::Scalar base_tkm;
    typename Kind::Scalar bulk_share;
    std::vector<typename Kind::Scalar> band_shares;
    typename Kind::Scalar tariff;
    typename Kind::Scalar speed;
    int transfers = -1;  ///< Must be given.
    typename Kind::Scalar circuity;
};

template <class V, class Kind>
void describe(V& v, FreightMode<Kind>& p) {
    v.text("title", p.title, "Name of the mode.");
    v.scalar({"base-tkm", "t km/yr", "Tonne-km in the base year.", kPositive}, p.base_tkm);
    v.scalar({"bulk-share", "1", "Share of bulk goods in them.", kFraction}, p.bulk_share);
    v.scalar_list(
        {"band-shares", "1", "Share of them in each distance band; adds to 1.", kFraction},
        p.band_shares);
    v.scalar({"tariff", "CNY2020/t/km", "Price of carriage.", kPositive}, p.tariff);
    v.scalar({"speed", "km/h", "Door-to-door speed.", kPositive}, p.speed);
    v.integer({"transfers", "1", "Transfers to and from trucks per consignment.", {0.0, 4.0}},
              p.transfers);
    v.scalar(
        {"circuity", "1", "Distance over the road distance of the same consignment.", {0.5, 3.0}},
        p.circuity);
}

/// A market of road haulage that truck classes serve.
template <class Kind>
struct Haulage {
    Name id;
    Text title;
    bool modal = true;
    std::optional<typename Kind::Scalar> elasticity;
};

template <class V, class Kind>
void describe(V& v, Haulage<Kind>& p) {
    v.text("title", p.title, "Name of the market.");
    v.flag("modal", p.modal, "True: the road tonne-km of the mode choice; false: own account.");
    v.optional_scalar(
        {"elasticity", "1", "Own account: elasticity to the general goods index.", {0.0, 3.0}},
        p.elasticity);
}

template <class Kind>
struct Freight {
    std::vector<FreightBand<Kind>> bands;
    std::vector<Commodity<Kind>> commodities;
    std::vector<FreightMode<Kind>> modes;
    std::vector<Haulage<Kind>> haulage;
    typename Kind::Scalar logit_scale;
    typename Kind::Scalar transfer_cost;
    typename Kind::Scalar drayage;
};

template <class V, class Kind>
void describe(V& v, Freight<Kind>& p) {
    v.map("bands", p.bands, "Distance bands.");
    v.map("commodities", p.commodities, "Commodity groups: `bulk` and `general`.");
    v.map("modes", p.modes, "Modes that compete: `road` first, then the others.");
    v.map("haulage", p.haulage, "Markets of road haulage.");
    v.scalar({"logit-scale",
              "1",
              "Sensitivity: lambda times the mean generalised cost of the band.",
              {0.05, 20.0}},
             p.logit_scale);
    v.scalar({"transfer-cost", "CNY2020/t", "Cost of one transfer.", kNotNegative},
             p.transfer_cost);
    v.scalar({"drayage", "km", "Road distance to and from a terminal, one end.", kNotNegative},
             p.drayage);
}

}  // namespace tanlu
