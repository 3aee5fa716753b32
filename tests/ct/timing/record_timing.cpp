// Records of CBC suites that are refused: good padding under a wrong MAC, or wrong padding of any
// kind (Vaudenay; Lucky Thirteen). The plaintext, padding and all, is the secret; it is encrypted
// before the clock starts.
#include <array>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "ct/timing/timing.h"
#include "record/cbc_hmac.h"

namespace vitrine::ct_run {
namespace {

using crypto::BlockCipherAlg;
using crypto::CbcKey;
using crypto::HashAlg;

constexpr std::size_t kText = 512;  // the longest padding is 256 bytes
constexpr std::size_t kMaxBlock = crypto::kMaxCipherBlock;

template <BlockCipherAlg kAlg, HashAlg kHash>
class Refused {
  public:
    /// The last byte says how long the padding is: 0 in the fixed plaintext, which is right.
    static void prepare(std::uint8_t* plaintext) {
        static const CbcKey key = made(CbcKey::Use::encrypt);
        const std::size_t block = crypto::block_len(kAlg);
        std::array<std::uint8_t, kMaxBlock> iv{};
        std::memcpy(fragment().data() + block, plaintext, kText);
        std::memset(fragment().data(), 0, block);
        key.encrypt(MutByteView{iv}.first(block), MutByteView{fragment()}.subspan(block, kText));
    }

    static void open(std::uint8_t* /*plaintext*/) {
        static const std::vector<std::uint8_t> mac_key(crypto::digest_len(kHash), 2);
        static record::CbcHmac opener{made(CbcKey::Use::decrypt), kHash, {mac_key, {}, {}}, true};
        record::FragmentLayout layout;
        const auto opened =
            opener.open({1, record::ContentType::application_data, 0x0303},
                        MutByteView{fragment()}.first(crypto::block_len(kAlg) + kText), layout);
        if (opened.ok()) std::abort();
    }

  private:
    static CbcKey made(CbcKey::Use use) {
        static const std::vector<std::uint8_t> bytes(crypto::key_len(kAlg), 1);
        auto key = CbcKey::make(kAlg, bytes, use);
        if (!key.ok()) std::abort();
        return *std::move(key);
    }
    static std::array<std::uint8_t, kMaxBlock + kText>& fragment() {
        static std::array<std::uint8_t, kMaxBlock + kText> bytes;
        return bytes;
    }
};

template <BlockCipherAlg kAlg, HashAlg kHash>
TimedCase refused(const char* name) {
    using Case = Refused<kAlg, kHash>;
    return {name, 0, kText, Case::open, false, Case::prepare};
}

const TimedGroup kRecords{{
    refused<BlockCipherAlg::aes128, HashAlg::sha1>("record AES-128-CBC + SHA-1, padding"),
    refused<BlockCipherAlg::aes128, HashAlg::sha256>("record AES-128-CBC + SHA-256, padding"),
    refused<BlockCipherAlg::aes256, HashAlg::sha384>("record AES-256-CBC + SHA-384, padding"),
    refused<BlockCipherAlg::des_ede3, HashAlg::sha1>("record 3DES-CBC + SHA-1, padding"),
}};

}  // namespace
}  // namespace vitrine::ct_run
