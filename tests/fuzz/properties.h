// What must hold for every decoder, whatever bytes it is given.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "base/result.h"
#include "base/trace.h"

namespace vitrine::fuzz {

inline void require(bool holds, const char* what) {
    if (holds) return;
    (void)std::fprintf(stderr, "property violated: %s\n", what);
    std::abort();
}

/// Leaves come in order and leave no byte out.
class LeafCover final : public trace::Sink {
  public:
    using trace::Sink::on;
    void on(const trace::Field& field) override {
        if (field.group) return;
        require(field.offset == covered_, "leaves follow each other");
        covered_ += field.bytes.size();
    }
    [[nodiscard]] std::size_t covered() const { return covered_; }

  private:
    std::size_t covered_ = 0;
};

/// A refusal has a name, and points into the input if it points anywhere.
inline void check_error(const Error& error, std::size_t size) {
    require(error.offset == Error::kNoOffset || error.offset <= size,
            "an error points into the input");
    require(!info(error.code).name.empty(), "an error has a name");
}

/// Accepted: every byte was covered. Refused: the error points into the input and has a name.
template <class T>
void check(const Result<T>& result, const LeafCover& cover, ByteView input) {
    if (result.ok()) {
        require(cover.covered() == input.size(), "an accepted input is covered by its leaves");
    } else {
        require(result.error().offset <= input.size(), "an error points into the input");
        check_error(result.error(), input.size());
    }
}

/// Both accepted, or both refused for the same reason at the same place.
template <class T, class U>
void check_same(const Result<T>& a, const Result<U>& b) {
    require(a.ok() == b.ok(), "the verdict is the same twice");
    if (a.ok()) return;
    require(a.error().code == b.error().code && a.error().offset == b.error().offset,
            "the reason is the same twice");
}

/// Part of the input, or nothing at all.
inline void check_view(ByteView view, ByteView input) {
    if (view.empty()) return;
    require(view.data() >= input.data() && view.data() + view.size() <= input.data() + input.size(),
            "a view shows the input");
}

/// A number that depends on all of the input: which of many neighbours to try.
inline std::size_t pick(ByteView input, std::size_t below) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const std::uint8_t byte : input) hash = (hash ^ byte) * 0x100000001b3ULL;
    return static_cast<std::size_t>(hash >> 17) % below;
}

/// For decoders of one DER value: the same twice, with and without a sink; covered by its leaves;
/// and what was accepted is refused when it is cut short or when a byte follows.
template <class Decode>
auto check_der_decoder(ByteView input, Decode decode) {
    LeafCover cover;
    const auto seen = decode(input, &cover);
    check(seen, cover, input);
    auto plain = decode(input, nullptr);
    check_same(seen, plain);
    if (plain.ok()) {
        require(!decode(input.first(pick(input, input.size())), nullptr).ok(),
                "an accepted value cut short is refused");
        std::vector<std::uint8_t> longer{input.begin(), input.end()};
        longer.push_back(0);
        require(!decode(ByteView{longer}, nullptr).ok(), "an accepted value and more is refused");
    }
    return plain;
}

}  // namespace vitrine::fuzz
