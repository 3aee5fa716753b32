#include "tools/cert_zoo.h"

#include <cstdio>

#include "base/hex.h"
#include "io/terminal.h"
#include "tools/verb.h"
#include "tools/zoo/files.h"
#include "tools/zoo/judge.h"

namespace vitrine::tools {

namespace {

/// Long runs of blanks to line up columns.
std::string padded(std::string_view text, std::size_t width) {
    std::string out{text};
    out.resize(std::max(out.size(), width), ' ');
    return out;
}

int write(const Options& options) {
    const std::string digits = options.value_or("seed", "00");
    x509::Bytes seed(digits.size() / 2);
    if (seed.empty() || !hex::decode(digits, seed).ok())
        return complain(kUsage, "--seed", "takes hexadecimal digits, two a byte");
    const std::string directory = options.value("out");
    const std::vector<zoo::Specimen> all = zoo::all_specimens(seed);
    if (!zoo::write_zoo(all, directory).ok())
        return complain(kCannotWrite, directory, "cannot be written");
    std::printf("wrote %zu chains and %s/expected.tsv\n", all.size(), directory.c_str());
    return kDone;
}

int check(const std::string& directory) {
    const auto all = zoo::read_zoo(directory);
    if (!all.ok()) return complain(kCannotRead, directory, all.error());
    const io::TextStyle style = io::TextStyle::of(1);
    std::size_t width = 0;
    for (const zoo::Specimen& specimen : *all) width = std::max(width, specimen.name.size());
    std::size_t different = 0;
    std::printf("  %s  %s  %s\n", padded("name", width).c_str(), padded("expected", 32).c_str(),
                "got");
    for (const zoo::Specimen& specimen : *all) {
        const std::string got = zoo::judge(specimen);
        const bool equal = got == specimen.reason;
        different += equal ? 0 : 1;
        std::printf("%s %s  %s  %s\n", std::string{style.mark(equal)}.c_str(),
                    padded(specimen.name, width).c_str(), padded(specimen.reason, 32).c_str(),
                    got.c_str());
    }
    std::printf("%zu as expected, %zu not\n", all->size() - different, different);
    return different == 0 ? kDone : kDifferent;
}

}  // namespace

int run_cert_zoo(const Options& options) {
    if (options.has("check")) return check(options.value("check"));
    if (options.has("out")) return write(options);
    return complain(kUsage, "cert zoo", "takes --out DIR, or --check DIR");
}

}  // namespace vitrine::tools
