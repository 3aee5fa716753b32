// Every byte of every certificate, list and response lies in exactly one leaf field, of damaged
// ones up to where reading stopped.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/field_recorder.h"
#include "tools/zoo/specimen.h"
#include "x509/crl.h"
#include "x509/ocsp.h"
#include "x509/pem.h"

namespace vitrine::zoo {
namespace {

/// How many were read whole, and how many stopped.
struct Count {
    std::size_t whole = 0;
    std::size_t stopped = 0;
};

/// The leaves follow on one another from the first byte; whole ones end at the last.
template <class Read>
void expect_covered(Read read, ByteView der, const std::string& what, Count& count) {
    test::FieldRecorder fields;
    const bool ok = read(der, &fields).ok();
    ++(ok ? count.whole : count.stopped);
    std::size_t next = 0;
    for (const auto& leaf : fields.leaves) {
        ASSERT_EQ(leaf.offset, next) << what << ": " << leaf.name;
        ASSERT_FALSE(leaf.bytes.empty()) << what << ": " << leaf.name;
        next += leaf.bytes.size();
    }
    ASSERT_LE(next, der.size()) << what;
    if (ok) {
        ASSERT_EQ(next, der.size()) << what;
    }
}

/// The value itself, and damaged ones: a bit of each byte, each prefix.
template <class Read>
void expect_covered_and_damaged(Read read, ByteView der, const std::string& what, Count& count) {
    expect_covered(read, der, what, count);
    Bytes changed(der.begin(), der.end());
    for (std::size_t i = 0; i < changed.size(); i += 3) {
        changed[i] = static_cast<std::uint8_t>(changed[i] ^ (1U << (i % 8)));
        expect_covered(read, changed, what, count);
        changed[i] = der[i];
        expect_covered(read, der.first(i), what, count);
    }
}

constexpr auto kCertificate = [](ByteView der, trace::Sink* sink) {
    return x509::parse_certificate(der, sink);
};
constexpr auto kCrl = [](ByteView der, trace::Sink* sink) { return x509::parse_crl(der, sink); };
constexpr auto kOcsp = [](ByteView der, trace::Sink* sink) {
    return x509::parse_ocsp_response(der, sink);
};

const std::vector<Specimen>& specimens() {
    static const std::vector<Specimen> all = [] {
        const std::uint8_t seed = 0;
        return all_specimens({&seed, 1});
    }();
    return all;
}

TEST(Glass, CoversTheZoo) {
    Count count;
    for (const Specimen& s : specimens()) {
        expect_covered_and_damaged(kCertificate, s.leaf, s.name, count);
        for (const Bytes& der : s.untrusted) expect_covered(kCertificate, der, s.name, count);
        for (const Bytes& der : s.trust) expect_covered(kCertificate, der, s.name, count);
    }
    EXPECT_GT(count.whole, 10000U);
    EXPECT_GT(count.stopped, 10000U);
}

TEST(Glass, CoversTheZoosListsAndResponses) {
    Count count;
    for (const Specimen& s : specimens()) {
        for (const Bytes& der : s.crls) expect_covered_and_damaged(kCrl, der, s.name, count);
        for (const Bytes& der : s.ocsp) expect_covered_and_damaged(kOcsp, der, s.name, count);
    }
    EXPECT_GT(count.whole, 1000U);
    EXPECT_GT(count.stopped, 1000U);
}

TEST(Glass, CoversTheCertificatesThatArePrinted) {
    Count count;
    const std::filesystem::path folder{VITRINE_VECTORS "/x509/print"};
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream file{entry.path()};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        const auto blocks = x509::read_pem(text);
        ASSERT_TRUE(blocks.ok()) << entry.path();
        for (const x509::PemBlock& block : *blocks) {
            expect_covered_and_damaged(kCertificate, block.der, entry.path().filename(), count);
        }
    }
    EXPECT_GT(count.whole, 5000U);
    EXPECT_GT(count.stopped, 5000U);
}

}  // namespace
}  // namespace vitrine::zoo
