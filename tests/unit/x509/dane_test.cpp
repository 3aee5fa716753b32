// TLSA records: read from text, matched with certificates, and what they make of a path, beside
// OpenSSL's verdicts.
#include "x509/dane.h"

#include <gtest/gtest.h>

#include <list>

#include "support/certificate_lab.h"
#include "support/vector_file.h"

namespace vitrine::x509 {
namespace {

/// Records and the bytes they look at.
class Records {
  public:
    void add(const std::string& text) {
        const auto record = parse_tlsa(text, storage_.emplace_back());
        ASSERT_TRUE(record.ok()) << text;
        records_.push_back(*record);
    }
    [[nodiscard]] std::span<const TlsaRecord> all() const { return records_; }

  private:
    std::list<Bytes> storage_;
    std::vector<TlsaRecord> records_;
};

TEST(Tlsa, IsReadAsTheDnsWritesIt) {
    // RFC 6698 §2.3, the first two examples.
    Bytes storage;
    auto record = parse_tlsa(
        "0 0 1 ( d2abde240d7cd3ee6b4b28c54df034b9\n 7983a1d16e8a410e4561cb106618e971 )", storage);
    EXPECT_FALSE(record.ok());  // parentheses belong to the zone file
    record = parse_tlsa(
        "0 0 1 d2abde240d7cd3ee6b4b28c54df034b9\n      7983a1d16e8a410e4561cb106618e971", storage);
    ASSERT_TRUE(record.ok());
    EXPECT_EQ(record->usage, 0);
    EXPECT_EQ(record->selector, 0);
    EXPECT_EQ(record->matching_type, 1);
    EXPECT_EQ(test::to_hex(storage),
              "d2abde240d7cd3ee6b4b28c54df034b97983a1d16e8a410e4561cb106618e971");
    EXPECT_TRUE(is_usable(*record));
    record = parse_tlsa(
        "1 1 2 92003ba34942dc74152e2f2c408d29eca5a520e7f2e06bb944f4dca346baf63c"
        "1b177615d466f6c4b71c216a50292bd58c9ebdd2f74e38fe51ffd48c43326cbc",
        storage);
    ASSERT_TRUE(record.ok());
    EXPECT_TRUE(record->is(TlsaUsage::pkix_ee));
    EXPECT_EQ(storage.size(), 64U);
    EXPECT_TRUE(is_usable(*record));
}

TEST(Tlsa, RefusesWhatIsNoRecord) {
    Bytes storage;
    for (const char* text :
         {"", "3", "3 1", "3 1 1", "3 1 1 ", "3 1 1 0", "3 1 1 0g", "256 1 1 00", "-1 1 1 00",
          "3 1 1x 00", "3,1,1,00", "x 1 1 00", "3 1 1 00 zz", "1000 1 1 00"}) {
        EXPECT_FALSE(parse_tlsa(text, storage).ok()) << text;
    }
    EXPECT_TRUE(
        parse_tlsa("255 255 255 00", storage).ok());  // private use: a record, if an unusable one
}

TEST(Tlsa, UnknownNumbersAndWrongLengthsAreUnusable) {
    const std::string sha256(64, '0');
    const std::string sha512(128, '0');
    Bytes storage;
    const auto usable = [&](const std::string& text) {
        return is_usable(*parse_tlsa(text, storage));
    };
    EXPECT_TRUE(usable("3 1 1 " + sha256));
    EXPECT_TRUE(usable("3 1 2 " + sha512));
    EXPECT_FALSE(usable("3 1 1 " + sha512));
    EXPECT_FALSE(usable("3 1 2 " + sha256));
    EXPECT_FALSE(usable("3 1 1 00" + sha256));
    EXPECT_FALSE(usable("4 1 1 " + sha256));
    EXPECT_FALSE(usable("3 2 1 " + sha256));
    EXPECT_FALSE(usable("3 1 3 " + sha256));
    EXPECT_FALSE(usable("3 0 0 3003020100"));  // no certificate
    EXPECT_FALSE(usable("3 1 0 3003020100"));  // no key
    EXPECT_FALSE(any_usable({}));
}

TEST(Tlsa, UsagesHaveTheNamesOfTheRegistry) {
    // RFC 7218 §2.1.
    EXPECT_EQ(name_of(TlsaUsage::pkix_ta), "PKIX-TA");
    EXPECT_EQ(name_of(TlsaUsage::pkix_ee), "PKIX-EE");
    EXPECT_EQ(name_of(TlsaUsage::dane_ta), "DANE-TA");
    EXPECT_EQ(name_of(TlsaUsage::dane_ee), "DANE-EE");
}

Reason as_reason(const std::string& openssl) {
    if (openssl == "accepted") return Reason::accepted;
    if (openssl == "certificate has expired") return Reason::expired;
    return openssl == "hostname mismatch" ? Reason::host_mismatch : Reason::dane_no_match;
}

/// The server of the vectors: its leaf, then the issuing CA and the root.
class DaneVectors : public testing::Test {
  protected:
    DaneVectors() : blocks_(test::read_vectors("x509/dane.txt")) {
        for (const char* name : {"leaf", "old", "inter", "root"}) {
            const Bytes& der = ders_.emplace_back(blocks_.front().bytes(name));
            const auto certificate = parse_certificate(der);
            EXPECT_TRUE(certificate.ok());
            certificates_.push_back(*certificate);
        }
        EXPECT_TRUE(trusted_.add(ders_.back(), "root").ok());
        policy_.now = Time{blocks_.front().number("Now") + 60};
    }

    test::Verdict judge(const test::VectorBlock& block, std::span<const TlsaRecord> records) {
        const std::size_t leaf = block.text("Leaf") == "leaf" ? 0 : 1;
        const std::vector<Certificate> list{certificates_[leaf], certificates_[2],
                                            certificates_[3]};
        const auto host = ReferenceId::parse(block.text("Domain"));
        EXPECT_TRUE(host.ok());
        policy_.host = &*host;
        policy_.tlsa = records;
        auto verdict =
            test::verify(list, block.text("Trust") == "yes" ? trusted_ : nobody_, policy_);
        policy_.host = nullptr;
        return verdict;
    }

    std::vector<test::VectorBlock> blocks_;
    std::list<Bytes> ders_;
    std::vector<Certificate> certificates_;
    TrustAnchors trusted_;
    TrustAnchors nobody_;
    PathPolicy policy_;
};

void add_records(const test::VectorBlock& block, Records& records) {
    for (int i = 1; block.has("Record " + std::to_string(i)); ++i) {
        records.add(block.text("Record " + std::to_string(i)));
    }
}

TEST_F(DaneVectors, EndAsWithOpenSsl) {
    std::size_t judged = 0;
    for (const test::VectorBlock& block : blocks_) {
        if (!block.has("Verdict")) continue;
        Records records;
        add_records(block, records);
        const auto verdict = judge(block, records.all());
        const Reason wanted = as_reason(block.text("Verdict"));
        EXPECT_EQ(verdict.accepted, wanted == Reason::accepted)
            << block.section << ": " << info(verdict.reason).id;
        if (wanted == Reason::expired || wanted == Reason::host_mismatch) {
            EXPECT_EQ(verdict.reason, wanted) << block.section;
        }
        ++judged;
    }
    EXPECT_EQ(judged, 116U);
}

TEST_F(DaneVectors, NoDamagedRecordMatches) {
    for (const test::VectorBlock& block : blocks_) {
        if (!block.has("Verdict") || block.text("Verdict") != "accepted" || block.has("Record 2"))
            continue;
        Records records;
        add_records(block, records);
        TlsaRecord record = records.all()[0];
        Bytes data(record.data.begin(), record.data.end());
        const std::size_t step = data.size() > 64 ? 7 : 1;
        for (std::size_t i = 0; i < data.size(); i += step) {
            data[i] ^= 0x10;
            record.data = data;
            // A record that is not usable any more is as if it were not there (RFC 6698 §4.1).
            if (is_usable(record)) {
                EXPECT_FALSE(judge(block, {&record, 1}).accepted) << block.section << " byte " << i;
            }
            data[i] ^= 0x10;
        }
    }
}

TEST_F(DaneVectors, UnusableRecordsAloneChangeNothing) {
    const test::VectorBlock& block = blocks_[1];
    Records records;
    records.add("3 1 1 00");
    records.add("9 1 1 00");
    EXPECT_TRUE(judge(block, records.all()).accepted);
    records.add("3 1 1 " + std::string(64, '0'));
    EXPECT_EQ(judge(block, records.all()).reason, Reason::dane_no_match);
    EXPECT_EQ(judge(block, records.all()).code, ErrorCode::certificate_dane_mismatch);
}

TEST(Dane, AnAnchorByRecordMustComeWithTheChainAndMaySign) {
    test::CertificateLab lab;
    const auto& root = lab.ca("Root");
    const auto& leaf = lab.server("www.example.test", root);
    Records records;
    const crypto::Digest digest = crypto::hash(crypto::HashAlg::sha256, root.der);
    const std::string hex = test::to_hex(Bytes(digest.view().begin(), digest.view().end()));
    records.add(std::string{"2 0 1 "}.append(hex));
    PathPolicy policy;
    policy.now = lab.now();
    policy.tlsa = records.all();
    const TrustAnchors nobody;
    EXPECT_TRUE(test::verify(test::listed({&leaf, &root}), nobody, policy).accepted);
    EXPECT_EQ(test::verify(test::listed({&leaf}), nobody, policy).reason, Reason::no_issuer);
    // The record's certificate is there, but did not sign this.
    const auto& namesake = lab.ca("Root");
    const auto& other = lab.server("www.example.test", namesake);
    EXPECT_EQ(test::verify(test::listed({&other, &root}), nobody, policy).reason,
              Reason::bad_signature);
}

}  // namespace
}  // namespace vitrine::x509
