// Reading the wire: a decoder looks like the RFC's struct (RFC 5246 §4).
//
//     hello.client_version = in.u16("client_version");
//     hello.session_id     = in.vec8("session_id", {0, 32}).rest();
//     return in.finish(hello);
//
// A Reader is a cursor {begin, end, Context*}; children share the Context, which remembers the
// first failure ("sticky"): after it every read gives zero and empty() is true, so loops end. The
// names are the RFC's; with a sink they become `field` events, so parser and walkthrough can never
// disagree.
#pragma once

#include <array>
#include <cstdint>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"
#include "base/trace.h"

namespace vitrine::wire {

/// A vector's <floor..ceiling>, in bytes.
struct Bounds {
    std::uint32_t floor = 0;
    std::uint32_t ceiling = 0xffffff;
};

/// What all readers of one structure share: where it began, the first failure, who watches.
class Context {
  public:
    explicit Context(ByteView whole,
                     trace::Sink* sink = nullptr,
                     trace::Layer layer = trace::Layer::message)
        : whole_(whole),
          sink_(sink),
          layer_(layer),
          state_(sink == nullptr ? State::quiet : State::watched) {}

    [[nodiscard]] bool failed() const { return state_ == State::failed; }
    /// Nothing failed and nobody watches: what a read asks first, so that names cost nothing.
    [[nodiscard]] bool quiet() const { return state_ == State::quiet; }
    [[nodiscard]] const Error& error() const { return error_; }
    [[nodiscard]] trace::Sink* sink() const { return sink_; }

    /// Remembers the first failure; later ones are its consequences and are dropped. What no leaf
    /// has covered by then becomes one: `unread`.
    void fail(ErrorCode code, const std::uint8_t* at, const char* field);
    /// Announces a field to the sink, if there is one.
    void announce(const char* name, ByteView bytes, bool group);

  private:
    enum class State : std::uint8_t { quiet, watched, failed };

    ByteView whole_;
    std::size_t shown_ = 0;  ///< end of the last leaf; kept only with a sink
    trace::Sink* sink_;
    trace::Layer layer_;
    State state_;
    Error error_;
};

/// A list of 16-bit numbers inside the received bytes.
class U16View {
  public:
    U16View() = default;
    explicit U16View(ByteView bytes) : bytes_(bytes) {}

    [[nodiscard]] std::size_t size() const { return bytes_.size() / 2; }
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    std::uint16_t operator[](std::size_t i) const {
        return static_cast<std::uint16_t>((bytes_[2 * i] << 8) | bytes_[2 * i + 1]);
    }
    [[nodiscard]] bool contains(std::uint16_t value) const;
    [[nodiscard]] ByteView bytes() const { return bytes_; }

  private:
    ByteView bytes_;
};

class Reader {
  public:
    /// Reads `bytes`; failures and fields go to `context`, which must outlive the reader.
    Reader(ByteView bytes, Context& context, const char* name = "")
        : begin_(bytes.data()),
          end_(bytes.data() + bytes.size()),
          context_(&context),
          name_(name) {}

    /// True at the end, and after any failure of this structure.
    [[nodiscard]] bool empty() const { return begin_ == end_ || context_->failed(); }
    [[nodiscard]] std::size_t remaining() const {
        return context_->failed() ? 0 : static_cast<std::size_t>(end_ - begin_);
    }
    [[nodiscard]] bool failed() const { return context_->failed(); }
    [[nodiscard]] Context& context() const { return *context_; }
    /// What is left, without reading it.
    [[nodiscard]] ByteView peek() const { return {begin_, remaining()}; }

    std::uint8_t u8(const char* name) { return static_cast<std::uint8_t>(number<1>(name)); }
    std::uint16_t u16(const char* name) { return static_cast<std::uint16_t>(number<2>(name)); }
    std::uint32_t u24(const char* name) { return static_cast<std::uint32_t>(number<3>(name)); }
    std::uint32_t u32(const char* name) { return static_cast<std::uint32_t>(number<4>(name)); }
    std::uint64_t u64(const char* name) { return number<8>(name); }

    /// Exactly N bytes; a view of N zeros after a failure.
    template <std::size_t N>
    std::span<const std::uint8_t, N> fixed(const char* name) {
        static constexpr std::array<std::uint8_t, N> kZeros{};
        const ByteView got = bytes(N, name);
        return std::span<const std::uint8_t, N>{got.size() == N ? got.data() : kZeros.data(), N};
    }
    /// Exactly n bytes as one leaf; empty after a failure.
    ByteView bytes(std::size_t n, const char* name) {
        return can_take_quietly(n) ? take_quietly(n) : take_leaf(n, name);
    }
    /// Exactly n bytes as a group with its own fields.
    Reader sub(std::size_t n, const char* name) {
        return {can_take_quietly(n) ? take_quietly(n) : take_group(n, name), *context_, name};
    }

    /// A vector with an 8-, 16- or 24-bit length: emits the leaf `length` and the group `name`.
    Reader vec8(const char* name, Bounds bounds = {}) { return vec<1>(name, bounds); }
    Reader vec16(const char* name, Bounds bounds = {}) { return vec<2>(name, bounds); }
    Reader vec24(const char* name, Bounds bounds = {}) { return vec<3>(name, bounds); }

    /// All that is left, as one leaf. Named as the vector it is the content of, if `name` is null.
    ByteView rest(const char* name = nullptr) {
        if (context_->quiet()) return take_quietly(static_cast<std::size_t>(end_ - begin_));
        return take_leaf(remaining(), name == nullptr ? name_ : name);
    }
    /// All that is left as 16-bit numbers, a leaf each; an odd number of bytes is
    /// vector_out_of_bounds.
    U16View u16s(const char* name) {
        const auto n = static_cast<std::size_t>(end_ - begin_);
        return U16View{context_->quiet() && n % 2 == 0 ? take_quietly(n) : take_u16s(name)};
    }

    /// Notes a failure at the present position.
    void fail(ErrorCode code, const char* field = nullptr);

    /// The end of every decoder: `value`, or the first failure; trailing_data if bytes are left.
    template <class T>
    Result<T> finish(const T& value) {
        if (context_->quiet() && begin_ == end_) return value;
        if (!ends_well()) return context_->error();
        return value;
    }
    Status finish() { return finish(Unit{}); }

  private:
    [[nodiscard]] bool can_take_quietly(std::size_t n) const {
        return context_->quiet() && n <= static_cast<std::size_t>(end_ - begin_);
    }
    ByteView take_quietly(std::size_t n) {
        const ByteView got{begin_, n};
        begin_ += n;
        return got;
    }
    // The same for a sink to see, or to fail.
    [[gnu::cold]] bool ends_well();
    [[gnu::cold]] ByteView take_leaf(std::size_t n, const char* name);
    [[gnu::cold]] ByteView take_group(std::size_t n, const char* name);
    [[gnu::cold]] ByteView take_u16s(const char* name);
    [[gnu::cold]] std::uint64_t take_number(std::size_t width, const char* name);
    [[gnu::cold]] Reader take_vec(std::size_t width, const char* name, Bounds bounds);
    bool take(std::size_t n, const char* name, ByteView& out);

    template <std::size_t kWidth>
    std::uint64_t number(const char* name) {
        if (!can_take_quietly(kWidth)) return take_number(kWidth, name);
        return big_endian<kWidth>(take_quietly(kWidth).data());
    }

    template <std::size_t kWidth>
    Reader vec(const char* name, Bounds bounds) {
        if (can_take_quietly(kWidth)) {
            const auto length = static_cast<std::size_t>(big_endian<kWidth>(begin_));
            if (length >= bounds.floor && length <= bounds.ceiling &&
                length <= static_cast<std::size_t>(end_ - begin_) - kWidth) {
                begin_ += kWidth;
                return {take_quietly(length), *context_, name};
            }
        }
        return take_vec(kWidth, name, bounds);
    }

    /// Not a loop: compilers leave it one.
    template <std::size_t kWidth>
    static std::uint64_t big_endian(const std::uint8_t* p) {
        return [&]<std::size_t... kAt>(std::index_sequence<kAt...>) {
            return (... | (std::uint64_t{p[kAt]} << (8 * (kWidth - 1 - kAt))));
        }(std::make_index_sequence<kWidth>{});
    }

    const std::uint8_t* begin_;
    const std::uint8_t* end_;
    Context* context_;
    const char* name_;
};

}  // namespace vitrine::wire
