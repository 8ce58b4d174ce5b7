// x86-64 with AVX2 and FMA.
#include "Kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define ISA_AVX2 1
#define SUFFIX avx2
#define VBYTES 32
#define HAS_FMA 1
#include "variant.inc"
#pragma clang attribute pop
#endif
