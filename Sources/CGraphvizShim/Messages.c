#include "CGraphvizShim.h"

#include <cgraph.h>
#include <string.h>

// Messages beyond this size are cut: a broken graph may cause one for each of its edges.
enum { capacity = 16384 };

static char messages[capacity];
static size_t used;

static int collect(char *text) {
  size_t length = strlen(text);
  if (length > capacity - 1 - used) length = capacity - 1 - used;
  memcpy(messages + used, text, length);
  used += length;
  messages[used] = '\0';
  return 0;
}

void graphviz_collect_messages(void) {
  used = 0;
  messages[0] = '\0';
  agseterrf((agusererrf)collect);
  agreseterrors();
}

const char *graphviz_messages(void) { return messages; }

bool graphviz_had_errors(void) { return agerrors() >= AGERR; }
