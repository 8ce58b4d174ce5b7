// What every processor of the architecture can do: SSE2 on x86-64, NEON on ARM.
#include "Kernels.h"
#define SUFFIX baseline
#define VBYTES 16
#if defined(__aarch64__)
#define HAS_FMA 1
#else
#define HAS_FMA 0
#endif
#include "variant.inc"
