// Short text without allocation: for explanations that the core writes. What does not fit is cut
// off.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vitrine::base {

template <std::size_t N>
class Text {
  public:
    Text() = default;
    Text& add(std::string_view more) {
        for (const char c : more) {
            if (size_ == N) break;
            chars_[size_++] = c;
        }
        return *this;
    }
    Text& add(std::uint64_t number) {
        std::array<char, 20> digits{};
        std::size_t n = digits.size();
        do {
            digits[--n] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number > 0);
        return add(std::string_view{digits.data() + n, digits.size() - n});
    }
    [[nodiscard]] std::string_view view() const { return {chars_.data(), size_}; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

  private:
    std::array<char, N> chars_{};
    std::size_t size_ = 0;
};

}  // namespace vitrine::base
