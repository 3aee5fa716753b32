// VITRINE_CPU=portable|aesni|shani|avx2|avx512 cuts the kernels that may run (base/cpu.h).
#pragma once

namespace vitrine::io {

/// Reads VITRINE_CPU once, before any cipher is used. False: it names no level; nothing changed.
bool apply_cpu_environment();

}  // namespace vitrine::io
