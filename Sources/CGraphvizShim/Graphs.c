#include "CGraphvizShim.h"

#include <gvc.h>
#include <stdlib.h>
#include <string.h>

// Identities that count up: see Identities.c.
Agdisc_t *graphviz_discipline(void);

static Agraph_t *graph_of(GraphvizGraph *graph) { return (Agraph_t *)graph; }

GraphvizGraph *graphviz_open(const char *name) {
  return (GraphvizGraph *)agopen((char *)name, Agdirected, graphviz_discipline());
}

void graphviz_close(GraphvizGraph *graph) { agclose(graph_of(graph)); }

GraphvizGraph *graphviz_subgraph(GraphvizGraph *graph, const char *name) {
  return (GraphvizGraph *)agsubg(graph_of(graph), (char *)name, 1);
}

GraphvizObject *graphviz_node(GraphvizGraph *graph, const char *name) {
  return (GraphvizObject *)agnode(graph_of(graph), (char *)name, 1);
}

GraphvizObject *graphviz_edge(GraphvizGraph *graph, const char *tail, const char *head) {
  Agnode_t *from = agnode(graph_of(graph), (char *)tail, 1);
  Agnode_t *to = agnode(graph_of(graph), (char *)head, 1);
  if (!from || !to) return NULL;
  return (GraphvizObject *)agedge(graph_of(graph), from, to, NULL, 1);
}

GraphvizObject *graphviz_object(GraphvizGraph *graph) { return (GraphvizObject *)graph; }

// The text as the graph keeps it. An HTML-like one is marked by its address; it is freed with the graph.
static char *text_in(Agraph_t *graph, const char *value, bool html) {
  return html ? (char *)agstrdup_html(graph, (char *)value) : (char *)value;
}

static Agsym_t *declared(Agraph_t *root, int kind, const char *name) {
  Agsym_t *symbol = agattr(root, kind, (char *)name, NULL);
  return symbol ? symbol : agattr(root, kind, (char *)name, (char *)"");
}

bool graphviz_set(GraphvizObject *object, const char *name, const char *value, bool html) {
  int kind = agobjkind(object) == AGINEDGE ? AGEDGE : agobjkind(object);
  Agraph_t *root = agroot(object);
  Agsym_t *symbol = declared(root, kind, name);
  return symbol && agxset(object, symbol, text_in(root, value, html)) == 0;
}

bool graphviz_set_default(GraphvizGraph *graph, GraphvizKind kind, const char *name, const char *value,
                          bool html) {
  return agattr(graph_of(graph), (int)kind, (char *)name, text_in(graph_of(graph), value, html)) != NULL;
}
