#include "io/diagram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "io/diagram_layout.h"
#include "io/recorder.h"

namespace vitrine::io {
namespace {

using handshake::State;

constexpr trace::Role kRoles[] = {trace::Role::client, trace::Role::server};

std::span<const handshake::Transition> table_of(trace::Role role) {
    return role == trace::Role::client ? handshake::client_table() : handshake::server_table();
}

/// The layout is compiled in: it has to be made again (tools/dev/layout_diagram.py) when a table
/// changes.
TEST(DiagramLayout, StandsInTheOrderOfTheTables) {
    for (const trace::Role role : kRoles) {
        for (const bool operations : {false, true}) {
            const Diagram diagram = make_diagram({role, operations, {}});
            const DiagramLayout& layout = diagram_layout(role, operations);
            ASSERT_EQ(layout.nodes.size(), diagram.nodes.size());
            ASSERT_EQ(layout.edges.size(), diagram.edges.size());
            for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
                EXPECT_EQ(layout.nodes[i].state, handshake::name_of(diagram.nodes[i].state));
            }
            for (std::size_t i = 0; i < layout.edges.size(); ++i) {
                EXPECT_EQ(layout.edges[i].from, handshake::name_of(diagram.edges[i].from)) << i;
                EXPECT_EQ(layout.edges[i].to, handshake::name_of(diagram.edges[i].to)) << i;
                EXPECT_EQ(layout.edges[i].points % 3, 1) << i;
            }
        }
    }
}

TEST(DiagramLayout, NoTwoLabelsAndNoTwoStatesOverlap) {
    for (const trace::Role role : kRoles) {
        const Diagram diagram = make_diagram({role, false, {}});
        const DiagramLayout& layout = diagram_layout(role, false);
        for (std::size_t i = 0; i < layout.edges.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                const float dx = std::abs(layout.edges[i].label.x - layout.edges[k].label.x);
                const float dy = std::abs(layout.edges[i].label.y - layout.edges[k].label.y);
                EXPECT_TRUE(dx > 40 || dy > 12) << i << " and " << k;
            }
        }
        for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                const NodeLayout& a = layout.nodes[i];
                const NodeLayout& b = layout.nodes[k];
                EXPECT_TRUE(std::abs(a.x - b.x) >= (a.width + b.width) / 2 ||
                            std::abs(a.y - b.y) >= (a.height + b.height) / 2)
                    << a.state << " and " << b.state;
            }
        }
    }
}

TEST(Diagram, HasEveryRowOfTheTable) {
    for (const trace::Role role : kRoles) {
        const Diagram diagram = make_diagram({role, true, {}});
        for (const handshake::Transition& row : table_of(role)) {
            if (row.id.front() == 'A') continue;  // from anywhere: in the notes
            const bool stays = std::ranges::any_of(diagram.nodes, [&](const DiagramNode& n) {
                return n.state == row.from &&
                       std::ranges::find(n.stays, handshake::name_of(row.on)) != n.stays.end();
            });
            const bool leads = std::ranges::any_of(diagram.edges, [&](const DiagramEdge& e) {
                return e.from == row.from && e.to == row.to;
            });
            EXPECT_TRUE(row.from == row.to ? stays : leads)
                << row.id << ' ' << handshake::name_of(row.from);
        }
    }
}

TEST(Diagram, FoldsTheStatesThatWaitForAnOperation) {
    const Diagram diagram = make_diagram({trace::Role::client, false, {}});
    for (const DiagramNode& node : diagram.nodes) {
        EXPECT_NE(handshake::kind_of(node.state), handshake::StateKind::waits_for_operation);
    }
    EXPECT_TRUE(std::ranges::any_of(diagram.edges, [](const DiagramEdge& e) {
        return e.from == State::send_client_key_exchange && e.to == State::send_certificate_verify;
    }));
}

bool possible(const Diagram& diagram, State state) {
    return std::ranges::find(diagram.nodes, state, &DiagramNode::state)->possible;
}

// RFC 5246 §7.3: figure 2 for a resumed handshake; §7.4.3: no ServerKeyExchange for static RSA.
TEST(Diagram, AssumptionsRuleStatesOut) {
    DiagramOptions options;
    options.assume.resumed = true;
    const Diagram resumed = make_diagram(options);
    EXPECT_TRUE(possible(resumed, State::wait_server_ccs_resumed));
    EXPECT_FALSE(possible(resumed, State::wait_certificate));
    options.assume = {false, false, std::nullopt};
    const Diagram rsa = make_diagram(options);
    EXPECT_FALSE(possible(rsa, State::wait_server_key_exchange));
    EXPECT_FALSE(possible(rsa, State::wait_server_ccs_resumed));
    EXPECT_TRUE(possible(rsa, State::connected));
}

TEST(Diagram, ATracePaintsItsPathAndItsRefusal) {
    Trace trace;
    Recorder recorder{trace, "client"};
    recorder.on(trace::Transition{"C1", "start", "ready", "wait_server_hello", "always", ""});
    // Of the two rows between these states, the one whose condition held.
    recorder.on(trace::Transition{"C13", "send_certificate", "ready", "send_client_key_exchange",
                                  "always", ""});
    recorder.on(
        trace::Refused{"wait_server_hello", "Finished", fail(ErrorCode::unexpected_message), {}});
    Diagram diagram = make_diagram({});
    paint_path(diagram, trace, "client");
    EXPECT_EQ(std::ranges::count(diagram.edges, true, &DiagramEdge::taken), 2);
    EXPECT_EQ(std::ranges::count(diagram.nodes, true, &DiagramNode::visited), 4);
    const std::string svg = diagram_svg(diagram);
    EXPECT_NE(svg.find("Finished refused"), std::string::npos);
    EXPECT_NE(svg.find("alert unexpected_message"), std::string::npos);
    EXPECT_NE(diagram_text(diagram).find("X  Finished refused"), std::string::npos);
}

TEST(DiagramSvg, NamesEveryStateAndEscapesText) {
    for (const trace::Role role : kRoles) {
        const Diagram diagram = make_diagram({role, false, {}});
        const std::string svg = diagram_svg(diagram);
        for (const DiagramNode& node : diagram.nodes) {
            std::string text{">"};
            (text += handshake::name_of(node.state)) += "</text>";
            EXPECT_NE(svg.find(text), std::string::npos) << text;
        }
        EXPECT_EQ(svg.find("<script"), std::string::npos);
    }
    Diagram odd = make_diagram({});
    odd.notes = {"<b>&\""};
    EXPECT_NE(diagram_svg(odd).find("&lt;b&gt;&amp;&quot;"), std::string::npos);
}

TEST(DiagramMermaid, HasALineForEveryEdge) {
    const Diagram diagram = make_diagram({});
    const std::string text = diagram_mermaid(diagram);
    for (const DiagramEdge& edge : diagram.edges) {
        std::string line{handshake::name_of(edge.from)};
        (line += " --> ") += handshake::name_of(edge.to);
        EXPECT_NE(text.find(line), std::string::npos) << line;
    }
}

}  // namespace
}  // namespace vitrine::io
