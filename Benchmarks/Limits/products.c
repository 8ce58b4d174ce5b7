// The matrix products of a step alone: products BATCH N-M-… ACTIVATION f32|f64. Forward, then for each layer from the
// last the gradient of its weights and, but for the first layer, of its input.
#include <cblas.h>
#include <unistd.h>

#include "limits.h"

enum { MOST = 256 };

struct net {
  int batch, layers, is_double;
  int widths[MOST];
  void *values[MOST], *gradients[MOST], *weights[MOST], *weight_gradients[MOST];
};

extern void openblas_set_num_threads(int);
extern char *openblas_get_corename(void);

static void product(const struct net *net, int first, int second, int rows, int columns, int depth, const void *a,
                    int lda, const void *b, int ldb, void *c) {
  if (net->is_double)
    cblas_dgemm(CblasRowMajor, first, second, rows, columns, depth, 1, a, lda, b, ldb, 0, c, columns);
  else
    cblas_sgemm(CblasRowMajor, first, second, rows, columns, depth, 1, a, lda, b, ldb, 0, c, columns);
}

static void step(void *argument) {
  const struct net *net = argument;
  const int *width = net->widths;
  for (int i = 0; i < net->layers; i++)
    product(net, CblasNoTrans, CblasNoTrans, net->batch, width[i + 1], width[i], net->values[i], width[i],
            net->weights[i], width[i + 1], net->values[i + 1]);
  for (int i = net->layers - 1; i >= 0; i--) {
    product(net, CblasTrans, CblasNoTrans, width[i], width[i + 1], net->batch, net->values[i], width[i],
            net->gradients[i + 1], width[i + 1], net->weight_gradients[i]);
    if (i > 0)
      product(net, CblasNoTrans, CblasTrans, net->batch, width[i], width[i + 1], net->gradients[i + 1], width[i + 1],
              net->weights[i], width[i + 1], net->gradients[i]);
  }
}

// Numbers between -scale and scale.
static void *numbers(const struct net *net, size_t count, double scale) {
  size_t size = net->is_double ? sizeof(double) : sizeof(float);
  void *memory = aligned_alloc(64, (count * size + 127) / 64 * 64);
  if (!memory) exit(fail("there is no memory"));
  unsigned state = 1;
  for (size_t i = 0; i < count; i++) {
    state = state * 1664525u + 1013904223u;
    double number = scale * ((double)(state >> 8) / (1 << 23) - 1);
    if (net->is_double)
      ((double *)memory)[i] = number;
    else
      ((float *)memory)[i] = (float)number;
  }
  return memory;
}

// OpenBLAS takes its oldest kernels, a fifth as fast, for a processor that is newer than itself. It can be told better
// ones, but only before it is loaded.
static void take_best_kernels(char **words) {
#if defined(__x86_64__)
  if (strcmp(openblas_get_corename(), "Prescott") != 0 || getenv("OPENBLAS_CORETYPE")) return;
  __builtin_cpu_init();
  const char *best = __builtin_cpu_supports("avx512f") ? "SkylakeX" : __builtin_cpu_supports("avx2") ? "Haswell" : NULL;
  if (!best) return;
  setenv("OPENBLAS_CORETYPE", best, 1);
  execv(words[0], words);
#else
  (void)words;
#endif
}

int main(int count, char **words) {
  take_best_kernels(words);
  if (count != 5) return fail("products takes BATCH N-M-… ACTIVATION f32|f64");
  static struct net net;
  net.batch = atoi(words[1]);
  net.is_double = strcmp(words[4], "f64") == 0;
  int widths = 0;
  for (char *word = strtok(words[2], "-"); word && widths < MOST; word = strtok(NULL, "-"))
    net.widths[widths++] = atoi(word);
  net.layers = widths - 1;
  openblas_set_num_threads(1);
  for (int i = 0; i < widths; i++) {
    net.values[i] = numbers(&net, (size_t)net.batch * (size_t)net.widths[i], 1);
    net.gradients[i] = numbers(&net, (size_t)net.batch * (size_t)net.widths[i], 1);
    if (i == net.layers) break;
    // Values keep their size from layer to layer: a variance of 1/n, as sqrt(3/n) is the bound of an even spread.
    size_t size = (size_t)net.widths[i] * (size_t)net.widths[i + 1];
    double bound = 3.0 / net.widths[i];
    double root = 1;
    for (int k = 0; k < 60; k++) root = 0.5 * (root + bound / root);
    net.weights[i] = numbers(&net, size, root);
    net.weight_gradients[i] = numbers(&net, size, 0);
  }
  ready("{}");
  answer(step, &net);
  return 0;
}
