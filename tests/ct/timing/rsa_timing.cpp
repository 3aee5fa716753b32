// Whole private operations of RSA and Diffie-Hellman, by whatever kernel the processor gets. RSA
// compares one key with others, and an encrypted premaster with wrongly padded ones
// (Bleichenbacher); keys are made ready before the clock starts.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/ct.h"
#include "crypto/drbg.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/rsa_lanes.h"
#include "ct/timing/timing.h"

namespace vitrine::ct_run {
namespace {

using namespace crypto;

template <class T>
void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

void require(bool condition) {
    if (!condition) std::abort();
}

constexpr std::size_t kBits = 2048;
constexpr std::size_t kLen = kBits / 8;
constexpr std::size_t kPool = 4;  // the first is the fixed one
using Block = std::array<std::uint8_t, kLen>;
using Bytes = std::vector<std::uint8_t>;

Drbg& random_bytes() {
    static constexpr std::array<std::uint8_t, 32> kSeed{1, 2, 3};
    static Drbg rng{kSeed};
    return rng;
}

/// 0 for the fixed secret {1, 0, 0 ...}, else one of the others, in the same steps.
std::size_t chosen(const std::uint8_t* secret) {
    std::uint64_t word = 0;
    std::memcpy(&word, secret, sizeof word);
    const auto other = static_cast<std::size_t>(ct::is_nonzero(word >> 8).u64());
    return (1 + static_cast<std::size_t>(secret[0]) % (kPool - 1)) & other;
}

/// Every entry is read, whichever is wanted.
void pick(std::size_t wanted, const std::array<Bytes, kPool>& from, MutByteView to) {
    for (std::size_t i = 0; i < kPool; ++i) {
        const std::uint8_t mask = ct::eq(i, wanted).u8();
        for (std::size_t at = 0; at < to.size(); ++at)
            to[at] = static_cast<std::uint8_t>((to[at] & ~mask) | (from[i][at] & mask));
    }
}

/// The parts of some keys, each part of equal length in all of them.
struct KeyPool {
    KeyPool() {
        for (std::size_t i = 0; i < kPool; ++i) {
            const auto key = RsaPrivateKey::generate(kBits, random_bytes());
            require(key.ok());
            const RsaPrivateParts one = key->parts();
            const ByteView all[8] = {one.n, one.e, one.d, one.p, one.q, one.dp, one.dq, one.qinv};
            for (std::size_t part = 0; part < 8; ++part) {
                Bytes& to = parts[part][i];
                to.assign(part == 1 ? 3 : part == 0 || part == 2 ? kLen : kLen / 2, 0);
                require(all[part].size() <= to.size());
                std::ranges::copy_backward(all[part], to.end());
            }
        }
    }
    std::array<std::array<Bytes, kPool>, 8> parts;
};

/// The key that `ready` holds lies at the same address each time.
const RsaPrivateKey& made_ready(std::size_t which, std::unique_ptr<RsaPrivateKey>& ready) {
    static const KeyPool pool;
    static std::array<Bytes, 8> picked;
    ready.reset();
    for (std::size_t part = 0; part < 8; ++part) {
        picked[part].resize(pool.parts[part][0].size());
        pick(which, pool.parts[part], picked[part]);
    }
    auto made = RsaPrivateKey::make(
        {picked[0], picked[1], picked[2], picked[3], picked[4], picked[5], picked[6], picked[7]});
    require(made.ok());
    ready = std::make_unique<RsaPrivateKey>(*std::move(made));
    return *ready;
}

std::unique_ptr<RsaPrivateKey> signing_key;
constexpr std::array<std::uint8_t, 32> kDigest{4, 5, 6};

void choose_key(std::uint8_t* secret) {
    made_ready(chosen(secret), signing_key);
}

void sign(std::uint8_t* /*secret*/) {
    static Block signature;
    require(signing_key
                ->sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, kDigest, random_bytes(),
                             signature)
                .ok());
    keep(signature);
}

void sign_eight(std::uint8_t* /*secret*/) {
    static std::array<Block, 8> signatures;
    std::array<RsaSigning, 8> requests;
    for (std::size_t i = 0; i < 8; ++i) {
        requests[i].key = &*signing_key;
        requests[i].hash = HashAlg::sha256;
        requests[i].digest = kDigest;
        requests[i].rng = &random_bytes();
        requests[i].signature = signatures[i];
    }
    rsa_sign_lanes(requests);
    for (const RsaSigning& request : requests) require(request.status.ok());
    keep(signatures);
}

// Bleichenbacher: a premaster's padding is right, or it is not.
Block ciphertext;

const RsaPrivateKey& decryption_key() {
    static std::unique_ptr<RsaPrivateKey> key;
    static const bool made = [] {
        made_ready(0, key);
        return true;
    }();
    static_cast<void>(made);
    return *key;
}

/// The first is padded well and has the right version; the others are any numbers below n.
const std::array<Bytes, kPool>& ciphertexts() {
    static const std::array<Bytes, kPool> all = [] {
        std::array<Bytes, kPool> made;
        for (Bytes& one : made) {
            one.resize(kLen);
            require(random_bytes().fill(one).ok());
            one[0] = 0;
        }
        Bytes premaster(48, 7);
        premaster[0] = premaster[1] = 3;
        require(rsa_encrypt_pkcs1(decryption_key().public_key(), premaster, random_bytes(), made[0])
                    .ok());
        return made;
    }();
    return all;
}

void choose_ciphertext(std::uint8_t* secret) {
    pick(chosen(secret), ciphertexts(), ciphertext);
}

void decrypt(std::uint8_t* /*secret*/) {
    std::array<std::uint8_t, 48> premaster{};
    require(decryption_key().decrypt_premaster(ciphertext, 0x0303, random_bytes(), premaster).ok());
    keep(premaster);
}

// The exponent.
DhExponent exponent;

void choose_exponent(std::uint8_t* secret) {
    const std::size_t len = (ffdhe(DhGroupId::ffdhe2048).exponent_bits + 7) / 8;
    secret[0] |= 1;
    exponent = DhExponent{ByteView{secret, len}};
}

void dh(std::uint8_t* /*secret*/) {
    static const Bytes peer = [] {
        Bytes value(kLen);
        require(random_bytes().fill(value).ok());
        value[0] = 1;
        return value;
    }();
    DhShared shared;
    require(dh_agree(ffdhe(DhGroupId::ffdhe2048), exponent, peer, shared).ok());
    keep(shared);
}

const TimedGroup kWhole{{
    {"ffdhe2048 agree", 0, 64, dh, false, choose_exponent},
    {"RSA-2048 sign", 0, 8, sign, false, choose_key},
    {"RSA-2048 premaster, padding", 0, 8, decrypt, false, choose_ciphertext},
    {"RSA-2048 sign, eight", 0, 8, sign_eight, false, choose_key},
}};

}  // namespace
}  // namespace vitrine::ct_run
