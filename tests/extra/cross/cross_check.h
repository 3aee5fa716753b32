// What the cross-checks share: random inputs from a printed seed (VITRINE_SEED repeats a run, but
// for what the other library draws itself), and OpenSSL's objects with their destructors. Kernels
// of all levels take turns. VITRINE_CROSS_ROUNDS asks for more or fewer rounds than a thousand.
#pragma once

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/evp.h>

#include <memory>
#include <random>
#include <vector>

#include "base/bytes.h"
#include "base/rng.h"

namespace vitrine::test::cross {

using Bytes = std::vector<std::uint8_t>;

/// As many as were asked for, or what `share` makes of it: one round in so many where a round is
/// slow. The number is printed.
int rounds(int share = 1);

class Random {
  public:
    Random();
    Random(const Random&) = delete;
    Random& operator=(const Random&) = delete;
    ~Random();  ///< with all kernels back in use
    std::size_t below(std::size_t n) { return engine_() % n; }
    Bytes bytes(std::size_t n);
    /// Mostly short, sometimes long enough for every loop of a kernel.
    std::size_t message_size() { return below(40) == 0 ? below(4000) : below(300); }
    /// One of VITRINE_CPU's levels for what comes next.
    void pick_kernels();

  private:
    std::uint32_t seed_;
    std::mt19937 engine_;
};

/// The same bytes as a generator for the code under test.
class FromRandom final : public Rng {
  public:
    explicit FromRandom(Random& random) : random_(random) {}
    Status fill(MutByteView out) override;

  private:
    Random& random_;
};

template <auto kFree>
struct Free {
    template <class T>
    void operator()(T* object) const {
        kFree(object);
    }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Free<EVP_CIPHER_CTX_free>>;
using HashContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

Number number_of(ByteView bytes);
/// Big-endian, filled up with zeros.
Bytes bytes_of(const BIGNUM* number, std::size_t size);

}  // namespace vitrine::test::cross
