// OpenBLAS, loaded when the first large product is met: a program that only draws small networks never pays for it.
// It works on one thread; large products are split over our own workers, since its threads spin and contend.
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

#include "Kernels.h"

enum { ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112 };

static struct {
  void (*sgemm)(int, int, int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  void (*dgemm)(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *,
                int);
  void (*sgemv)(int, int, int, int, float, const float *, int, const float *, int, float, float *, int);
  void (*dgemv)(int, int, int, int, double, const double *, int, const double *, int, double, double *, int);
  const char *(*describe)(void);
  int is_there;
} blas;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  static const char *const names[] = {
    "libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
    "/usr/local/opt/openblas/lib/libopenblas.dylib"};
  // Threads that OpenBLAS would start as it is loaded, and that would never be used.
  int had_threads = getenv("OPENBLAS_NUM_THREADS") != NULL;
  if (!had_threads) setenv("OPENBLAS_NUM_THREADS", "1", 1);
  void *library = NULL;
  for (size_t i = 0; library == NULL && i < sizeof names / sizeof *names; i++)
    library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
  if (!had_threads) unsetenv("OPENBLAS_NUM_THREADS");
  if (library == NULL) return;
  *(void **)&blas.sgemm = dlsym(library, "cblas_sgemm");
  *(void **)&blas.dgemm = dlsym(library, "cblas_dgemm");
  *(void **)&blas.sgemv = dlsym(library, "cblas_sgemv");
  *(void **)&blas.dgemv = dlsym(library, "cblas_dgemv");
  *(void **)&blas.describe = dlsym(library, "openblas_get_config");
  void (*set_threads)(int);
  *(void **)&set_threads = dlsym(library, "openblas_set_num_threads");
  if (set_threads != NULL) set_threads(1);
  blas.is_there = blas.sgemm && blas.dgemm && blas.sgemv && blas.dgemv && set_threads;
}

int nnc_load_blas(void) {
  pthread_once(&once, load);
  return blas.is_there;
}

const char *nnc_blas_description(void) {
  return nnc_load_blas() && blas.describe != NULL ? blas.describe() : NULL;
}

// Rows `first` … `last` of C = A · B; the sizes are known to fit an int.
#define PRODUCT(T, gemm, gemv)                                                                               \
  static void gemm##_rows(const nnc_product *p, int64_t stack, int64_t first, int64_t last) {                \
    int rows = (int)(last - first), inner = (int)p->inner, columns = (int)p->columns;                        \
    int a_step = p->a_is_transposed ? (int)p->rows : inner, b_step = p->b_is_transposed ? inner : columns;   \
    const T *a = (const T *)p->a + stack * p->rows * p->inner + (p->a_is_transposed ? first : first * inner); \
    const T *b = (const T *)p->b + stack * p->inner * p->columns;                                            \
    T *c = (T *)p->c + stack * p->rows * p->columns + first * columns;                                       \
    if (p->rows == 1)                                                                                        \
      blas.gemv(ROW_MAJOR, p->b_is_transposed ? NO_TRANSPOSE : TRANSPOSE,                                    \
                p->b_is_transposed ? columns : inner, p->b_is_transposed ? inner : columns, 1, b, b_step, a,  \
                1, 0, c, 1);                                                                                 \
    else if (columns == 1)                                                                                   \
      blas.gemv(ROW_MAJOR, p->a_is_transposed ? TRANSPOSE : NO_TRANSPOSE, p->a_is_transposed ? inner : rows,  \
                p->a_is_transposed ? rows : inner, 1, a, a_step, b, 1, 0, c, 1);                             \
    else                                                                                                     \
      blas.gemm(ROW_MAJOR, p->a_is_transposed ? TRANSPOSE : NO_TRANSPOSE,                                    \
                p->b_is_transposed ? TRANSPOSE : NO_TRANSPOSE, rows, columns, inner, 1, a, a_step, b, b_step, \
                0, c, columns);                                                                              \
  }
PRODUCT(float, sgemm, sgemv)
PRODUCT(double, dgemm, dgemv)

int nnc_blas_product(nnc_type type, const nnc_product *product, int64_t stack, int64_t first, int64_t last) {
  if (!nnc_load_blas()) return 0;
  (type == NNC_F32 ? sgemm_rows : dgemm_rows)(product, stack, first, last);
  return 1;
}
