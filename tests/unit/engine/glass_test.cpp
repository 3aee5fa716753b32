// Everything is seen: over whole connections of every kind, and over connections that a changed
// byte broke, the leaf fields cover each byte of each record, message and certificate exactly once.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "support/damage.h"
#include "support/field_recorder.h"
#include "support/pair.h"

namespace vitrine {
namespace {

using record::ProtocolVersion;
using test::Pair;

/// Judges the structure announced last when the next one comes.
class CoverageSink : public trace::Sink {
  public:
    using trace::Sink::on;
    void on(const trace::Record& record) override {
        begin(trace::Layer::record, "record", record.wire.size());
    }
    void on(const trace::Message& message) override {
        begin(trace::Layer::message, message.name, message.bytes.size());
    }
    void on(const trace::Field& field) override {
        Structure& current = open_[field.layer];
        if (field.layer == trace::Layer::certificate && field.group && field.offset == 0)
            begin(field.layer, field.name, field.bytes.size());
        if (field.group) return;
        current.fields.on(field);
    }
    void on(const trace::End&) override { finish(); }

    void finish() {
        for (auto& [layer, structure] : open_) close(structure);
    }

    std::size_t structures = 0;
    std::size_t bytes = 0;
    std::vector<std::string> faults;

  private:
    struct Structure {
        bool begun = false;
        std::string name;
        std::size_t size = 0;
        test::FieldRecorder fields;
    };

    void begin(trace::Layer layer, std::string_view name, std::size_t size) {
        Structure& structure = open_[layer];
        close(structure);
        structure.begun = true;
        structure.name = name;
        structure.size = size;
    }
    void close(Structure& structure) {
        if (structure.begun) {
            ++structures;
            bytes += structure.size;
            if (!structure.fields.covers_once(whole_size(structure)))
                faults.push_back(describe(structure));
        }
        structure.begun = false;
        structure.fields.leaves.clear();
    }
    /// A certificate's bytes may go on behind its outermost SEQUENCE, which then fails and leaves
    /// them unread; the SEQUENCE's length alone would not count them.
    static std::size_t whole_size(const Structure& structure) {
        const auto& leaves = structure.fields.leaves;
        if (leaves.empty() || leaves.back().name != "unread") return structure.size;
        return std::max(structure.size, leaves.back().offset + leaves.back().bytes.size());
    }
    static std::string describe(const Structure& structure) {
        std::string text = structure.name;
        text.append(" of ").append(std::to_string(structure.size)).append(":");
        for (const auto& leaf : structure.fields.leaves) {
            text.append(" ").append(leaf.name).append("@").append(std::to_string(leaf.offset));
            text.append("+").append(std::to_string(leaf.bytes.size()));
        }
        return text;
    }

    std::map<trace::Layer, Structure> open_;
};

struct Watched {
    CoverageSink client;
    CoverageSink server;
    engine::ConnectionOptions client_options;
    engine::ConnectionOptions server_options;

    Watched() {
        client_options.sink = &client;
        server_options.sink = &server;
    }
    void expect_covered() {
        for (CoverageSink* sink : {&client, &server}) {
            sink->finish();
            for (const std::string& fault : sink->faults) ADD_FAILURE() << fault;
        }
    }
};

struct Configs {
    std::unique_ptr<engine::Config> client = test::client_config();
    std::unique_ptr<engine::Config> server = test::server_config();

    void use(const handshake::CipherSuite* suite, ProtocolVersion version, bool client_auth) {
        const handshake::CipherSuite* only[] = {suite};
        EXPECT_TRUE(client->set_suites(only).ok());
        client->set_versions(version, version);
        if (client_auth) {
            EXPECT_TRUE(client
                            ->add_credential(test::pki_file("client-ec.pem"),
                                             test::pki_file("client-ec.key"))
                            .ok());
            server->set_client_auth(handshake::ClientAuth::require);
        }
        EXPECT_TRUE(client->build(trace::Role::client).ok());
        EXPECT_TRUE(server->build(trace::Role::server).ok());
    }
};

void talk_and_close(Pair& pair) {
    ASSERT_TRUE(pair.client.connection->write(as_bytes(std::string_view{"question"})).ok());
    pair.run();
    ASSERT_TRUE(pair.server.connection->write(as_bytes(std::string_view{"answer"})).ok());
    pair.run();
    pair.client.connection->close();
    pair.run();
}

TEST(Glass, LeavesCoverEveryByteOfEveryKindOfConnection) {
    std::size_t connections = 0;
    std::size_t structures = 0;
    std::size_t bytes = 0;
    for (const handshake::CipherSuite& suite : handshake::all_suites()) {
        if (!engine::is_implemented(suite)) continue;
        for (const auto version :
             {ProtocolVersion::tls10, ProtocolVersion::tls11, ProtocolVersion::tls12}) {
            if (version < suite.min_version || version > suite.max_version) continue;
            for (const bool client_auth : {false, true}) {
                if (client_auth && suite.auth == handshake::Auth::none)
                    continue;  // RFC 5246 §7.4.4
                SCOPED_TRACE(std::string{suite.name}.append(" ").append(record::name_of(version)));
                Configs configs;
                configs.use(&suite, version, client_auth);
                Watched watched;
                Pair pair{*configs.client, *configs.server, watched.client_options,
                          watched.server_options};
                ASSERT_TRUE(pair.run());
                talk_and_close(pair);
                watched.expect_covered();
                ++connections;
                structures += watched.client.structures + watched.server.structures;
                bytes += watched.client.bytes + watched.server.bytes;
            }
        }
    }
    std::printf("%zu connections, %zu structures, %zu bytes\n", connections, structures, bytes);
    EXPECT_GE(connections, 120U);
}

TEST(Glass, LeavesCoverEveryByteOfAResumedConnection) {
    Configs configs;
    configs.use(handshake::find_suite("ECDHE-RSA-AES128-GCM-SHA256"), ProtocolVersion::tls12,
                false);
    Pair first{*configs.client, *configs.server};
    ASSERT_TRUE(first.run());
    const auto session = first.client.connection->session();
    ASSERT_TRUE(session.has_value());
    Watched watched;
    watched.client_options.session = &*session;
    Pair pair{*configs.client, *configs.server, watched.client_options, watched.server_options};
    ASSERT_TRUE(pair.run());
    EXPECT_TRUE(pair.client.connection->handshake().resuming);
    talk_and_close(pair);
    watched.expect_covered();
}

TEST(Glass, LeavesCoverEveryByteOfConnectionsThatAChangedByteBroke) {
    Configs configs;
    configs.use(handshake::find_suite("ECDHE-ECDSA-AES128-GCM-SHA256"), ProtocolVersion::tls12,
                true);
    std::size_t refused = 0;
    for (const bool to_server : {true, false}) {
        for (std::size_t at = 0;; ++at) {
            SCOPED_TRACE(std::string{to_server ? "to the server, byte " : "to the client, byte "} +
                         std::to_string(at));
            Watched watched;
            Pair pair{*configs.client, *configs.server, watched.client_options,
                      watched.server_options};
            const test::Damage damage{to_server, at, 0x01};
            if (!test::run_damaged(pair, damage)) break;
            watched.expect_covered();
            if (pair.client.error.has_value() || pair.server.error.has_value()) ++refused;
        }
    }
    EXPECT_GE(refused, 500U);
}

}  // namespace
}  // namespace vitrine
