#include "house/source_tree.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace vitrine::test {

namespace fs = std::filesystem;

std::vector<fs::path> files_under(const fs::path& folder, const std::vector<std::string>& endings) {
    std::vector<fs::path> found;
    if (!fs::exists(folder)) return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        const bool wanted =
            endings.empty() || std::ranges::any_of(endings, [&](const std::string& ending) {
                return name.ends_with(ending);
            });
        if (entry.is_regular_file() && wanted) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

std::vector<std::string> lines_of(const fs::path& file) {
    std::istringstream in(text_of(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace vitrine::test
