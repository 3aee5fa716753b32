// Another program, started with its words, its standard input and a file for what it prints. It is
// ended by its process id, at the latest when the object dies.
#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::tools {

class Child {
  public:
    Child() = default;
    /// Starts `words` (found along PATH). `input` is written to its standard input, which stays
    /// open until it ends; nothing: /dev/null. Standard output and error go to the file `output`.
    /// `ready_fd`: what the child finds as descriptor 3, or -1.
    Child(const std::vector<std::string>& words,
          const std::optional<std::string>& input,
          const std::string& output,
          int ready_fd = -1);
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    Child(Child&& other) noexcept
        : pid_(std::exchange(other.pid_, -1)), input_(std::exchange(other.input_, -1)) {}
    Child& operator=(Child&& other) noexcept;
    ~Child() { end(); }

    [[nodiscard]] bool is_running() const { return pid_ > 0; }
    /// Its exit code; 128 + the signal that ended it; nothing if it ran longer than this and was
    /// ended.
    std::optional<int> wait(int timeout_ms);
    /// SIGTERM, a moment of patience, SIGKILL.
    void end();

  private:
    void close_input();

    pid_t pid_ = -1;
    int input_ = -1;
};

/// True if a program of this name lies along PATH.
bool is_installed(const std::string& program);

}  // namespace vitrine::tools
