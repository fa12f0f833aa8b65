#include "base/threads.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

size_t grappe_workers(const grappe_run *run, size_t tasks) {
  long wanted = run && run->threads > 0 ? run->threads : sysconf(_SC_NPROCESSORS_ONLN);
  size_t workers = wanted > 0 ? (size_t)wanted : 1;
  if (workers > GRAPPE_THREADS_MOST) workers = GRAPPE_THREADS_MOST;
  if (workers > tasks) workers = tasks;
  return workers ? workers : 1;
}

typedef struct loop {
  grappe_run *run;
  grappe_task task;
  void *context;
  size_t tasks;
  atomic_size_t next;
  atomic_int failed;
} loop;

typedef struct worker {
  loop *loop;
  size_t number, failed_task;
  grappe_code code;
  grappe_error error;
  pthread_t thread;
} worker;

static void *work(void *argument) {
  worker *w = argument;
  loop *l = w->loop;
  while (!atomic_load_explicit(&l->failed, memory_order_relaxed)) {
    size_t task = atomic_fetch_add_explicit(&l->next, 1, memory_order_relaxed);
    if (task >= l->tasks) break;
    w->code = grappe_run_check(l->run, &w->error);
    if (w->code == GRAPPE_OK) w->code = l->task(l->context, task, w->number, &w->error);
    if (w->code == GRAPPE_OK) continue;
    w->failed_task = task;
    atomic_store_explicit(&l->failed, 1, memory_order_relaxed);
    break;
  }
  return NULL;
}

grappe_code grappe_parallel(grappe_run *run, size_t workers, size_t tasks, grappe_task task, void *context,
                            grappe_error *error) {
  worker all[GRAPPE_THREADS_MOST];
  loop l = {.run = run, .task = task, .context = context, .tasks = tasks};
  size_t started = 1;
  const worker *first = NULL;
  if (workers > GRAPPE_THREADS_MOST) workers = GRAPPE_THREADS_MOST;
  for (size_t i = 0; i < workers || i == 0; i++) all[i] = (worker){.loop = &l, .number = i};
  while (started < workers && pthread_create(&all[started].thread, NULL, work, &all[started]) == 0) started++;
  work(&all[0]);
  for (size_t i = 1; i < started; i++) pthread_join(all[i].thread, NULL);
  for (size_t i = 0; i < started; i++)
    if (all[i].code && (!first || all[i].failed_task < first->failed_task)) first = &all[i];
  if (!first) return GRAPPE_OK;
  if (error) *error = first->error;
  return first->code;
}
