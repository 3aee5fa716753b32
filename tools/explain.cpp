// vitrine explain WORD: what an alert, an error, a state or an attack means; offline.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <string>

#include "base/error.h"
#include "handshake/state.h"
#include "handshake/transition.h"
#include "io/attacks.h"
#include "tools/print.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

using handshake::Transition;

/// An alert by name or number: which of our errors send it.
bool explain_alert(std::string_view word) {
    unsigned number = 256;
    std::from_chars(word.data(), word.data() + word.size(), number);
    for (unsigned value = 0; value < 256; ++value) {
        const auto alert = static_cast<AlertDescription>(value);
        const std::string_view name = vitrine::name_of(alert);
        if (name == "unknown_alert" || (name != word && value != number)) continue;
        std::string text{"alert "};
        ((text += name) += "(") += std::to_string(value);
        text += always_fatal(alert) ? "), always fatal\n" : ")\n";
        text += "Vitrine sends it when:\n";
        bool any = false;
        for (const ErrorInfo& error : all_errors()) {
            if (error.alert != alert || error.source.substr(0, 4) != "RFC ") continue;
            any = true;
            (((text += "  ") += error.text) += "  (") += error.source;
            text += ")\n";
        }
        print(any ? text : text + "  never\n");
        return true;
    }
    return false;
}

bool explain_error(std::string_view word) {
    for (const ErrorInfo& error : all_errors()) {
        if (error.name != word) continue;
        std::string text{"error "};
        (((text += error.name) += "\n  ") += error.text) += "\n  rule   ";
        ((text += error.source) += "\n  alert  ") += vitrine::name_of(error.alert);
        print(text + "\n");
        return true;
    }
    return false;
}

void rows_of(std::span<const Transition> table, std::string_view state, std::string& text) {
    for (const Transition& row : table) {
        if (handshake::name_of(row.from) != state || row.id.front() == 'A') continue;
        (((text += "  ") += row.id) += "  on ") += handshake::name_of(row.on);
        if (row.when.name != "always") ((text += " when ") += row.when.name);
        if (row.sends.kind != handshake::OutgoingKind::nothing)
            (text += ", sends ") += row.sends.name;
        (((text += ", goes to ") += handshake::name_of(row.to)) += "  (") += row.source;
        text += ")\n";
    }
}

bool explain_state(std::string_view word) {
    for (const handshake::StateInfo& info : handshake::all_states()) {
        if (info.name != word) continue;
        std::string text{"state "};
        (text += info.name) += '\n';
        const std::size_t before = text.size();
        rows_of(handshake::client_table(), word, text);
        if (text.size() != before) text.insert(before, "as a client\n");
        const std::size_t middle = text.size();
        rows_of(handshake::server_table(), word, text);
        if (text.size() != middle) text.insert(middle, "as a server\n");
        print(text);
        return true;
    }
    return false;
}

/// An RFC's clause: every error and every row of the tables that cites it.
bool explain_clause(std::string_view word) {
    std::string text;
    for (const ErrorInfo& error : all_errors()) {
        if (error.source.starts_with(word))
            ((((text += "  error ") += error.name) += ": ") += error.text) += '\n';
    }
    for (const auto table : {handshake::client_table(), handshake::server_table()}) {
        for (const Transition& row : table) {
            if (!row.source.starts_with(word) || row.id.front() == 'A') continue;
            ((((text += "  row   ") += row.id) += "  ") += handshake::name_of(row.from)) += " on ";
            (((text += handshake::name_of(row.on)) += " to ") += handshake::name_of(row.to)) +=
                '\n';
        }
    }
    if (text.empty()) return false;
    print(std::string{word} + " is cited by\n" + text);
    return true;
}

bool explain_attack(std::string_view word) {
    bool found = false;
    for (const io::Attack& attack : io::all_attacks()) {
        if (!io::is_called(attack, word)) continue;
        found = true;
        std::string text{attack.name};
        if (!attack.year.empty()) ((text += " (") += attack.year) += ")";
        if (!attack.cves.empty()) (text += "  ") += attack.cves;
        ((text += "\n  lived on  ") += attack.exploits) += "\n  here      ";
        ((text += attack.counter) += "\n  shown by  ") += attack.tests;
        print(text + "\n");
    }
    return found;
}

int run(const Options& options) {
    if (options.words().empty())
        return complain(kUsage,
                        "explain what? an alert, an error, a state, an RFC's section, an attack");
    std::string word;
    for (const std::string& part : options.words()) (word += word.empty() ? "" : " ") += part;
    bool found = explain_alert(word);
    found = explain_error(word) || found;
    found = explain_state(word) || found;
    found = explain_attack(word) || found;
    if (word.starts_with("RFC ")) found = explain_clause(word) || found;
    return found ? static_cast<int>(kDone)
                 : complain(kDifferent, word, "nothing is known by that name");
}

}  // namespace

const Verb kExplain{"explain",
                    "what an alert, an error, a state, a section or an attack means",
                    "vitrine explain handshake_failure\n"
                    "vitrine explain 40\n"
                    "vitrine explain finished_mismatch\n"
                    "vitrine explain wait_server_hello\n"
                    "vitrine explain RFC 5246 §7.4.9\n"
                    "vitrine explain CVE-2014-0224\n",
                    {},
                    run};

}  // namespace vitrine::tools
