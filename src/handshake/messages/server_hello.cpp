#include "handshake/messages/server_hello.h"

namespace vitrine::handshake {

// RFC 5246 §7.4.1.3, struct ServerHello.
Result<ServerHello> decode_server_hello(wire::Reader in) {
    ServerHello hello;
    hello.server_version = in.u16("server_version");
    hello.random = in.fixed<32>("random");
    hello.session_id = in.vec8("session_id", {0, 32}).rest();
    hello.cipher_suite = in.u16("cipher_suite");
    hello.compression_method = in.u8("compression_method");
    hello.extensions = read_extensions(in, HelloKind::server);
    return in.finish(hello);
}

}  // namespace vitrine::handshake
