// Writing mirrors reading; a length prefix is a scope, so it cannot be wrong:
//
//     out.vec8([&](wire::Writer& w) { w.bytes(hello.session_id); });
//
// A Writer fills a buffer it does not own. Overflow is sticky, as a Reader's failure is: later
// writes do nothing and `finish` reports output_full.
#pragma once

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::wire {

class Writer {
  public:
    explicit Writer(MutByteView out) : out_(out) {}

    void u8(std::uint8_t value) { number(value, 1); }
    void u16(std::uint16_t value) { number(value, 2); }
    void u24(std::uint32_t value) { number(value, 3); }
    void u32(std::uint32_t value) { number(value, 4); }
    void u64(std::uint64_t value) { number(value, 8); }
    void bytes(ByteView value);
    /// Reserves n bytes for the caller to fill; empty after an overflow.
    MutByteView reserve(std::size_t n);

    /// Vectors with an 8-, 16- or 24-bit length; `body` writes the content.
    template <class Body>
    void vec8(Body&& body) {
        vec(1, body);
    }
    template <class Body>
    void vec16(Body&& body) {
        vec(2, body);
    }
    template <class Body>
    void vec24(Body&& body) {
        vec(3, body);
    }

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool failed() const { return failed_; }
    /// What was written so far.
    [[nodiscard]] ByteView written() const { return out_.first(size_); }
    /// The bytes written, or output_full, or vector_out_of_bounds (content longer than its length
    /// field holds).
    Result<ByteView> finish() const;

  private:
    void number(std::uint64_t value, std::size_t width);
    void put_length(std::size_t at, std::size_t width);

    template <class Body>
    void vec(std::size_t width, Body& body) {
        const std::size_t at = size_;
        number(0, width);
        body(*this);
        put_length(at, width);
    }

    MutByteView out_;
    std::size_t size_ = 0;
    bool failed_ = false;
    bool too_long_ = false;
};

}  // namespace vitrine::wire
