// What the limits share: the clock, and the protocol of a side. A side says it is ready, takes a number a line, does
// that many steps and answers the seconds that they took.
#ifndef LIMITS_H
#define LIMITS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static void answer(void (*step)(void *), void *argument) {
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    long count = atol(line);
    double start = now();
    for (long index = 0; index < count; index++) step(argument);
    printf("%.9g\n", now() - start);
    fflush(stdout);
  }
}

static void ready(const char *facts) {
  printf("ready %s\n", facts);
  fflush(stdout);
}

static int fail(const char *reason) {
  printf("skip %s\n", reason);
  return 1;
}

#endif
