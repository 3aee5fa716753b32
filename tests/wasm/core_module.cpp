// What the WebAssembly module offers to run.mjs: a hash, an AEAD, X25519, and a whole handshake in
// memory; symmetric_module.cpp and public_key_module.cpp have the rest of crypto. All arguments are
// addresses and lengths inside the module's memory; results are 0 or an error code plus 1.
#include <cstdlib>
#include <memory>
#include <vector>

#include "crypto/hash/hash.h"
#include "crypto/mode/aead.h"
#include "crypto/pk/x25519.h"
#include "engine/connection.h"
#include "wasm_view.h"

namespace {

using namespace vitrine;
using wasm::View;

int code_of(const Status& status) {
    return status.ok() ? 0 : static_cast<int>(status.error().code) + 1;
}

// Everything that `from` has to say, given to `to`; application data is added to `data`.
Status carry(engine::Connection& from, engine::Connection& to, std::vector<std::uint8_t>& data) {
    std::vector<std::uint8_t> bytes;
    while (!from.pending_output().empty()) {
        const ByteView piece = from.pending_output();
        bytes.insert(bytes.end(), piece.begin(), piece.end());
        from.sent(piece.size());
    }
    while (!bytes.empty()) {
        TLS_TRY_ASSIGN(const std::size_t taken, to.receive(bytes));
        const ByteView received = to.received();
        data.insert(data.end(), received.begin(), received.end());
        to.consume(received.size());
        if (taken == 0) return fail(ErrorCode::internal);
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(taken));
    }
    return done();
}

struct Ends {
    engine::Config client_config{engine::Policy::lab};
    engine::Config server_config{engine::Policy::lab};
};

Status configure(Ends& ends, ByteView root, ByteView chain, ByteView key, std::uint16_t version) {
    const auto tls = static_cast<record::ProtocolVersion>(version);
    TLS_TRY(ends.client_config.add_trust(root));
    TLS_TRY(ends.server_config.add_credential(chain, key));
    ends.client_config.set_versions(tls, tls);
    ends.server_config.set_versions(tls, tls);
    TLS_TRY(ends.client_config.build(trace::Role::client));
    return ends.server_config.build(trace::Role::server);
}

Status shake_hands(Ends& ends, Time now) {
    engine::ConnectionOptions options;
    options.now = now;
    options.server_name = options.verify_name = "localhost";
    options.seed[0] = 1;
    engine::Connection client(ends.client_config, trace::Role::client, options);
    options.seed[0] = 2;
    engine::Connection server(ends.server_config, trace::Role::server, options);
    std::vector<std::uint8_t> to_server;
    std::vector<std::uint8_t> to_client;
    TLS_TRY(client.start());
    for (int turn = 0; turn < 10; ++turn) {
        TLS_TRY(carry(client, server, to_server));
        TLS_TRY(carry(server, client, to_client));
    }
    if (!client.is_connected() || !server.is_connected()) return fail(ErrorCode::not_connected);
    TLS_TRY_ASSIGN(const std::size_t written, client.write(as_bytes("through the glass")));
    TLS_TRY(carry(client, server, to_server));
    const bool arrived = written == 17 && as_text(to_server) == "through the glass";
    return arrived ? done() : Status{fail(ErrorCode::internal)};
}

}  // namespace

extern "C" [[clang::export_name("allocate")]] void* allocate(std::size_t size) {
    return std::malloc(size);
}

extern "C" [[clang::export_name("hash")]] std::size_t hash_of(int alg,
                                                              const std::uint8_t* data,
                                                              std::size_t size,
                                                              std::uint8_t* out) {
    const crypto::Digest digest = crypto::hash(static_cast<crypto::HashAlg>(alg), {data, size});
    copy_bytes(digest.view(), {out, digest.len});
    return digest.len;
}

// `in` holds key, nonce (12 bytes), additional data, text; the text is sealed in place, the tag
// follows it.
extern "C" [[clang::export_name("seal")]] int seal(
    int alg, std::size_t key_len, std::size_t aad_len, std::size_t text_len, std::uint8_t* in) {
    const auto kind = static_cast<crypto::AeadAlg>(alg);
    const auto key = crypto::AeadKey::make(kind, {in, key_len});
    if (!key.ok()) return static_cast<int>(key.error().code) + 1;
    const std::span<const std::uint8_t, crypto::kAeadNonceLen> nonce{in + key_len,
                                                                     crypto::kAeadNonceLen};
    std::uint8_t* aad = in + key_len + crypto::kAeadNonceLen;
    std::uint8_t* text = aad + aad_len;
    key->seal(nonce, {aad, aad_len}, {text, text_len}, {text + text_len, crypto::tag_len(kind)});
    return 0;
}

// `in` holds scalar and point; the shared secret goes to `out`.
extern "C" [[clang::export_name("x25519")]] int agree(const std::uint8_t* in, std::uint8_t* out) {
    using In = std::span<const std::uint8_t, 32>;
    return code_of(
        crypto::x25519(In{in, 32}, In{in + 32, 32}, std::span<std::uint8_t, 32>{out, 32}));
}

extern "C" [[clang::export_name("handshake")]] int handshake(
    const View* root, const View* chain, const View* key, std::uint32_t version, double now) {
    const auto ends = std::make_unique<Ends>();
    const Status configured = configure(*ends, root->bytes(), chain->bytes(), key->bytes(),
                                        static_cast<std::uint16_t>(version));
    if (!configured.ok()) return code_of(configured);
    return code_of(shake_hands(*ends, Time{static_cast<std::int64_t>(now)}));
}

extern "C" [[clang::export_name("error_name")]] const char* error_name(int code) {
    return info(static_cast<ErrorCode>(code - 1)).name.data();
}
