// One thread, many descriptors: calls back when one can be read or written, and when a time has
// come.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "base/result.h"

namespace vitrine::io {

struct Readiness {
    bool readable = false;  ///< or hung up: a read will tell
    bool writable = false;
};

class EventLoop {
  public:
    using OnReady = std::function<void(Readiness)>;
    using OnTime = std::function<void()>;
    using TimerId = std::uint64_t;

    /// Errors: socket_failed (the system has no more descriptors).
    static Result<std::unique_ptr<EventLoop>> make();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;
    ~EventLoop();

    /// Watches a descriptor, or changes what it is watched for. The callback may unwatch it.
    void watch(int fd, bool readable, bool writable, OnReady on_ready);
    void change(int fd, bool readable, bool writable);
    void unwatch(int fd);

    TimerId at(std::uint64_t deadline_ns, OnTime on_time);
    TimerId after_ms(std::uint64_t milliseconds, OnTime on_time);
    void cancel(TimerId timer);

    /// Waits for at least one thing to happen, at most `timeout_ms` (-1: for ever), and calls back.
    void run_once(int timeout_ms = -1);
    /// Runs until `stop` is called.
    void run();
    void stop() { stopped_ = true; }
    [[nodiscard]] std::size_t watched() const { return watches_.size(); }

  private:
    explicit EventLoop(int epoll_fd) : epoll_fd_(epoll_fd) {}
    void run_timers();
    [[nodiscard]] int wait_ms(int timeout_ms) const;

    int epoll_fd_;
    bool stopped_ = false;
    std::map<int, std::shared_ptr<OnReady>> watches_;
    std::multimap<std::uint64_t, std::pair<TimerId, OnTime>> timers_;
    TimerId next_timer_ = 1;
};

}  // namespace vitrine::io
