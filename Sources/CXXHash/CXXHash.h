// xxHash compiled into nnc, so that the program needs no further library where it runs.
#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct { uint64_t high, low; } ContentHash128;

// The library's own names are macros here, which Swift does not see.
static inline ContentHash128 xxhash_128(const void *_Nullable bytes, size_t count) {
  XXH128_hash_t hash = XXH3_128bits(bytes, count);
  return (ContentHash128){hash.high64, hash.low64};
}
