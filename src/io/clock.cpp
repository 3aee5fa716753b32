#include "io/clock.h"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>

namespace vitrine::io {

namespace {

/// Takes characters from the front of a text; after a mismatch nothing more matches.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    int digits(std::size_t n) {
        int value = 0;
        if (text_.size() < n) ok_ = false;
        for (std::size_t i = 0; ok_ && i < n; ++i) {
            if (text_[i] < '0' || text_[i] > '9') ok_ = false;
            value = value * 10 + (text_[i] - '0');
        }
        if (ok_) text_.remove_prefix(n);
        return value;
    }
    /// One of the characters of `any`; NUL if there is none of them.
    char one_of(std::string_view any) {
        if (!ok_ || text_.empty() || any.find(text_.front()) == any.npos) {
            ok_ = false;
            return '\0';
        }
        const char got = text_.front();
        text_.remove_prefix(1);
        return got;
    }
    void skip_fraction() {
        if (!ok_ || text_.empty() || text_.front() != '.') return;
        text_.remove_prefix(1);
        const std::size_t end = text_.find_first_not_of("0123456789");
        if (end == 0 || text_.empty()) ok_ = false;
        text_.remove_prefix(end == text_.npos ? text_.size() : end);
    }
    [[nodiscard]] bool done() const { return ok_ && text_.empty(); }

  private:
    std::string_view text_;
    bool ok_ = true;
};

// RFC 3339 §5.6: date-time.
std::optional<Time> parse_rfc3339(std::string_view text) {
    Scanner in{text};
    CivilTime civil;
    civil.year = in.digits(4);
    in.one_of("-");
    civil.month = in.digits(2);
    in.one_of("-");
    civil.day = in.digits(2);
    in.one_of("Tt ");
    civil.hour = in.digits(2);
    in.one_of(":");
    civil.minute = in.digits(2);
    in.one_of(":");
    civil.second = in.digits(2);
    in.skip_fraction();
    const char zone = in.one_of("Zz+-");
    std::int64_t offset = 0;
    if (zone == '+' || zone == '-') {
        const int hours = in.digits(2);
        in.one_of(":");
        offset = hours * 3600 + in.digits(2) * 60;
        if (zone == '-') offset = -offset;
    }
    if (!in.done() || !is_valid(civil)) return std::nullopt;
    return Time{from_civil(civil).seconds - offset};
}

}  // namespace

Time wall_clock() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return Time{std::chrono::duration_cast<std::chrono::seconds>(now).count()};
}

std::uint64_t monotonic_ns() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

Result<Time> parse_time(std::string_view text) {
    std::int64_t seconds = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, seconds);
    if (error == std::errc{} && stop == end) return Time{seconds};
    const std::optional<Time> time = parse_rfc3339(text);
    if (!time.has_value()) return fail(ErrorCode::bad_input_length);
    return *time;
}

std::string format_time(Time time) {
    const CivilTime c = to_civil(time);
    char text[64];
    const int n = std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year,
                                c.month, c.day, c.hour, c.minute, c.second);
    return std::string(text, static_cast<std::size_t>(n));
}

}  // namespace vitrine::io
