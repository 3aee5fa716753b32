#include "tools/child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <sstream>

extern char** environ;

namespace vitrine::tools {

namespace {

constexpr int kStepMs = 2;

int code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// The descriptors as the child shall find them.
void redirect(posix_spawn_file_actions_t& actions,
              int input,
              const std::string& output,
              int ready_fd) {
    if (input >= 0) {
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    } else {
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (ready_fd >= 0) posix_spawn_file_actions_adddup2(&actions, ready_fd, 3);
}

}  // namespace

Child::Child(const std::vector<std::string>& words,
             const std::optional<std::string>& input,
             const std::string& output,
             int ready_fd) {
    int ends[2] = {-1, -1};
    if (input.has_value() && pipe2(ends, O_CLOEXEC) != 0) return;
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    redirect(actions, ends[0], output, ready_fd);
    pid_t pid = -1;
    if (posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), environ) == 0) pid_ = pid;
    posix_spawn_file_actions_destroy(&actions);
    if (!input.has_value()) return;
    ::close(ends[0]);
    input_ = ends[1];
    // A request of a few lines fits the pipe; a child that is gone is seen by wait().
    if (pid_ > 0 && ::write(input_, input->data(), input->size()) < 0) close_input();
}

Child& Child::operator=(Child&& other) noexcept {
    if (this != &other) {
        end();
        pid_ = std::exchange(other.pid_, -1);
        input_ = std::exchange(other.input_, -1);
    }
    return *this;
}

std::optional<int> Child::wait(int timeout_ms) {
    for (int waited = 0; pid_ > 0 && waited <= timeout_ms; waited += kStepMs) {
        int status = 0;
        if (waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            close_input();
            return code_of(status);
        }
        usleep(kStepMs * 1000);
    }
    end();
    return std::nullopt;
}

void Child::end() {
    close_input();
    if (pid_ <= 0) return;
    int status = 0;
    kill(pid_, SIGTERM);
    for (int waited = 0; waited < 500; waited += kStepMs) {
        if (waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            return;
        }
        usleep(kStepMs * 1000);
    }
    kill(pid_, SIGKILL);
    waitpid(pid_, &status, 0);
    pid_ = -1;
}

void Child::close_input() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
}

bool is_installed(const std::string& program) {
    const char* path = std::getenv("PATH");
    std::istringstream folders{path == nullptr ? "/usr/bin" : path};
    for (std::string folder; std::getline(folders, folder, ':');) {
        folder += '/';
        folder += program;
        if (access(folder.c_str(), X_OK) == 0) return true;
    }
    return false;
}

}  // namespace vitrine::tools
