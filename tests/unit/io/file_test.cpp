#include "io/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace vitrine::io {
namespace {

class FileTest : public testing::Test {
  protected:
    void SetUp() override {
        char name[] = "/tmp/vitrine_file_XXXXXX";
        ASSERT_NE(::mkdtemp(name), nullptr);
        dir_ = name;
    }
    void TearDown() override { std::filesystem::remove_all(dir_); }
    [[nodiscard]] std::string path(const std::string& name) const { return dir_ + "/" + name; }

    std::string dir_;
};

TEST_F(FileTest, ReadsBackWhatItWrote) {
    std::vector<std::uint8_t> bytes(100000);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
    ASSERT_TRUE(write_file(path("a"), ByteView{bytes}).ok());
    const auto back = read_file(path("a"));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(*back, bytes);
}

TEST_F(FileTest, ReplacesAndLeavesNoTemporary) {
    ASSERT_TRUE(write_file(path("a"), std::string_view{"first and longer"}).ok());
    ASSERT_TRUE(write_file(path("a"), std::string_view{"second"}).ok());
    EXPECT_EQ(*read_text_file(path("a")), "second");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{dir_}, {}), 1);
}

TEST_F(FileTest, KeepsSecretFilesToTheirOwner) {
    ASSERT_TRUE(write_file(path("key"), std::string_view{"secret"}, FileMode::owner_only).ok());
    ASSERT_TRUE(append_file(path("log"), "line\n", FileMode::owner_only).ok());
    for (const char* name : {"key", "log"}) {
        struct stat info{};
        ASSERT_EQ(::stat(path(name).c_str(), &info), 0);
        EXPECT_EQ(info.st_mode & 077, 0u) << name;
    }
}

TEST_F(FileTest, AppendsLines) {
    ASSERT_TRUE(append_file(path("log"), "one\n", FileMode::normal).ok());
    ASSERT_TRUE(append_file(path("log"), "two\n", FileMode::normal).ok());
    EXPECT_EQ(*read_text_file(path("log")), "one\ntwo\n");
}

TEST_F(FileTest, FailsWithACodeOfItsOwn) {
    EXPECT_EQ(read_file(path("missing")).error().code, ErrorCode::file_unreadable);
    EXPECT_EQ(read_file(dir_).error().code, ErrorCode::file_unreadable);
    EXPECT_EQ(write_file(path("no/such/dir"), std::string_view{"x"}).error().code,
              ErrorCode::file_unwritable);
    EXPECT_EQ(append_file(dir_, "x", FileMode::normal).error().code, ErrorCode::file_unwritable);
}

}  // namespace
}  // namespace vitrine::io
