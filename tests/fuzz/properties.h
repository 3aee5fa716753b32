// What must hold for every decoder, whatever bytes it is given.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "base/result.h"
#include "base/trace.h"

namespace vitrine::fuzz {

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "property violated: %s\n", what);
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

/// Accepted: every byte was covered. Refused: the error points into the input and has a name.
template <class T>
void check(const Result<T>& result, const LeafCover& cover, ByteView input) {
    if (result.ok()) {
        require(cover.covered() == input.size(), "an accepted input is covered by its leaves");
    } else {
        require(result.error().offset <= input.size(), "an error points into the input");
        require(!info(result.error().code).name.empty(), "an error has a name");
    }
}

}  // namespace vitrine::fuzz
