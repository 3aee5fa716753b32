#include "io/system_trust.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "io/file.h"

namespace vitrine::io {
namespace {

class TrustDirectory : public testing::Test {
  protected:
    void SetUp() override {
        char name[] = "/tmp/vitrine_trust_XXXXXX";
        ASSERT_NE(::mkdtemp(name), nullptr);
        dir_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(dir_); }
    void put(const std::string& name, std::string_view text) const {
        ASSERT_TRUE(write_file(dir_ + "/" + name, text).ok());
    }
    std::string dir_;
};

// The names are those that `openssl rehash` makes: the subject's hash, a dot, a number; CRLs have
// an r.
TEST_F(TrustDirectory, ReadsHashNamesOnlyAndInOrder) {
    put("9d66eef0.1", "second");
    put("9d66eef0.0", "first");
    put("9d66eef0.r0", "a CRL");
    put("9D66EEF0.0", "not lower case");
    put("9d66eef.0", "too short");
    put("9d66eef0.", "no number");
    put("ca.pem", "a name");
    const auto files = read_hash_directory(dir_);
    ASSERT_TRUE(files.ok());
    ASSERT_EQ(files->size(), 2u);
    EXPECT_EQ(as_text((*files)[0].contents), "first");
    EXPECT_EQ(as_text((*files)[1].contents), "second");
}

TEST_F(TrustDirectory, FailsWithoutADirectory) {
    EXPECT_EQ(read_hash_directory(dir_ + "/none").error().code, ErrorCode::file_unreadable);
}

TEST_F(TrustDirectory, TheEnvironmentNamesTheBundle) {
    put("bundle.pem", "mine");
    const char* before = std::getenv("SSL_CERT_FILE");
    const std::string saved = before == nullptr ? "" : before;
    ::setenv("SSL_CERT_FILE", (dir_ + "/bundle.pem").c_str(), 1);
    const auto bundle = read_system_trust();
    ASSERT_TRUE(bundle.ok());
    EXPECT_EQ(as_text(*bundle), "mine");
    ::setenv("SSL_CERT_FILE", (dir_ + "/none.pem").c_str(), 1);
    EXPECT_FALSE(read_system_trust().ok());
    saved.empty() ? ::unsetenv("SSL_CERT_FILE") : ::setenv("SSL_CERT_FILE", saved.c_str(), 1);
}

}  // namespace
}  // namespace vitrine::io
