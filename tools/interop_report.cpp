#include "tools/interop_report.h"

#include <unistd.h>

#include <algorithm>

#include "io/json_writer.h"
#include "io/markup.h"
#include "io/terminal.h"
#include "tools/print.h"

namespace vitrine::tools {

namespace {

using handshake::CipherSuite;

InteropCount& operator+=(InteropCount& sum, const InteropRow& row) {
    for (const Cell cell : row.cells) {
        sum.good += cell == Cell::good ? 1U : 0U;
        sum.bad += cell == Cell::bad ? 1U : 0U;
    }
    return sum;
}

const InteropRow* row_of(const InteropColumn& column, const CipherSuite& suite) {
    const auto row = std::ranges::find(column.rows, &suite, &InteropRow::suite);
    return row == column.rows.end() ? nullptr : &*row;
}

/// The suites that any peer was asked for, in the registry's order.
std::vector<const CipherSuite*> suites_of(const std::vector<InteropColumn>& columns) {
    std::vector<const CipherSuite*> suites;
    for (const CipherSuite& suite : handshake::all_suites()) {
        if (std::ranges::any_of(columns,
                                [&](const auto& c) { return row_of(c, suite) != nullptr; }))
            suites.push_back(&suite);
    }
    return suites;
}

std::string cell_text(const io::TextStyle& style,
                      const InteropColumn& column,
                      const CipherSuite& suite) {
    const InteropRow* row = row_of(column, suite);
    std::string text;
    for (std::size_t i = 0; i < kVersionWords.size(); ++i) {
        const Cell cell = row == nullptr ? Cell::absent : row->cells[i];
        if (i != 0) text += "   ";
        text += cell == Cell::absent ? std::string{style.dot()} : style.mark(cell == Cell::good);
    }
    return text;
}

constexpr std::string_view kPageHead =
    "<!doctype html><html lang=en><meta charset=utf-8><title>Vitrine: interoperation</title>\n"
    "<style>body{font:15px system-ui,sans-serif;margin:2rem;color:#1a2030;background:#fff}"
    "table{border-collapse:collapse}th,td{padding:.2rem .5rem;border-bottom:1px solid #d8dde6}"
    "th{text-align:left;font-weight:600}td{text-align:center}.ok{color:#1b7a3d}"
    ".bad{background:#fbe3e1;color:#a3140b;font-weight:700}.no{color:#8a93a3}"
    "code{font-size:13px}</style>\n";

std::string html_cell(const InteropColumn& column,
                      const CipherSuite& suite,
                      std::size_t version,
                      const std::string& traces) {
    const InteropRow* row = row_of(column, suite);
    switch (row == nullptr ? Cell::absent : row->cells[version]) {
        case Cell::absent:
            return "<td class=no title=\"not had by both\">\u00b7</td>";
        case Cell::good:
            return "<td class=ok>\u2713</td>";
        case Cell::bad:
            break;
    }
    const std::string file =
        joined({traces, "/", interop_stem(*column.peer, suite, kVersionWords[version]), ".txt"});
    return joined({"<td class=bad><a href=\"", io::markup_escaped(file), "\">\u2717</a></td>"});
}

std::string html_heads(const std::vector<InteropColumn>& columns) {
    std::string peers = "<tr><th rowspan=2>cipher suite</th>";
    std::string versions = "<tr>";
    for (const InteropColumn& column : columns) {
        peers += joined({"<th colspan=3>", io::markup_escaped(column.peer->name),
                         column.started ? "" : " (could not be started)", "</th>"});
        for (const std::string_view word : kVersionWords)
            versions += joined({"<td>", word, "</td>"});
    }
    return joined({peers, "</tr>\n", versions, "</tr>\n"});
}

}  // namespace

InteropCount count(const std::vector<InteropColumn>& columns, bool suites_named) {
    InteropCount sum;
    for (const InteropColumn& column : columns) {
        if (!column.started || (column.rows.empty() && !suites_named)) ++sum.bad;
        for (const InteropRow& row : column.rows) sum += row;
    }
    return sum;
}

std::string interop_table(const std::vector<InteropColumn>& columns) {
    const auto style = io::TextStyle::of(STDOUT_FILENO);
    constexpr std::size_t kWidth = 19;
    std::string text = io::padded("", 48);
    std::string versions = io::padded("", 48);
    for (const InteropColumn& column : columns) {
        text += io::padded(column.peer->name, kWidth);
        versions += io::padded("1.0 1.1 1.2", kWidth);
    }
    text += joined({"\n", versions, "\n"});
    for (const CipherSuite* suite : suites_of(columns)) {
        text += io::padded(suite->name, 48);
        for (const InteropColumn& column : columns)
            text += joined({cell_text(style, column, *suite), "          "});
        text += '\n';
    }
    for (const InteropColumn& column : columns) {
        if (!column.started) text += joined({column.peer->name, " could not be started\n"});
    }
    return text;
}

std::string interop_json(const std::vector<InteropColumn>& columns) {
    io::JsonWriter out{2};
    out.begin_array();
    for (const InteropColumn& column : columns) {
        for (const InteropRow& row : column.rows) {
            for (std::size_t i = 0; i < kVersionWords.size(); ++i) {
                if (row.cells[i] == Cell::absent) continue;
                out.begin_object();
                out.member("peer", column.peer->name);
                out.member("suite", row.suite->name);
                out.member("version", kVersionWords[i]);
                out.member("ok", row.cells[i] == Cell::good);
                out.end_object();
            }
        }
    }
    out.end_array();
    return out.str() + "\n";
}

std::string interop_html(const std::vector<InteropColumn>& columns, const std::string& traces) {
    std::string page = joined(
        {kPageHead, "<h1>Vitrine beside other TLS stacks</h1>\n<table>\n", html_heads(columns)});
    InteropCount sum;
    for (const CipherSuite* suite : suites_of(columns)) {
        page += joined({"<tr><th><code>", suite->name, "</code></th>"});
        for (const InteropColumn& column : columns) {
            for (std::size_t i = 0; i < kVersionWords.size(); ++i)
                page += html_cell(column, *suite, i, traces);
            if (const InteropRow* row = row_of(column, *suite); row != nullptr) sum += *row;
        }
        page += "</tr>\n";
    }
    page += joined({"</table>\n<p>", std::to_string(sum.good), " connections good, ",
                    std::to_string(sum.bad), " bad. \u00b7: not had by both. ",
                    "A \u2717 leads to what that connection said.</p></html>\n"});
    return page;
}

std::string interop_stem(const Peer& peer, const CipherSuite& suite, std::string_view version) {
    return joined({peer.name, " ", version, " ", suite.name});
}

}  // namespace vitrine::tools
