// What Swift can't call in libcgraph and libgvc directly. Every function says why it is here.
//
// The library keeps static state: all of these must be called under one lock.
// The header includes no Graphviz header, so that Swift reads only what stands here.

#ifndef CGRAPHVIZ_SHIM_H
#define CGRAPHVIZ_SHIM_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

// Opaque stand-ins for the library's own types: the real ones differ between its versions.
typedef struct GraphvizGraph GraphvizGraph;
typedef struct GraphvizObject GraphvizObject;
typedef struct GraphvizContext GraphvizContext;

typedef enum { GraphvizKindGraph = 0, GraphvizKindNode = 1, GraphvizKindEdge = 2 } GraphvizKind;

// `Agdirected` is a mutable global, which Swift 6 refuses to read.
GraphvizGraph *_Nullable graphviz_open(const char *name);
void graphviz_close(GraphvizGraph *graph);

// From here on: older headers take `char *` for text that they only read, newer ones `const char *`.

// A subgraph; without a name it gets one that is never shown.
GraphvizGraph *_Nullable graphviz_subgraph(GraphvizGraph *graph, const char *_Nullable name);
// The node of that name, made where it doesn't exist yet, and put into `graph`.
GraphvizObject *_Nullable graphviz_node(GraphvizGraph *graph, const char *name);
// A new edge between the nodes of these names; both come into `graph`.
GraphvizObject *_Nullable graphviz_edge(GraphvizGraph *graph, const char *tail, const char *head);
// A graph is an object too; C has no way to say so.
GraphvizObject *graphviz_object(GraphvizGraph *graph);

// Sets an attribute of one object. One function, because an attribute must be declared on the root before
// it can be set, and because an HTML-like label is known to the library only by the pointer that
// `agstrdup_html` gave.
bool graphviz_set(GraphvizObject *object, const char *name, const char *value, bool html);
// Sets what the objects of a kind have from the start; `graph` is the root.
bool graphviz_set_default(GraphvizGraph *graph, GraphvizKind kind, const char *name, const char *value,
                          bool html);

// Sends messages to a buffer in place of standard error, and empties it. The callback's type can't be
// written in Swift for all versions.
void graphviz_collect_messages(void);
// The messages since then, in pieces joined as the library sent them. Valid until the next call.
const char *graphviz_messages(void);
// True where one of them was an error, not a warning: the layout's own return value doesn't tell.
bool graphviz_had_errors(void);

// Frees what a function below says is to be freed; here so that Swift needs no C library of its own.
void graphviz_free(void *_Nullable memory);

// The folder of the plugins: `graphviz` beside the library itself. Null where it can't be told. To be freed.
char *_Nullable graphviz_plugin_folder(void);
// A context with just the plugin `dot_layout` of that folder, and `core` if it is to draw, loaded here because
// they don't lie on the loader's path, and the shim's own measure of text. Null where one can't be loaded;
// `*reason`, to be freed, then says why.
GraphvizContext *_Nullable graphviz_built_in_context(const char *folder, bool draws, char *_Nullable *_Nonnull reason);
// A context with every plugin of the installation.
GraphvizContext *_Nullable graphviz_stock_context(void);
void graphviz_free_context(GraphvizContext *context);
// The library's version. To be freed.
char *_Nullable graphviz_version(GraphvizContext *context);

// The width of a text in points, as the built-in context measures it.
double graphviz_text_width(const char *text, const char *font, bool bold, double size);
// The plugin that does so, for the list of the built-in context.
void *graphviz_measure_plugin(void);

// Lays out; 0 is success.
int graphviz_layout(GraphvizContext *context, GraphvizGraph *graph, const char *engine);
void graphviz_free_layout(GraphvizContext *context, GraphvizGraph *graph);

// Where a layout has put things, in points from the lower left corner. All of these are macros or fields, whose
// places differ between versions.
typedef struct { double x, y; } GraphvizPoint;
typedef struct { GraphvizPoint least, most; } GraphvizBox;
// A Bézier spline of 3n + 1 points; an arrowhead stands between an end and its tip.
typedef struct {
  const GraphvizPoint *points;
  size_t count;
  bool has_tail_tip, has_head_tip;
  GraphvizPoint tail_tip, head_tip;
} GraphvizCurve;

// The middle of a node.
GraphvizPoint graphviz_node_place(GraphvizObject *node);
// The box of a graph or cluster.
GraphvizBox graphviz_box(GraphvizGraph *graph);
// The middle of the label of a graph or cluster; says whether it has one.
bool graphviz_label_place(GraphvizGraph *graph, GraphvizPoint *place);
// How many splines an edge has, and one of them, whose points belong to the layout.
size_t graphviz_curve_count(GraphvizObject *edge);
GraphvizCurve graphviz_curve(GraphvizObject *edge, size_t index);

// Renders into memory; 0 is success. `gvRender` into a memory stream, because `gvRenderData` counts in
// `unsigned` in some versions and in `size_t` in others, and `gvRenderFilename` may end the process.
// `*bytes` is to be freed in any case.
int graphviz_render(GraphvizContext *context, GraphvizGraph *graph, const char *format,
                    char *_Nullable *_Nonnull bytes, size_t *count);

// Runs `body` on a thread with a stack of 64 MiB and waits for it: the layout recurses as deep as the graph
// is long, and a Swift task may run on a stack of half a megabyte.
void graphviz_on_large_stack(void (*body)(void *), void *argument);

#pragma clang assume_nonnull end

#endif
