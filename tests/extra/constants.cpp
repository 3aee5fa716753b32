// A collection of the tables of the standards, beside the ones that the code has.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "crypto/cipher/aes_tower.h"
#include "crypto/cipher/camellia_sbox.h"
#include "crypto/cipher/des_tables.h"
#include "crypto/hash/sha512_constants.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/ec.h"
#include "extra/integer.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// [name] and all words up to the next; a note behind the name, after a blank, is left away.
std::map<std::string, Words> read_tables(const fs::path& file) {
    std::ifstream in(file);
    std::map<std::string, Words> tables;
    std::string line;
    std::string name;
    while (std::getline(in, line)) {
        if (line.empty() || line.front() == '#') continue;
        std::string rest = line;
        if (line.front() == '[') {
            const auto end = line.find(']');
            name = line.substr(1, end - 1);
            rest = line.substr(end + 1);
            tables[name];
            if (rest.ends_with("entries")) continue;
        }
        std::istringstream words(rest);
        for (std::string word; words >> word;) tables[name].push_back(word);
    }
    return tables;
}

std::vector<unsigned> numbers(const Words& words) {
    std::vector<unsigned> values;
    for (const std::string& word : words) values.push_back(static_cast<unsigned>(std::stoul(word)));
    return values;
}

template <class Table>
bool same(const Words& words, const Table& ours) {
    const std::vector<unsigned> theirs = numbers(words);
    return std::equal(theirs.begin(), theirs.end(), std::begin(ours), std::end(ours),
                      [](unsigned a, auto b) { return a == static_cast<unsigned>(b); });
}

// Index: 16 row + column, the row from the outer two of six bits.
bool is_des_box(const Words& words, std::size_t box) {
    const std::vector<unsigned> table = numbers(words);
    bool right = table.size() == 64;
    for (unsigned bits = 0; bits < 64 && right; ++bits) {
        const unsigned row = ((bits >> 4) & 2U) | (bits & 1U);
        right = table[16 * row + ((bits >> 1) & 15U)] == crypto::des::sbox(box, bits);
    }
    return right;
}

bool is_expansion(const Words& words) {
    const std::vector<unsigned> table = numbers(words);
    bool right = table.size() == 48;
    for (std::size_t i = 0; i < 48 && right; ++i)
        right = table[i] == crypto::des::expanded_from(i / 6, i % 6) + 1;
    return right;
}

/// The inverse in the tower, then the affine map.
unsigned aes_sbox(unsigned x) {
    using namespace crypto::aes;
    const std::uint8_t in_tower = apply(kToTower, static_cast<std::uint8_t>(x));
    unsigned inverse = 0;
    for (unsigned y = 1; y < 256 && inverse == 0; ++y) {
        if (tower::product(in_tower, static_cast<std::uint8_t>(y)) == 1) inverse = y;
    }
    const std::uint8_t plain = apply(kFromTower, static_cast<std::uint8_t>(inverse));
    return apply(kAffine, plain) ^ unsigned { kAffineConstant };
}

unsigned camellia_sbox(unsigned x) {
    std::array<std::uint8_t, 8> planes{};
    for (unsigned i = 0; i < 8; ++i) planes[i] = (x >> i) & 1U;
    planes = crypto::camellia::sbox1(planes);
    unsigned y = 0;
    for (unsigned i = 0; i < 8; ++i) y |= (planes[i] & 1U) << i;
    return y;
}

bool is_box(const Words& words, unsigned (*ours)(unsigned)) {
    const std::vector<unsigned> table = numbers(words);
    bool right = table.size() == 256;
    for (unsigned x = 0; x < 256 && right; ++x) right = table[x] == ours(x);
    return right;
}

bool is_sha512_table(const Words& words) {
    bool right = words.size() == crypto::sha512::kK.size();
    for (std::size_t i = 0; right && i < words.size(); ++i)
        right = std::stoull(words[i], nullptr, 16) == crypto::sha512::kK[i];
    return right;
}

// p = ..., a = ..., b = ..., Gx = ..., Gy = ..., n = ...
bool is_curve(const Words& words, crypto::Curve curve) {
    std::map<std::string, Integer> values;
    for (std::size_t i = 0; i + 2 < words.size(); i += 3)
        values[words[i]] = hex_integer(words[i + 2]);
    const std::size_t len = crypto::field_len(curve);
    Bytes generator{4};
    for (const char* name : {"Gx", "Gy"}) {
        const Bytes coordinate = be_bytes(values[name], len);
        generator.insert(generator.end(), coordinate.begin(), coordinate.end());
    }
    Bytes point(crypto::point_len(curve));
    const bool base =
        crypto::ec_public_key(curve, be_bytes(Integer(1), len), point).ok() && point == generator;
    const bool last = crypto::ec_public_key(curve, be_bytes(values["n"] - 1, len), point).ok();
    const bool order = !crypto::ec_public_key(curve, be_bytes(values["n"], len), point).ok();
    // The last multiple is -G: with the same x, and with p - y.
    const Integer y = values["p"] - values["Gy"];
    return base && last && order &&
           Bytes(point.end() - static_cast<std::ptrdiff_t>(len), point.end()) == be_bytes(y, len);
}

/// floor(2^bits pi), by Machin's formula.
Integer two_to_times_pi(unsigned bits) {
    const unsigned guard = 64;
    const auto arctan_of_inverse = [&](unsigned n) {
        Integer sum = 0;
        Integer power = (Integer(1) << (bits + guard)) / n;
        for (unsigned k = 1; power != 0; k += 2) {
            if (k % 4 == 1) {
                sum += power / k;
            } else {
                sum -= power / k;
            }
            power /= Integer(n) * n;
        }
        return sum;
    };
    return Integer(16 * arctan_of_inverse(5) - 4 * arctan_of_inverse(239)) >> guard;
}

bool is_known_modp_1024() {
    const Integer p = (Integer(1) << 1024) - (Integer(1) << 960) - 1 +
                      (Integer(two_to_times_pi(894) + 129093) << 64);
    return crypto::known_group(be_bytes(p), Bytes{2}) != nullptr;
}

/// Nothing: it stands inside one file, and shows in what that computes.
std::optional<bool> judge(const std::string& name, const Words& words) {
    using namespace crypto::des;
    if (name == "IP") return same(words, kInitialPermutation);
    if (name == "IP-inverse") return same(words, kFinalPermutation);
    if (name == "E") return is_expansion(words);
    if (name == "P") return same(words, kP);
    if (name.starts_with("PC1")) return same(words, kPc1);
    if (name == "PC2") return same(words, kPc2);
    if (name.starts_with("left shifts")) return same(words, kShifts);
    if (name.size() == 2 && name[0] == 'S')
        return is_des_box(words, static_cast<std::size_t>(name[1] - '1'));
    if (name.starts_with("AES S-box")) return is_box(words, aes_sbox);
    if (name.starts_with("Camellia SBOX1")) return is_box(words, camellia_sbox);
    if (name == "SHA-512 K") return is_sha512_table(words);
    if (name.starts_with("Oakley")) return is_known_modp_1024();
    if (const auto curve = curve_called(name)) return is_curve(words, *curve);
    return std::nullopt;
}

void read_constants(const fs::path& file, Tally& tally) {
    for (const auto& [name, words] : read_tables(file)) {
        if (const auto right = judge(name, words)) {
            tally.valid(name, *right);
        } else {
            tally.leave_out("no table of ours that a test could see: " + name);
        }
    }
}

}  // namespace

std::span<const Reader> constant_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/constants\\.txt", Kernels::none, read_constants},
    };
    return kReaders;
}

}  // namespace vitrine::test
