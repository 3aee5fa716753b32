#include "handshake/session.h"

#include <algorithm>

namespace vitrine::handshake {

void Session::set_server_name(std::string_view name) {
    name_len = static_cast<std::uint8_t>(std::min(name.size(), kMaxNameLen));
    std::copy_n(name.begin(), name_len, name_bytes.begin());
}

Session Session::clone() const {
    Session copy;
    copy.id = id;
    copy.version = version;
    copy.cipher_suite = cipher_suite;
    copy.master = MasterSecret{master.expose()};
    copy.extended_master_secret = extended_master_secret;
    copy.created = created;
    copy.peer = peer;
    copy.name_bytes = name_bytes;
    copy.name_len = name_len;
    return copy;
}

}  // namespace vitrine::handshake
