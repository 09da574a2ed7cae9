#pragma once
// MPI, as far as a study needs it: small messages, and waiting that leaves the processor to others.
#include <cstdint>
#include <optional>
#include <string>

namespace tanlu::mpi {

/// A message between ranks. The numbers are those of a range, or counts; see each kind.
struct Message {
    enum class Kind : std::int64_t {
        ready,     ///< to the first rank: I take a part
        progress,  ///< to the first rank: `first` samples were finished
        left,      ///< to the first rank: I take no more; `first` samples were finished
        part,      ///< run samples `first` to `last` - 1
        end,       ///< there is no more
        stop,      ///< end at the next block
    };
    Kind kind = Kind::ready;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

struct Received {
    int from = 0;
    Message message;
};

/// MPI from its start to its end; one in a program. All members are for the thread that made it.
class Session {
public:
    Session(int& argc, char**& argv);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    int rank() const { return rank_; }
    int ranks() const { return ranks_; }
    bool is_first() const { return rank_ == 0; }

    void send(int to, const Message& message);
    std::optional<Received> receive_if_any();
    Received receive();

    /// The least of the numbers of all ranks; all must call.
    int least(int number);

    /// What rank `from` says; all must call.
    int said_by(int from, int number);
    std::string said_by(int from, std::string text);

    /// Processors for the threads of this rank [1]: those it is bound to, shared with the ranks on
    /// the same machine that are bound to the same ones; at least one.
    int processors();

    /// Ends all ranks at once.
    [[noreturn]] void abort(int exit_code);

private:
    int rank_ = 0;
    int ranks_ = 1;
};

/// Lets others have the processor for a moment between two looks for a message.
void pause();

}  // namespace tanlu::mpi
