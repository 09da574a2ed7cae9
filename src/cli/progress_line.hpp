#pragma once
// Progress of a long run on standard error: a bar on a terminal, a line now and then elsewhere.
#include "driver/pieces.hpp"

namespace tanlu::cli {

class ProgressLine {
public:
    explicit ProgressLine(bool quiet);
    /// Ends the bar.
    ~ProgressLine();

    void show(const driver::Progress& progress);

private:
    bool quiet_;
    bool terminal_;
    bool drawn_ = false;
    double last_ = -1.0;  // when something was shown [s]
};

}  // namespace tanlu::cli
