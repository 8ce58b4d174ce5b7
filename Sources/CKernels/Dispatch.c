// Which instruction set is used is found out once, while running; no flag of the compiler is needed.
#include <stdatomic.h>

#include "Kernels.h"

static _Atomic int limit = NNC_INSTRUCTION_SETS - 1;

int nnc_has(nnc_instruction_set set) {
#if defined(__x86_64__)
  if (set == NNC_AVX512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") && nnc_has(NNC_AVX2);
  if (set == NNC_AVX2) return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#endif
  return set == NNC_BASELINE;
}

nnc_instruction_set nnc_instructions(void) {
  int set = atomic_load_explicit(&limit, memory_order_relaxed);
  while (!nnc_has((nnc_instruction_set)set)) set--;
  return (nnc_instruction_set)set;
}

void nnc_limit_instructions(nnc_instruction_set most) { atomic_store(&limit, (int)most); }

// Blocks of so many numbers are worth what functions on several registers do before they begin.
enum { LONG = 256 };

nnc_function nnc_function_for(nnc_type type, nnc_code code, nnc_form form, int64_t count) {
  switch (nnc_instructions()) {
#if defined(__x86_64__)
    case NNC_AVX512: return (type == NNC_F32 ? nnc_functions_f32_avx512 : nnc_functions_f64_avx512)[code][form];
    case NNC_AVX2:
      if (count >= LONG)
        return (type == NNC_F32 ? nnc_functions_f32_avx2_wide : nnc_functions_f64_avx2_wide)[code][form];
      return (type == NNC_F32 ? nnc_functions_f32_avx2 : nnc_functions_f64_avx2)[code][form];
#endif
    default: return (type == NNC_F32 ? nnc_functions_f32_baseline : nnc_functions_f64_baseline)[code][form];
  }
}

int64_t nnc_lanes(nnc_type type) {
  switch (nnc_instructions()) {
#if defined(__x86_64__)
    case NNC_AVX512: return type == NNC_F32 ? nnc_lanes_f32_avx512 : nnc_lanes_f64_avx512;
    case NNC_AVX2: return type == NNC_F32 ? nnc_lanes_f32_avx2 : nnc_lanes_f64_avx2;
#endif
    default: return type == NNC_F32 ? nnc_lanes_f32_baseline : nnc_lanes_f64_baseline;
  }
}

typedef void (*multiply)(const nnc_product *, int64_t, int64_t, int64_t, void *);

static multiply multiply_for(nnc_type type) {
  switch (nnc_instructions()) {
#if defined(__x86_64__)
    case NNC_AVX512: return type == NNC_F32 ? nnc_multiply_f32_avx512 : nnc_multiply_f64_avx512;
    case NNC_AVX2: return type == NNC_F32 ? nnc_multiply_f32_avx2 : nnc_multiply_f64_avx2;
#endif
    default: return type == NNC_F32 ? nnc_multiply_f32_baseline : nnc_multiply_f64_baseline;
  }
}

void nnc_product_rows(nnc_type type, const nnc_product *product, int64_t first, int64_t last, void *scratch) {
  for (int64_t stack = 0; stack < product->stack; stack++)
    if (product->method != NNC_LIBRARY || !nnc_blas_product(type, product, stack, first, last))
      multiply_for(type)(product, stack, first, last, scratch);
}
