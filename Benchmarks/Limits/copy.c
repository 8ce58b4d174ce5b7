// Moving bytes through memory: copy BYTES reads half of them and writes the other half.
#include "limits.h"

struct copy {
  char *from, *to;
  size_t count;
};

static void step(void *argument) {
  const struct copy *copy = argument;
  memcpy(copy->to, copy->from, copy->count);
  __asm__ volatile("" : : "r"(copy->to) : "memory");
}

int main(int count, char **words) {
  if (count != 2) return fail("copy takes a number of bytes");
  static struct copy copy;
  copy.count = (size_t)atol(words[1]) / 2;
  copy.from = malloc(copy.count);
  copy.to = malloc(copy.count);
  if (!copy.from || !copy.to) return fail("there is no memory");
  memset(copy.from, 1, copy.count);
  memset(copy.to, 2, copy.count);
  ready("{}");
  answer(step, &copy);
  return 0;
}
