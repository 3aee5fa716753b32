#include "io/hex_dump.h"

#include <algorithm>
#include <cstdio>

#include "io/field_meaning.h"

namespace vitrine::io {

namespace {

constexpr std::size_t kPerLine = 16;
constexpr std::size_t kHexColumns = 3 * kPerLine;

std::string offset_text(std::size_t offset) {
    char text[24];
    const int n = std::snprintf(text, sizeof text, "%04zx  ", offset);
    return std::string(text, static_cast<std::size_t>(n));
}

std::string hex_columns(ByteView bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
        text += ' ';
    }
    return text;
}

}  // namespace

void FieldDump::add(const trace::Field& field) {
    const std::size_t end = field.offset + field.bytes.size();
    // A vector of opaque bytes is announced twice, as a group and as its only leaf; once is enough
    // here.
    const bool repeats = !rows_.empty() && rows_.back().group && rows_.back().name == field.name &&
                         rows_.back().offset == field.offset &&
                         rows_.back().bytes.size() == field.bytes.size();
    if (repeats) {
        rows_.back().group = field.group;
        rows_.back().meaning = meaning_of(field);
        return;
    }
    rows_.push_back(Row{std::string{field.name},
                        meaning_of(field),
                        field.offset,
                        depth_of(field.offset, end),
                        {field.bytes.begin(), field.bytes.end()},
                        field.group});
}

std::size_t FieldDump::depth_of(std::size_t offset, std::size_t end) const {
    for (std::size_t i = rows_.size(); i-- > 0;) {
        const Row& row = rows_[i];
        const bool inside = offset >= row.offset && end <= row.offset + row.bytes.size();
        if (row.group && inside) return row.depth + 1;
    }
    return 0;
}

std::string FieldDump::text(const TextStyle& style,
                            std::string_view indent,
                            std::size_t max_bytes) const {
    std::string out;
    for (const Row& row : rows_) {
        const ByteView all = row.bytes;
        const ByteView shown = row.group ? ByteView{} : all.first(std::min(max_bytes, all.size()));
        std::string label(2 * row.depth, ' ');
        label += row.name;
        for (std::size_t at = 0; at == 0 || at < shown.size(); at += kPerLine) {
            out += indent;
            out += style.paint(Paint::faint, offset_text(row.offset + at));
            out += padded(hex_columns(shown.subspan(at, std::min(kPerLine, shown.size() - at))),
                          kHexColumns);
            if (at == 0)
                out += style.paint(row.group ? Paint::name : Paint::plain, padded(label, 26));
            if (at == 0 && !row.meaning.empty()) out += " " + style.fit(row.meaning);
            while (out.back() == ' ') out.pop_back();
            out += '\n';
        }
        if (row.group || shown.size() == all.size()) continue;
        out += indent;
        out += "      ";
        out += style.ellipsis();
        out += ' ';
        out += std::to_string(all.size() - shown.size());
        out += " more bytes\n";
    }
    return out;
}

std::string hex_dump(ByteView bytes, std::string_view indent) {
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += kPerLine) {
        const ByteView line = bytes.subspan(at, std::min(kPerLine, bytes.size() - at));
        out += indent;
        out += offset_text(at);
        out += padded(hex_columns(line), kHexColumns + 1);
        for (const std::uint8_t byte : line)
            out += byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
        out += '\n';
    }
    return out;
}

}  // namespace vitrine::io
