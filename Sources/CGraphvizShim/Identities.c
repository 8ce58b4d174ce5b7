#include "CGraphvizShim.h"

#include <cgraph.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Graphviz visits the clusters of a graph in the order of their identities, and by default a name's identity
// is the address at which its text happens to lie: the second drawing of a graph in one process could come
// out other than the first. These identities count up in the order of making. As in the library's own scheme,
// those without a name are odd and come before all names: ranks must be visited before the clusters that they
// reach into, or the layout crashes on a cluster that it has emptied.

typedef struct {
  char **names;      // in the order of making
  uint64_t count;
  uint64_t room;
  uint64_t unnamed;  // how many identities have no name
  uint64_t *table;   // open addressing: the number of a name, counted from 1; 0 where free
  uint64_t slots;    // a power of two, more than twice the number of names
} identities;

// The identity of the first name; further ones follow in steps of 2.
static const IDTYPE first_named = (IDTYPE)1 << 32;

static IDTYPE identity_of(uint64_t number) { return first_named + (number - 1) * 2; }

static uint64_t hash(const char *text) {
  uint64_t value = 0xCBF29CE484222325u;
  for (; *text; text++) value = (value ^ (unsigned char)*text) * 0x100000001B3u;
  return value;
}

// The slot of a name, or the free one where it belongs.
static uint64_t slot_of(const identities *all, const char *name) {
  uint64_t slot = hash(name) & (all->slots - 1);
  while (all->table[slot] && strcmp(all->names[all->table[slot] - 1], name) != 0) {
    slot = (slot + 1) & (all->slots - 1);
  }
  return slot;
}

static int grow(identities *all) {
  if (all->count == all->room) {
    uint64_t room = all->room ? all->room * 2 : 64;
    char **names = realloc(all->names, room * sizeof *names);
    if (!names) return 0;
    all->names = names;
    all->room = room;
  }
  if (all->slots > all->count * 2 + 2) return 1;
  uint64_t slots = all->slots ? all->slots * 2 : 256;
  uint64_t *table = calloc(slots, sizeof *table);
  if (!table) return 0;
  free(all->table);
  all->table = table;
  all->slots = slots;
  for (uint64_t i = 0; i < all->count; i++) {
    all->table[slot_of(all, all->names[i])] = i + 1;
  }
  return 1;
}

static void *open_ids(Agraph_t *graph, Agdisc_t *discipline) {
  (void)graph;
  (void)discipline;
  identities *all = calloc(1, sizeof *all);
  if (all && !grow(all)) {
    free(all);
    all = NULL;
  }
  return all;
}

// A name has one identity whatever it names, as in the library's own scheme: nodes, edges and subgraphs are
// kept apart by their kind.
static long map_id(void *state, int kind, char *name, IDTYPE *id, int create) {
  (void)kind;
  identities *all = state;
  if (!name) {
    if (create) *id = all->unnamed++ * 2 + 1;
    return create != 0;
  }
  uint64_t slot = slot_of(all, name);
  if (all->table[slot]) {
    *id = identity_of(all->table[slot]);
    return 1;
  }
  if (!create || !grow(all)) return 0;
  char *copy = strdup(name);
  if (!copy) return 0;
  // Growing may have moved the slots.
  slot = slot_of(all, name);
  all->names[all->count++] = copy;
  all->table[slot] = all->count;
  *id = identity_of(all->count);
  return 1;
}

static long alloc_id(void *state, int kind, IDTYPE id) {
  (void)state;
  (void)kind;
  (void)id;
  return 0;
}

static void free_id(void *state, int kind, IDTYPE id) {
  (void)state;
  (void)kind;
  (void)id;
}

static char *print_id(void *state, int kind, IDTYPE id) {
  (void)kind;
  identities *all = state;
  bool named = id % 2 == 0 && id >= first_named && (id - first_named) / 2 < all->count;
  return named ? all->names[(id - first_named) / 2] : NULL;
}

static void close_ids(void *state) {
  identities *all = state;
  for (uint64_t i = 0; i < all->count; i++) free(all->names[i]);
  free(all->names);
  free(all->table);
  free(all);
}

static void register_id(void *state, int kind, void *object) {
  (void)state;
  (void)kind;
  (void)object;
}

Agdisc_t *graphviz_discipline(void) {
  static Agiddisc_t ids = {open_ids, (__typeof__(ids.map))map_id, (__typeof__(ids.alloc))alloc_id, free_id,
                           print_id, close_ids, register_id};
  static Agdisc_t discipline;
  discipline = AgDefaultDisc;
  discipline.id = &ids;
  return &discipline;
}
