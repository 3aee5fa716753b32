// A benchmark row: our code beside a peer's, on the same input, in the same run, on the same core.
//
//     const bench::Group kAesGcm{[](bench::Rows& rows) {
//         rows.add("crypto/aes128gcm_seal/16384", 16384, [](bench::Row& row) {
//             auto ours = std::make_shared<OurSeal>(...);      // runs only if the row was asked
//             for auto peer = std::make_shared<OpensslSeal>(...); row.check([=] { return
//             ours->seal() == peer->seal(); }); row.ours("vaes", [=] { ours->seal(); }); // what
//             this CPU runs best row.portable([=] { portable->seal(); });          // the readable
//             twin, if it is another row.peer("openssl", [=] { peer->seal(); });
//         });
//     }};
//
// A contender's full name is ROW/ours, ROW/portable or ROW/<peer>. Names are folder/what/size.
// Read next: measure.h (how the numbers are taken), report.h (how they are printed).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::bench {

/// One implementation in a row. `run(n)` does the work n times.
struct Contender {
    std::string role;            ///< "ours", "portable" or "peer"
    std::string label;           ///< our kernel's name, or the peer's
    std::size_t operations = 1;  ///< one call does this many (kernels of eight lanes do 8)
    std::function<void(std::uint64_t)> run;
};

class Row {
  public:
    Row(std::string name, std::size_t bytes) : name_(std::move(name)), bytes_(bytes) {}

    /// Our best version here. `operations`: how many of the row's operations a call does.
    template <class Work>
    void ours(std::string kernel, Work work, std::size_t operations = 1) {
        add("ours", std::move(kernel), std::move(work), operations);
    }
    /// Our readable version, where `ours` is another one.
    template <class Work>
    void portable(Work work, std::size_t operations = 1) {
        add("portable", "portable", std::move(work), operations);
    }
    template <class Work>
    void peer(std::string name, Work work, std::size_t operations = 1) {
        add("peer", std::move(name), std::move(work), operations);
    }
    /// Called once before anything is timed; false: the contenders disagree, and the row fails.
    void check(std::function<bool()> equal) { checks_.push_back(std::move(equal)); }

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Bytes an operation works through; 0: the row counts operations.
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] const std::vector<Contender>& contenders() const { return contenders_; }
    [[nodiscard]] bool results_agree() const;

  private:
    // The loop is compiled around the work, so that a call through std::function costs once a
    // batch.
    template <class Work>
    void add(std::string role, std::string label, Work work, std::size_t operations) {
        contenders_.push_back({std::move(role), std::move(label), operations,
                               [work = std::move(work)](std::uint64_t n) mutable {
                                   for (std::uint64_t i = 0; i < n; ++i) work();
                               }});
    }

    std::string name_;
    std::size_t bytes_;
    std::vector<Contender> contenders_;
    std::vector<std::function<bool()>> checks_;
};

/// Names of rows, each with the function that sets it up when it is asked for.
class Rows {
  public:
    using SetUp = std::function<void(Row&)>;
    struct Entry {
        std::string name;
        std::size_t bytes;
        SetUp set_up;
    };

    void add(std::string name, std::size_t bytes, SetUp set_up) {
        entries_.push_back({std::move(name), bytes, std::move(set_up)});
    }
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  private:
    std::vector<Entry> entries_;
};

/// A static Group in a *_bench.cpp adds that file's rows.
class Group {
  public:
    explicit Group(std::function<void(Rows&)> add_rows);
};

/// All rows of all groups, in the order they were added.
Rows all_rows();

/// The level that VITRINE_CPU names, else the highest. Every row begins at it.
std::string_view asked_level();

/// Keeps a result, and the memory behind it, from being optimized away.
template <class T>
inline void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

}  // namespace vitrine::bench
