#include "handshake/extensions/extensions.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/extensions/renegotiation_info.h"
#include "handshake/extensions/server_name.h"
#include "handshake/extensions/signature_algorithms.h"
#include "handshake/extensions/status_request.h"
#include "handshake/extensions/supported_groups.h"
#include "support/field_recorder.h"

namespace vitrine::handshake {
namespace {

using test::from_hex;
using Bytes = std::vector<std::uint8_t>;

/// Reads `block` (the extensions without their outer length) as the end of a hello.
struct Read {
    Read(const Bytes& block, HelloKind kind) {
        bytes.resize(2 + block.size());
        wire::Writer out{bytes};
        out.vec16([&](wire::Writer& w) { w.bytes(block); });
        wire::Context context{bytes, &fields};
        wire::Reader hello{bytes, context};
        extensions = read_extensions(hello, kind);
        status = hello.finish();
    }
    [[nodiscard]] ErrorCode code() const {
        return status.ok() ? ErrorCode::internal : status.error().code;
    }

    Bytes bytes;
    test::FieldRecorder fields;
    Extensions extensions;
    Status status = done();
};

Read client(const char* hex) {
    return {from_hex(hex), HelloKind::client};
}
Read server(const char* hex) {
    return {from_hex(hex), HelloKind::server};
}

TEST(Extensions, AreOptionalAsAWholeAndMayBeEmpty) {
    const Bytes nothing;
    wire::Context context{nothing};
    wire::Reader hello{nothing, context};
    EXPECT_FALSE(read_extensions(hello, HelloKind::client).block_present);
    EXPECT_TRUE(hello.finish().ok());
    const Read empty = client("");
    EXPECT_TRUE(empty.status.ok());
    EXPECT_TRUE(empty.extensions.block_present);
}

TEST(Extensions, TellWhichCame) {
    const Read read = client(
        "00170000"
        "00160000"
        "ff01000100"
        "12340002abcd");
    ASSERT_TRUE(read.status.ok());
    EXPECT_TRUE(read.extensions.has(ExtensionType::extended_master_secret));
    EXPECT_TRUE(read.extensions.has(ExtensionType::encrypt_then_mac));
    EXPECT_TRUE(read.extensions.has(ExtensionType::renegotiation_info));
    EXPECT_FALSE(read.extensions.has(ExtensionType::server_name));
    EXPECT_EQ(read.extensions.unknown_count, 1U);
    EXPECT_TRUE(read.fields.covers_once(read.bytes.size()));
    std::vector<int> types;
    for_each_extension(read.extensions.all, [&](std::uint16_t type) { types.push_back(type); });
    EXPECT_EQ(types, (std::vector<int>{0x17, 0x16, 0xff01, 0x1234}));
}

TEST(Extensions, MayComeOnlyOnceKnownOrNot) {
    EXPECT_EQ(client("00170000"
                     "00170000")
                  .code(),
              ErrorCode::extension_duplicate);
    EXPECT_EQ(client("12340000"
                     "00170000"
                     "12340001ff")
                  .code(),
              ErrorCode::extension_duplicate);
    EXPECT_EQ(server("ff01000100"
                     "ff01000100")
                  .code(),
              ErrorCode::extension_duplicate);
    EXPECT_TRUE(client("12340000"
                       "12350000")
                    .status.ok());
}

TEST(Extensions, MayComeOnlyOnceAmongThousands) {
    Bytes block;
    for (int type = 0x4000; type < 0x4000 + 16000; ++type) {
        block.push_back(static_cast<std::uint8_t>(type >> 8));
        block.push_back(static_cast<std::uint8_t>(type));
        block.push_back(0);
        block.push_back(0);
    }
    EXPECT_EQ(Read(block, HelloKind::client).extensions.unknown_count, 16000U);
    EXPECT_TRUE(Read(block, HelloKind::client).status.ok());
    block[block.size() - 4] = 0x41;  // the last one is now an earlier one
    block[block.size() - 3] = 0x23;
    EXPECT_EQ(Read(block, HelloKind::client).code(), ErrorCode::extension_duplicate);
}

TEST(Extensions, ThatAreEmptyByDefinitionHaveNoContent) {
    EXPECT_EQ(client("0017000100").code(), ErrorCode::trailing_data);
    EXPECT_EQ(client("0016000100").code(), ErrorCode::trailing_data);
    EXPECT_EQ(server("0000000100").code(), ErrorCode::trailing_data);  // the answer to server_name
    EXPECT_EQ(server("0005000100").code(),
              ErrorCode::trailing_data);  // the answer to status_request
    EXPECT_TRUE(server("00000000"
                       "00050000"
                       "00170000")
                    .status.ok());
}

TEST(Extensions, OverTheirEndAreTruncated) {
    EXPECT_EQ(client("0017").code(), ErrorCode::truncated);
    EXPECT_EQ(client("001700").code(), ErrorCode::truncated);
    EXPECT_EQ(client("00170001").code(), ErrorCode::truncated);
}

TEST(ServerName, IsExactlyOneHostName) {
    const Read read = client(
        "0000000e"
        "000c"
        "00"
        "0009"
        "6c6f63616c686f7374");
    ASSERT_TRUE(read.status.ok());
    EXPECT_EQ(read.extensions.server_name, "localhost");
    EXPECT_TRUE(read.fields.covers_once(read.bytes.size()));
    EXPECT_EQ(client("00000000").code(), ErrorCode::truncated);
    EXPECT_EQ(client("00000002"
                     "0000")
                  .code(),
              ErrorCode::vector_out_of_bounds);  // empty list
    EXPECT_EQ(client("00000005"
                     "0003"
                     "000000")
                  .code(),
              ErrorCode::vector_out_of_bounds);  // empty name
    EXPECT_EQ(client("0000000a"
                     "0008"
                     "00000161"
                     "00000162")
                  .code(),
              ErrorCode::extension_bad_value);  // two
    EXPECT_EQ(client("00000006"
                     "0004"
                     "01000161")
                  .code(),
              ErrorCode::extension_bad_value);  // not a host_name
    EXPECT_EQ(client("00000007"
                     "0004"
                     "00000161"
                     "00")
                  .code(),
              ErrorCode::trailing_data);
}

/// RFC 6066 §3: "Literal IPv4 and IPv6 addresses are not permitted"; no trailing dot.
TEST(ServerName, IsAHostNameAndNoAddress) {
    for (const char* name : {"example.org", "a", "xn--bcher-kva.example", "3com.example",
                             "a_b.example", "1.2.3.four"}) {
        EXPECT_TRUE(is_host_name(name)) << name;
    }
    for (const char* name : {"", ".", "example.org.", ".example.org", "a..b", "192.0.2.1", "1.2",
                             "::1", "[::1]", "b\xc3\xbc.example", "a b", "a/b", "*"}) {
        EXPECT_FALSE(is_host_name(name)) << name;
    }
    EXPECT_TRUE(is_host_name(std::string(63, 'a')));
    EXPECT_FALSE(is_host_name(std::string(64, 'a')));
}

TEST(Alpn, IsAListOfNonEmptyNamesAndOneInTheAnswer) {
    const Read read = client(
        "0010000e"
        "000c"
        "02"
        "6832"
        "08"
        "687474702f312e31");
    ASSERT_TRUE(read.status.ok());
    EXPECT_TRUE(alpn_contains(read.extensions.application_protocols, "h2"));
    EXPECT_TRUE(alpn_contains(read.extensions.application_protocols, "http/1.1"));
    EXPECT_FALSE(alpn_contains(read.extensions.application_protocols, "http/1."));
    EXPECT_FALSE(alpn_contains(read.extensions.application_protocols, ""));
    EXPECT_EQ(as_text(first_protocol(read.extensions.application_protocols)), "h2");
    EXPECT_EQ(server("0010000e"
                     "000c"
                     "02"
                     "6832"
                     "08"
                     "687474702f312e31")
                  .code(),
              ErrorCode::extension_bad_value);
    EXPECT_TRUE(server("00100005"
                       "0003"
                       "02"
                       "6832")
                    .status.ok());
    EXPECT_EQ(client("00100002"
                     "0000")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("00100003"
                     "0001"
                     "00")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("00100005"
                     "0003"
                     "00"
                     "0161")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("00100005"
                     "0003"
                     "03"
                     "6832")
                  .code(),
              ErrorCode::truncated);
}

TEST(SupportedGroups, AreAnEvenNumberOfBytes) {
    const Read read = client(
        "000a0006"
        "0004"
        "001d"
        "0017");
    ASSERT_TRUE(read.status.ok());
    EXPECT_EQ(read.extensions.supported_groups.size(), 2U);
    EXPECT_EQ(read.extensions.supported_groups[0], 0x001d);
    EXPECT_EQ(client("000a0005"
                     "0003"
                     "001d00")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("000a0002"
                     "0000")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("000d0005"
                     "0003"
                     "040100")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("000d0002"
                     "0000")
                  .code(),
              ErrorCode::vector_out_of_bounds);
}

TEST(EcPointFormats, AreAtLeastOneAndShouldBeUncompressed) {
    EXPECT_TRUE(has_uncompressed(client("000b0004"
                                        "03"
                                        "010200")
                                     .extensions.ec_point_formats));
    EXPECT_FALSE(has_uncompressed(client("000b0003"
                                         "02"
                                         "0102")
                                      .extensions.ec_point_formats));
    EXPECT_EQ(client("000b0001"
                     "00")
                  .code(),
              ErrorCode::vector_out_of_bounds);
}

TEST(StatusRequest, OfOcspIsReadAndOfOthersSkipped) {
    EXPECT_TRUE(client("00050005"
                       "01"
                       "0000"
                       "0000")
                    .status.ok());
    const Read read = client(
        "0005000a"
        "01"
        "0003"
        "000161"
        "0002"
        "abcd");
    EXPECT_TRUE(read.status.ok());
    EXPECT_TRUE(read.fields.covers_once(read.bytes.size()));
    EXPECT_TRUE(client("00050003"
                       "02"
                       "ffff")
                    .status.ok());
    EXPECT_EQ(client("00050003"
                     "01"
                     "0000")
                  .code(),
              ErrorCode::truncated);
    EXPECT_EQ(client("00050007"
                     "01"
                     "0002"
                     "0000"
                     "0000")
                  .code(),
              ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(client("00050006"
                     "01"
                     "0000"
                     "0000"
                     "00")
                  .code(),
              ErrorCode::trailing_data);
}

/// What we write, we read; the bytes beside are RFC 8422 §5.1.1's and RFC 7301 §3.1's forms.
TEST(Extensions, AreWrittenAsTheyAreRead) {
    std::array<std::uint8_t, 256> buffer{};
    wire::Writer out{buffer};
    write_server_name(out, "localhost");
    const std::array<NamedGroup, 2> groups{NamedGroup::x25519, NamedGroup::secp256r1};
    write_supported_groups(out, groups);
    write_ec_point_formats(out);
    const std::array<std::uint16_t, 2> schemes{0x0403, 0x0804};
    write_signature_algorithms(out, schemes);
    const std::array<std::string_view, 2> names{"h2", "http/1.1"};
    write_alpn(out, names);
    write_status_request(out);
    write_renegotiation_info(out, {});
    const auto written = out.finish();
    ASSERT_TRUE(written.ok());
    const Bytes block(written->begin(), written->end());
    EXPECT_EQ(test::to_hex(block),
              "0000000e000c00"
              "0009"
              "6c6f63616c686f7374"
              "000a00060004001d0017"
              "000b00020100"
              "000d0006000404030804"
              "0010000e000c"
              "026832"
              "08687474702f312e31"
              "000500050100000000"
              "ff01000100");
    const Read read{block, HelloKind::client};
    ASSERT_TRUE(read.status.ok());
    EXPECT_EQ(read.extensions.server_name, "localhost");
    EXPECT_EQ(read.extensions.signature_algorithms[1], 0x0804);
    EXPECT_TRUE(read.extensions.renegotiated_connection.empty());
}

}  // namespace
}  // namespace vitrine::handshake
