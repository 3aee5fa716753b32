// Records of CBC suites: where padding and MAC begin, and whether they are right, is nobody's
// business (Vaudenay, Lucky Thirteen).
#include "ct/driver.h"
#include "record/cbc_etm.h"
#include "record/cbc_hmac.h"

namespace vitrine::ct_run {
namespace {

using crypto::BlockCipherAlg;
using crypto::CbcKey;
using crypto::HashAlg;
using record::FragmentInfo;
using record::FragmentLayout;

class CountingRng final : public Rng {
  public:
    Status fill(MutByteView out) override {
        for (std::uint8_t& byte : out) byte = next_++;
        return done();
    }

  private:
    std::uint8_t next_ = 1;
};

template <class Protection>
void seal_and_open(BlockCipherAlg alg, HashAlg hash) {
    const Bytes key = secret_bytes(crypto::key_len(alg));
    const Bytes mac_key = secret_bytes(crypto::digest_len(hash));
    auto encrypt = CbcKey::make(alg, key, CbcKey::Use::encrypt);
    auto decrypt = CbcKey::make(alg, key, CbcKey::Use::decrypt);
    require(encrypt.ok() && decrypt.ok(), "no CBC key");
    Protection sealer{*std::move(encrypt), hash, {mac_key, key, {}}, true};
    Protection opener{*std::move(decrypt), hash, {mac_key, key, {}}, true};
    const FragmentInfo info{1, record::ContentType::application_data, 0x0303};
    CountingRng rng;
    FragmentLayout layout;
    for (const std::size_t size : {0U, 5U, 300U, 1000U}) {
        Bytes wire(sealer.sealed_len(size));
        require(sealer.seal(info, secret_bytes(size), wire, rng, layout).ok(), "nothing sealed");
        keep(wire);  // from here on it is public
        Bytes again = wire;
        const auto opened = opener.open(info, again, layout);
        require(opened.ok() && opened->size() == size, "what was sealed does not open");
        again = wire;
        again[again.size() - 1] ^= 1;
        require(!opener.open(info, again, layout).ok(), "a tampered record opens");
    }
}

const Group kRecords{{
    {"record AES-128-CBC + SHA-1",
     [] { seal_and_open<record::CbcHmac>(BlockCipherAlg::aes128, HashAlg::sha1); }},
    {"record AES-256-CBC + SHA-384",
     [] { seal_and_open<record::CbcHmac>(BlockCipherAlg::aes256, HashAlg::sha384); }},
    {"record 3DES-CBC + SHA-1",
     [] { seal_and_open<record::CbcHmac>(BlockCipherAlg::des_ede3, HashAlg::sha1); }},
    {"record AES-128-CBC, EtM",
     [] { seal_and_open<record::CbcEtm>(BlockCipherAlg::aes128, HashAlg::sha256); }},
}};

}  // namespace
}  // namespace vitrine::ct_run
