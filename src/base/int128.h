// The one place that names the compiler's 128-bit integer, which -Wpedantic refuses elsewhere.
#pragma once

namespace vitrine {

__extension__ using u128 = unsigned __int128;

}  // namespace vitrine
