// What the files of this target share.
#ifndef KERNELS_H
#define KERNELS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "CKernels.h"

// Declares what one instruction set provides.
#define DECLARE(variant)                                                       \
  extern const nnc_function nnc_functions_f32_##variant[NNC_CODES][NNC_FORMS]; \
  extern const nnc_function nnc_functions_f64_##variant[NNC_CODES][NNC_FORMS]; \
  void nnc_prepare_f32_##variant(nnc_product *);                               \
  void nnc_prepare_f64_##variant(nnc_product *);
DECLARE(baseline)
#if defined(__x86_64__)
DECLARE(avx2)
DECLARE(avx2_wide)
DECLARE(avx512)
DECLARE(avx512_wide)
#endif

void nnc_carry_f32(const nnc_move *);
void nnc_carry_f64(const nnc_move *);

// Runs `work(argument, worker, workers)` on up to `workers` workers, this thread being the first.
void nnc_on_workers(int64_t workers, void (*work)(void *, int64_t, int64_t), void *argument);

// Waits until all workers of this run are here.
void nnc_meet(int64_t workers);

#endif
