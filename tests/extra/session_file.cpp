#include "extra/session_file.h"

#include <fstream>
#include <sstream>

namespace vitrine::test {

Bytes RecordedHandshake::bytes(const std::string& key) const {
    const auto found = values.find(key);
    return found == values.end() ? Bytes{} : from_hex(found->second);
}

bool RecordedHandshake::flag(const std::string& key) const {
    const auto found = values.find(key);
    return found != values.end() && found->second == "1";
}

std::uint16_t RecordedHandshake::number(const std::string& key) const {
    return static_cast<std::uint16_t>(std::stoul(values.at(key), nullptr, 16));
}

namespace {

class Parser {
  public:
    void line(const std::string& text) {
        if (text.starts_with("# connection ")) {
            connection_ = std::stoi(text.substr(13));
        } else if (text.starts_with("  plaintext")) {
            plaintext(text);
        } else if (text.starts_with("C ") || text.starts_with("S ")) {
            session.lines.push_back({connection_, text[0], from_hex(text.substr(2)), false, 0, {}});
        } else if (const auto equals = text.find(" = ");
                   !text.starts_with("#") && equals != std::string::npos) {
            value(text.substr(0, equals), text.substr(equals + 3));
        }
    }

    RecordedSession session;

  private:
    void plaintext(const std::string& text) {
        std::istringstream rest(text.substr(text.find("seq=") + 4));
        RecordedLine& last = session.lines.back();
        std::string hex;
        rest >> last.sequence >> hex;
        last.is_protected = true;
        last.plain = from_hex(hex);
    }

    void value(const std::string& key, const std::string& text) {
        if (key == "connection") {
            values_of_ = std::stoi(text);
        } else if (key == "handshake") {
            session.handshakes.push_back({values_of_, {}});
        } else {
            if (session.handshakes.empty()) session.handshakes.push_back({values_of_, {}});
            session.handshakes.back().values[key] = text;
        }
    }

    int connection_ = 1;
    int values_of_ = 1;
};

}  // namespace

RecordedSession read_session(const std::filesystem::path& path) {
    std::ifstream file(path);
    Parser parser;
    for (std::string text; std::getline(file, text);) parser.line(text);
    return parser.session;
}

}  // namespace vitrine::test
