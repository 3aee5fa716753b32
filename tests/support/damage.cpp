#include "support/damage.h"

namespace vitrine::test {

bool run_damaged(Pair& pair, const Damage& damage) {
    std::size_t carried[2] = {0, 0};
    bool reached = false;
    bool cut = false;
    const auto carry = [&](Side& from, Side& to, bool to_server) {
        std::vector<std::uint8_t> bytes = from.take_output();
        const bool moved = !bytes.empty();
        const std::size_t before = carried[to_server ? 1 : 0];
        carried[to_server ? 1 : 0] += bytes.size();
        if (to_server == damage.to_server) {
            if (damage.at >= before && damage.at < before + bytes.size()) {
                reached = true;
                cut = damage.change == 0;
                if (cut)
                    bytes.resize(damage.at - before);
                else
                    bytes[damage.at - before] ^= damage.change;
            } else if (cut) {
                bytes.clear();
            }
        }
        if (!bytes.empty()) to.feed(bytes);
        return moved;
    };
    while (carry(pair.client, pair.server, true) | carry(pair.server, pair.client, false)) {
    }
    pair.client.connection->transport_ended();
    pair.server.connection->transport_ended();
    return reached;
}

}  // namespace vitrine::test
