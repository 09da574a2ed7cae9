#pragma once
// One function per lever. To add one: a file with its definition, a line here and in list.cpp, a
// test in tests/levers.
#include "levers/lever.hpp"

namespace tanlu::levers {

Lever minimum_sales_share();
Lever maximum_sales_share();
Lever purchase_subsidy();
Lever purchase_tax_exemption();
Lever market_development();
Lever vehicle_efficiency();
Lever truck_load();
Lever carbon_price();
Lever clean_production();
Lever transit_service();
Lever active_mobility_infrastructure();
Lever compact_city();
Lever freight_shift();
Lever intermodal_standardisation();
Lever nonroad_carrier();
Lever nonroad_efficiency();

}  // namespace tanlu::levers
