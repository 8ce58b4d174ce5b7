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
  *(void **)&blas.describe = dlsym(library, "openblas_get_config");
  void (*set_threads)(int);
  *(void **)&set_threads = dlsym(library, "openblas_set_num_threads");
  if (set_threads != NULL) set_threads(1);
  blas.is_there = blas.sgemm && blas.dgemm && set_threads;
}

int nnc_load_blas(void) {
  pthread_once(&once, load);
  return blas.is_there;
}

const char *nnc_blas_description(void) {
  return nnc_load_blas() && blas.describe != NULL ? blas.describe() : NULL;
}

// Rows `first` … `last` of C = A · B; the sizes are known to fit an int.
#define PRODUCT(T, gemm)                                                                                        \
  static void gemm##_rows(const nnc_product *p, int64_t stack, int64_t first, int64_t last) {                   \
    int rows = (int)(last - first), inner = (int)p->inner, columns = (int)p->columns;                           \
    const T *a = (const T *)p->a + stack * p->rows * p->inner + (p->a_is_transposed ? first : first * inner);   \
    const T *b = (const T *)p->b + stack * p->inner * p->columns;                                               \
    T *c = (T *)p->c + stack * p->rows * p->columns + first * columns;                                          \
    blas.gemm(ROW_MAJOR, p->a_is_transposed ? TRANSPOSE : NO_TRANSPOSE,                                         \
              p->b_is_transposed ? TRANSPOSE : NO_TRANSPOSE, rows, columns, inner, 1, a,                        \
              p->a_is_transposed ? (int)p->rows : inner, b, p->b_is_transposed ? inner : columns, 0, c, columns); \
  }
PRODUCT(float, sgemm)
PRODUCT(double, dgemm)

int nnc_blas_product(nnc_type type, const nnc_product *product, int64_t stack, int64_t first, int64_t last) {
  if (!nnc_load_blas()) return 0;
  (type == NNC_F32 ? sgemm_rows : dgemm_rows)(product, stack, first, last);
  return 1;
}
