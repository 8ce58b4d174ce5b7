// Mustache templates: a C face of the C++ library kainjow-mustache, which Swift can't call as it stands.
#ifndef C_MUSTACHE_H
#define C_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#pragma clang assume_nonnull begin

/// What a template is filled with: a text, a flag, a list or an object.
typedef struct MustacheValue MustacheValue;

MustacheValue *mustache_text(const char *bytes, size_t count);
MustacheValue *mustache_flag(bool is_set);
MustacheValue *mustache_list(void);
MustacheValue *mustache_object(void);

/// Moves `item` to the end of `list`; `item` is gone afterwards.
void mustache_append(MustacheValue *list, MustacheValue *item);

/// Moves `value` into `object`; `value` is gone afterwards.
void mustache_set(MustacheValue *object, const char *name, MustacheValue *value);

void mustache_free(MustacheValue *value);

/// The filled template, to be freed with `free`; null if the template is wrong, and then `*error` says why.
char *_Nullable mustache_render(
    const char *text, size_t count, const MustacheValue *values, size_t *length, char *_Nullable *_Nonnull error);

#pragma clang assume_nonnull end

#ifdef __cplusplus
}
#endif

#endif
