// The arrows of docs/design.md: which folder may include from which.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace vitrine::test {

struct BadInclude {
    std::string file;      ///< relative to the scanned folder
    std::string included;  ///< as written between the quotes
    std::string why;
};

/// The folders that `folder` may include from, itself among them; empty for an unknown folder.
std::set<std::string> reachable_from(const std::string& folder);

/// Every `#include "..."` of the sources under `src` that the arrows forbid. Headers of the system
/// that the core must not use (iostream, regex, thread ...) count as forbidden in every folder but
/// io.
std::vector<BadInclude> forbidden_includes(const std::filesystem::path& src);

}  // namespace vitrine::test
