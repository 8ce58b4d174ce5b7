// Found through pkg-config's include path for openblas.
#include <cblas.h>
