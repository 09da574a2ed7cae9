#include "cli/stop_signal.hpp"

#include <csignal>
#include <initializer_list>

namespace tanlu::cli {
namespace {

volatile std::sig_atomic_t g_signal = 0;

void note(int signal) {
    if (signal == SIGINT && g_signal == SIGINT) {
        std::signal(SIGINT, SIG_DFL);
        std::raise(SIGINT);
    }
    g_signal = signal;
}

}  // namespace

void watch_stop_signals() {
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = SA_RESTART;  // files are written to their end
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM, SIGUSR1}) sigaction(signal, &action, nullptr);
}

int stop_signal() {
    return g_signal;
}

const char* signal_name(int signal) {
    switch (signal) {
        case SIGINT:
            return "SIGINT";
        case SIGTERM:
            return "SIGTERM";
        case SIGUSR1:
            return "SIGUSR1";
        default:
            return "a signal";
    }
}

}  // namespace tanlu::cli
