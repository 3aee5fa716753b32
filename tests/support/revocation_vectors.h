// The certificates and lists of vectors/x509/revocation.txt, with OpenSSL's verdict on each.
#pragma once

#include <gtest/gtest.h>

#include <sstream>

#include "support/certificate_lab.h"
#include "support/vector_file.h"
#include "x509/crl.h"

namespace vitrine::test {

class RevocationLab {
  public:
    RevocationLab() : blocks_(read_vectors("x509/revocation.txt")) {
        EXPECT_EQ(blocks_.front().section, "PKI");
        EXPECT_TRUE(anchors_.add(blocks_.front().bytes("root"), "root").ok());
    }
    [[nodiscard]] const std::vector<VectorBlock>& blocks() const { return blocks_; }

    /// What we say of the block's leaf, with the lists in `ders`.
    [[nodiscard]] Verdict judge(const VectorBlock& block,
                                const std::vector<x509::Bytes>& ders,
                                x509::RevocationMode mode) const {
        std::vector<x509::Crl> crls;
        for (const x509::Bytes& der : ders) {
            const auto crl = x509::parse_crl(der);
            if (crl.ok()) crls.push_back(*crl);
        }
        EXPECT_EQ(crls.size(), ders.size()) << block.section;
        x509::PathPolicy policy;
        policy.now = Time{block.number("Now")};
        policy.purpose = x509::Purpose::any;
        policy.revocation = mode;
        policy.crls = crls;
        const x509::Bytes leaf = blocks_.front().bytes(block.text("Leaf"));
        const x509::Bytes between = blocks_.front().bytes("no_lists");
        const std::vector<x509::Certificate> list{*x509::parse_certificate(leaf),
                                                  *x509::parse_certificate(between)};
        return verify(list, anchors_, policy);
    }

  private:
    std::vector<VectorBlock> blocks_;
    x509::TrustAnchors anchors_;
};

inline std::vector<x509::Bytes> lists_of(const VectorBlock& block) {
    std::vector<x509::Bytes> ders;
    std::istringstream words{block.text("Lists")};
    for (std::string hex; words >> hex;) ders.push_back(from_hex(hex));
    return ders;
}

inline x509::RevocationMode mode_of(const VectorBlock& block) {
    return block.text("Check") == "crl_check"       ? x509::RevocationMode::hard_leaf
           : block.text("Check") == "crl_check_all" ? x509::RevocationMode::hard
                                                    : x509::RevocationMode::off;
}

}  // namespace vitrine::test
