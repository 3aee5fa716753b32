// Whole handshakes in memory, client and server on one core, beside OpenSSL doing the same over
// memory BIOs: the same suite, version, group and certificates, both sides verifying the chain of
// one. Full and resumed.
#include <openssl/ssl.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "engine/connection.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Kind {
    const char* row;
    const char* openssl;  ///< the suite
    const char* key;      ///< stem of the certificate's files
    record::ProtocolVersion version;
    handshake::NamedGroup group;
    const char* openssl_group;
};

constexpr auto kTls10 = record::ProtocolVersion::tls10;
constexpr auto kTls12 = record::ProtocolVersion::tls12;
constexpr Kind kKinds[] = {
    {"ecdhe_rsa_x25519_aes128gcm", "ECDHE-RSA-AES128-GCM-SHA256", "server-rsa", kTls12,
     handshake::NamedGroup::x25519, "X25519"},
    {"ecdhe_ecdsa_p256_aes128gcm", "ECDHE-ECDSA-AES128-GCM-SHA256", "server-ec", kTls12,
     handshake::NamedGroup::secp256r1, "P-256"},
    {"rsa_aes128sha_tls10", "AES128-SHA", "server-rsa", kTls10, handshake::NamedGroup::x25519,
     "X25519"},
    {"dhe_rsa_2048_aes128gcm", "DHE-RSA-AES128-GCM-SHA256", "server-rsa", kTls12,
     handshake::NamedGroup::ffdhe2048, "X25519"},
};

constexpr Time kNow{1767225600};  // 2026-01-01, inside the certificates' validity

std::string path(const std::string& name) {
    return std::string{VITRINE_VECTORS} + "/x509/pki/" + name;
}
Bytes file(const std::string& name) {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>{in}, {}};
}

class Ours {
  public:
    Ours(const Kind& kind, bool resumed) {
        const handshake::CipherSuite* suite[] = {handshake::find_suite(kind.openssl)};
        const std::array groups{kind.group};
        good_ = client_.add_trust(file("root.pem")).ok() && client_.set_suites(suite).ok() &&
                server_.set_suites(suite).ok() &&
                server_
                    .add_credential(file(std::string{kind.key} + ".pem"),
                                    file(std::string{kind.key} + ".key"))
                    .ok();
        for (engine::Config* config : {&client_, &server_}) {
            config->set_versions(kind.version, kind.version);
            config->set_groups(groups);
        }
        if (kind.group == handshake::NamedGroup::ffdhe2048) server_.set_dh_group(kind.group);
        if (resumed) server_.set_session_cache(16);
        good_ = good_ && client_.build(trace::Role::client).ok() &&
                server_.build(trace::Role::server).ok();
        if (!resumed) return;
        good_ = good_ && shake();
    }

    /// One handshake; true if both ends got there.
    bool shake() {
        engine::ConnectionOptions options;
        options.now = kNow;
        options.seed[0] = 1;
        ++counter_;
        for (std::size_t i = 0; i < 8; ++i)
            options.seed[8 + i] = static_cast<std::uint8_t>(counter_ >> (8 * i));
        engine::ConnectionOptions server_options = options;
        server_options.seed[0] = 2;
        options.server_name = options.verify_name = "localhost";
        options.session = session_.has_value() ? &*session_ : nullptr;
        engine::Connection client{client_, trace::Role::client, options};
        engine::Connection server{server_, trace::Role::server, server_options};
        if (!good_ || !client.start().ok()) return false;
        while (carry(client, server) || carry(server, client)) {
        }
        if (server_caches() && !session_.has_value()) session_ = client.session();
        return client.is_connected() && server.is_connected() &&
               (options.session == nullptr || client.handshake().resuming);
    }

  private:
    [[nodiscard]] bool server_caches() const {
        return server_.settings(trace::Role::server).session_cache != nullptr;
    }

    bool carry(engine::Connection& from, engine::Connection& to) {
        std::size_t size = 0;
        while (!from.pending_output().empty()) {
            const ByteView piece = from.pending_output();
            copy_bytes(piece, MutByteView{wire_}.subspan(size));
            size += piece.size();
            from.sent(piece.size());
        }
        const auto taken = to.receive(MutByteView{wire_}.first(size));
        return size != 0 && taken.ok();
    }

    engine::Config client_{engine::Policy::lab};
    engine::Config server_{engine::Policy::lab};
    std::optional<handshake::Session> session_;
    std::uint64_t counter_ = 0;
    bool good_ = false;
    Bytes wire_ = Bytes(65536);
};

class Openssl {
  public:
    Openssl(const Kind& kind, bool resumed) {
        const std::string ciphers = std::string{kind.openssl} + ":@SECLEVEL=0";
        const int version = kind.version == kTls10 ? TLS1_VERSION : TLS1_2_VERSION;
        for (SSL_CTX* context : {client_, server_}) {
            SSL_CTX_set_min_proto_version(context, version);
            SSL_CTX_set_max_proto_version(context, version);
            SSL_CTX_set_cipher_list(context, ciphers.c_str());
            SSL_CTX_set1_groups_list(context, kind.openssl_group);
            SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
        }
        SSL_CTX_load_verify_locations(client_, path("root.pem").c_str(), nullptr);
        SSL_CTX_set_verify(client_, SSL_VERIFY_PEER, nullptr);
        X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(client_), kNow.seconds);
        SSL_CTX_use_certificate_chain_file(server_, path(std::string{kind.key} + ".pem").c_str());
        SSL_CTX_use_PrivateKey_file(server_, path(std::string{kind.key} + ".key").c_str(),
                                    SSL_FILETYPE_PEM);
        SSL_CTX_set_dh_auto(server_, 1);
        SSL_CTX_set_session_id_context(server_, reinterpret_cast<const unsigned char*>("b"), 1);
        SSL_CTX_set_session_cache_mode(server_,
                                       resumed ? SSL_SESS_CACHE_SERVER : SSL_SESS_CACHE_OFF);
        if (resumed) {
            shake();
            resumed_ = true;
        }
    }
    Openssl(const Openssl&) = delete;
    Openssl& operator=(const Openssl&) = delete;
    ~Openssl() {
        SSL_SESSION_free(session_);
        SSL_CTX_free(client_);
        SSL_CTX_free(server_);
    }

    bool shake() {
        SSL* client = SSL_new(client_);
        SSL* server = SSL_new(server_);
        BIO* to_server = BIO_new(BIO_s_mem());
        BIO* to_client = BIO_new(BIO_s_mem());
        BIO_up_ref(to_server);
        BIO_up_ref(to_client);
        SSL_set_bio(client, to_client, to_server);
        SSL_set_bio(server, to_server, to_client);
        SSL_set_connect_state(client);
        SSL_set_accept_state(server);
        SSL_set_tlsext_host_name(client, "localhost");
        SSL_set1_host(client, "localhost");
        if (session_ != nullptr) SSL_set_session(client, session_);
        for (int i = 0;
             i < 6 && !(SSL_is_init_finished(client) == 1 && SSL_is_init_finished(server) == 1);
             ++i) {
            SSL_do_handshake(client);
            SSL_do_handshake(server);
        }
        const bool connected = SSL_is_init_finished(client) == 1 &&
                               SSL_is_init_finished(server) == 1 &&
                               (!resumed_ || SSL_session_reused(client) == 1);
        if (session_ == nullptr) session_ = SSL_get1_session(client);
        if (!resumed_ && SSL_CTX_get_session_cache_mode(server_) == SSL_SESS_CACHE_OFF) {
            SSL_SESSION_free(session_);
            session_ = nullptr;
        }
        SSL_set_shutdown(client, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
        SSL_set_shutdown(server, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
        SSL_free(client);
        SSL_free(server);
        return connected;
    }

  private:
    SSL_CTX* client_ = SSL_CTX_new(TLS_method());
    SSL_CTX* server_ = SSL_CTX_new(TLS_method());
    SSL_SESSION* session_ = nullptr;
    bool resumed_ = false;
};

void add_row(Rows& rows, const Kind& kind, bool resumed) {
    rows.add(std::string{resumed ? "handshake/resumed_" : "handshake/full_"} + kind.row, 0,
             [&kind, resumed](Row& row) {
                 auto ours = std::make_shared<Ours>(kind, resumed);
                 auto peer = std::make_shared<Openssl>(kind, resumed);
                 row.check([=] { return ours->shake() && peer->shake(); });
                 row.ours("engine", [=] { keep(ours->shake()); });
                 row.peer("openssl", [=] { keep(peer->shake()); });
             });
}

const Group kHandshakes{[](Rows& rows) {
    for (const Kind& kind : kKinds) add_row(rows, kind, false);
    add_row(rows, kKinds[0], true);
    add_row(rows, kKinds[2], true);
}};

}  // namespace
}  // namespace vitrine::bench
