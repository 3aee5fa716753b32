// The folders that serve a connection allocate only through Arena and BufferPool, and throw
// nothing: their object files name neither operator new nor the library's throwing helpers.
// Configuration may allocate.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <sstream>

#include "house/source_tree.h"

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
    std::string all;
    std::FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return all;
    char piece[4096];
    for (std::size_t n = 0; (n = std::fread(piece, 1, sizeof piece, pipe)) > 0;)
        all.append(piece, n);
    pclose(pipe);
    return all;
}

bool is_forbidden(const std::string& symbol) {
    const bool throws = symbol.starts_with("_ZSt") && symbol.find("__throw_") != std::string::npos;
    return symbol.starts_with("_Znw") || symbol.starts_with("_Zna") || throws;
}

// The objects made from src/engine/config*, which is built once, before any connection.
std::set<std::string> configuration_objects() {
    std::set<std::string> objects;
    const fs::path engine = fs::path{VITRINE_SOURCE} / "src/engine";
    for (const fs::path& file : files_under(engine, {".cpp"})) {
        if (file.lexically_relative(engine).generic_string().starts_with("config")) {
            objects.insert(file.filename().string() + ".o");
        }
    }
    return objects;
}

// "connection.cpp.o: _Znwm" for each forbidden symbol that an object of the library has or asks
// for.
std::vector<std::string> forbidden_symbols(const std::string& library,
                                           const std::set<std::string>& exempt) {
    std::vector<std::string> found;
    std::istringstream lines(output_of(std::string{VITRINE_NM} + " '" + library + "'"));
    std::string object;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with(":")) object = line.substr(0, line.size() - 1);
        const std::string symbol = line.substr(line.find_last_of(' ') + 1);
        if (is_forbidden(symbol) && !exempt.contains(object))
            found.push_back(object + ": " + symbol);
    }
    return found;
}

TEST(Symbols, OfTheConnectionPathNeitherAllocateNorThrow) {
    std::istringstream libraries{VITRINE_LIBRARIES};
    std::size_t read = 0;
    for (std::string library; std::getline(libraries, library, ':'); ++read) {
        for (const std::string& found : forbidden_symbols(library, configuration_objects())) {
            ADD_FAILURE() << library << ": " << found;
        }
    }
    EXPECT_GT(read, 0U);
}

TEST(Symbols, OfALibraryThatAllocatesAreSeenButForExemptObjects) {
    const auto from_vector_file = [](const std::set<std::string>& exempt) {
        return std::ranges::count_if(
            forbidden_symbols(VITRINE_PROBE, exempt),
            [](const std::string& found) { return found.starts_with("vector_file.cpp.o: "); });
    };
    EXPECT_GT(from_vector_file({}), 0);
    EXPECT_EQ(from_vector_file({"vector_file.cpp.o"}), 0);
}

TEST(Symbols, AreToldApartByTheirMangledNames) {
    EXPECT_TRUE(is_forbidden("_Znwm"));
    EXPECT_TRUE(is_forbidden("_ZnamRKSt9nothrow_t"));
    EXPECT_TRUE(is_forbidden("_ZSt20__throw_length_errorPKc"));
    EXPECT_FALSE(is_forbidden("_ZN7vitrine4base5Arena5bytesEm"));
    EXPECT_FALSE(is_forbidden("malloc"));
}

}  // namespace
}  // namespace vitrine::test
