#include "indicators/fleet.hpp"

namespace tanlu::indicators {

std::vector<std::string> automobiles(const View& view) {
    return view.list("automobile_classes");
}

Cars cars(const View& view) {
    if (view.attribute("passenger_car_classes")) {
        return {view.list("passenger_car_classes"), "pass_only", "passenger cars only"};
    }
    if (view.attribute("private_car_classes")) {
        return {view.list("private_car_classes"), "private cars", "private cars only"};
    }
    throw MissingInput("attribute passenger_car_classes");
}

std::vector<double> nev_total(const View& view, std::string_view variable, std::string_view unit,
                              const std::vector<std::string>& classes) {
    return view.total(variable, unit,
                      {{"vehicle_class", classes}, {"technology", view.list("nev_technologies")}});
}

std::vector<double> nev_share(const View& view, std::string_view variable, std::string_view unit,
                              const std::vector<std::string>& classes) {
    constexpr double kPercent = 100.0;
    return scaled(ratio(nev_total(view, variable, unit, classes),
                        view.total(variable, unit, {{"vehicle_class", classes}})),
                  kPercent);
}

}  // namespace tanlu::indicators
