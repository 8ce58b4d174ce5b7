#ifndef _GNU_SOURCE
#define _GNU_SOURCE  // dladdr, asprintf
#endif

#include "CGraphvizShim.h"

#include <dlfcn.h>
#include <graphviz_version.h>
#include <gvc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __APPLE__
#define SUFFIX ".dylib"
#else
#define SUFFIX ".so"
#endif

// Plugins are known by the version of their interface, where the headers tell it.
#define DIGITS_OF(number) #number
#define DIGITS(number) DIGITS_OF(number)
#if !defined(GVPLUGIN_VERSION)
#define VERSIONED_SUFFIX SUFFIX
#elif defined(__APPLE__)
#define VERSIONED_SUFFIX "." DIGITS(GVPLUGIN_VERSION) SUFFIX
#else
#define VERSIONED_SUFFIX SUFFIX "." DIGITS(GVPLUGIN_VERSION)
#endif

static GVC_t *context_of(GraphvizContext *context) { return (GVC_t *)context; }

static Agraph_t *graph_of(GraphvizGraph *graph) { return (Agraph_t *)graph; }

void graphviz_free(void *memory) { free(memory); }

char *graphviz_plugin_folder(void) {
  Dl_info info;
  if (!dladdr((void *)gvContextPlugins, &info) || !info.dli_fname) return NULL;
  const char *slash = strrchr(info.dli_fname, '/');
  if (!slash) return NULL;
  char *folder = NULL;
  if (asprintf(&folder, "%.*s/graphviz", (int)(slash - info.dli_fname), info.dli_fname) < 0) return NULL;
  return folder;
}

static void *loaded(const char *folder, const char *name, const char *suffix) {
  char path[4096];
  snprintf(path, sizeof path, "%s/libgvplugin_%s%s", folder, name, suffix);
  return dlopen(path, RTLD_NOW | RTLD_LOCAL);
}

// The table of one plugin; null with a reason where it can't be loaded. It stays loaded.
static void *plugin(const char *folder, const char *name, char **reason) {
  char symbol[128];
  snprintf(symbol, sizeof symbol, "gvplugin_%s_LTX_library", name);
  void *library = loaded(folder, name, VERSIONED_SUFFIX);
  if (!library) library = loaded(folder, name, SUFFIX);
  void *table = library ? dlsym(library, symbol) : NULL;
  if (!table) {
    const char *said = dlerror();
    *reason = strdup(said ? said : symbol);
  }
  return table;
}

GraphvizContext *graphviz_built_in_context(const char *folder, bool draws, char **reason) {
  void *dot = plugin(folder, "dot_layout", reason);
  void *core = dot && draws ? plugin(folder, "core", reason) : NULL;
  if (!dot || (draws && !core)) return NULL;
  // The context keeps a pointer to its list, which never changes.
  static lt_symlist_t lists[2][4];
  lt_symlist_t *list = lists[draws];
  list[0].name = "gvplugin_dot_layout_LTX_library";
  list[0].address = dot;
  list[1].name = "gvplugin_measure_LTX_library";
  list[1].address = graphviz_measure_plugin();
  if (draws) {
    list[2].name = "gvplugin_core_LTX_library";
    list[2].address = core;
  }
  GVC_t *context = gvContextPlugins(list, 0);
  if (!context) *reason = strdup("gvContextPlugins gave no context");
  return (GraphvizContext *)context;
}

GraphvizContext *graphviz_stock_context(void) { return (GraphvizContext *)gvContext(); }

void graphviz_free_context(GraphvizContext *context) { gvFreeContext(context_of(context)); }

char *graphviz_version(GraphvizContext *context) {
  const char *version = gvcVersion(context_of(context));
  return version ? strdup(version) : NULL;
}

int graphviz_layout(GraphvizContext *context, GraphvizGraph *graph, const char *engine) {
  return gvLayout(context_of(context), graph_of(graph), engine);
}

void graphviz_free_layout(GraphvizContext *context, GraphvizGraph *graph) {
  gvFreeLayout(context_of(context), graph_of(graph));
}

int graphviz_render(GraphvizContext *context, GraphvizGraph *graph, const char *format,
                    char **bytes, size_t *count) {
  *bytes = NULL;
  *count = 0;
  FILE *stream = open_memstream(bytes, count);
  if (!stream) return -1;
  int result = gvRender(context_of(context), graph_of(graph), format, stream);
  int closed = fclose(stream);
  return result != 0 ? result : closed;
}

struct call {
  void (*body)(void *);
  void *argument;
};

static void *run(void *pointer) {
  struct call *call = pointer;
  call->body(call->argument);
  return NULL;
}

void graphviz_on_large_stack(void (*body)(void *), void *argument) {
  struct call call = {body, argument};
  pthread_attr_t attributes;
  pthread_t thread;
  bool started = false;
  if (pthread_attr_init(&attributes) == 0) {
    pthread_attr_setstacksize(&attributes, (size_t)64 << 20);
    started = pthread_create(&thread, &attributes, run, &call) == 0;
    pthread_attr_destroy(&attributes);
  }
  if (started) pthread_join(thread, NULL);
  else body(argument);
}
