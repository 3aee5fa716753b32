#include "support/puppet_mistakes.h"

#include "support/vector_file.h"

namespace vitrine::test::mistakes {

using handshake::ExtensionType;

namespace {

std::string named(std::string_view what, std::uint64_t number) {
    return std::string{what}.append(" ").append(std::to_string(number));
}

std::string named(std::string_view what, ExtensionType type) {
    return std::string{what}.append(" ").append(handshake::name_of(type));
}

Mistake on_hello(std::string name, std::function<void(HelloDraft&)> change) {
    return {.name = std::move(name), .hello = std::move(change)};
}

Mistake on_exchange(std::string name, std::function<void(ExchangeDraft&)> change) {
    return {.name = std::move(name), .exchange = std::move(change)};
}

Mistake on_signing(std::string name, std::function<void(SigningDraft&)> change) {
    return {.name = std::move(name), .signing = std::move(change)};
}

Mistake on_body(std::string name, std::function<void(Bytes&)> change) {
    return {.name = std::move(name), .body = std::move(change)};
}

Mistake on_delivery(std::string name, std::function<void(Delivery&)> change) {
    return {.name = std::move(name), .delivery = std::move(change)};
}

}  // namespace

Mistake version(std::uint16_t said) {
    return on_hello(named("version", said), [said](HelloDraft& hello) { hello.version = said; });
}

Mistake suites(std::vector<std::uint16_t> values) {
    return on_hello("other suites", [values](HelloDraft& hello) { hello.suites = values; });
}

Mistake one_more_suite(std::uint16_t value) {
    return on_hello(named("also suite", value),
                    [value](HelloDraft& hello) { hello.suites.push_back(value); });
}

Mistake compression(Bytes methods) {
    return on_hello("compression methods " + to_hex(methods),
                    [methods](HelloDraft& hello) { hello.compressions = methods; });
}

Mistake session_id(Bytes id) {
    return on_hello(named("session ID of length", id.size()),
                    [id](HelloDraft& hello) { hello.session_id = id; });
}

Mistake random_ends_with(Bytes end) {
    return on_hello("random ends with " + to_hex(end), [end](HelloDraft& hello) {
        copy_bytes(end, MutByteView{hello.random}.last(end.size()));
    });
}

Mistake with_extension(ExtensionType type, Bytes content) {
    return on_hello(named("with", type),
                    [type, content](HelloDraft& hello) { hello.add(type, content); });
}

Mistake extension_is(ExtensionType type, Bytes content) {
    return on_hello(named("with another", type),
                    [type, content](HelloDraft& hello) { hello.replace(type, content); });
}

Mistake without_extension(ExtensionType type) {
    return on_hello(named("without", type), [type](HelloDraft& hello) { hello.remove(type); });
}

Mistake extension_twice(ExtensionType type) {
    return on_hello(named("twice", type), [type](HelloDraft& hello) {
        const auto all = hello.extensions;
        for (const auto& one : all) {
            if (one.first == static_cast<std::uint16_t>(type)) hello.extensions.push_back(one);
        }
    });
}

Mistake without_extensions() {
    return on_hello("without extensions", [](HelloDraft& hello) {
        hello.extensions.clear();
        hello.has_extensions = false;
    });
}

Mistake empty_list() {
    return {.name = "no certificate", .certificates = [](std::vector<Bytes>& c) { c.clear(); }};
}

Mistake chain_of(std::string name) {
    return {.name = "chain of " + name,
            .certificates = [name](std::vector<Bytes>& chain) { chain = identity(name).chain; }};
}

Mistake curve(std::uint16_t named_curve) {
    return on_exchange(named("curve", named_curve), [named_curve](ExchangeDraft& exchange) {
        exchange.named_curve = named_curve;
    });
}

Mistake curve_type(std::uint8_t type) {
    return on_exchange(named("curve type", type),
                       [type](ExchangeDraft& exchange) { exchange.curve_type = type; });
}

Mistake public_value(std::string name, Bytes value) {
    return on_exchange("public value " + name,
                       [value](ExchangeDraft& exchange) { exchange.value = value; });
}

Mistake point_off_the_curve() {
    return on_exchange("a point that is not on the curve",
                       [](ExchangeDraft& exchange) { exchange.value.back() ^= 1; });
}

Mistake dh_group(std::string name, Bytes p, Bytes g) {
    return on_exchange("group " + name, [p, g](ExchangeDraft& exchange) {
        exchange.p = p;
        exchange.g = g;
    });
}

Mistake curve_params_for_finite_field() {
    return on_exchange("ServerECDHParams", [](ExchangeDraft& exchange) {
        exchange.finite_field = false;
        exchange.named_curve = 29;
        exchange.value.assign(32, 9);
    });
}

Mistake premaster_version(std::uint16_t said) {
    return {.name = named("premaster of version", said), .premaster = [said](Bytes& premaster) {
                premaster[0] = static_cast<std::uint8_t>(said >> 8);
                premaster[1] = static_cast<std::uint8_t>(said);
            }};
}

Mistake premaster_len(std::size_t len) {
    return {.name = named("premaster of length", len),
            .premaster = [len](Bytes& premaster) { premaster.resize(len, 0x5a); }};
}

Mistake rsa_block_byte(std::string name, std::size_t at, std::uint8_t value) {
    return {.name = std::move(name), .rsa_block = [at, value](Bytes& block) { block[at] = value; }};
}

Mistake rsa_block_without_zeros() {
    return {.name = "no zero behind the padding", .rsa_block = [](Bytes& block) {
                for (std::size_t i = 2; i < block.size(); ++i) {
                    if (block[i] == 0) block[i] = 1;
                }
            }};
}

Mistake bad_signature() {
    return on_body("a signature with one bit wrong", [](Bytes& b) { b.back() ^= 1; });
}

Mistake announces_scheme(std::uint16_t scheme) {
    return on_signing(named("announces scheme", scheme),
                      [scheme](SigningDraft& draft) { draft.announced = scheme; });
}

Mistake signs_by(handshake::SignatureScheme scheme) {
    return on_signing(std::string{"signs by "}.append(handshake::name_of(scheme)),
                      [scheme](SigningDraft& draft) {
                          draft.announced = static_cast<std::uint16_t>(scheme);
                          draft.algorithm = *handshake::algorithm_of(scheme);
                      });
}

Mistake signs_other_bytes() {
    return on_signing("signs other bytes", [](SigningDraft& draft) { draft.content[0] ^= 1; });
}

Mistake wrong_verify_data() {
    return {.name = "wrong verify_data",
            .finished = [](const Puppet&, Bytes& verify_data) { verify_data.back() ^= 1; }};
}

Mistake verify_data_of_the_other_side() {
    return {.name = "the other side's verify_data",
            .finished = [](const Puppet& puppet, Bytes& verify_data) {
                const bool client = puppet.role() == trace::Role::client;
                copy_bytes(
                    puppet.facts.verify_data(client ? trace::Role::server : trace::Role::client),
                    verify_data);
            }};
}

Mistake verify_data_without_the_last_message() {
    return {.name = "verify_data without the last message",
            .finished = [](const Puppet& puppet, Bytes& verify_data) {
                Facts shorter;
                shorter.version = puppet.facts.version;
                shorter.suite = puppet.facts.suite;
                shorter.master = puppet.facts.master;
                shorter.messages = puppet.facts.messages;
                shorter.messages.pop_back();
                copy_bytes(shorter.verify_data(puppet.role()), verify_data);
            }};
}

Mistake body(Bytes bytes) {
    return on_body("body " + to_hex(bytes), [bytes](Bytes& b) { b = bytes; });
}

Mistake cut_short() {
    return on_body("one byte short", [](Bytes& b) { b.pop_back(); });
}

Mistake one_byte_more() {
    return on_body("one byte more", [](Bytes& b) { b.push_back(0); });
}

Mistake declared_length(std::uint32_t length) {
    return {.name = named("declared length", length), .message = [length](Bytes& message) {
                message[1] = static_cast<std::uint8_t>(length >> 16);
                message[2] = static_cast<std::uint8_t>(length >> 8);
                message[3] = static_cast<std::uint8_t>(length);
            }};
}

Mistake in_pieces(std::size_t len) {
    return on_delivery(named("in pieces of", len), [len](Delivery& d) { d.piece = len; });
}

Mistake together_with_the_next() {
    return on_delivery("in one record with the next", [](Delivery& d) { d.hold_all = true; });
}

Mistake only_the_first(std::size_t len) {
    return on_delivery(named("only the first", len), [len](Delivery& d) { d.hold_from = len; });
}

Mistake all_but_the_last(std::size_t len) {
    return on_delivery(named("all but the last", len), [len](Delivery& d) { d.hold_last = len; });
}

Mistake under_the_old_keys() {
    return on_delivery("keeping the old keys", [](Delivery& d) { d.changes_keys = false; });
}

Mistake not_in_transcript() {
    return on_delivery("left out of the transcript", [](Delivery& d) { d.in_transcript = false; });
}

Mistake in_record(std::string name, RecordPlan plan) {
    return on_delivery(std::move(name), [plan = std::move(plan)](Delivery& d) { d.record = plan; });
}

Mistake record_version(std::uint16_t said) {
    return on_delivery(named("record version", said),
                       [said](Delivery& d) { d.record.version = said; });
}

Mistake record_type(std::uint8_t type) {
    return on_delivery(named("record type", type), [type](Delivery& d) { d.record.type = type; });
}

Mistake record_length(std::uint16_t length) {
    return on_delivery(named("record length", length),
                       [length](Delivery& d) { d.record.length = length; });
}

Mistake sequence_shifted(std::int64_t by) {
    return on_delivery("another sequence number",
                       [by](Delivery& d) { d.record.sequence_shift = by; });
}

Mistake wrong_mac() {
    return on_delivery("wrong MAC",
                       [](Delivery& d) { d.record.mac = [](Bytes& mac) { mac.front() ^= 1; }; });
}

Mistake wrong_padding() {
    return on_delivery("wrong padding", [](Delivery& d) {
        d.record.padding_blocks = 1;
        d.record.padding = [](MutByteView padding) { padding.front() ^= 1; };
    });
}

}  // namespace vitrine::test::mistakes
