// x86-64 with AVX2 and FMA: loops over long blocks, on four registers at once. Their functions are long chains of
// operations that wait for each other; chains side by side keep the processor busy, and share what counts elements.
#include "Kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>
// Vectors of several registers are never passed: all functions that take them are inlined.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define ISA_AVX2 1
#define ONLY_LOOPS
#define SUFFIX avx2_wide
#define VBYTES 128
#define HAS_FMA 1
#include "variant.inc"
#pragma clang attribute pop
#endif
