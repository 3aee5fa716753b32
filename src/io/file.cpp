#include "io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace vitrine::io {

namespace {

constexpr std::size_t kMaxFile = std::size_t{1} << 30;

/// A file descriptor that closes itself.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ > STDERR_FILENO) ::close(fd_);
    }
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool valid() const { return fd_ >= 0; }

  private:
    int fd_;
};

bool write_all(int fd, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

mode_t permissions(FileMode mode) {
    return mode == FileMode::owner_only ? 0600 : 0666;
}

/// True for what cannot be replaced by a rename: a pipe, a device, a symbolic link.
bool is_special(const std::string& path) {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
}

Status write_in_place(const std::string& path, ByteView bytes, FileMode mode) {
    const Descriptor file{
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions(mode))};
    if (!file.valid() || !write_all(file.get(), bytes)) return fail(ErrorCode::file_unwritable);
    return done();
}

Status write_and_rename(const std::string& path, ByteView bytes, FileMode mode) {
    const std::string temporary = path + ".tmp" + std::to_string(::getpid());
    {
        const Descriptor file{
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions(mode))};
        if (!file.valid()) return fail(ErrorCode::file_unwritable);
        if (!write_all(file.get(), bytes)) {
            ::unlink(temporary.c_str());
            return fail(ErrorCode::file_unwritable);
        }
    }
    if (std::rename(temporary.c_str(), path.c_str()) == 0) return done();
    ::unlink(temporary.c_str());
    return fail(ErrorCode::file_unwritable);
}

}  // namespace

Result<std::vector<std::uint8_t>> read_file(const std::string& path) {
    const Descriptor file{path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.valid()) return fail(ErrorCode::file_unreadable);
    std::vector<std::uint8_t> all;
    std::size_t size = 0;
    while (true) {
        if (all.size() - size < 4096) all.resize(all.size() * 2 + 8192);
        const ssize_t n = ::read(file.get(), all.data() + size, all.size() - size);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 || size > kMaxFile) return fail(ErrorCode::file_unreadable);
        if (n == 0) break;
        size += static_cast<std::size_t>(n);
    }
    all.resize(size);
    return all;
}

Result<std::string> read_text_file(const std::string& path) {
    TLS_TRY_ASSIGN(const std::vector<std::uint8_t> all, read_file(path));
    return std::string{as_text(all)};
}

Status write_file(const std::string& path, ByteView bytes, FileMode mode) {
    if (path == "-") {
        if (!write_all(STDOUT_FILENO, bytes)) return fail(ErrorCode::file_unwritable);
        return done();
    }
    return is_special(path) ? write_in_place(path, bytes, mode)
                            : write_and_rename(path, bytes, mode);
}

Status write_file(const std::string& path, std::string_view text, FileMode mode) {
    return write_file(path, as_bytes(text), mode);
}

Status append_file(const std::string& path, std::string_view text, FileMode mode) {
    const Descriptor file{
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, permissions(mode))};
    if (!file.valid() || !write_all(file.get(), as_bytes(text))) {
        return fail(ErrorCode::file_unwritable);
    }
    return done();
}

}  // namespace vitrine::io
