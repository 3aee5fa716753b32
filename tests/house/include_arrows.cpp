#include "house/include_arrows.h"

#include <map>
#include <regex>

#include "house/source_tree.h"

namespace vitrine::test {

namespace {

//   base <- asn1   <- x509 <--+
//   base <- crypto <- x509 <--+
//   base <- crypto <- record <+- handshake <- engine <- io
const std::map<std::string, std::vector<std::string>>& arrows() {
    static const std::map<std::string, std::vector<std::string>> all = {
        {"base", {}},
        {"asn1", {"base"}},
        {"crypto", {"base"}},
        {"x509", {"asn1", "crypto"}},
        {"record", {"crypto"}},
        {"handshake", {"record", "x509"}},
        {"engine", {"handshake"}},
        {"io", {"engine"}},
    };
    return all;
}

// What a core without exceptions, files, threads and clocks has no use for.
const std::set<std::string>& forbidden_in_the_core() {
    static const std::set<std::string> all = {
        "iostream", "istream", "ostream", "sstream",    "fstream",      "regex",    "locale",
        "format",   "thread",  "mutex",   "chrono",     "future",       "random",   "ctime",
        "time.h",   "cstdio",  "stdio.h", "filesystem", "sys/socket.h", "unistd.h", "netdb.h",
        "poll.h",   "fcntl.h", "iomanip", "exception",  "stdexcept"};
    return all;
}

void check_line(const std::string& folder,
                const std::string& file,
                const std::string& line,
                std::vector<BadInclude>& bad) {
    static const std::regex quoted(R"re(^\s*#\s*include\s*"([^"]+)")re");
    static const std::regex angled(R"re(^\s*#\s*include\s*<([^>]+)>)re");
    std::smatch match;
    if (std::regex_search(line, match, quoted)) {
        const std::string included = match[1];
        const std::string from = included.substr(0, included.find('/'));
        if (included.find('/') == std::string::npos || included.find("..") != std::string::npos) {
            bad.push_back({file, included, "an include names its folder: \"folder/file.h\""});
        } else if (!reachable_from(folder).contains(from)) {
            bad.push_back({file, included, "no arrow leads from " + folder + " to " + from});
        }
    } else if (folder != "io" && std::regex_search(line, match, angled)) {
        if (forbidden_in_the_core().contains(match[1])) {
            bad.push_back({file, match[1], "the core does not use this header"});
        }
    }
}

}  // namespace

std::set<std::string> reachable_from(const std::string& folder) {
    std::set<std::string> reached;
    std::vector<std::string> open = {folder};
    while (!open.empty()) {
        const std::string next = open.back();
        open.pop_back();
        const auto row = arrows().find(next);
        if (row == arrows().end() || !reached.insert(next).second) continue;
        open.insert(open.end(), row->second.begin(), row->second.end());
    }
    return reached;
}

std::vector<BadInclude> forbidden_includes(const std::filesystem::path& src) {
    std::vector<BadInclude> bad;
    for (const auto& path : files_under(src, {".h", ".cpp"})) {
        const std::string file = path.lexically_relative(src).generic_string();
        const std::string folder = file.substr(0, file.find('/'));
        if (reachable_from(folder).empty())
            bad.push_back({file, "", "not one of the house's folders"});
        for (const std::string& line : lines_of(path)) check_line(folder, file, line, bad);
    }
    return bad;
}

}  // namespace vitrine::test
