// What came of one file of foreign vectors: a case is right if a valid one was accepted with the
// result that it names, or an invalid one refused. Read next: extra/vector_folder.h.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::test {

/// Which way we go where a file leaves it open ("acceptable"), by the flag of the case.
struct Choice {
    std::string_view flag;
    bool accept;
    std::string_view reason;
};

/// The first choice for one of the flags, in the order of our table; null: there is none.
const Choice* choice_for(const std::vector<std::string>& flags);

class Tally {
  public:
    /// A case that must be accepted, and come out right.
    void valid(const std::string& where, bool accepted);
    /// A case that must be refused.
    void invalid(const std::string& where, bool accepted);
    /// A case that may go either way: it must go the way of choice_for(flags).
    void acceptable(const std::string& where, const std::vector<std::string>& flags, bool accepted);
    /// Cases for which there is nothing here that could run them.
    void leave_out(std::string_view why, std::size_t cases = 1);

    [[nodiscard]] std::size_t run() const { return valid_ + invalid_ + accepted_ + refused_; }
    bool operator==(const Tally&) const = default;

    /// "file | run | valid accepted | ...", and a line for each choice and each reason.
    [[nodiscard]] std::string row(const std::string& file) const;
    /// What row() gives the columns of.
    static std::string heading();

  private:
    void wrong(const std::string& where, std::string_view what);

    std::size_t valid_ = 0;
    std::size_t invalid_ = 0;
    std::size_t accepted_ = 0;
    std::size_t refused_ = 0;
    std::size_t wrong_ = 0;
    std::map<std::string, std::size_t> choices_;
    std::map<std::string, std::size_t> left_out_;
};

}  // namespace vitrine::test
