#include "cli/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "cli/ensemble_report.hpp"

namespace tanlu::cli {
namespace {

constexpr double kBarSeconds = 0.2;    // between two pictures of the bar
constexpr double kLineSeconds = 30.0;  // between two lines in a log
constexpr int kBarWidth = 30;

}  // namespace

ProgressLine::ProgressLine(bool quiet) : quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (drawn_ && terminal_) std::cerr << '\n';
}

void ProgressLine::show(const driver::Progress& progress) {
    if (quiet_ || progress.planned == 0) return;
    const bool ended = progress.done == progress.planned;
    const double pause = terminal_ ? kBarSeconds : kLineSeconds;
    if (!ended && last_ >= 0.0 && progress.seconds - last_ < pause) return;
    last_ = progress.seconds;
    drawn_ = true;
    const double part = static_cast<double>(progress.done) / static_cast<double>(progress.planned);
    const std::string text = fmt::format(
        "{:3.0f} %  {} of {} samples, {:.0f}/s, {} left", 100.0 * part, with_spaces(progress.done),
        with_spaces(progress.planned), progress.rate(), duration(progress.seconds_left()));
    if (terminal_) {
        const int filled = static_cast<int>(part * kBarWidth);
        std::cerr << fmt::format(
                         "\r[{}{}] {}   ", std::string(static_cast<std::size_t>(filled), '#'),
                         std::string(static_cast<std::size_t>(kBarWidth - filled), '.'), text)
                  << std::flush;
    } else {
        std::cerr << text << std::endl;
    }
}

}  // namespace tanlu::cli
