// The table of verbs and their help pages. A verb that is not built is absent.
#include "verb.h"

namespace vitrine::tools {

namespace {

constexpr std::string_view kConnectHelp = R"(vitrine connect HOST:PORT: a TLS client; stdin goes to the server, its data to stdout

examples
  vitrine connect www.example.org:443 --http /
  vitrine connect localhost:4433 --ca ca.pem --show hex,keys
  vitrine connect 127.0.0.1:4433 --ca ca.pem --verify-name localhost --tls 1.0 --policy compatible
  vitrine connect localhost:4433 -k --ciphers AES128-SHA --pcapng walk.pcapng

what to offer   --tls RANGE  --policy modern|compatible|legacy|lab  --ciphers STRING  --groups LIST
                --sigalgs LIST  --alpn LIST  --ems on|off|require  --fallback-scsv
whom to trust   --ca FILE  --ca-dir DIR  --system-ca  -k, --insecure  --verify-name NAME
                --sni NAME  --no-sni
who we are      --cert FILE  --key FILE  --key-pass TEXT
what to say     --http PATH  --send TEXT  --reconnect N
what to see     --show hex,state,keys,cert,cost  --quiet  --color auto|always|never
artefacts       --json F  --ndjson F  --pcapng F  --keylog F  --state-fd N   ("-": stdout)
to repeat a run --seed HEX  --now TIME  (loopback only, or --i-know-this-is-insecure)
limits          --timeout SECONDS for the handshake (10)

exit codes: 0 done and verified, 6 no such host, 7 refused, 28 timed out, 35 handshake failed,
            56 stream truncated, 58 own certificate unusable, 59 no cipher, 60 peer not accepted
)";

constexpr std::string_view kServeHelp = R"(vitrine serve [ADDRESS:]PORT: a TLS server; PORT alone listens on loopback, 0 picks one

examples
  vitrine serve 4433 --cert server.pem --key server.key --www
  vitrine serve 4433 --cert rsa.pem --key rsa.key --cert ec.pem --key ec.key --echo
  vitrine serve 4433 --cert s.pem --key s.key --client-ca ca.pem --client-auth require --www

who we are      --cert FILE --key FILE (repeat for another key type)  --key-pass TEXT
what to accept  --tls RANGE  --policy modern|compatible|legacy|lab  --ciphers STRING  --groups LIST
                --sigalgs LIST  --alpn LIST  --ems on|off|require  --dh-params ffdhe2048...
clients         --client-auth off|request|require  --client-ca FILE  --session-cache N
what to do      --www (answers GET with a page about the connection)  --echo  --rev  --sink
what to see     --show hex,state,keys,cert,cost  --quiet  --color auto|always|never
artefacts       --json F  --ndjson F  --pcapng F  --keylog F  --state-fd N   (%n: connection's number)
life            --count N (stop after N connections)  --timeout SECONDS  --ready-fd N
                SIGTERM stops listening and lets connections end
)";

constexpr std::string_view kDemoHelp = R"(vitrine demo: a client and a server on loopback, certificates made on the spot

examples
  vitrine demo
  vitrine demo --tls 1.0 --policy compatible --ciphers AES128-SHA --show hex
  vitrine demo --client-auth require --resume --out walk

Prints the handshake and writes walk.json (every event) and walk.pcapng (opens in Wireshark, keys inside).

options   --tls RANGE  --policy P  --ciphers STRING  --groups LIST  --client-auth off|request|require
          --resume  --out DIR  --show hex,state,keys,cert,cost  --seed HEX  --now TIME
)";

constexpr std::string_view kCiphersHelp = R"(vitrine ciphers: the cipher suites

examples
  vitrine ciphers list
  vitrine ciphers explain ECDHE-RSA-AES128-GCM-SHA256
  vitrine ciphers match 'ECDHE+AESGCM:!aNULL:-RC4'

list            value, IANA and OpenSSL name, class, and the policy that has it on
explain NAME    its parts, its key block, what is known against it
match STRING    an OpenSSL cipher string, step by step, and what it selects
)";

constexpr std::string_view kExplainHelp = R"(vitrine explain ALERT|ERROR|CLAUSE: what a word means, offline

examples
  vitrine explain bad_record_mac
  vitrine explain 40
  vitrine explain finished_mismatch
  vitrine explain 'RFC 5746 §3.4'
)";

constexpr std::string_view kKeyHelp = R"(vitrine key make|show: private keys

examples
  vitrine key make --type p256 --out server.key
  vitrine key make --type rsa:3072 --out ca.key
  vitrine key show server.key

--type rsa|rsa:BITS|p256|p384|p521   --out FILE (-: stdout)   --key-pass TEXT
)";

constexpr std::string_view kVersionHelp = R"(vitrine version: this build, and the kernels that this processor runs

examples
  vitrine version
  VITRINE_CPU=portable vitrine version --json
)";

constexpr Verb kVerbs[] = {
    {"demo", "client and server on loopback, the handshake on screen and in files", kDemoHelp, run_demo},
    {"connect", "a client, watched", kConnectHelp, run_connect},
    {"serve", "a server, watched", kServeHelp, run_serve},
    {"key", "make and show private keys", kKeyHelp, run_key},
    {"ciphers", "cipher suites: list, explain, match", kCiphersHelp, run_ciphers},
    {"explain", "what an alert, an error or a clause means", kExplainHelp, run_explain},
    {"version", "this build and its kernels", kVersionHelp, run_version},
};

}  // namespace

std::span<const Verb> all_verbs() { return kVerbs; }

}  // namespace vitrine::tools
