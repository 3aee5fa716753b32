// The one place that names the compiler's 128-bit integers, which -Wpedantic refuses elsewhere.
#pragma once

namespace vitrine {

__extension__ using u128 = unsigned __int128;
__extension__ using i128 = __int128;

}  // namespace vitrine
