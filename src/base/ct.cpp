#include "base/ct.h"

#if defined(VITRINE_CT_VALGRIND)
#include <valgrind/memcheck.h>
#elif defined(VITRINE_CT_MSAN)
#include <sanitizer/msan_interface.h>
#endif

namespace vitrine::ct {

#if defined(VITRINE_CT_VALGRIND)
void poison(const void* data, std::size_t size) {
    VALGRIND_MAKE_MEM_UNDEFINED(data, size);
}
void unpoison(const void* data, std::size_t size) {
    VALGRIND_MAKE_MEM_DEFINED(data, size);
}
#elif defined(VITRINE_CT_MSAN)
void poison(const void* data, std::size_t size) {
    __msan_allocated_memory(data, size);
}
void unpoison(const void* data, std::size_t size) {
    __msan_unpoison(data, size);
}
#else
void poison(const void* /*data*/, std::size_t /*size*/) {}
void unpoison(const void* /*data*/, std::size_t /*size*/) {}
#endif

}  // namespace vitrine::ct
