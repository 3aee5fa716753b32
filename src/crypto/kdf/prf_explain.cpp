#include "crypto/kdf/prf_explain.h"

#include <algorithm>

namespace vitrine::crypto {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes joined(ByteView first, ByteView second) {
    Bytes all(first.begin(), first.end());
    all.insert(all.end(), second.begin(), second.end());
    return all;
}

/// RFC 2104 §2: "append zeros to the end of K to create a B byte string"; a key longer than B is
/// hashed first.
Bytes padded_key(HashAlg alg, ByteView key, std::uint8_t pad) {
    const Digest shortened = hash(alg, key);
    if (key.size() > block_len(alg)) key = shortened.view();
    Bytes block(key.begin(), key.end());
    block.resize(block_len(alg));
    for (std::uint8_t& byte : block) byte ^= pad;
    return block;
}

HmacExplained hmac(HashAlg alg, ByteView key, ByteView text) {
    HmacExplained out;
    out.inner = hash(alg, joined(padded_key(alg, key, 0x36), text));
    out.mac = hash(alg, joined(padded_key(alg, key, 0x5c), out.inner.view()));
    return out;
}

}  // namespace

PHashExplained p_hash_explain(
    HashAlg hash, ByteView secret, std::string_view label, ByteView seed, std::size_t out_len) {
    PHashExplained out{hash, Bytes(secret.begin(), secret.end()), {}, {}};
    const Bytes label_and_seed = joined(as_bytes(label), seed);
    Bytes a = label_and_seed;  // A(0)
    while (out.output.size() < out_len) {
        PHashStep step;
        step.number = out.steps.size() + 1;
        step.a = hmac(hash, secret, a);
        a.assign(step.a.mac.view().begin(), step.a.mac.view().end());
        step.block = hmac(hash, secret, joined(a, label_and_seed));
        step.used = std::min<std::size_t>(step.block.mac.len, out_len - out.output.size());
        out.output = joined(out.output, step.block.mac.view().first(step.used));
        out.steps.push_back(step);
    }
    return out;
}

PrfExplained prf_explain(
    PrfAlg alg, ByteView secret, std::string_view label, ByteView seed, std::size_t out_len) {
    PrfExplained out;
    if (alg == PrfAlg::md5_sha1) {
        // RFC 2246 §5: L_S1 = L_S2 = ceil(L_S / 2); with an odd length they share the middle byte
        const std::size_t half = (secret.size() + 1) / 2;
        out.parts.push_back(p_hash_explain(HashAlg::md5, secret.first(half), label, seed, out_len));
        out.parts.push_back(p_hash_explain(HashAlg::sha1, secret.last(half), label, seed, out_len));
    } else {
        const HashAlg hash = alg == PrfAlg::sha384 ? HashAlg::sha384 : HashAlg::sha256;
        out.parts.push_back(p_hash_explain(hash, secret, label, seed, out_len));
    }
    out.output.resize(out_len);
    for (const PHashExplained& part : out.parts) {
        for (std::size_t i = 0; i < out_len; ++i) out.output[i] ^= part.output[i];
    }
    return out;
}

}  // namespace vitrine::crypto
