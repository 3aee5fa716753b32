#include "secrets/remains.h"

#include <malloc.h>
#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <set>
#include <unordered_map>

// Blocks freed while this is set are kept for the search. Everything else about the heap is as
// usual. The linker's --wrap turns every malloc() and free() of ours into those below
// (CMakeLists.txt).
// Names of the linker and of the sanitizer.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)
extern "C" {
void* __real_malloc(std::size_t size);
void* __wrap_malloc(std::size_t size);
void __real_free(void* block);
void __wrap_free(void* block);
const char* __asan_default_options();
}

namespace {

constexpr std::size_t kMaxKept = std::size_t{1} << 18;
bool keeping = false;
void* kept[kMaxKept];
std::size_t kept_count = 0;

void give_back(void* block) {
    if (!keeping || block == nullptr) {
        __real_free(block);
    } else if (kept_count == kMaxKept) {
        std::abort();  // a search of less than everything proves nothing
    } else {
        kept[kept_count++] = block;
    }
}

/// Empty, up to its usable end: what the test itself has freed before is not the operation's.
void* emptied(void* block) {
    if (keeping && block != nullptr) std::memset(block, 0, malloc_usable_size(block));
    return block;
}

void* take(std::size_t size) {
    return emptied(__real_malloc(size == 0 ? 1 : size));
}

}  // namespace

void* __wrap_malloc(std::size_t size) {
    return take(size);
}
void __wrap_free(void* block) {
    give_back(block);
}
void* operator new(std::size_t size) {
    void* block = take(size);
    if (block == nullptr) std::abort();
    return block;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return take(size);
}
void* operator new(std::size_t size, std::align_val_t align) {
    void* block =
        std::aligned_alloc(static_cast<std::size_t>(align),
                           (size + static_cast<std::size_t>(align) - 1) /
                               static_cast<std::size_t>(align) * static_cast<std::size_t>(align));
    if (block == nullptr) std::abort();
    return emptied(block);
}
void* operator new(std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
    return operator new(size, align);
}
void operator delete(void* block) noexcept {
    give_back(block);
}
void operator delete(void* block, std::size_t) noexcept {
    give_back(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
    give_back(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
    give_back(block);
}

// The search reads frames that are gone, which the checker of addresses would not have, and its
// pretended frames on the heap would hide them.
extern "C" const char* __asan_default_options() {
    return "detect_stack_use_after_return=0";
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp,readability-identifier-naming)

namespace vitrine::test {

namespace {

constexpr std::size_t kWindow = 16;
constexpr std::size_t kStack = std::size_t{8} << 20;

/// The number `bytes` (big-endian) in digits of `bits` bits, each in a little-endian word.
std::vector<std::uint8_t> digits_of(ByteView bytes, std::size_t bits) {
    std::vector<std::uint8_t> out((8 * bytes.size() + bits - 1) / bits * 8, 0);
    for (std::size_t i = 0; i < 8 * bytes.size(); ++i) {
        const unsigned bit = (bytes[bytes.size() - 1 - i / 8] >> (i % 8)) & 1u;
        const std::size_t at = i / bits * 8 + i % bits / 8;
        out[at] = static_cast<std::uint8_t>(out[at] | (bit << (i % bits % 8)));
    }
    return out;
}

/// Where windows of the patterns begin: their first eight bytes, then the whole window.
class Finder {
  public:
    explicit Finder(const Secrets& secrets) {
        for (const Secrets::Pattern& pattern : secrets.patterns()) {
            for (std::size_t at = 0; at + kWindow <= pattern.bytes.size(); ++at) {
                const std::uint8_t* window = pattern.bytes.data() + at;
                if (std::set<std::uint8_t>(window, window + kWindow).size() < 6) continue;
                std::uint64_t head = 0;
                std::memcpy(&head, window, sizeof head);
                windows_.emplace(head, Place{&pattern, at});
            }
        }
    }

    __attribute__((no_sanitize("address", "undefined"))) void search(const std::string& where,
                                                                     const std::uint8_t* from,
                                                                     std::size_t size) {
        if (size < kWindow) return;
        for (std::size_t at = 0; at + kWindow <= size; ++at) {
            std::uint64_t head = 0;
            for (std::size_t i = 0; i < 8; ++i) head |= std::uint64_t{from[at + i]} << (8 * i);
            if (head == 0) continue;
            const auto [first, last] = windows_.equal_range(head);
            for (auto it = first; it != last; ++it) compare(where, from + at, it->second);
        }
    }

    [[nodiscard]] std::vector<std::string> found() const { return {found_.begin(), found_.end()}; }

  private:
    struct Place {
        const Secrets::Pattern* pattern;
        std::size_t at;
    };

    __attribute__((no_sanitize("address", "undefined"))) void compare(const std::string& where,
                                                                      const std::uint8_t* from,
                                                                      const Place& place) {
        for (std::size_t i = 8; i < kWindow; ++i) {
            if (from[i] != place.pattern->bytes[place.at + i]) return;
        }
        found_.insert(where + ": " + place.pattern->name);
    }

    std::unordered_multimap<std::uint64_t, Place> windows_;
    std::set<std::string> found_;
};

void* run(void* operation) {
    keeping = true;
    (*static_cast<const std::function<void()>*>(operation))();
    keeping = false;
    return nullptr;
}

}  // namespace

void Secrets::add(const std::string& name, ByteView bytes) {
    std::vector<std::uint8_t> straight(bytes.begin(), bytes.end());
    std::vector<std::uint8_t> reversed(bytes.rbegin(), bytes.rend());
    patterns_.push_back({name, straight});
    patterns_.push_back({name + " reversed", reversed});
    for (const std::size_t bits : {51U, 52U}) {
        patterns_.push_back(
            {name + " in digits of " + std::to_string(bits), digits_of(straight, bits)});
        patterns_.push_back(
            {name + " reversed, in digits of " + std::to_string(bits), digits_of(reversed, bits)});
    }
}

std::vector<std::string> remains_of(const std::function<void()>& operation,
                                    const Secrets& secrets) {
    void* stack = mmap(nullptr, kStack, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED) std::abort();
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, kStack);
    pthread_t thread{};
    kept_count = 0;
    const bool started = pthread_create(&thread, &attributes, run,
                                        const_cast<std::function<void()>*>(&operation)) == 0;
    if (!started) std::abort();
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);

    Finder finder(secrets);
    finder.search("stack", static_cast<const std::uint8_t*>(stack), kStack);
    for (std::size_t i = 0; i < kept_count; ++i) {
        finder.search("heap", static_cast<const std::uint8_t*>(kept[i]),
                      malloc_usable_size(kept[i]));
        __real_free(kept[i]);
    }
    kept_count = 0;
    munmap(stack, kStack);
    return finder.found();
}

}  // namespace vitrine::test
