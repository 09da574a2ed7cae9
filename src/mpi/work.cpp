#include "mpi/work.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "driver/hand_out.hpp"

namespace tanlu::mpi {
namespace {

using Clock = std::chrono::steady_clock;
using ensemble::SampleRange;
using Kind = Message::Kind;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Where a worker gets its parts from.
class Source {
public:
    virtual ~Source() = default;
    virtual std::optional<SampleRange> next() = 0;
    virtual void add_done(std::uint64_t samples) = 0;
    virtual bool stopped() = 0;
};

/// Runs parts until there are no more, or it is stopped.
Ended work(const ensemble::Plan& plan, const std::string& folder, driver::PieceOptions pieces,
           Source& source) {
    const auto asked_to_stop = pieces.stop;
    pieces.stop = [&] { return source.stopped() || (asked_to_stop && asked_to_stop()); };
    try {
        while (const auto part = source.next()) {
            std::uint64_t noted = 0;
            pieces.progress = [&](const driver::Progress& progress) {
                source.add_done(progress.done - noted);
                noted = progress.done;
            };
            if (!driver::run_pieces(plan, folder, {*part}, pieces)) return {};
        }
        return {.finished = !source.stopped(), .problem = {}};
    } catch (...) {
        return {.finished = false, .problem = std::current_exception()};
    }
}

/// Parts for the worker thread of the first rank.
class OwnSource : public Source {
public:
    OwnSource(driver::HandOut& parts, const std::atomic<bool>& stopped)
        : parts_(parts), stopped_(stopped) {}

    std::optional<SampleRange> next() override { return parts_.take(); }
    void add_done(std::uint64_t samples) override { parts_.add_done(samples); }
    bool stopped() override { return stopped_; }

private:
    driver::HandOut& parts_;
    const std::atomic<bool>& stopped_;
};

/// Parts from the first rank. It sends exactly one `end` or `stop`, whatever happens.
class RemoteSource : public Source {
public:
    explicit RemoteSource(Session& session) : session_(session) {}

    std::optional<SampleRange> next() override {
        if (over_) return std::nullopt;
        session_.send(0, {Kind::ready, 0, 0});
        const Message message = session_.receive().message;
        if (message.kind == Kind::part) return SampleRange{message.first, message.last};
        note_over(message);
        return std::nullopt;
    }

    void add_done(std::uint64_t samples) override {
        constexpr double kPause = 0.5;  // between two messages [s]
        done_ += samples;
        if (seconds_since(told_) < kPause) return;
        session_.send(0, {Kind::progress, done_, 0});
        done_ = 0;
        told_ = Clock::now();
    }

    bool stopped() override {
        if (!over_) {
            if (const auto received = session_.receive_if_any()) note_over(received->message);
        }
        return stopped_;
    }

    /// Tells the first rank that no more is taken, and hears from it that it knows.
    void leave() {
        session_.send(0, {Kind::left, done_, 0});
        while (!over_) note_over(session_.receive().message);
    }

private:
    Session& session_;
    std::uint64_t done_ = 0;  // samples that the first rank was not told of
    Clock::time_point told_ = Clock::now();
    bool over_ = false;
    bool stopped_ = false;

    void note_over(const Message& message) {
        over_ = over_ || message.kind == Kind::end || message.kind == Kind::stop;
        stopped_ = stopped_ || message.kind == Kind::stop;
    }
};

/// What the first rank knows of the others.
class Others {
public:
    Others(Session& session, driver::HandOut& parts)
        : session_(session),
          parts_(parts),
          told_(static_cast<std::size_t>(session.ranks()), false),
          left_(static_cast<std::size_t>(session.ranks()), false) {
        told_[0] = left_[0] = true;
    }

    bool all_left() const { return std::find(left_.begin(), left_.end(), false) == left_.end(); }

    /// Answers what came in. Returns whether a rank left before it was told to.
    bool answer() {
        bool early = false;
        while (const auto received = session_.receive_if_any()) {
            const auto rank = static_cast<std::size_t>(received->from);
            switch (received->message.kind) {
                case Kind::ready:
                    if (!told_[rank]) give(rank);
                    break;
                case Kind::left:
                    left_[rank] = true;
                    early = early || !told_[rank];
                    [[fallthrough]];
                default:
                    parts_.add_done(received->message.first);
            }
        }
        return early;
    }

    void stop() {
        for (std::size_t rank = 0; rank < told_.size(); ++rank) {
            if (!told_[rank]) tell(rank, Kind::stop);
        }
    }

private:
    Session& session_;
    driver::HandOut& parts_;
    std::vector<bool> told_;  // that there is no more, by rank
    std::vector<bool> left_;

    void give(std::size_t rank) {
        if (const auto part = parts_.take()) {
            session_.send(static_cast<int>(rank), {Kind::part, part->first, part->last});
        } else {
            tell(rank, Kind::end);
        }
    }

    void tell(std::size_t rank, Kind kind) {
        session_.send(static_cast<int>(rank), {kind, 0, 0});
        told_[rank] = true;
    }
};

}  // namespace

Ended lead(Session& session, const ensemble::Plan& plan, const std::string& folder,
           std::vector<SampleRange> parts, const driver::PieceOptions& pieces) {
    driver::HandOut hand_out(std::move(parts));
    Others others(session, hand_out);
    std::atomic<bool> stopped = false;
    std::atomic<bool> own_left = false;
    Ended ended;
    const auto start = Clock::now();
    std::uint64_t shown = 0;
    const std::jthread worker([&] {
        OwnSource source(hand_out, stopped);
        ended = work(plan, folder, pieces, source);
        own_left = true;
    });
    while (!own_left || !others.all_left()) {
        const bool early = others.answer();
        const bool own_early = own_left && !ended.finished;
        if (!stopped && (early || own_early || (pieces.stop && pieces.stop()))) {
            stopped = true;
            hand_out.stop();
            others.stop();
        }
        if (const auto done = hand_out.done(); pieces.progress && done > shown) {
            pieces.progress({done, hand_out.planned(), seconds_since(start)});
            shown = done;
        }
        pause();
    }
    return ended;
}

Ended follow(Session& session, const ensemble::Plan& plan, const std::string& folder,
             const driver::PieceOptions& pieces) {
    RemoteSource source(session);
    const Ended ended = work(plan, folder, pieces, source);
    source.leave();
    return ended;
}

}  // namespace tanlu::mpi
