#include "crypto/pk/rsa_lanes.h"

#include <algorithm>

#include "crypto/pk/pkcs1.h"
#include "crypto/pk/pss.h"
#include "crypto/pk/rsa_lanes_core.h"

namespace vitrine::crypto {

namespace {

using Block = std::array<std::uint8_t, kMaxRsaPrivateModulusLen>;

/// The block of RsaPrivateKey::sign_pss.
Status encode_pss(const RsaSigning& request, MutByteView block) {
    std::array<std::uint8_t, kMaxDigestLen> salt_buffer{};
    const auto salt = MutByteView{salt_buffer}.first(digest_len(request.hash));
    TLS_TRY(request.rng->fill(salt));
    const std::size_t bits = RsaKeyAccess::prepared(*request.key).mod_n.bits;
    const std::size_t len = (bits - 1 + 7) / 8;
    return emsa_pss_encode(request.hash, request.digest, salt, bits - 1, block.last(len));
}

Status encode(const RsaSigning& request, MutByteView block) {
    if (request.signature.size() < block.size()) return fail(ErrorCode::output_full);
    if (request.scheme == RsaScheme::pss) return encode_pss(request, block);
    const auto kind =
        request.scheme == RsaScheme::pkcs1 ? RsaDigestKind::digest_info : RsaDigestKind::md5_sha1;
    return emsa_pkcs1_encode(kind, request.hash, DigestInfoForm::null_parameters, request.digest,
                             block);
}

void finish(RsaSigning& request, RsaLaneJob& job) {
    request.status = job.status;
    if (!job.status.ok()) return;
    if (!ct::declassify(job.sound, "a wrong signature must not leave; a right one is public")) {
        request.status = fail(ErrorCode::fault_detected);
    }
    copy_bytes(job.block, request.signature);  // zeros, if it is wrong
}

void sign_eight(std::span<RsaSigning> requests) {
    std::array<Block, kLanes> blocks{};
    std::array<RsaLaneJob, kLanes> jobs;
    std::array<RsaSigning*, kLanes> askers{};
    std::size_t count = 0;
    for (RsaSigning& request : requests) {
        const RsaKeyAccess::Prepared& key = RsaKeyAccess::prepared(*request.key);
        const auto block = MutByteView{blocks[count]}.first(key.modulus_len);
        request.status = encode(request, block);
        if (!request.status.ok()) continue;
        jobs[count].key = &key;
        jobs[count].block = block;
        jobs[count].rng = request.rng;
        askers[count++] = &request;
    }
    rsa_private_lanes(std::span{jobs}.first(count));
    for (std::size_t i = 0; i < count; ++i) finish(*askers[i], jobs[i]);
    wipe_object(blocks);
}

/// RFC 5246 §7.4.7.1: "1. Generate a string R of 46 random bytes".
using Random = std::array<std::uint8_t, kRsaPremasterLen>;

void decrypt_eight(std::span<RsaPremaster> requests) {
    std::array<Block, kLanes> blocks{};
    std::array<Random, kLanes> random{};
    std::array<RsaLaneJob, kLanes> jobs;
    std::array<RsaPremaster*, kLanes> askers{};
    std::size_t count = 0;
    for (RsaPremaster& request : requests) {
        const RsaKeyAccess::Prepared& key = RsaKeyAccess::prepared(*request.key);
        request.status = request.rng->fill(MutByteView{random[count]}.subspan(2));
        if (!request.status.ok()) continue;
        jobs[count].key = &key;
        jobs[count].block = MutByteView{blocks[count]}.first(key.modulus_len);
        jobs[count].rng = request.rng;
        key.admit_ciphertext(request.ciphertext, jobs[count].block);
        askers[count++] = &request;
    }
    rsa_private_lanes(std::span{jobs}.first(count));
    for (std::size_t i = 0; i < count; ++i) {
        askers[i]->status = jobs[i].status;
        if (!jobs[i].status.ok()) continue;
        rsa_unpad_premaster(jobs[i].block, jobs[i].sound, random[i], askers[i]->client_version,
                            askers[i]->premaster.first<kRsaPremasterLen>());
    }
    wipe_object(blocks);
    wipe_object(random);
}

template <class Request>
void by_eights(std::span<Request> requests, void (*run)(std::span<Request>)) {
    while (!requests.empty()) {
        const auto some = requests.first(std::min(requests.size(), kLanes));
        run(some);
        requests = requests.subspan(some.size());
    }
}

}  // namespace

void rsa_sign_lanes(std::span<RsaSigning> requests) {
    by_eights(requests, sign_eight);
}

void rsa_premaster_lanes(std::span<RsaPremaster> requests) {
    by_eights(requests, decrypt_eight);
}

}  // namespace vitrine::crypto
