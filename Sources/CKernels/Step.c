// Carries out a plan: nothing is allocated, looked up or decided here that could have been before.
#include <stdlib.h>
#include <sys/mman.h>

#include "Kernels.h"

int64_t nnc_first_row(int64_t rows, int64_t quantum) {
  if (quantum >= NNC_QUANTA) return rows;
  int64_t row = rows / NNC_QUANTA * quantum + rows % NNC_QUANTA * quantum / NNC_QUANTA;
  return rows >= 64 * NNC_QUANTA ? row & ~(int64_t)63 : row;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

// What the next block reads. It is fetched between operations, a few lines at a time: all at once would fill the buffers
// that loads and stores need.
typedef struct {
  const nnc_loop *loop;
  uintptr_t at, end, portion;
} ahead;

static ahead next_block(const nnc_loop *loop, uintptr_t size, int64_t row, int64_t last) {
  if (loop->fetched_count == 0 || row >= last) return (ahead){0};
  uintptr_t at = (uintptr_t)(row * loop->columns) * size;
  uintptr_t bytes = (uintptr_t)(least(loop->block_rows, last - row) * loop->columns) * size;
  return (ahead){loop, at, at + bytes, bytes / (uintptr_t)loop->body_count + 1};
}

static void fetch(ahead *a) {
  for (uintptr_t end = a->at + a->portion; a->at < a->end && a->at < end; a->at += 64)
    for (int64_t i = 0; i < a->loop->fetched_count; i++)
      __builtin_prefetch((const void *)(a->loop->fetched[i] + a->at), 0, 2);
}

static void apply(const nnc_operation *operation, int64_t count, const uintptr_t *moved, int64_t rows,
                  int64_t columns, ahead *next) {
  enum { MOST_LANES = 16 };
  for (const nnc_operation *o = operation; o < operation + count; o++) {
    fetch(next);
    int64_t width = o->is_of_rows ? 1 : columns, height = rows;
    if (o->is_whole) {
      height = (rows * width + MOST_LANES - 1) & -MOST_LANES;
      width = 1;
    }
    o->function((void *)(o->destination + moved[o->destination_motion]),
                (const void *)(o->first + moved[o->first_motion]),
                (const void *)(o->second + moved[o->second_motion]),
                (const void *)(o->third + moved[o->third_motion]), height, width);
  }
}

// The rows `first` … `last` of a loop, which belong to one part.
static void run_rows(const nnc_loop *loop, uintptr_t size, char *scratch, int64_t first, int64_t last, int64_t part) {
  uintptr_t moved[NNC_MOTIONS] = {0};
  moved[NNC_SCRATCH] = (uintptr_t)scratch;
  moved[NNC_BY_PART] = (uintptr_t)(part * loop->part_bytes);
  for (const nnc_sum *sum = loop->sums; sum < loop->sums + loop->sum_count; sum++)
    memset((void *)(sum->parts + moved[NNC_BY_PART]), 0, (size_t)sum->count * (sum->is_total ? sizeof(double) : size));
  for (int64_t column = 0; column < loop->columns; column += loop->block_columns) {
    int64_t columns = least(loop->block_columns, loop->columns - column);
    moved[NNC_BY_COLUMN] = (uintptr_t)column * size;
    moved[NNC_BY_PART_AND_COLUMN] = moved[NNC_BY_PART] + moved[NNC_BY_COLUMN];
    for (int64_t row = first; row < last; row += loop->block_rows) {
      moved[NNC_BY_ELEMENT] = (uintptr_t)(row * loop->columns + column) * size;
      moved[NNC_BY_ROW] = (uintptr_t)row * size;
      ahead next = next_block(loop, size, row + loop->block_rows, last);
      apply(loop->body, loop->body_count, moved, least(loop->block_rows, last - row), columns, &next);
    }
  }
}

// The quanta `from` … `to` of a loop.
static void run_loop(const nnc_loop *loop, uintptr_t size, char *scratch, int64_t from, int64_t to) {
  uintptr_t moved[NNC_MOTIONS] = {0};
  moved[NNC_SCRATCH] = (uintptr_t)scratch;
  apply(loop->preparation, loop->preparation_count, moved, loop->block_rows, loop->columns, &(ahead){0});
  if (loop->parts == 1)
    return run_rows(loop, size, scratch, nnc_first_row(loop->rows, from), nnc_first_row(loop->rows, to), 0);
  for (int64_t quantum = from; quantum < to; quantum++)
    run_rows(
      loop, size, scratch, nnc_first_row(loop->rows, quantum), nnc_first_row(loop->rows, quantum + 1), quantum);
}

// Numbers of a sum that are added up at a time, part by part: a compiler makes vectors of them.
enum { TOGETHER = 64 };

static void add_part(double *totals, uintptr_t part, int is_double, int64_t first, int64_t count) {
  if (is_double)
    for (int64_t i = 0; i < count; i++) totals[i] += ((const double *)part)[first + i];
  else
    for (int64_t i = 0; i < count; i++) totals[i] += (double)((const float *)part)[first + i];
}

// Writes the sums of a loop whose parts are done, in the order of the parts.
static void finish(const nnc_loop *loop, uintptr_t size) {
  for (const nnc_sum *sum = loop->sums; sum < loop->sums + loop->sum_count; sum++) {
    if (sum->parts == sum->result) continue;
    for (int64_t first = 0; first < sum->count; first += TOGETHER) {
      double totals[TOGETHER] = {0};
      int64_t count = least(sum->count - first, TOGETHER);
      for (int64_t part = 0; part < loop->parts; part++)
        add_part(totals, sum->parts + (uintptr_t)(part * loop->part_bytes), sum->is_total || size == sizeof(double),
                 first, count);
      for (int64_t i = 0; i < count; i++) {
        double total = totals[i] / sum->divisor;
        if (size == sizeof(double)) ((double *)sum->result)[first + i] = total;
        else ((float *)sum->result)[first + i] = (float)total;
      }
    }
  }
}

// Rows `first` … `last` of a product, for each matrix of its stack.
static void multiply(const nnc_product *product, int64_t first, int64_t last, void *scratch) {
  for (int64_t stack = 0; stack < product->stack; stack++) product->multiply(product, stack, first, last, scratch);
}

static void run_kernel(const nnc_step *step, const nnc_kernel *kernel, char *scratch, int64_t from, int64_t to) {
  uintptr_t size = step->type == NNC_F32 ? sizeof(float) : sizeof(double);
  switch (kernel->kind) {
    case NNC_LOOP:
      run_loop(&kernel->loop, size, scratch, from, to);
      if (kernel->loop.parts == 1) finish(&kernel->loop, size);
      break;
    case NNC_FINISH: finish(&kernel->loop, size); break;
    case NNC_PRODUCT:
      multiply(&kernel->product, nnc_first_row(kernel->product.rows, from), nnc_first_row(kernel->product.rows, to),
               scratch);
      break;
    case NNC_MOVE:
      if (step->type == NNC_F32) nnc_carry_f32(&kernel->move);
      else nnc_carry_f64(&kernel->move);
      break;
    case NNC_CALL: kernel->call.function(kernel->call.argument); break;
  }
}

typedef struct {
  const nnc_step *step;
  int64_t times;
} order;

static void run_worker(void *argument, int64_t worker, int64_t workers) {
  const order *o = argument;
  const nnc_step *step = o->step;
  char *scratch = step->scratch + worker * step->scratch_bytes;
  int64_t from = NNC_QUANTA * worker / workers, to = NNC_QUANTA * (worker + 1) / workers;
  for (int64_t time = 0; time < o->times; time++) {
    for (const nnc_kernel *kernel = step->kernels; kernel < step->kernels + step->count; kernel++) {
      if (kernel->waits) nnc_meet(workers);
      if (kernel->is_split) run_kernel(step, kernel, scratch, from, to);
      else if (worker == 0) run_kernel(step, kernel, scratch, 0, NNC_QUANTA);
    }
    if (o->times > 1) nnc_meet(workers);
  }
}

void nnc_run(const nnc_step *step, int64_t times) {
  order o = {step, times};
  if (step->workers > 1) nnc_on_workers(step->workers, run_worker, &o);
  else run_worker(&o, 0, 1);
}

void nnc_join_products(nnc_kernel *kernels, int64_t count) {
  const nnc_product *next = NULL;
  for (nnc_kernel *kernel = kernels + count; kernel-- > kernels;) {
    if (kernel->kind != NNC_PRODUCT || kernel->product.method != NNC_PACKED) continue;
    kernel->product.next = next;
    next = &kernel->product;
  }
}

// Large pages save much of the time that address translation takes in large products.
enum { LARGE_PAGE = 1 << 21, PAGE = 1 << 12, SMALL = 1 << 17 };

void *nnc_allocate(size_t bytes) {
  void *memory = NULL;
  int is_large = bytes >= 2 * LARGE_PAGE;
  if (posix_memalign(&memory, is_large ? LARGE_PAGE : PAGE, bytes == 0 ? 1 : bytes) != 0) return NULL;
#if defined(MADV_HUGEPAGE)
  if (is_large) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
  if (bytes <= SMALL) memset(memory, 0, bytes);
  return memory;
}

void nnc_release(void *memory) { free(memory); }
