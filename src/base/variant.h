// What std::variant lacks where nothing throws.
#pragma once

#include <memory>
#include <variant>

namespace vitrine {

/// Destroys what `variant` holds and makes a T in its place. As emplace, which returns through a
/// std::get and so leaves the library's throwing helper in each object file; making a T must not
/// fail.
template <class T, class... Alternatives, class... Args>
T& put(std::variant<Alternatives...>& variant, Args&&... args) {
    std::destroy_at(&variant);
    std::construct_at(&variant, std::in_place_type<T>, std::forward<Args>(args)...);
    return *std::get_if<T>(&variant);
}

}  // namespace vitrine
