#include "io/keylog.h"

#include <cstdlib>

#include "base/hex.h"
#include "io/file.h"

namespace vitrine::io {

namespace {

std::string to_hex(ByteView bytes) {
    std::string text(2 * bytes.size(), '\0');
    hex::encode(bytes, text);
    return text;
}

ByteView input(const trace::Derive& e, std::string_view name) {
    for (const trace::NamedBytes& in : e.inputs) {
        if (in.name == name) return in.bytes;
    }
    return {};
}

}  // namespace

// A resumed handshake derives no master secret, but every one expands it into a key block.
void KeylogSink::on(const trace::Derive& e) {
    ByteView master;
    if (e.name == "master_secret") master = e.output;
    if (e.name == "key_block") master = input(e, "master_secret");
    const ByteView client_random = input(e, "client_random");
    if (master.empty() || client_random.empty()) return;
    std::string line = "CLIENT_RANDOM " + to_hex(client_random) + " " + to_hex(master) + "\n";
    if (seen_.insert(line).second) write_(line);
}

KeylogSink::Write append_to_keylog(std::string path) {
    return [path = std::move(path)](std::string_view line) {
        (void)append_file(path, line, FileMode::owner_only);
    };
}

std::string keylog_path_from_environment() {
    const char* path = std::getenv("SSLKEYLOGFILE");
    return path == nullptr ? std::string{} : std::string{path};
}

}  // namespace vitrine::io
