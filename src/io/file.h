// Whole files in and out. A file is written beside its name and then renamed over it, so that a
// reader never sees half of it; pipes and devices are written directly. "-" is standard input or
// output.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::io {

/// Who may read a new file: everybody (less the umask), or its owner only.
enum class FileMode : std::uint8_t { normal, owner_only };

/// All bytes of a file.  Errors: file_unreadable (also for a directory, or more than 1 GiB).
Result<std::vector<std::uint8_t>> read_file(const std::string& path);
/// The same as text.
Result<std::string> read_text_file(const std::string& path);

/// Replaces a file's contents.  Errors: file_unwritable.
Status write_file(const std::string& path, ByteView bytes, FileMode mode = FileMode::normal);
Status write_file(const std::string& path, std::string_view text, FileMode mode = FileMode::normal);

/// Adds to the end of a file, in one write, so that lines of several processes do not mix.
/// Errors: file_unwritable.
Status append_file(const std::string& path, std::string_view text, FileMode mode);

}  // namespace vitrine::io
