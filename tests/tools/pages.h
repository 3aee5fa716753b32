// Pages of docs/ that are made, not written. `build/bin/make_pages docs` writes them anew.
#pragma once

#include <string>
#include <vector>

namespace vitrine::pages {

struct Page {
    std::string name;  ///< below docs/
    std::string text;
};

/// docs/errors.md: every error code with its alert, sentence and clause.
Page errors_page();

/// docs/rules.md: every row of the two transition tables.
Page rules_page();

/// docs/lint.md: every finding of `cert show` with its level, sentence and clause.
Page lint_page();

/// docs/zoo.md: every chain of `cert zoo` with both verdicts.
Page zoo_page();

/// docs/attacks.md: each attack, its counter and the tests that show it.
Page attacks_page();

std::vector<Page> all_pages();

}  // namespace vitrine::pages
