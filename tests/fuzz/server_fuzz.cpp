// A server, and whatever its peer may say: conversation.h.
#include "fuzz/peer_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    fuzz::run_script(trace::Role::server, ByteView{data, size});
    return 0;
}
