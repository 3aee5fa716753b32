// Scripts for client and server: an honest handshake in each variant, and small crimes.
#include "fuzz/seeds/seeds.h"

namespace vitrine::fuzz {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// An operation of a script: its bytes, with a length where there is data.
Bytes with_data(Bytes op, std::string_view data) {
    op.push_back(static_cast<std::uint8_t>(data.size() >> 8));
    op.push_back(static_cast<std::uint8_t>(data.size()));
    op.insert(op.end(), data.begin(), data.end());
    return op;
}

Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes out;
    for (const Bytes& part : parts) out.insert(out.end(), part.begin(), part.end());
    return out;
}

}  // namespace

void put_conversation_seeds(SeedWriter& out) {
    using namespace std::string_view_literals;
    const Bytes go{0, 0, 0};
    const Bytes data = joined({with_data({6}, "hello"), {0}, with_data({8}, "answer"), {0}});
    const std::pair<const char*, Bytes> scripts[] = {
        {"honest", joined({go, data, {7, 0}})},
        {"closes", joined({go, data, {9, 0}})},
        {"flipped", joined({{3, 1, 9}, go})},
        {"lost", joined({{0, 4, 1, 0}, go})},
        {"doubled", joined({{0, 5, 0, 0}, go})},
        {"early-ccs", joined({with_data({2, 0}, "\x01"sv), go})},
        {"alert", joined({with_data({2, 1}, "\x01\x5a"sv), go, with_data({2, 1}, "\x01\x00"sv)})},
        {"hello-request", joined({go, with_data({2, 2}, "\x00\x00\x00\x00"sv), {0}})},
        {"early-data", joined({with_data({2, 3}, "early"sv), go})},
        {"empty-data", joined({go, with_data({2, 3}, ""sv), with_data({2, 3}, "x"sv)})},
        {"http", with_data({1}, "GET / HTTP/1.1\r\n\r\n"sv)},
        {"sslv2", with_data({1}, "\x80\x2e\x01\x00\x02\x00\x15"sv)},
        {"heartbeat", joined({go, with_data({2, 4}, "\x01\x40\x00"sv)})},
    };
    for (std::uint8_t variant = 0; variant < 6; ++variant) {
        for (const auto& [name, script] : scripts) {
            for (const bool auth : {false, true}) {
                Bytes input{variant,
                            static_cast<std::uint8_t>((auth ? 1 : 0) | (variant % 2) << 1)};
                input.insert(input.end(), script.begin(), script.end());
                const std::string file =
                    std::string{name} + "-" + std::to_string(variant) + (auth ? "-auth" : "");
                out.put("client", file, input);
                out.put("server", file, input);
            }
        }
    }
}

}  // namespace vitrine::fuzz
