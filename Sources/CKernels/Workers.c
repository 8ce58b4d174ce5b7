// Workers that sleep between runs. Within a run they meet at barriers: a short wait on the processor, since the others
// are close behind, then sleep.
#if defined(__linux__)
#define _GNU_SOURCE
#include <sched.h>
#endif
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "Kernels.h"

enum { MOST_WORKERS = NNC_QUANTA, PATIENCE = 4000 };

static pthread_mutex_t run_lock = PTHREAD_MUTEX_INITIALIZER;  // one run at a time has the workers
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t has_work = PTHREAD_COND_INITIALIZER, has_met = PTHREAD_COND_INITIALIZER;
static void (*work)(void *, int64_t, int64_t);
static void *argument;
static int64_t started, wanted;
static _Atomic int64_t run;      // counts runs
static _Atomic int64_t arrived;  // at the present meeting
static _Atomic int64_t meeting;  // counts meetings

static void pause_a_little(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

void nnc_meet(int64_t workers) {
  if (workers < 2) return;
  int64_t now = atomic_load(&meeting);
  if (atomic_fetch_add(&arrived, 1) + 1 == workers) {
    atomic_store(&arrived, 0);
    pthread_mutex_lock(&lock);
    atomic_store(&meeting, now + 1);
    pthread_cond_broadcast(&has_met);
    pthread_mutex_unlock(&lock);
    return;
  }
  for (int i = 0; i < PATIENCE; i++) {
    if (atomic_load_explicit(&meeting, memory_order_acquire) != now) return;
    pause_a_little();
  }
  pthread_mutex_lock(&lock);
  while (atomic_load(&meeting) == now) pthread_cond_wait(&has_met, &lock);
  pthread_mutex_unlock(&lock);
}

static void *serve(void *number) {
  int64_t worker = (int64_t)(intptr_t)number, done = 0;
  for (;;) {
    pthread_mutex_lock(&lock);
    while (atomic_load(&run) == done || worker >= wanted) {
      done = atomic_load(&run);
      pthread_cond_wait(&has_work, &lock);
    }
    done = atomic_load(&run);
    int64_t workers = wanted;
    pthread_mutex_unlock(&lock);
    work(argument, worker, workers);
    nnc_meet(workers);
  }
  return NULL;
}

static int64_t start(int64_t workers) {
  while (started < workers) {
    pthread_t thread;
    int64_t number = started == 0 ? 1 : started;
    if (pthread_create(&thread, NULL, serve, (void *)(intptr_t)number) != 0) break;
    pthread_detach(thread);
    started = number + 1;
  }
  return started < workers ? (started == 0 ? 1 : started) : workers;
}

void nnc_on_workers(int64_t workers, void (*task)(void *, int64_t, int64_t), void *task_argument) {
  pthread_mutex_lock(&run_lock);
  pthread_mutex_lock(&lock);
  int64_t count = start(workers > MOST_WORKERS ? MOST_WORKERS : workers);
  work = task;
  argument = task_argument;
  wanted = count;
  atomic_fetch_add(&run, 1);
  pthread_cond_broadcast(&has_work);
  pthread_mutex_unlock(&lock);
  task(task_argument, 0, count);
  nnc_meet(count);
  pthread_mutex_unlock(&run_lock);
}

static _Atomic int64_t limit = INT64_MAX;

void nnc_limit_workers(int64_t most) { atomic_store(&limit, most); }

static int64_t usable_processors(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
#endif
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count;
}

int64_t nnc_processors(void) {
  int64_t count = usable_processors(), most = atomic_load(&limit);
  return count < most ? count : most;
}
