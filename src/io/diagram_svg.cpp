// The diagram as SVG, at the positions of diagram_layout.h. One file, no script, readable in both
// colour schemes; the kinds of states differ in form and not only in colour.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "io/diagram.h"
#include "io/diagram_layout.h"
#include "io/markup.h"
#include "io/trace_names.h"

namespace vitrine::io {

namespace {

using handshake::StateKind;

constexpr float kMargin = 28;
constexpr float kHeader = 86;
constexpr float kNoteLine = 17;
constexpr float kLabelLine = 12.5F;
constexpr float kMinWidth = 820;

// Plain colours and no variables: many programs that show SVG know only the older parts of CSS.
constexpr std::string_view kStyle = R"(<style>
text{font-family:Helvetica,Arial,"Segoe UI",sans-serif;fill:#1d2733}
.bg{fill:#fff}.h{font-size:19px;font-weight:600}.s{font-size:12px;fill:#5b6876}
.n text{font-size:12.5px;font-weight:600;text-anchor:middle}.n .stay{font-size:10.5px;font-weight:400;fill:#5b6876}
.n rect{stroke-width:1.3}.peer rect{fill:#e9f1fb;stroke:#2f6db3}.send rect{fill:#eaf5e8;stroke:#3f8a3a}
.work rect{fill:#fdf5e3;stroke:#a7791b;stroke-dasharray:5 3}.end rect{fill:#eceff2;stroke:#5b6876}
.goal rect{stroke-width:3}.e path{fill:none;stroke:#7b8794;stroke-width:1.4}.e polygon{fill:#7b8794}
.e text{font-size:10.5px;text-anchor:middle}.e .halo{stroke:#fff;stroke-width:4px;stroke-linejoin:round;fill:#fff}
.e .c{fill:#5b6876;font-style:italic}.e .m{fill:#2f7a2a}
.taken path{stroke:#0b57d0;stroke-width:3}.taken polygon{fill:#0b57d0}.taken text{font-weight:600}
.seen rect{stroke-width:3;stroke:#0b57d0}.off{opacity:.3}
.bad rect{stroke:#b3261e;stroke-width:3}.refused{fill:#b3261e;font-size:11.5px;font-weight:600}
.refusal path{stroke:#b3261e;stroke-width:2.5;fill:none}
@media(prefers-color-scheme:dark){text{fill:#e6ebf0}.bg{fill:#12181f}.s,.n .stay,.e .c{fill:#a3afbb}
.peer rect{fill:#15273b;stroke:#7fb2ec}.send rect{fill:#172b1c;stroke:#86cc80}.work rect{fill:#2d2613;stroke:#e0b65a}
.end rect{fill:#232b33;stroke:#a3afbb}.e .halo{stroke:#12181f;fill:#12181f}.e .m{fill:#86cc80}.taken path,.seen rect{stroke:#8ab4f8}
.taken polygon{fill:#8ab4f8}.bad rect,.refusal path{stroke:#ff8a80}.refused{fill:#ff8a80}}
</style>
)";

std::string number(float value) {
    char text[32];
    const int n = std::snprintf(text, sizeof text, "%.1f", static_cast<double>(value));
    return std::string(text, static_cast<std::size_t>(n));
}

void text_at(std::string& out, float x, float y, std::string_view css, std::string_view text) {
    out += "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"";
    if (!css.empty()) ((out += " class=\"") += css) += "\"";
    ((out += ">") += markup_escaped(text)) += "</text>";
}

void box(std::string& out, float x, float y, float width, float height, float radius) {
    out += "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) +
           "\" height=\"" + number(height) + "\" rx=\"" + number(radius) + "\"/>";
}

std::string_view kind_class(const DiagramNode& node) {
    switch (handshake::kind_of(node.state)) {
        case StateKind::waits_for_peer:
            return "peer";
        case StateKind::sends:
            return "send";
        case StateKind::waits_for_operation:
            return "work";
        case StateKind::final:
            return "end";
    }
    return "";
}

/// Square corners for states that send, round ones for those that wait.
float radius_of(const DiagramNode& node, float height) {
    switch (handshake::kind_of(node.state)) {
        case StateKind::sends:
            return 3;
        case StateKind::final:
            return height / 2;
        default:
            return 11;
    }
}

class SvgWriter {
  public:
    explicit SvgWriter(const Diagram& diagram)
        : diagram_(diagram), layout_(diagram_layout(diagram.role, diagram.operations)) {}

    std::string write() {
        const float notes = kNoteLine * static_cast<float>(diagram_.notes.size()) + 20;
        const float refusal = diagram_.refusal.has_value() ? 190.F : 0.F;
        const float width = std::max(layout_.width + refusal, kMinWidth) + 2 * kMargin;
        const float height = layout_.height + kHeader + notes + 2 * kMargin;
        shift_x_ = (width - refusal - layout_.width) / 2;
        out_ = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
               number(height) + "\" width=\"" + number(width) + "\" height=\"" + number(height) +
               "\" role=\"img\" aria-labelledby=\"t d\">\n";
        out_ += "<title id=\"t\">" + title() + "</title>\n<desc id=\"d\">" +
                markup_escaped(diagram_text(diagram_)) + "</desc>\n";
        out_ += kStyle;
        out_ += "<rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n";
        header();
        for (std::size_t i = 0; i < diagram_.edges.size() && i < layout_.edges.size(); ++i) edge(i);
        for (std::size_t i = 0; i < diagram_.edges.size() && i < layout_.edges.size(); ++i)
            edge_label(i);
        for (std::size_t i = 0; i < diagram_.nodes.size() && i < layout_.nodes.size(); ++i) node(i);
        float y = layout_.height + kHeader + kMargin + 26;
        for (const std::string& note : diagram_.notes) {
            text_at(out_, kMargin, y, "s", note);
            out_ += '\n';
            y += kNoteLine;
        }
        return out_ + "</svg>\n";
    }

  private:
    [[nodiscard]] std::string title() const {
        std::string text{diagram_.role == trace::Role::client ? "Client" : "Server"};
        text += ": states of a TLS 1.0 to 1.2 handshake";
        if (diagram_.painted) text += ", with the path that was taken";
        return text;
    }

    [[nodiscard]] float x(float value) const { return value + shift_x_; }
    // Graphviz counts upwards.
    [[nodiscard]] float y(float value) const { return kHeader + kMargin + layout_.height - value; }

    void header() {
        text_at(out_, kMargin, kMargin + 12, "h", title());
        legend_box(kMargin, "peer", 11, "waits for the peer");
        legend_box(kMargin + 150, "send", 3, "sends");
        if (diagram_.operations) legend_box(kMargin + 232, "work", 11, "waits for an operation");
        legend_box(kMargin + (diagram_.operations ? 410.F : 232.F), "end", 9, "end");
        out_ += '\n';
    }

    void legend_box(float left, std::string_view css, float radius, std::string_view text) {
        ((out_ += "<g class=\"n ") += css) += "\">";
        box(out_, left, kMargin + 28, 26, 18, radius);
        out_ += "</g>";
        text_at(out_, left + 33, kMargin + 41, "s", text);
    }

    void open_group(std::string_view css, const DiagramEdge& e) {
        ((out_ += "<g class=\"e ") += css) += e.taken ? " taken" : "";
        if (!e.possible || (diagram_.painted && !e.taken)) out_ += " off";
        out_ += "\">";
    }

    void edge(std::size_t i) {
        const EdgeLayout& at = layout_.edges[i];
        const auto points = layout_.points.subspan(at.first_point, at.points);
        open_group("arrow", diagram_.edges[i]);
        out_ += "<path d=\"M";
        for (std::size_t k = 0; k < points.size(); ++k) {
            if (k == 1) out_ += " C";
            if (k > 0) out_ += ' ';
            (out_ += number(x(points[k].x))) += ',';
            out_ += number(y(points[k].y));
        }
        out_ += "\"/>";
        arrow_head(points.back(), at.tip);
        out_ += "</g>\n";
    }

    void arrow_head(LayoutPoint from, LayoutPoint tip) {
        const float dx = tip.x - from.x;
        const float dy = tip.y - from.y;
        const float length = std::max(std::sqrt(dx * dx + dy * dy), 0.1F);
        const float nx = -dy / length * 3.6F;
        const float ny = dx / length * 3.6F;
        out_ += "<polygon points=\"" + number(x(tip.x)) + "," + number(y(tip.y)) + " " +
                number(x(from.x + nx)) + "," + number(y(from.y + ny)) + " " +
                number(x(from.x - nx)) + "," + number(y(from.y - ny)) + "\"/>";
    }

    void edge_label(std::size_t i) {
        const DiagramEdge& e = diagram_.edges[i];
        const EdgeLayout& at = layout_.edges[i];
        open_group("label", e);
        ((out_ += "<title>") += markup_escaped(e.id + "  " + e.source)) += "</title>";
        float line = y(at.label.y) - kLabelLine * static_cast<float>(e.label.size() - 1) / 2 + 3.5F;
        for (const std::string& text : e.label) {
            const std::string_view css = text.starts_with('[')       ? "c"
                                         : text.starts_with("send ") ? "m"
                                                                     : "";
            text_at(out_, x(at.label.x), line, "halo", text);
            text_at(out_, x(at.label.x), line, css, text);
            line += kLabelLine;
        }
        out_ += "</g>\n";
    }

    void node(std::size_t i) {
        const DiagramNode& n = diagram_.nodes[i];
        const NodeLayout& at = layout_.nodes[i];
        const bool refused = diagram_.refusal.has_value() && diagram_.refusal->state == n.state;
        ((out_ += "<g class=\"n ") += kind_class(n));
        if (n.state == handshake::State::connected) out_ += " goal";
        if (n.visited) out_ += " seen";
        if (refused) out_ += " bad";
        if (!n.possible || (diagram_.painted && !n.visited)) out_ += " off";
        out_ += "\">";
        box(out_, x(at.x - at.width / 2), y(at.y + at.height / 2), at.width, at.height,
            radius_of(n, at.height));
        float line = y(at.y) - 13.5F * static_cast<float>(n.stays.size()) / 2 + 4.5F;
        text_at(out_, x(at.x), line, "", handshake::name_of(n.state));
        for (const std::string& stays : n.stays) {
            line += 13.5F;
            text_at(out_, x(at.x), line, "stay", "stays: " + stays);
        }
        out_ += "</g>\n";
        if (refused) refusal(at);
    }

    void refusal(const NodeLayout& at) {
        const float left = x(at.x + at.width / 2);
        const float middle = y(at.y);
        out_ += "<g class=\"refusal\"><path d=\"M" + number(left) + "," + number(middle) +
                " h26 m-7,-7 l14,14 m0,-14 l-14,14\"/>";
        text_at(out_, left + 38, middle - 4, "refused", diagram_.refusal->event + " refused");
        text_at(out_, left + 38, middle + 10, "refused", "alert " + diagram_.refusal->alert);
        out_ += "</g>\n";
    }

    const Diagram& diagram_;
    const DiagramLayout& layout_;
    float shift_x_ = 0;
    std::string out_;
};

}  // namespace

std::string diagram_svg(const Diagram& diagram) {
    return SvgWriter{diagram}.write();
}

}  // namespace vitrine::io
