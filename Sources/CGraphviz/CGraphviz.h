// Found through pkg-config's include path for libgvc. Swift code goes through CGraphvizShim instead,
// whose header needs none of these: they hold macros and mutable globals that Swift can't use.
#include <gvc.h>
