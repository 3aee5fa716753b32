#include "crypto/pk/pss.h"

namespace vitrine::crypto {

namespace {

constexpr std::uint8_t kTrailer = 0xbc;

/// XORs MGF1(seed) into `data`.
void xor_mgf1(HashAlg alg, ByteView seed, MutByteView data) {
    const std::size_t step = digest_len(alg);
    for (std::size_t at = 0, counter = 0; at < data.size(); at += step, ++counter) {
        const std::array<std::uint8_t, 4> count = {
            static_cast<std::uint8_t>(counter >> 24), static_cast<std::uint8_t>(counter >> 16),
            static_cast<std::uint8_t>(counter >> 8), static_cast<std::uint8_t>(counter)};
        Hash running{alg};
        running.update(seed);
        running.update(count);
        const Digest mask = running.digest();
        for (std::size_t i = 0; i < step && at + i < data.size(); ++i)
            data[at + i] ^= mask.bytes[i];
    }
}

/// H = Hash(eight zero bytes || mHash || salt)
Digest hash_of(HashAlg alg, ByteView digest, ByteView salt) {
    static constexpr std::uint8_t kZeros[8] = {};
    Hash running{alg};
    running.update(kZeros);
    running.update(digest);
    running.update(salt);
    return running.digest();
}

/// The bits of the first byte that lie within em_bits.
std::uint8_t top_mask(std::size_t em_bits) {
    const std::size_t unused = (8 - em_bits % 8) % 8;
    return static_cast<std::uint8_t>(0xff >> unused);
}

}  // namespace

Status emsa_pss_encode(
    HashAlg hash, ByteView digest, ByteView salt, std::size_t em_bits, MutByteView block) {
    const std::size_t h_len = digest_len(hash);
    if (digest.size() != h_len) return fail(ErrorCode::bad_input_length);
    if (block.size() < h_len + salt.size() + 2) return fail(ErrorCode::message_too_long);
    const std::size_t db_len = block.size() - h_len - 1;
    const MutByteView db = block.first(db_len);
    const Digest h = hash_of(hash, digest, salt);
    for (std::uint8_t& byte : db) byte = 0;
    db[db_len - salt.size() - 1] = 0x01;
    copy_bytes(salt, db.subspan(db_len - salt.size()));
    xor_mgf1(hash, h.view(), db);
    db[0] &= top_mask(em_bits);
    copy_bytes(h.view(), block.subspan(db_len));
    block.back() = kTrailer;
    return done();
}

Status emsa_pss_verify_vartime(
    HashAlg hash, ByteView digest, std::size_t salt_len, std::size_t em_bits, MutByteView block) {
    const auto refuse = [] { return fail(ErrorCode::bad_signature); };
    const std::size_t h_len = digest_len(hash);
    if (digest.size() != h_len) return fail(ErrorCode::bad_input_length);
    if (salt_len > block.size() || block.size() < h_len + salt_len + 2) return refuse();
    const std::size_t db_len = block.size() - h_len - 1;
    const MutByteView db = block.first(db_len);
    const ByteView h = block.subspan(db_len, h_len);
    if (block.back() != kTrailer || (db[0] & ~top_mask(em_bits)) != 0) return refuse();
    xor_mgf1(hash, h, db);
    db[0] &= top_mask(em_bits);
    const std::size_t separator = db_len - salt_len - 1;
    for (std::size_t i = 0; i < separator; ++i) {
        if (db[i] != 0) return refuse();
    }
    if (db[separator] != 0x01) return refuse();
    if (!equal_public(hash_of(hash, digest, db.subspan(separator + 1)).view(), h)) return refuse();
    return done();
}

}  // namespace vitrine::crypto
