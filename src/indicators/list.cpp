// Every computed indicator: one line each.
#include "indicators/families.hpp"

namespace tanlu::indicators {
namespace {

/// Boundaries in the order shown: ttw leads for pledges, ttw_grid for neutrality.
constexpr std::string_view kPledge[] = {"ttw", "ttw_grid", "wtw"};
constexpr std::string_view kNeutrality[] = {"ttw_grid", "ttw", "wtw"};
constexpr std::string_view kAccounts[] = {"ttw", "ttw_grid"};
constexpr std::string_view kDirect[] = {"ttw"};
constexpr std::span<const std::string_view> kNoEmissions;

constexpr BuiltIn kList[] = {
    // national trajectory
    {"peak-level", "MtCO2/yr", kPledge, peak_level},
    {"peak-year", "year", kPledge, peak_year},
    {"peak-year-last", "year", kPledge, peak_year_last},
    {"peak-status", "enum", kPledge, peak_status},
    {"before-2030-strict", "0/1", kPledge, before_2030_strict},
    {"before-2030-inclusive", "0/1", kPledge, before_2030_inclusive},
    {"decline-onset-year", "year", kPledge, decline_onset_year},
    {"plateau-start", "year", kPledge, plateau_start},
    {"plateau-end", "year", kPledge, plateau_end},
    {"plateau-length", "years", kPledge, plateau_length},
    {"band-years", "years", kPledge, band_years},
    {"rebound", "% of peak", kPledge, post_peak_rebound},
    {"decline-linear", "% of peak per yr", kPledge, decline_linear},
    {"decline-cagr", "%/yr", kPledge, decline_cagr},
    {"max-drop", "% of peak", kPledge, max_drop},
    {"half-peak-year", "year", kPledge, half_peak},
    {"reduction", "%", kPledge, reduction},
    {"near-zero-year-10", "year", kNeutrality, near_zero_year_10},
    {"near-zero-year-5", "year", kNeutrality, near_zero_year_5},
    {"net-zero-year", "year", kNeutrality, net_zero_year},
    {"net-zero-first-crossing", "year", kNeutrality, net_zero_first_crossing},
    {"net-zero-fraction", "decimal year", kNeutrality, net_zero_fraction},
    {"residual-2060", "MtCO2; %", kNeutrality, residual_2060},
    {"removals-needed-2060", "MtCO2", kNeutrality, removals_needed_2060},
    {"cumulative", "GtCO2", kPledge, cumulative},
    {"cumulative-saving", "GtCO2", kPledge, cumulative_saving},
    {"co2-per-gdp", "kgCO2/1000 CNY", kPledge, co2_per_gdp},
    {"decoupling", "-", kPledge, decoupling},
    {"per-capita", "tCO2/person", kPledge, per_capita},
    {"per-capita-peak-year", "year", kPledge, per_capita_peak_year},
    {"wtw-peak-year", "year", kNoEmissions, wtw_peak_year},
    {"ttw-peak-year", "year", kNoEmissions, ttw_peak_year},
    {"wtw-ttw-gap", "years", kNoEmissions, wtw_ttw_gap},
    {"energy-peak-year", "year", kNoEmissions, energy_peak_year},
    {"oil-peak-year", "year", kNoEmissions, oil_peak_year},
    {"elec-share", "%", kNoEmissions, elec_share},
    {"nev-sales-50", "year", kNoEmissions, nev_sales_50},
    {"nev-stock-50", "year", kNoEmissions, nev_stock_50},
    {"nev-lag", "years", kNoEmissions, nev_lag},
    {"ice-stock-peak", "year", kNoEmissions, ice_stock_peak},
    {"ownership-saturation", "veh/1000", kNoEmissions, ownership_saturation},
    {"asi-avoid", "MtCO2", kAccounts, asi_avoid},
    {"asi-shift", "MtCO2", kAccounts, asi_shift},
    {"asi-improve-energy", "MtCO2", kAccounts, asi_improve_energy},
    {"asi-improve-carbon", "MtCO2", kAccounts, asi_improve_carbon},
    // carbon peaking pilots
    {"nev-penetration", "%", kNoEmissions, nev_penetration},
    {"nev-ownership", "10k vehicles", kNoEmissions, nev_ownership},
    {"green-travel-share", "%", kNoEmissions, green_travel_share},
    {"transport-co2", "10k tCO2", kAccounts, transport_co2},
    {"transport-co2-per-gdp", "tCO2/10k CNY", kDirect, transport_co2_per_gdp},
    {"pilot-peak-status", "year", kAccounts, pilot_peak_status},
};

}  // namespace

std::span<const BuiltIn> built_ins() {
    return kList;
}

}  // namespace tanlu::indicators
