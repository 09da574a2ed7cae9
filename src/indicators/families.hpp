#pragma once
// The computed indicators by family, one file each. Declared here, listed in list.cpp.
#include "indicators/builtin.hpp"

namespace tanlu::indicators {

// peak.cpp: maximum and plateau of emissions
Compute peak_level, peak_year, peak_year_last, peak_status, before_2030_strict,
    before_2030_inclusive, decline_onset_year, plateau_start, plateau_end, plateau_length,
    band_years, post_peak_rebound;

// decline.cpp: after the maximum
Compute decline_linear, decline_cagr, max_drop, half_peak, reduction;

// neutrality.cpp: near zero, zero, what is left in 2060
Compute near_zero_year_10, near_zero_year_5, net_zero_year, net_zero_first_crossing,
    net_zero_fraction, residual_2060, removals_needed_2060;

// budget.cpp: sums over 2020-2060
Compute cumulative, cumulative_saving;

// intensity.cpp: per GDP and per head
Compute co2_per_gdp, decoupling, per_capita, per_capita_peak_year;

// boundary.cpp: one boundary beside another
Compute wtw_peak_year, ttw_peak_year, wtw_ttw_gap;

// energy.cpp: final energy
Compute energy_peak_year, oil_peak_year, elec_share;

// vehicles.cpp: NEV milestones, stock of engines, ownership
Compute nev_sales_50, nev_stock_50, nev_lag, ice_stock_peak, ownership_saturation;

// asi.cpp: change of emissions by its causes
Compute asi_avoid, asi_shift, asi_improve_energy, asi_improve_carbon;

// pilot.cpp: transport rows of the carbon peaking pilots
Compute nev_penetration, nev_ownership, green_travel_share, transport_co2, transport_co2_per_gdp,
    pilot_peak_status;

}  // namespace tanlu::indicators
