#pragma once
// Asking a long run to end in order: SIGINT, SIGTERM and SIGUSR1 (a scheduler's warning before the
// time limit).

namespace tanlu::cli {

/// From now on these signals only set a mark; a second SIGINT ends the program at once.
void watch_stop_signals();

/// The signal that came, 0 for none.
int stop_signal();

/// "SIGTERM"
const char* signal_name(int signal);

}  // namespace tanlu::cli
