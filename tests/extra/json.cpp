#include "extra/json.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

namespace vitrine::test {

namespace {

[[noreturn]] void give_up(const std::string& why) {
    std::cerr << "JSON: " << why << '\n';
    std::exit(1);
}

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Json whole() {
        Json json = value();
        skip_space();
        if (at_ != text_.size()) give_up("text after the end");
        return json;
    }

  private:
    Json value() {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return {Json::Kind::string, string(), {}, {}};
            default:
                return word();
        }
    }

    Json object() {
        Json json{Json::Kind::object, {}, {}, {}};
        expect('{');
        if (taken('}')) return json;
        do {
            peek();
            std::string name = string();
            expect(':');
            if (!json.members.emplace(name, value()).second) give_up("twice: " + name);
        } while (taken(','));
        expect('}');
        return json;
    }

    Json array() {
        Json json{Json::Kind::array, {}, {}, {}};
        expect('[');
        if (taken(']')) return json;
        do json.items.push_back(value());
        while (taken(','));
        expect(']');
        return json;
    }

    std::string string() {
        expect('"');
        std::string out;
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\') {
                ++at_;  // names and hex never need more than the character itself
                if (at_ == text_.size()) break;
            }
            out += text_[at_++];
        }
        expect('"');
        return out;
    }

    Json word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() &&
               std::string_view{",]} \t\r\n"}.find(text_[at_]) == std::string_view::npos) {
            ++at_;
        }
        const std::string text{text_.substr(begin, at_ - begin)};
        if (text == "null") return {};
        if (text == "true" || text == "false") return {Json::Kind::boolean, text, {}, {}};
        if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string::npos) {
            give_up("neither number nor word: " + text);
        }
        return {Json::Kind::number, text, {}, {}};
    }

    void skip_space() {
        while (at_ < text_.size() &&
               std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos)
            ++at_;
    }
    char peek() {
        skip_space();
        if (at_ == text_.size()) give_up("ends too early");
        return text_[at_];
    }
    bool taken(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!taken(c)) give_up(std::string{"expected "} + c + " at " + std::to_string(at_));
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

const Json& Json::at(const std::string& name) const {
    const auto found = members.find(name);
    if (found == members.end()) give_up("no member " + name);
    return found->second;
}

long Json::number() const {
    return std::stol(text);
}

Json parse_json(std::string_view text) {
    return Parser(text).whole();
}

Json read_json(const std::string& path) {
    std::ifstream file(path);
    if (!file) give_up("cannot open " + path);
    std::ostringstream content;
    content << file.rdbuf();
    return parse_json(content.str());
}

}  // namespace vitrine::test
