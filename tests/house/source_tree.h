// Files of the project, for the tests that read them as text.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::test {

/// All regular files under `folder` whose name ends in one of `endings` (all, if empty), sorted.
std::vector<std::filesystem::path> files_under(const std::filesystem::path& folder,
                                               const std::vector<std::string>& endings = {});

std::string text_of(const std::filesystem::path& file);

std::vector<std::string> lines_of(const std::filesystem::path& file);

}  // namespace vitrine::test
