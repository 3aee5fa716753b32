#include "support/puppet_identity.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "support/pair.h"
#include "x509/key_file.h"
#include "x509/pem.h"

namespace vitrine::test {

namespace {

std::unique_ptr<Identity> read_identity(const std::string& name) {
    auto made = std::make_unique<Identity>();
    const Bytes pem = pki_file(name + ".pem");
    auto blocks = x509::read_pem(as_text(pem));
    EXPECT_TRUE(blocks.ok()) << name;
    for (auto& block : *blocks) made->chain.push_back(std::move(block.der));
    auto leaf = x509::parse_certificate(made->chain.front());
    EXPECT_TRUE(leaf.ok()) << name;
    made->leaf = *leaf;
    auto key = x509::load_private_key(pki_file(name + ".key"));
    EXPECT_TRUE(key.ok()) << name;
    made->key.emplace(*std::move(key));
    return made;
}

}  // namespace

const Identity& identity(const std::string& name) {
    static std::map<std::string, std::unique_ptr<Identity>> known;
    std::unique_ptr<Identity>& found = known[name];
    if (found == nullptr) found = read_identity(name);
    return *found;
}

}  // namespace vitrine::test
