#include "io/diagram.h"

#include <algorithm>

namespace vitrine::io {

namespace {

using handshake::Event;
using handshake::OutgoingKind;
using handshake::State;
using handshake::StateKind;
using handshake::Transition;

/// Alerts, errors and closing: the same everywhere, so they are notes.
bool is_from_anywhere(const Transition& row) {
    return row.id.front() == 'A';
}

std::string spaced(std::string_view name) {
    std::string text{name};
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string step_of(const Transition& row) {
    std::string step{handshake::name_of(row.from)};
    (step += '|') += handshake::name_of(row.on);
    (step += '|') += handshake::name_of(row.to);
    (step += '|') += row.when.name;
    return step;
}

/// What the assumptions say of a guard; nothing if they leave it open.
std::optional<bool> assumed(const DiagramAssumptions& assume, std::string_view guard) {
    if (guard == "is_resumption") return assume.resumed;
    if (guard == "key_exchange_is_ephemeral") return assume.ephemeral;
    if (guard == "always") return true;
    return assume.client_auth;  // the other guards ask about client certificates
}

class Builder {
  public:
    explicit Builder(const DiagramOptions& options)
        : options_(options),
          table_(options.role == trace::Role::client ? handshake::client_table()
                                                     : handshake::server_table()) {}

    Diagram build() {
        diagram_.role = options_.role;
        diagram_.operations = options_.operations;
        for (const Transition& row : table_) {
            if (is_from_anywhere(row)) continue;
            add_row(row);
        }
        mark_possible();
        add_notes();
        return std::move(diagram_);
    }

  private:
    [[nodiscard]] bool is_folded(State state) const {
        return !options_.operations && handshake::kind_of(state) == StateKind::waits_for_operation;
    }

    DiagramNode& node(State state) {
        const auto known = std::ranges::find(diagram_.nodes, state, &DiagramNode::state);
        if (known != diagram_.nodes.end()) return *known;
        return diagram_.nodes.emplace_back(DiagramNode{state, {}, true, false});
    }

    void add_row(const Transition& row) {
        if (is_folded(row.from)) return;  // it becomes part of the edges that lead to it
        if (row.from == row.to) {
            node(row.from).stays.emplace_back(handshake::name_of(row.on));
            return;
        }
        node(row.from);
        follow(row, {});
    }

    /// Adds the edge of `row`, led on through folded states.
    void follow(const Transition& row, std::vector<const Transition*> before) {
        before.push_back(&row);
        if (!is_folded(row.to)) {
            add_edge(before);
            return;
        }
        for (const Transition& next : table_) {
            if (next.from == row.to && next.on == Event::operation_done) follow(next, before);
        }
    }

    void add_edge(const std::vector<const Transition*>& rows) {
        node(rows.back()->to);
        DiagramEdge edge{};
        edge.id = rows.front()->id;
        edge.from = rows.front()->from;
        edge.to = rows.back()->to;
        edge.source = rows.front()->source;
        std::string first;
        if (rows.front()->on != Event::ready) first = handshake::name_of(rows.front()->on);
        std::vector<std::string> conditions;
        std::vector<std::string> sends;
        for (const Transition* row : rows) {
            edge.steps.push_back(step_of(*row));
            const std::string condition = condition_of(*row);
            if (!condition.empty()) conditions.push_back(condition);
            if (row->sends.kind != OutgoingKind::nothing) sends.emplace_back(row->sends.name);
            edge.possible = edge.possible && may_hold(*row);
        }
        if (!first.empty()) edge.label.push_back(first);
        for (const std::string& condition : conditions) edge.label.push_back("[" + condition + "]");
        for (const std::string& sent : sends) edge.label.push_back("send " + sent);
        if (edge.label.empty()) edge.label.emplace_back("nothing to send");
        diagram_.edges.push_back(std::move(edge));
    }

    /// The guard in words; "otherwise" for the last of several rows; nothing where there is no
    /// choice.
    [[nodiscard]] std::string condition_of(const Transition& row) const {
        const auto rows = handshake::rows_for(table_, row.from, row.on);
        if (rows.size() == 1) return {};
        return row.when.name == "always" ? "otherwise" : spaced(row.when.name);
    }

    /// False if the assumptions forbid the row, or make one before it certain.
    [[nodiscard]] bool may_hold(const Transition& row) const {
        for (const Transition& other : handshake::rows_for(table_, row.from, row.on)) {
            const std::optional<bool> holds = assumed(options_.assume, other.when.name);
            if (&other == &row) return holds.value_or(true);
            if (holds.value_or(false)) return false;
        }
        return true;
    }

    /// A state is possible if an edge that may be taken leads there.
    void mark_possible() {
        for (DiagramNode& n : diagram_.nodes) n.possible = false;
        diagram_.nodes.front().possible = true;
        for (bool grew = true; grew;) {
            grew = false;
            for (const DiagramEdge& edge : diagram_.edges) {
                if (!edge.possible || !node(edge.from).possible || node(edge.to).possible) continue;
                node(edge.to).possible = true;
                grew = true;
            }
        }
        for (DiagramEdge& edge : diagram_.edges)
            edge.possible = edge.possible && node(edge.from).possible;
    }

    void add_notes() {
        diagram_.notes = {
            "An event without an arrow is refused: fatal unexpected_message (RFC 5246 §7.2.2).",
            "From every state: an error sends its fatal alert and closes; so does our own close, "
            "with close_notify.",
            "From every state that waits: a fatal alert or close_notify of the peer closes; a "
            "warning alert changes nothing.",
        };
    }

    const DiagramOptions& options_;
    std::span<const Transition> table_;
    Diagram diagram_;
};

std::optional<State> state_named(std::string_view name) {
    for (const handshake::StateInfo& info : handshake::all_states()) {
        if (info.name == name) return info.state;
    }
    return std::nullopt;
}

void visit(Diagram& diagram, std::string_view name) {
    for (DiagramNode& node : diagram.nodes) {
        if (handshake::name_of(node.state) == name) node.visited = true;
    }
}

}  // namespace

Diagram make_diagram(const DiagramOptions& options) {
    return Builder{options}.build();
}

void paint_path(Diagram& diagram, const Trace& trace, std::string_view conn) {
    std::vector<std::string> steps;
    diagram.painted = true;
    for (const Trace::Entry& entry : trace.entries()) {
        if (entry.conn != conn) continue;
        if (const auto* row = std::get_if<trace::Transition>(&entry.event)) {
            std::string step{row->from};
            (step += '|') += row->event;
            (step += '|') += row->to;
            (step += '|') += row->when;
            steps.push_back(std::move(step));
            visit(diagram, row->from);
            visit(diagram, row->to);
        }
        if (const auto* refused = std::get_if<trace::Refused>(&entry.event)) {
            const std::optional<State> state = state_named(refused->state);
            const ErrorInfo& error = info(refused->error.code);
            if (!state.has_value()) continue;
            diagram.refusal =
                DiagramRefusal{*state, std::string{refused->event},
                               std::string{vitrine::name_of(error.alert)}, std::string{error.text}};
        }
    }
    for (DiagramEdge& edge : diagram.edges) {
        edge.taken = std::ranges::all_of(edge.steps, [&](const std::string& step) {
            return std::ranges::find(steps, step) != steps.end();
        });
    }
}

}  // namespace vitrine::io
