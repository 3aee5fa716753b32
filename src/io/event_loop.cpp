#include "io/event_loop.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "io/clock.h"

namespace vitrine::io {

namespace {

epoll_event event_for(int fd, bool readable, bool writable) {
    epoll_event event{};
    event.events = (readable ? EPOLLIN | EPOLLRDHUP : 0u) | (writable ? EPOLLOUT : 0u);
    event.data.fd = fd;
    return event;
}

}  // namespace

Result<std::unique_ptr<EventLoop>> EventLoop::make() {
    const int fd = ::epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) return fail(ErrorCode::socket_failed);
    return std::unique_ptr<EventLoop>{new EventLoop{fd}};
}

EventLoop::~EventLoop() {
    ::close(epoll_fd_);
}

void EventLoop::watch(int fd, bool readable, bool writable, OnReady on_ready) {
    epoll_event event = event_for(fd, readable, writable);
    const bool known = watches_.contains(fd);
    watches_[fd] = std::make_shared<OnReady>(std::move(on_ready));
    (void)::epoll_ctl(epoll_fd_, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
}

void EventLoop::change(int fd, bool readable, bool writable) {
    epoll_event event = event_for(fd, readable, writable);
    (void)::epoll_ctl(epoll_fd_, EPOLL_CTL_MOD, fd, &event);
}

void EventLoop::unwatch(int fd) {
    if (watches_.erase(fd) == 0) return;
    (void)::epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, fd, nullptr);
}

EventLoop::TimerId EventLoop::at(std::uint64_t deadline_ns, OnTime on_time) {
    const TimerId id = next_timer_++;
    timers_.emplace(deadline_ns, std::pair{id, std::move(on_time)});
    return id;
}

EventLoop::TimerId EventLoop::after_ms(std::uint64_t milliseconds, OnTime on_time) {
    return at(monotonic_ns() + milliseconds * 1000000, std::move(on_time));
}

void EventLoop::cancel(TimerId timer) {
    std::erase_if(timers_, [&](const auto& entry) { return entry.second.first == timer; });
}

void EventLoop::run_once(int timeout_ms) {
    std::array<epoll_event, 64> events{};
    const int n = ::epoll_wait(epoll_fd_, events.data(), static_cast<int>(events.size()),
                               wait_ms(timeout_ms));
    for (int i = 0; i < n; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        // A callback before this one may have unwatched it.
        const auto watch = watches_.find(event.data.fd);
        if (watch == watches_.end()) continue;
        const std::shared_ptr<OnReady> call = watch->second;
        const bool hung_up = (event.events & (EPOLLHUP | EPOLLERR)) != 0;
        const bool readable = hung_up || (event.events & (EPOLLIN | EPOLLRDHUP)) != 0;
        (*call)(Readiness{readable, (event.events & EPOLLOUT) != 0});
    }
    run_timers();
}

void EventLoop::run() {
    stopped_ = false;
    while (!stopped_) run_once();
}

void EventLoop::run_timers() {
    const std::uint64_t now = monotonic_ns();
    while (!timers_.empty() && timers_.begin()->first <= now) {
        const OnTime call = std::move(timers_.begin()->second.second);
        timers_.erase(timers_.begin());
        call();
    }
}

int EventLoop::wait_ms(int timeout_ms) const {
    if (timers_.empty()) return timeout_ms;
    const std::uint64_t now = monotonic_ns();
    const std::uint64_t next = timers_.begin()->first;
    const std::uint64_t wait = next <= now ? 0 : (next - now) / 1000000 + 1;
    const int bounded = static_cast<int>(std::min<std::uint64_t>(wait, 3600000));
    return timeout_ms < 0 ? bounded : std::min(timeout_ms, bounded);
}

}  // namespace vitrine::io
