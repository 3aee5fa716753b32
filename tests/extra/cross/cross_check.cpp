#include "extra/cross/cross_check.h"

#include <cstdlib>
#include <iostream>

#include "base/cpu.h"

namespace vitrine::test::cross {

namespace {

/// A number from the environment; `otherwise` where there is none.
unsigned long asked_for(const char* name, unsigned long otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

}  // namespace

int rounds(int share) {
    const int count = static_cast<int>(asked_for("VITRINE_CROSS_ROUNDS", 1000)) / share;
    std::cout << count << " rounds\n";
    return count;
}

Random::Random()
    : seed_(static_cast<std::uint32_t>(asked_for("VITRINE_SEED", std::random_device{}()))),
      engine_(seed_) {
    std::cout << "VITRINE_SEED=" << seed_ << '\n';
}

Random::~Random() {
    EXPECT_TRUE(cpu::limit("avx512"));
}

Bytes Random::bytes(std::size_t n) {
    Bytes out(n);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(engine_());
    return out;
}

void Random::pick_kernels() {
    const auto names = cpu::level_names();
    ASSERT_TRUE(cpu::limit(names[below(names.size())]));
}

Status FromRandom::fill(MutByteView out) {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(random_.below(256));
    return done();
}

Number number_of(ByteView bytes) {
    return Number{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
}

Bytes bytes_of(const BIGNUM* number, std::size_t size) {
    Bytes out(size);
    EXPECT_EQ(BN_bn2binpad(number, out.data(), static_cast<int>(size)), static_cast<int>(size));
    return out;
}

}  // namespace vitrine::test::cross
