#include "Kernels.h"

#define T float
#define NAME(x) x##_f32
#include "moves.inc"
#undef T
#undef NAME
#define T double
#define NAME(x) x##_f64
#include "moves.inc"
