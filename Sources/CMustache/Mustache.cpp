#include "CMustache.h"

#include <cstdlib>
#include <cstring>
#include <string>

// The library includes <iostream>, though it uses nothing of it; each start of nnc would prepare eight streams. This says
// to GCC's headers that it has been included.
#define _GLIBCXX_IOSTREAM 1
#if __has_include(<kainjow/mustache.hpp>)
#include <kainjow/mustache.hpp>
#else
#include <mustache.hpp>
#endif

using kainjow::mustache::data;

struct MustacheValue {
  data value;
};

extern "C" {

MustacheValue *mustache_text(const char *bytes, size_t count) {
  return new MustacheValue{data(std::string(bytes, count))};
}

MustacheValue *mustache_flag(bool is_set) {
  return new MustacheValue{data(is_set ? data::type::bool_true : data::type::bool_false)};
}

MustacheValue *mustache_list(void) { return new MustacheValue{data(data::type::list)}; }

MustacheValue *mustache_object(void) { return new MustacheValue{data(data::type::object)}; }

void mustache_append(MustacheValue *list, MustacheValue *item) {
  list->value.push_back(item->value);
  delete item;
}

void mustache_set(MustacheValue *object, const char *name, MustacheValue *value) {
  object->value.set(name, value->value);
  delete value;
}

void mustache_free(MustacheValue *value) { delete value; }

char *mustache_render(
    const char *text, size_t count, const MustacheValue *values, size_t *length, char **error) {
  kainjow::mustache::mustache parsed(std::string(text, count));
  const std::string result = parsed.is_valid() ? parsed.render(values->value) : "";
  if (!parsed.error_message().empty()) {
    *error = strdup(parsed.error_message().c_str());
    return nullptr;
  }
  char *bytes = static_cast<char *>(malloc(result.size() + 1));
  if (bytes == nullptr) return nullptr;
  memcpy(bytes, result.data(), result.size());
  *length = result.size();
  return bytes;
}
}
