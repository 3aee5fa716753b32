#include "support/pair.h"

#include <cstdlib>

namespace vitrine::bench {

namespace {

std::vector<std::function<void(Rows&)>>& groups() {
    static std::vector<std::function<void(Rows&)>> all;
    return all;
}

}  // namespace

Group::Group(std::function<void(Rows&)> add_rows) {
    groups().push_back(std::move(add_rows));
}

Rows all_rows() {
    Rows rows;
    for (const auto& add_rows : groups()) add_rows(rows);
    return rows;
}

std::string_view asked_level() {
    const char* level = std::getenv("VITRINE_CPU");
    return level == nullptr || *level == '\0' ? "avx512" : level;
}

bool Row::results_agree() const {
    for (const auto& equal : checks_) {
        if (!equal()) return false;
    }
    return true;
}

}  // namespace vitrine::bench
