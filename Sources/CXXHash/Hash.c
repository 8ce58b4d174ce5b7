#include "CXXHash.h"

// Compiled in, so that nnc needs no further library where it runs.
#define XXH_INLINE_ALL
#include <xxhash.h>

ContentHash128 xxhash_128(const void *bytes, size_t count) {
  XXH128_hash_t hash = XXH3_128bits(bytes, count);
  return (ContentHash128){hash.high64, hash.low64};
}
