// Layout and rendering alone, in one process with the two plugins that they take: layout FILE.dot PLUGIN_FOLDER.
#include <dlfcn.h>
#include <gvc.h>

#include "limits.h"

struct drawing {
  GVC_t *context;
  const char *text;
};

static void *table(const char *folder, const char *name) {
  const char *patterns[] = {"%s/libgvplugin_%s.so.6", "%s/libgvplugin_%s.so.7", "%s/libgvplugin_%s.so.8",
                            "%s/libgvplugin_%s.so", "%s/libgvplugin_%s.dylib"};
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    char path[4096], symbol[128];
    snprintf(path, sizeof path, patterns[i], folder, name);
    snprintf(symbol, sizeof symbol, "gvplugin_%s_LTX_library", name);
    void *library = dlopen(path, RTLD_NOW);
    if (library) return dlsym(library, symbol);
  }
  return NULL;
}

// The text is read again each time, but only layout and rendering are what is asked for: reading takes a tenth.
static void step(void *argument) {
  const struct drawing *drawing = argument;
  Agraph_t *graph = agmemread(drawing->text);
  char *bytes = NULL;
  unsigned count = 0;
  if (!graph || gvLayout(drawing->context, graph, "dot") != 0) exit(1);
  if (gvRenderData(drawing->context, graph, "svg", &bytes, &count) != 0) exit(1);
  gvFreeRenderData(bytes);
  gvFreeLayout(drawing->context, graph);
  agclose(graph);
}

static char *contents(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  char *text = calloc(size + 1, 1);
  if (text && fread(text, 1, size, file) != size) text = NULL;
  fclose(file);
  return text;
}

int main(int count, char **words) {
  if (count != 3) return fail("layout takes a file and the folder of Graphviz's plugins");
  static lt_symlist_t plugins[3] = {{"gvplugin_dot_layout_LTX_library", NULL}, {"gvplugin_core_LTX_library", NULL}};
  plugins[0].address = table(words[2], "dot_layout");
  plugins[1].address = table(words[2], "core");
  if (!plugins[0].address || !plugins[1].address) return fail("Graphviz's plugins are not there");
  static struct drawing drawing;
  drawing.context = gvContextPlugins(plugins, 0);
  drawing.text = contents(words[1]);
  if (!drawing.text) return fail("the file can't be read");
  ready("{}");
  answer(step, &drawing);
  return 0;
}
