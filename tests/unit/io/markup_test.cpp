#include "io/markup.h"

#include <gtest/gtest.h>

namespace vitrine::io {
namespace {

TEST(MarkupEscaped, LeavesNothingThatOpensOrCloses) {
    EXPECT_EQ(markup_escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
    EXPECT_EQ(markup_escaped("&lt;"), "&amp;lt;");
}

TEST(MarkupEscaped, KeepsWhatIsPlain) {
    EXPECT_EQ(markup_escaped("CN=\u00e9 'x'"), "CN=\u00e9 'x'");
    EXPECT_EQ(markup_escaped(""), "");
}

}  // namespace
}  // namespace vitrine::io
