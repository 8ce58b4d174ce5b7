// Which instruction set is used is found out once, while running; no flag of the compiler is needed.
#include <stdatomic.h>

#include "Kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

// glibc knows what the processor can do. To ask it anew, which the compiler's own function does at the start of every
// program that has it, costs a virtual machine 80 microseconds.
#if defined(__x86_64__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define HAS(feature, name) CPU_FEATURE_ACTIVE(feature)
#else
#define HAS(feature, name) __builtin_cpu_supports(name)
#endif

static _Atomic int limit = NNC_INSTRUCTION_SETS - 1;

int nnc_has(nnc_instruction_set set) {
#if defined(__x86_64__)
  if (set == NNC_AVX512)
    return HAS(AVX512F, "avx512f") && HAS(AVX512DQ, "avx512dq") && HAS(AVX512VL, "avx512vl") &&
           HAS(AVX512BW, "avx512bw") && nnc_has(NNC_AVX2);
  if (set == NNC_AVX2) return HAS(AVX2, "avx2") && HAS(FMA, "fma");
#endif
  return set == NNC_BASELINE;
}

int nnc_fetches_ahead(void) {
#if defined(__x86_64__)
  unsigned highest, vendor[3];
  return __get_cpuid(0, &highest, &vendor[0], &vendor[2], &vendor[1]) && memcmp(vendor, "GenuineIntel", 12) == 0;
#else
  return 0;
#endif
}

static int most_there(void) {
  static _Atomic int most = -1;
  int set = atomic_load_explicit(&most, memory_order_relaxed);
  if (set >= 0) return set;
  set = NNC_INSTRUCTION_SETS - 1;
  while (!nnc_has((nnc_instruction_set)set)) set--;
  atomic_store_explicit(&most, set, memory_order_relaxed);
  return set;
}

nnc_instruction_set nnc_instructions(void) {
  int set = atomic_load_explicit(&limit, memory_order_relaxed);
  return (nnc_instruction_set)(set < most_there() ? set : most_there());
}

void nnc_limit_instructions(nnc_instruction_set most) { atomic_store(&limit, (int)most); }

// Blocks of so many numbers are worth what functions on several registers do before they begin.
enum { LONG = 256 };

nnc_function nnc_function_for(nnc_type type, nnc_code code, nnc_form form, int64_t count) {
  switch (nnc_instructions()) {
#if defined(__x86_64__)
    case NNC_AVX512: {
      // Only long chains are there; other operations take as long as their numbers take to come.
      nnc_function wide = (type == NNC_F32 ? nnc_functions_f32_avx512_wide : nnc_functions_f64_avx512_wide)[code][form];
      if (count >= LONG && wide != NULL) return wide;
      return (type == NNC_F32 ? nnc_functions_f32_avx512 : nnc_functions_f64_avx512)[code][form];
    }
    case NNC_AVX2:
      if (count >= LONG)
        return (type == NNC_F32 ? nnc_functions_f32_avx2_wide : nnc_functions_f64_avx2_wide)[code][form];
      return (type == NNC_F32 ? nnc_functions_f32_avx2 : nnc_functions_f64_avx2)[code][form];
#endif
    default: return (type == NNC_F32 ? nnc_functions_f32_baseline : nnc_functions_f64_baseline)[code][form];
  }
}

void nnc_prepare_product(nnc_type type, nnc_product *product) {
  switch (nnc_instructions()) {
#if defined(__x86_64__)
    case NNC_AVX512:
      return type == NNC_F32 ? nnc_prepare_f32_avx512(product) : nnc_prepare_f64_avx512(product);
    case NNC_AVX2: return type == NNC_F32 ? nnc_prepare_f32_avx2(product) : nnc_prepare_f64_avx2(product);
#endif
    default: return type == NNC_F32 ? nnc_prepare_f32_baseline(product) : nnc_prepare_f64_baseline(product);
  }
}
