#include "support/damage.h"

namespace vitrine::test {

namespace {

/// Both directions, with what was carried so far.
class DamagedWire {
  public:
    explicit DamagedWire(const Damage& damage) : damage_(damage) {}

    /// Takes all that one side has to say to the other. False if that was nothing.
    bool carry(Side& from, Side& to, bool to_server) {
        std::vector<std::uint8_t> bytes = from.take_output();
        const bool moved = !bytes.empty();
        if (to_server == damage_.to_server) harm(bytes);
        if (!bytes.empty()) to.feed(bytes);
        return moved;
    }
    [[nodiscard]] bool reached() const { return reached_; }

  private:
    void harm(std::vector<std::uint8_t>& bytes) {
        const std::size_t before = carried_;
        carried_ += bytes.size();
        const bool cuts = damage_.change == 0;
        if (reached_ && cuts) bytes.clear();
        if (reached_ || damage_.at >= carried_) return;
        reached_ = true;
        if (cuts) {
            bytes.resize(damage_.at - before);
        } else {
            bytes[damage_.at - before] ^= damage_.change;
        }
    }

    Damage damage_;
    std::size_t carried_ = 0;
    bool reached_ = false;
};

}  // namespace

bool run_damaged(Pair& pair, const Damage& damage) {
    DamagedWire wire{damage};
    for (bool moved = true; moved;) {
        moved = wire.carry(pair.client, pair.server, true);
        moved = wire.carry(pair.server, pair.client, false) || moved;
    }
    pair.client.connection->transport_ended();
    pair.server.connection->transport_ended();
    return wire.reached();
}

}  // namespace vitrine::test
