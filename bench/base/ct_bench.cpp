// What constant time costs: comparing two byte strings without a branch, beside OpenSSL's
// CRYPTO_memcmp.
#include <openssl/crypto.h>

#include <memory>
#include <vector>

#include "base/ct.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

struct Input {
    explicit Input(std::size_t size) : a(size, 1), b(size, 1) {}
    std::vector<std::uint8_t> a;
    std::vector<std::uint8_t> b;
};

bool equal_ours(const Input& in) {
    return ct::declassify(ct::equal(in.a, in.b), "benchmark");
}
bool equal_openssl(const Input& in) {
    return CRYPTO_memcmp(in.a.data(), in.b.data(), in.a.size()) == 0;
}

const Group kCompare{[](Rows& rows) {
    for (const std::size_t size : {std::size_t{20}, std::size_t{1024}}) {
        rows.add("base/ct_equal/" + std::to_string(size), size, [size](Row& row) {
            auto in = std::make_shared<Input>(size);
            row.check([=] {
                auto other = *in;
                other.b[size - 1] = 2;
                return equal_ours(*in) && equal_openssl(*in) && !equal_ours(other) &&
                       !equal_openssl(other);
            });
            row.ours("portable", [=] { keep(equal_ours(*in)); });
            row.peer("openssl", [=] { keep(equal_openssl(*in)); });
        });
    }
}};

}  // namespace
}  // namespace vitrine::bench
