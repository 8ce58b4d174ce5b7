#ifndef C_XXHASH_H
#define C_XXHASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct { uint64_t high, low; } ContentHash128;

/// The 128 bits of XXH3 over bytes, without a seed.
ContentHash128 xxhash_128(const void *_Nullable bytes, size_t count);

#endif
