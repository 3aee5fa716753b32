#include "base/secret.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <new>
#include <type_traits>

namespace vitrine {
namespace {

using Key = Secret<16, struct KeyTag>;
using Premaster = SecretBytes<struct PremasterTag, 64>;

constexpr std::array<std::uint8_t, 16> kPattern = {0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5,
                                                   0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5, 0xa5};

// Where an object lived, looked at after its end.
template <class T>
struct Grave {
    alignas(T) std::array<std::uint8_t, sizeof(T)> bytes{};
    [[nodiscard]] long pattern_bytes() const {
        const std::uint8_t* place = bytes.data();
        asm volatile(""
                     : "+r"(place)
                     :
                     : "memory");  // hides from the optimizer that the object has ended
        return std::count(place, place + bytes.size(), std::uint8_t{0xa5});
    }
    [[nodiscard]] bool holds_pattern() const { return pattern_bytes() > 0; }
};

TEST(Secret, CannotBeCopiedOrCompared) {
    static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);
    static_assert(!std::is_copy_constructible_v<Premaster> &&
                  !std::is_copy_assignable_v<Premaster>);
    static_assert(!std::equality_comparable<Key> && !std::equality_comparable<Premaster>);
    static_assert(!std::is_convertible_v<Key, ByteView>);
    static_assert(!std::is_same_v<Key, Secret<16, struct OtherTag>>);
}

TEST(Secret, IsWipedWhenDestroyed) {
    Grave<Key> grave;
    Key* key = ::new (grave.bytes.data()) Key(kPattern);
    ASSERT_TRUE(grave.holds_pattern());
    key->~Key();
    EXPECT_FALSE(grave.holds_pattern());

    Grave<Premaster> other;
    Premaster* premaster = ::new (other.bytes.data()) Premaster(kPattern);
    ASSERT_TRUE(other.holds_pattern());
    premaster->~Premaster();
    EXPECT_FALSE(other.holds_pattern());
}

TEST(Secret, IsWipedWhenMovedFrom) {
    Grave<Key> grave;
    Key* key = ::new (grave.bytes.data()) Key(kPattern);
    Key moved(std::move(*key));
    EXPECT_FALSE(grave.holds_pattern());
    EXPECT_TRUE(equal_public(moved.expose(), kPattern));
    *key = std::move(moved);
    EXPECT_TRUE(grave.holds_pattern());
    // NOLINTNEXTLINE(*-use-after-move,*cplusplus.Move): what is left is the point
    EXPECT_EQ(std::ranges::count(moved.expose(), 0), 16);
    key->~Key();
}

TEST(SecretBytes, IsWipedWhenMovedFromAndWhenCutShort) {
    Grave<Premaster> grave;
    Premaster* premaster = ::new (grave.bytes.data()) Premaster(kPattern);
    Premaster moved(std::move(*premaster));
    EXPECT_FALSE(grave.holds_pattern());
    EXPECT_EQ(premaster->size(), 0U);
    EXPECT_TRUE(equal_public(moved.expose(), kPattern));
    *premaster = std::move(moved);
    EXPECT_EQ(premaster->size(), 16U);
    premaster->resize(4);
    EXPECT_EQ(grave.pattern_bytes(), 4);
    premaster->resize(16);
    EXPECT_EQ(premaster->expose()[4], 0U) << "new bytes are zero";
    premaster->clear();
    EXPECT_FALSE(grave.holds_pattern());
    premaster->~Premaster();
}

TEST(Wipe, ClearsExactlyItsBytes) {
    std::array<std::uint8_t, 16> bytes = kPattern;
    wipe(MutByteView{bytes}.subspan(1, 14));
    EXPECT_EQ(bytes.front(), 0xa5U);
    EXPECT_EQ(bytes.back(), 0xa5U);
    EXPECT_EQ(std::ranges::count(bytes, std::uint8_t{0}), 14);
    wipe({});
}

}  // namespace
}  // namespace vitrine
