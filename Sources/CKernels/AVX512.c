// x86-64 with AVX-512.
#include "Kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), \
                             apply_to = function)
#define ISA_AVX512 1
#define SUFFIX avx512
#define VBYTES 64
#define HAS_FMA 1
#include "variant.inc"
#pragma clang attribute pop
#endif
