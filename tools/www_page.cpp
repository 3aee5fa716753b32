#include "www_page.h"

#include "io/terminal.h"

namespace vitrine::tools {

namespace {

struct Row {
    std::string name;
    std::string value;
};

std::vector<Row> rows_of(const engine::Connection& connection) {
    const engine::SecurityState& s = connection.security_state();
    const auto yes = [](bool b) { return std::string{b ? "yes" : "no"}; };
    std::vector<Row> rows = {
        {"protocol", s.version.has_value() ? std::string{record::name_of(*s.version)} : "none"},
        {"cipher suite", std::string{s.cipher_suite}},
        {"key exchange", std::string{s.key_exchange} + (s.group.empty() ? "" : " " + std::string{s.group})},
        {"encryption", std::string{s.cipher} + ", " + std::to_string(s.cipher_bits) + " bits"},
        {"integrity", std::string{s.mac}},
        {"forward secrecy", yes(s.forward_secret)},
        {"resumed", yes(s.resumed)},
        {"extended master secret", yes(s.extended_master_secret)},
        {"secure renegotiation", yes(s.secure_renegotiation)},
        {"client identity", std::string{engine::name_of(s.peer)}},
        {"server name asked for", std::string{connection.handshake().offer.server_name}},
        {"application protocol", std::string{s.application_protocol}},
    };
    for (std::size_t i = 0; i < s.warning_count; ++i) rows.push_back({"warning", std::string{s.warnings[i].text}});
    return rows;
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '&') {
            out += "&amp;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string answer(std::string_view status, std::string_view type, const std::string& body) {
    return "HTTP/1.1 " + std::string{status} + "\r\nContent-Type: " + std::string{type} +
           "; charset=utf-8\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace

std::string www_answer(const std::string& request, const engine::Connection& connection) {
    if (!request.starts_with("GET ")) return answer("400 Bad Request", "text/plain", "only GET is answered here\n");
    const std::string path = request.substr(4, request.find_first_of(" \r\n", 4) - 4);
    const auto rows = rows_of(connection);
    if (path.ends_with(".txt")) {
        std::string body;
        for (const Row& row : rows) body += io::padded(row.name, 24) + row.value + "\n";
        return answer("200 OK", "text/plain", body);
    }
    std::string body = "<!doctype html><title>Vitrine</title><h1>This connection</h1>\n<table>\n";
    for (const Row& row : rows) body += "<tr><th align=left>" + escaped(row.name) + "<td>" + escaped(row.value) + "\n";
    return answer("200 OK", "text/html", body + "</table>\n");
}

}  // namespace vitrine::tools
