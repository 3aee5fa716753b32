# The core as WebAssembly, with Debian's Clang 19 and its wasi packages: no exceptions, no threads, no GMP.
# GNU ar packs the objects; it makes no index of wasm symbols, so programs link whole archives and the
# linker drops what nothing calls.
set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
set(CMAKE_CXX_COMPILER clang++-19)
set(CMAKE_CXX_COMPILER_TARGET wasm32-wasi)
set(CMAKE_AR ar)
set(CMAKE_RANLIB true)
set(CMAKE_CXX_FLAGS_INIT "-fno-exceptions -stdlib=libc++")
set(CMAKE_CXX_COMPILER_WORKS TRUE)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE NEVER)
