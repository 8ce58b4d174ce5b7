// x86-64 with AVX-512: functions that are long chains of operations, on four registers at once. Operations of a chain wait
// for each other; those of other chains between them keep the processor busy.
#include "Kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>
// Vectors of several registers are never passed: all functions that take them are inlined.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), \
                             apply_to = function)
#define ISA_AVX512 1
#define ONLY_LOOPS
#define ONLY_CHAINS
#define SUFFIX avx512_wide
#define VBYTES 256
#define HAS_FMA 1
#include "variant.inc"
#pragma clang attribute pop
#endif
