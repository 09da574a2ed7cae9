#include "mpi/session.hpp"

#include <mpi.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

namespace tanlu::mpi {
namespace {

constexpr int kTag = 1;
constexpr int kNumbers = 3;  // of a message

/// Waits without spinning: MPI_Wait would take a whole processor.
void wait(MPI_Request& request) {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    while (!done) {
        pause();
        MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    }
}

}  // namespace

void pause() {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

// The default error handler ends all ranks with a message, so no return code needs a look.
Session::Session(int& argc, char**& argv) {
    int provided = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks_);
}

Session::~Session() {
    MPI_Finalize();
}

void Session::send(int to, const Message& message) {
    const std::array<std::int64_t, kNumbers> numbers{static_cast<std::int64_t>(message.kind),
                                                     static_cast<std::int64_t>(message.first),
                                                     static_cast<std::int64_t>(message.last)};
    MPI_Send(numbers.data(), kNumbers, MPI_INT64_T, to, kTag, MPI_COMM_WORLD);
}

std::optional<Received> Session::receive_if_any() {
    int any = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, kTag, MPI_COMM_WORLD, &any, &status);
    if (!any) return std::nullopt;
    std::array<std::int64_t, kNumbers> numbers{};
    MPI_Recv(numbers.data(), kNumbers, MPI_INT64_T, status.MPI_SOURCE, kTag, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    return Received{status.MPI_SOURCE,
                    {static_cast<Message::Kind>(numbers[0]), static_cast<std::uint64_t>(numbers[1]),
                     static_cast<std::uint64_t>(numbers[2])}};
}

Received Session::receive() {
    for (;; pause()) {
        if (const auto received = receive_if_any()) return *received;
    }
}

int Session::least(int number) {
    int result = 0;
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Iallreduce(&number, &result, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
    wait(request);
    return result;
}

int Session::said_by(int from, int number) {
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Ibcast(&number, 1, MPI_INT, from, MPI_COMM_WORLD, &request);
    wait(request);
    return number;
}

std::string Session::said_by(int from, std::string text) {
    text.resize(static_cast<std::size_t>(said_by(from, static_cast<int>(text.size()))));
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Ibcast(text.data(), static_cast<int>(text.size()), MPI_CHAR, from, MPI_COMM_WORLD,
               &request);
    wait(request);
    return text;
}

int Session::processors() {
    cpu_set_t mine;
    CPU_ZERO(&mine);
    if (sched_getaffinity(0, sizeof mine, &mine) != 0) return 1;

    MPI_Comm machine = MPI_COMM_NULL;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &machine);
    int here = 1;
    MPI_Comm_size(machine, &here);
    std::vector<cpu_set_t> all(static_cast<std::size_t>(here));
    MPI_Allgather(&mine, sizeof mine, MPI_BYTE, all.data(), sizeof mine, MPI_BYTE, machine);
    MPI_Comm_free(&machine);

    const auto sharing = std::count_if(all.begin(), all.end(), [&](const cpu_set_t& other) {
        return CPU_EQUAL(&mine, &other) != 0;
    });
    return std::max(1, CPU_COUNT(&mine) / static_cast<int>(sharing));
}

void Session::abort(int exit_code) {
    MPI_Abort(MPI_COMM_WORLD, exit_code);
    std::abort();  // MPI_Abort does not return, but does not say so
}

}  // namespace tanlu::mpi
