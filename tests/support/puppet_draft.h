// A message on its way from intention to wire, and the places where it can be made wrong. A Mistake
// has a name and hooks; each hook sees one stage. Ready-made ones: puppet_mistakes.h.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>

#include "handshake/extensions/extensions.h"
#include "support/puppet_facts.h"
#include "support/puppet_records.h"

namespace vitrine::test {

/// Either hello before it is encoded; a ServerHello has one suite and one compression method.
struct HelloDraft {
    std::uint16_t version = 0;
    Bytes random;
    Bytes session_id;
    std::vector<std::uint16_t> suites;
    Bytes compressions{0};
    bool has_extensions = true;
    std::vector<std::pair<std::uint16_t, Bytes>> extensions;

    void add(handshake::ExtensionType type, Bytes body) {
        extensions.emplace_back(static_cast<std::uint16_t>(type), std::move(body));
    }
    void remove(handshake::ExtensionType type) {
        std::erase_if(extensions, [type](const auto& extension) {
            return extension.first == static_cast<std::uint16_t>(type);
        });
    }
    void replace(handshake::ExtensionType type, Bytes body) {
        remove(type);
        add(type, std::move(body));
    }
};

/// The parameters of a key exchange before they are signed or sent.
struct ExchangeDraft {
    std::uint8_t curve_type = 3;
    std::uint16_t named_curve = 0;
    Bytes p;
    Bytes g;
    Bytes value;  ///< the public value
    bool finite_field = false;
};

/// A signature before it is made.
struct SigningDraft {
    std::uint16_t announced = 0;  ///< SignatureAndHashAlgorithm, at TLS 1.2
    x509::SignatureScheme algorithm;
    Bytes content;
};

/// How the bytes of a message go out, and what the puppet makes of having said it.
struct Delivery {
    std::size_t piece = 16384;         ///< at most this much in a record
    std::size_t hold_from = SIZE_MAX;  ///< the rest waits for the next of its content type
    std::size_t hold_last = 0;         ///< so many bytes wait for the next of its content type
    bool hold_all = false;             ///< it shares a record with the next of its content type
    bool in_transcript = true;
    bool changes_keys = true;  ///< ChangeCipherSpec
    RecordPlan record;
};

class Puppet;

struct Mistake {
    std::string name;
    std::function<void(HelloDraft&)> hello = {};
    std::function<void(std::vector<Bytes>& chain)> certificates = {};
    std::function<void(ExchangeDraft&)> exchange = {};
    std::function<void(Bytes& premaster)> premaster = {};  ///< RSA, before it is padded
    std::function<void(Bytes& block)> rsa_block = {};      ///< 00 02 PS 00 premaster
    std::function<void(SigningDraft&)> signing = {};
    std::function<void(const Puppet&, Bytes& verify_data)> finished = {};
    std::function<void(Bytes& body)> body = {};
    std::function<void(Bytes& message)> message = {};  ///< with its header
    std::function<void(Delivery&)> delivery = {};
};

using Mistakes = std::vector<Mistake>;

}  // namespace vitrine::test
