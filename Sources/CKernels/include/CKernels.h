// The machine code of a planned run: element-wise programs over blocks that stay in the first-level cache, matrix
// products, moves, and the loop that carries a whole plan out on one or several workers. Written in C because Swift
// has no vectors of a width chosen while running; each function is compiled for several instruction sets.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The type of all numbers of a run.
typedef enum { NNC_F32, NNC_F64 } nnc_type;

/// Instruction sets, each a superset of the one before.
typedef enum { NNC_BASELINE, NNC_AVX2, NNC_AVX512, NNC_INSTRUCTION_SETS } nnc_instruction_set;

/// What an operation of a program does to the elements of a block.
typedef enum {
  // Element by element: destination = f(first, second). Each operand may be one number for all elements.
  NNC_ADD, NNC_SUBTRACT, NNC_MULTIPLY, NNC_DIVIDE, NNC_MAXIMUM, NNC_POWER,
  // Element by element: destination = f(first).
  NNC_COPY, NNC_NEGATE, NNC_EXP, NNC_LOG, NNC_LOG1P, NNC_SQUARE_ROOT, NNC_TANH, NNC_ERF, NNC_STEP, NNC_LOGISTIC,
  NNC_SOFTPLUS,
  // destination = logistic(first), second = logistic(−first).
  NNC_LOGISTIC_PAIR,
  // destination = erf(first), second = exp(−first²).
  NNC_ERROR_PAIR,
  // A row of the identity for each label: first has one number a row.
  NNC_ONE_HOT,
  // Along each row, into one number a row.
  NNC_ROW_SUM, NNC_ROW_MAXIMUM, NNC_ROW_OTHERS,
  // One number a row, repeated along the row; one row, repeated for each row.
  NNC_REPEAT_ALONG_ROW, NNC_REPEAT_ROW,
  // Along all rows, added to what stands at the destination; NNC_TOTAL_SUM adds to one double.
  NNC_COLUMN_SUM, NNC_TOTAL_SUM,
  // One number for all elements.
  NNC_FILL,
  // Element by element: destination = first · second + third, where second may be one number for all.
  NNC_MULTIPLY_ADD,
  // Element by element: destination = first · second · third, where second may be one number for all.
  NNC_TRIPLE_PRODUCT,
  // Element by element: destination = max(first + second, third), where second may be one number for all, and third is.
  NNC_BOUNDED_SUM,
  // Element by element: destination = step(first) · second.
  NNC_STEP_PRODUCT,
  // A copy that goes around the caches, and sums, products and both that do so as they are computed; second may be one
  // number for all.
  NNC_STREAM, NNC_STREAM_SUM, NNC_STREAM_PRODUCT, NNC_STREAM_MULTIPLY_ADD, NNC_STREAM_TRIPLE_PRODUCT,
  NNC_CODES
} nnc_code;

/// Which of two operands is one number for all elements, or one a row.
typedef enum { NNC_BOTH_VARY, NNC_SECOND_IS_ONE, NNC_FIRST_IS_ONE, NNC_SECOND_IS_ROW, NNC_FORMS } nnc_form;

/// Computes a block of `rows` × `columns` elements.
typedef void (*nnc_function)(void *destination, const void *first, const void *second, const void *third, int64_t rows,
                             int64_t columns);

/// How an address moves from block to block.
typedef enum {
  NNC_STAYS,       // it does not
  NNC_SCRATCH,     // within the worker's own scratch memory
  NNC_BY_ELEMENT,  // it holds rows × columns elements
  NNC_BY_ROW,      // it holds one element a row
  NNC_BY_COLUMN,   // it holds one row
  NNC_BY_PART,     // it is a number that a part of the rows adds to
  NNC_BY_PART_AND_COLUMN,  // it is a row that a part of the rows adds to
  NNC_MOTIONS
} nnc_motion;

/// One operation of a program.
typedef struct {
  nnc_function function;
  uintptr_t destination, first, second, third;
  uint8_t destination_motion, first_motion, second_motion, third_motion;
  uint8_t is_of_rows;  // it works on one element a row
  uint8_t is_whole;    // it may compute whole vectors: what lies beyond its result is nothing
} nnc_operation;

/// A sum over rows that is gathered in parts, whose sum is written when all are done.
typedef struct {
  uintptr_t parts, result;  // of the first part; the result itself where there is one part and nothing to divide
  int64_t count;            // how many numbers it has
  double divisor;           // the sum is divided by it
  uint8_t is_total;         // the parts are doubles
} nnc_sum;

/// A program that is run for every block of a space of rows × columns.
typedef struct {
  int64_t rows, columns, block_rows, block_columns;
  int64_t parts;       // 1, or NNC_QUANTA where sums over rows are gathered in parts
  int64_t part_bytes;  // from one part to the next
  const nnc_operation *preparation, *body;
  int64_t preparation_count, body_count;
  const nnc_sum *sums;
  int64_t sum_count;
  const uintptr_t *fetched;  // what a block reads by element, if it is to be fetched while the block before is computed
  int64_t fetched_count;
} nnc_loop;

/// How a product is computed.
typedef enum {
  NNC_DIRECT,   // row by row, from where the operands lie: small ones, and vectors
  NNC_PACKED,   // tile by tile, from packed copies
} nnc_method;

struct nnc_product;

/// Computes rows `first` … `last` of one of a stack of products.
typedef void (*nnc_multiply)(const struct nnc_product *product, int64_t stack, int64_t first, int64_t last, void *scratch);

/// C = A · B for a stack of row-major matrices; A and B may be stored transposed.
typedef struct nnc_product {
  uintptr_t a, b, c;
  int64_t rows, inner, columns, stack;
  uint8_t a_is_transposed, b_is_transposed, method;
  const struct nnc_product *next;  // one that is packed later, whose B is fetched as this one ends; or NULL
  nnc_multiply multiply;           // set by nnc_prepare_product
  int64_t scratch_bytes;           // of a worker, set by it too
} nnc_product;

enum { NNC_MOST_AXES = 16 };

/// What a move does.
typedef enum { NNC_GATHER, NNC_SCATTER, NNC_SUM, NNC_MEAN, NNC_MAXIMUM_OF, NNC_OTHERS_OF } nnc_move_kind;

/// Elements moved or reduced along any axes: element i₀,i₁,… of the walked side belongs to element
/// `offset + Σ iₖ·strides[k]` of the other. A reduction walks its source, the axes that are kept before the others.
typedef struct {
  uintptr_t source, destination;
  uint8_t kind;
  int64_t rank, kept, offset, destination_count;
  int64_t sizes[NNC_MOST_AXES], strides[NNC_MOST_AXES];
} nnc_move;

typedef enum { NNC_LOOP, NNC_FINISH, NNC_PRODUCT, NNC_MOVE, NNC_CALL } nnc_kernel_kind;

/// One step of a plan.
typedef struct {
  uint8_t kind;
  uint8_t is_split;  // every worker does its share of the rows; else the first worker does it all
  uint8_t waits;     // all workers have to be done with what came before
  union {
    nnc_loop loop;  // NNC_LOOP, and NNC_FINISH for its sums
    nnc_product product;
    nnc_move move;
    struct {
      void (*function)(void *);
      void *argument;
    } call;
  };
} nnc_kernel;

/// A plan with its memory.
typedef struct {
  nnc_type type;
  const nnc_kernel *kernels;
  int64_t count;
  int64_t workers;
  char *scratch;          // for each worker
  int64_t scratch_bytes;  // of one worker
} nnc_step;

/// In how many parts the rows of a space are divided, whatever the number of workers, so that sums come out the same.
enum { NNC_QUANTA = 16 };

/// The first row of a part.
int64_t nnc_first_row(int64_t rows, int64_t quantum);

/// The function for an operation on this processor, which computes about so many numbers without a break.
nnc_function nnc_function_for(nnc_type type, nnc_code code, nnc_form form, int64_t count);

/// The instruction set in use: the best that the processor has.
nnc_instruction_set nnc_instructions(void);

/// Uses no better an instruction set than `most` from now on, for tests.
void nnc_limit_instructions(nnc_instruction_set most);

/// Whether the processor has an instruction set.
int nnc_has(nnc_instruction_set set);

/// Whether long loops are faster if what they read is fetched by instructions of their own: on Intel's processors. AMD's
/// Zen 5 fetches as early by itself, and the instructions wait for the lines that are being written.
int nnc_fetches_ahead(void);

/// Sets how a product is computed on this processor, and the scratch memory that this takes, from its other fields.
void nnc_prepare_product(nnc_type type, nnc_product *product);

/// Tells each product which one is packed after it.
void nnc_join_products(nnc_kernel *kernels, int64_t count);

/// Carries a plan out, `times` times.
void nnc_run(const nnc_step *step, int64_t times);

/// How many processors this process may use, and no more than the limit.
int64_t nnc_processors(void);

/// Uses no more workers than `most` from now on where their number is left open.
void nnc_limit_workers(int64_t most);

/// Allocates memory that starts at a page and takes large pages where it is large; null if there is none. Small memory
/// is 0: vectors are computed whole, and what others left beyond a short value, addresses for example, are subnormal
/// numbers, of which an operation takes a hundred times as long on some processors.
void *nnc_allocate(size_t bytes);

/// Releases what `nnc_allocate` gave.
void nnc_release(void *memory);

#endif
