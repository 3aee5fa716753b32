#include "house/include_arrows.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

class PlantedTree : public ::testing::Test {
  protected:
    PlantedTree()
        : root_(fs::temp_directory_path() / ("vitrine-house-" + std::to_string(getpid()))) {}
    ~PlantedTree() override { fs::remove_all(root_); }

    void plant(const std::string& file, const std::string& text) {
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file) << text;
    }

    fs::path root_;
};

TEST(IncludeArrows, AreKeptByEverySource) {
    for (const BadInclude& bad : forbidden_includes(fs::path{VITRINE_SOURCE} / "src")) {
        ADD_FAILURE() << bad.file << " includes " << bad.included << ": " << bad.why;
    }
}

TEST(IncludeArrows, LeadFarButNeverBack) {
    EXPECT_EQ(reachable_from("base"), std::set<std::string>{"base"});
    EXPECT_EQ(reachable_from("record"), (std::set<std::string>{"base", "crypto", "record"}));
    EXPECT_EQ(reachable_from("io").size(), 8U);
    EXPECT_TRUE(reachable_from("attic").empty());
}

TEST_F(PlantedTree, WithAllowedIncludesPasses) {
    plant("record/a.cpp",
          "#include \"record/a.h\"\n#include \"crypto/mode/aead.h\"\n#include <array>\n");
    plant("record/a.h", "#pragma once\n#include \"base/bytes.h\"\n");
    plant("io/b.cpp", "#include <iostream>\n#include \"x509/name.h\"\n");
    EXPECT_TRUE(forbidden_includes(root_).empty());
}

TEST_F(PlantedTree, WithAnIncludeAgainstTheArrowsFails) {
    plant("record/a.cpp", "#include \"handshake/machine.h\"\n");
    plant("crypto/b.cpp", "  #  include \"asn1/der_reader.h\"\n");
    plant("x509/c.h", "#include \"record/header.h\"\n");
    EXPECT_EQ(forbidden_includes(root_).size(), 3U);
}

TEST_F(PlantedTree, WithNamelessOrClimbingIncludesFails) {
    plant("base/a.cpp", "#include \"bytes.h\"\n");
    plant("engine/b.cpp", "#include \"engine/../io/socket.h\"\n");
    EXPECT_EQ(forbidden_includes(root_).size(), 2U);
}

TEST_F(PlantedTree, WithTheWorldInTheCoreFails) {
    plant("handshake/a.cpp", "#include <chrono>\n");
    plant("crypto/b.cpp", "#include <iostream>\n");
    plant("attic/c.cpp", "int x;\n");
    EXPECT_EQ(forbidden_includes(root_).size(), 3U);
}

}  // namespace
}  // namespace vitrine::test
