#include "tools/pages.h"

namespace vitrine::pages {

std::vector<Page> all_pages() {
    return {errors_page(), rules_page(), attacks_page(), lint_page(), zoo_page()};
}

}  // namespace vitrine::pages
