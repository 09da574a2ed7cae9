#include "hindcast/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace tanlu::hindcast {
namespace {

constexpr double kPanelWidth = 340, kPanelHeight = 230;
constexpr double kLeft = 62, kRight = 14, kTop = 40, kBottom = 30;
constexpr std::size_t kColumns = 3;
constexpr double kLegendLine = 20, kLegendTop = 48;
constexpr int kYearTicks = 6, kValueTicks = 5;
// Colours that people with any colour vision tell apart (Okabe and Ito).
constexpr std::array kColours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                 "#e69f00", "#56b4e9", "#000000"};

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        if (c == '&') {
            safe += "&amp;";
        } else if (c == '<') {
            safe += "&lt;";
        } else if (c == '>') {
            safe += "&gt;";
        } else if (c == '"') {
            safe += "&quot;";
        } else {
            safe += c;
        }
    }
    return safe;
}

std::string text_at(double x, double y, const std::string& text, const char* anchor,
                    const char* style = "") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y,
                       anchor, style, escaped(text));
}

struct Spot {
    int year = 0;
    double value = 0.0;
};

/// One panel in the making.
class Panel {
public:
    Panel(const Plan& plan, const Evaluation& evaluation, std::size_t target, double x, double y)
        : plan_(plan), target_(plan.targets[target]), x_(x), y_(y) {
        for (const auto& result : evaluation.results) {
            if (result.target == target) results_.push_back(&result);
        }
        find_observed(evaluation, target);
        find_limits();
    }

    bool empty() const { return results_.empty(); }

    std::string svg() const {
        std::string out = axes();
        for (const int year : target_.breaks) {
            if (year > first_ && year <= last_) out += break_line(year - 0.5);
        }
        for (const auto* result : results_) out += band(*result);
        for (const auto* result : results_) out += line(*result);
        for (const auto& spot : observed_) {
            out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.6\" fill=\"#333\"/>\n",
                               across(spot.year), up(spot.value));
        }
        return out;
    }

private:
    const Plan& plan_;
    const Target& target_;
    double x_, y_;
    std::vector<const Result*> results_;
    std::vector<Spot> observed_;
    int first_ = 0, last_ = 0;
    double highest_ = 0.0;

    double shown(double canonical) const { return canonical / target_.unit_scale; }

    void find_observed(const Evaluation& evaluation, std::size_t target) {
        if (results_.empty()) return;
        first_ = plan_.runs[results_.front()->run].origin();
        last_ = first_;
        for (const auto* result : results_) {
            first_ = std::min(first_, plan_.runs[result->run].origin());
            last_ = std::max(last_, result->points.back().year);
        }
        first_ = std::max(first_, target_.first);
        for (const auto& [year, number] :
             evaluation.series[results_.front()->run][target].observed) {
            if (year >= first_ && year <= last_) observed_.push_back({year, shown(number.value)});
        }
    }
    void find_limits() {
        for (const auto& spot : observed_) highest_ = std::max(highest_, spot.value);
        for (const auto* result : results_) {
            for (const auto& point : result->points) {
                highest_ = std::max(highest_, shown(point.modelled));
                if (!std::isnan(point.high)) highest_ = std::max(highest_, shown(point.high));
            }
        }
        if (!(highest_ > 0.0)) highest_ = 1.0;
        const double step = tick_step(highest_, kValueTicks);
        highest_ = step * std::ceil(highest_ / step);
    }
    double across(double year) const {
        const double span = std::max(1, last_ - first_);
        return x_ + kLeft + (year - first_) / span * (kPanelWidth - kLeft - kRight);
    }
    double up(double value) const {
        return y_ + kPanelHeight - kBottom - value / highest_ * (kPanelHeight - kTop - kBottom);
    }

    std::string axes() const {
        std::string out =
            text_at(x_ + kLeft, y_ + 16, target_.title.en, "start", " font-weight=\"bold\"");
        out += text_at(x_ + kLeft, y_ + 31, target_.unit == "1" ? "share" : target_.unit, "start",
                       " fill=\"#555\"");
        const double step = tick_step(highest_, kValueTicks);
        for (int i = 0; i * step <= highest_ * (1.0 + 1e-9); ++i) {
            const double value = i * step;
            out += fmt::format(
                "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" "
                "stroke=\"#ddd\"/>\n",
                x_ + kLeft, up(value), x_ + kPanelWidth - kRight, up(value));
            out += text_at(x_ + kLeft - 6, up(value) + 4, fmt::format("{:.6g}", value), "end");
        }
        const int years = std::max(1, static_cast<int>(tick_step(last_ - first_, kYearTicks)));
        for (int year = first_; year <= last_; ++year) {
            if (year % years != 0) continue;
            out += fmt::format(
                "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" "
                "stroke=\"#555\"/>\n",
                across(year), up(0), up(0) + 4);
            out += text_at(across(year), up(0) + 17, std::to_string(year), "middle");
        }
        return out;
    }
    std::string break_line(double year) const {
        return fmt::format(
            "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{0:.1f}\" y2=\"{2:.1f}\" stroke=\"#888\" "
            "stroke-dasharray=\"2 3\"/>\n",
            across(year), y_ + kTop, up(0));
    }
    const char* colour(const Result& result) const {
        return kColours[result.run % kColours.size()];
    }
    /// The years of a result, from the origin where it was observed; after a break in another part.
    std::vector<std::vector<Spot>> parts(const Result& result) const {
        std::vector<std::vector<Spot>> found(1);
        const int origin = plan_.runs[result.run].origin();
        for (const auto& spot : observed_) {
            if (spot.year == origin) found.back().push_back(spot);
        }
        double factor = result.points.front().factor;
        for (const auto& point : result.points) {
            if (point.factor != factor) found.emplace_back();
            factor = point.factor;
            found.back().push_back({point.year, shown(point.modelled)});
        }
        return found;
    }
    std::string line(const Result& result) const {
        std::string out;
        for (const auto& part : parts(result)) {
            std::string path;
            for (const auto& spot : part) {
                path += fmt::format("{:.1f},{:.1f} ", across(spot.year), up(spot.value));
            }
            out += fmt::format(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.8\"/>\n",
                path, colour(result));
        }
        return out;
    }
    std::string band(const Result& result) const {
        std::string out, upper, lower;
        const auto close = [&] {
            if (!upper.empty()) {
                out += fmt::format("<polygon points=\"{}{}\" fill=\"{}\" fill-opacity=\"0.15\"/>\n",
                                   upper, lower, colour(result));
            }
            upper.clear();
            lower.clear();
        };
        double factor = result.points.front().factor;
        for (const auto& point : result.points) {
            if (point.factor != factor) close();
            factor = point.factor;
            if (std::isnan(point.low)) continue;
            const double x = across(point.year);
            upper += fmt::format("{:.1f},{:.1f} ", x, up(shown(point.high)));
            lower = fmt::format("{:.1f},{:.1f} ", x, up(shown(point.low))) + lower;
        }
        close();
        return out;
    }
};

std::string legend(const Plan& plan, double width) {
    std::string out =
        text_at(kLeft, 24, plan.title.en, "start", " font-size=\"15\" font-weight=\"bold\"");
    double y = kLegendTop;
    for (std::size_t r = 0; r < plan.runs.size(); ++r, y += kLegendLine) {
        out += fmt::format(
            "<line x1=\"{0:.1f}\" y1=\"{1:.1f}\" x2=\"{2:.1f}\" y2=\"{1:.1f}\" stroke=\"{3}\" "
            "stroke-width=\"2.5\"/>\n",
            kLeft, y - 4, kLeft + 26, kColours[r % kColours.size()]);
        out += text_at(kLeft + 34, y, plan.runs[r].title.en, "start");
    }
    out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.6\" fill=\"#333\"/>\n",
                       width / 2 + 13, kLegendTop - 4);
    out += text_at(width / 2 + 34, kLegendTop, "observed", "start");
    out += text_at(width / 2, kLegendTop + kLegendLine,
                   "shade: middle 80 % of the study; dotted: break of the statistic", "start");
    return out;
}

}  // namespace

double tick_step(double span, int parts) {
    if (!(span > 0.0)) return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(span / parts)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (span / (step * power) <= parts * (1.0 + 1e-9)) return step * power;
    }
    return 10.0 * power;
}

std::string to_svg(const Plan& plan, const Evaluation& evaluation) {
    const double head =
        kLegendTop + kLegendLine * static_cast<double>(std::max<std::size_t>(plan.runs.size(), 2));
    std::string panels;
    std::size_t count = 0;
    for (std::size_t t = 0; t < plan.targets.size(); ++t) {
        const Panel panel(plan, evaluation, t, kPanelWidth * static_cast<double>(count % kColumns),
                          head + kPanelHeight * static_cast<double>(count / kColumns));
        if (panel.empty()) continue;
        panels += panel.svg();
        ++count;
    }
    const std::size_t rows = (count + kColumns - 1) / kColumns;
    const double width = kPanelWidth * static_cast<double>(kColumns);
    const double height = head + kPanelHeight * static_cast<double>(rows) + 10;
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
               "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"sans-serif\" font-size=\"11\">\n"
               "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
               width, height) +
           legend(plan, width) + panels + "</svg>\n";
}

}  // namespace tanlu::hindcast
