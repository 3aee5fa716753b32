#include "handshake/messages/client_hello.h"

namespace vitrine::handshake {

// RFC 5246 §7.4.1.2, struct ClientHello.
Result<ClientHello> decode_client_hello(wire::Reader in) {
    ClientHello hello;
    hello.client_version = in.u16("client_version");
    hello.random = in.fixed<32>("random");
    hello.session_id = in.vec8("session_id", {0, 32}).rest();
    hello.cipher_suites = in.vec16("cipher_suites", {2, 65534}).u16s("cipher_suite");
    hello.compression_methods = in.vec8("compression_methods", {1, 255}).rest();
    hello.extensions = read_extensions(in, HelloKind::client);
    return in.finish(hello);
}

}  // namespace vitrine::handshake
