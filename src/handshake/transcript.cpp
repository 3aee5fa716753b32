#include "handshake/transcript.h"

#include <cassert>

namespace vitrine::handshake {

using crypto::Digest;
using crypto::HashAlg;
using crypto::PrfAlg;

void Transcript::add(ByteView message) {
    bool hashed = false;
    for (auto& running : hashes_) {
        if (!running.has_value()) continue;
        running->update(message);
        hashed = true;
    }
    if (!hashed) held_ = message;
}

void Transcript::start(PrfAlg prf, std::span<const HashAlg> also) {
    prf_ = prf;
    switch (prf) {
        case PrfAlg::md5_sha1:
            begin(HashAlg::md5);
            begin(HashAlg::sha1);
            break;
        case PrfAlg::sha256:
            begin(HashAlg::sha256);
            break;
        case PrfAlg::sha384:
            begin(HashAlg::sha384);
            break;
    }
    for (const HashAlg alg : also) begin(alg);
    held_ = {};
}

void Transcript::begin(HashAlg alg) {
    auto& running = hashes_[static_cast<std::size_t>(alg)];
    if (running.has_value()) return;
    running.emplace(alg);
    running->update(held_);
}

Digest Transcript::session_hash() const {
    switch (prf_) {
        case PrfAlg::sha256:
            return digest(HashAlg::sha256);
        case PrfAlg::sha384:
            return digest(HashAlg::sha384);
        case PrfAlg::md5_sha1:
            break;
    }
    Digest both = digest(HashAlg::md5);
    const Digest sha1 = digest(HashAlg::sha1);
    copy_bytes(sha1.view(), MutByteView{both.bytes}.subspan(both.len));
    both.len = static_cast<std::uint8_t>(both.len + sha1.len);
    return both;
}

Digest Transcript::digest(HashAlg alg) const {
    const auto& running = hashes_[static_cast<std::size_t>(alg)];
    assert(running.has_value());
    return running.has_value() ? running->digest() : Digest{};
}

bool Transcript::has(HashAlg alg) const {
    return hashes_[static_cast<std::size_t>(alg)].has_value();
}

}  // namespace vitrine::handshake
