// The most multiply-adds that one core does, from registers alone: peak f32|f64. A step is some 10⁶ of them; the facts
// say how many operations that is.
#include "limits.h"

enum { CHAINS = 12, TURNS = 10000 };

// Twelve independent chains hide the latency of a multiply-add. Each is a variable of its own, which the empty assembly
// keeps in a register; elements of an array would be stored each time.
#define EACH(f) f(0) f(1) f(2) f(3) f(4) f(5) f(6) f(7) f(8) f(9) f(10) f(11)
#define START(k) a##k = m * (k + 1);
#define STEP(k)      \
  a##k = a##k * m + c; \
  __asm__ volatile("" : "+" REGISTER(a##k));
#define SUM(k) sum += a##k;
#define PEAK(name, type, bytes, attribute)                                  \
  typedef type name##_vector __attribute__((vector_size(bytes)));           \
  attribute static void name(void *sink) {                                  \
    name##_vector m, c, sum, a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11; \
    for (unsigned lane = 0; lane < bytes / sizeof(type); lane++) {          \
      m[lane] = (type)0.999;                                                \
      c[lane] = (type)1e-3;                                                 \
    }                                                                       \
    sum = c;                                                                \
    EACH(START)                                                             \
    for (int turn = 0; turn < TURNS; turn++) { EACH(STEP) }                 \
    EACH(SUM)                                                               \
    *(volatile type *)sink = sum[0];                                        \
  }

#if defined(__x86_64__)
#define REGISTER "v"
PEAK(f32_512, float, 64, __attribute__((target("avx512f,fma"))))
PEAK(f64_512, double, 64, __attribute__((target("avx512f,fma"))))
#undef REGISTER
#define REGISTER "x"
PEAK(f32_256, float, 32, __attribute__((target("avx2,fma"))))
PEAK(f64_256, double, 32, __attribute__((target("avx2,fma"))))
#elif defined(__aarch64__)
#define REGISTER "w"
PEAK(f32_128, float, 16, )
PEAK(f64_128, double, 16, )
#endif

int main(int count, char **words) {
  static double sink;
  int is_double = count > 1 && strcmp(words[1], "f64") == 0;
  void (*step)(void *) = NULL;
  int bytes = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) {
    step = is_double ? f64_512 : f32_512;
    bytes = 64;
  } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    step = is_double ? f64_256 : f32_256;
    bytes = 32;
  }
#elif defined(__aarch64__)
  step = is_double ? f64_128 : f32_128;
  bytes = 16;
#endif
  if (!step) return fail("this processor has no multiply-add that is known here");
  char facts[64];
  int lanes = bytes / (is_double ? 8 : 4);
  snprintf(facts, sizeof facts, "{\"flops\": %ld}", 2L * lanes * CHAINS * TURNS);
  ready(facts);
  answer(step, &sink);
  return 0;
}
