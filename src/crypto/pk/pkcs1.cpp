#include "crypto/pk/pkcs1.h"

#include <algorithm>

#include "base/ct.h"

namespace vitrine::crypto {

namespace {

constexpr std::size_t kMinPadding = 8;
constexpr std::size_t kMd5Sha1Len = 36;

/// The content of hashAlgorithm's OBJECT IDENTIFIER.
ByteView oid_of(HashAlg hash) {
    static constexpr std::uint8_t kMd5[] = {0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05};
    static constexpr std::uint8_t kSha1[] = {0x2b, 0x0e, 0x03, 0x02, 0x1a};
    static constexpr std::uint8_t kSha256[] = {0x60, 0x86, 0x48, 0x01, 0x65,
                                               0x03, 0x04, 0x02, 0x01};
    static constexpr std::uint8_t kSha384[] = {0x60, 0x86, 0x48, 0x01, 0x65,
                                               0x03, 0x04, 0x02, 0x02};
    static constexpr std::uint8_t kSha512[] = {0x60, 0x86, 0x48, 0x01, 0x65,
                                               0x03, 0x04, 0x02, 0x03};
    static constexpr std::uint8_t kSha224[] = {0x60, 0x86, 0x48, 0x01, 0x65,
                                               0x03, 0x04, 0x02, 0x04};
    switch (hash) {
        case HashAlg::md5:
            return kMd5;
        case HashAlg::sha1:
            return kSha1;
        case HashAlg::sha224:
            return kSha224;
        case HashAlg::sha256:
            return kSha256;
        case HashAlg::sha384:
            return kSha384;
        case HashAlg::sha512:
            return kSha512;
    }
    return {};
}

/// The DER of DigestInfo up to the digest itself (RFC 8017 §9.2, note 1); at most 19 bytes.
std::size_t digest_info_prefix(HashAlg hash, DigestInfoForm form, std::span<std::uint8_t, 19> out) {
    const ByteView oid = oid_of(hash);
    const std::size_t parameters_len = form == DigestInfoForm::null_parameters ? 2 : 0;
    const std::size_t algorithm_len = 2 + oid.size() + parameters_len;
    std::size_t at = 0;
    const auto put = [&](std::size_t byte) { out[at++] = static_cast<std::uint8_t>(byte); };
    put(0x30);  // SEQUENCE DigestInfo
    put(2 + algorithm_len + 2 + digest_len(hash));
    put(0x30);  // SEQUENCE AlgorithmIdentifier
    put(algorithm_len);
    put(0x06);  // OBJECT IDENTIFIER
    put(oid.size());
    for (const std::uint8_t byte : oid) put(byte);
    if (parameters_len != 0) {
        put(0x05);  // NULL
        put(0);
    }
    put(0x04);  // OCTET STRING
    put(digest_len(hash));
    return at;
}

}  // namespace

Status emsa_pkcs1_encode(
    RsaDigestKind kind, HashAlg hash, DigestInfoForm form, ByteView digest, MutByteView block) {
    std::array<std::uint8_t, 19> prefix_buffer{};
    std::size_t prefix_len = 0;
    std::size_t expected_len = kMd5Sha1Len;
    if (kind == RsaDigestKind::digest_info) {
        prefix_len = digest_info_prefix(hash, form, prefix_buffer);
        expected_len = digest_len(hash);
    }
    if (digest.size() != expected_len) return fail(ErrorCode::bad_input_length);
    const std::size_t content_len = prefix_len + digest.size();
    if (block.size() < content_len + kMinPadding + 3) return fail(ErrorCode::message_too_long);
    const std::size_t separator = block.size() - content_len - 1;
    block[0] = 0x00;
    block[1] = 0x01;
    std::fill(block.begin() + 2, block.begin() + static_cast<std::ptrdiff_t>(separator),
              std::uint8_t{0xff});
    block[separator] = 0x00;
    copy_bytes(ByteView{prefix_buffer}.first(prefix_len), block.subspan(separator + 1));
    copy_bytes(digest, block.subspan(separator + 1 + prefix_len));
    return done();
}

Status eme_pkcs1_encode(ByteView message, Rng& rng, MutByteView block) {
    if (message.size() + kMinPadding + 3 > block.size()) return fail(ErrorCode::message_too_long);
    const std::size_t separator = block.size() - message.size() - 1;
    const MutByteView padding = block.subspan(2, separator - 2);
    block[0] = 0x00;
    block[1] = 0x02;
    TLS_TRY(rng.fill(padding));
    for (std::uint8_t& byte : padding) {
        while (
            ct::declassify(ct::is_zero(byte), "a discarded zero tells nothing of its successor")) {
            TLS_TRY(rng.fill({&byte, 1}));
        }
    }
    block[separator] = 0x00;
    copy_bytes(message, block.subspan(separator + 1));
    return done();
}

}  // namespace vitrine::crypto
