#include <pthread.h>

#include "base/threads.h"

typedef struct pipeline {
  size_t places;
  grappe_step_take take;
  void *context;
  pthread_mutex_t lock;
  pthread_cond_t changed;
  size_t made, taken; /* places so far; made - taken are full */
  int ended, failed;
  grappe_code code; /* of take */
  grappe_error error;
} pipeline;

/* Waits for a place to be full; 0 where none will be. */
static int wait_full(pipeline *p) {
  pthread_mutex_lock(&p->lock);
  while (p->made == p->taken && !p->ended && !p->failed) pthread_cond_wait(&p->changed, &p->lock);
  int full = p->made != p->taken && !p->failed;
  pthread_mutex_unlock(&p->lock);
  return full;
}

static void *take_all(void *argument) {
  pipeline *p = argument;
  while (wait_full(p)) {
    grappe_code code = p->take(p->context, p->taken % p->places, &p->error);
    pthread_mutex_lock(&p->lock);
    p->taken++;
    if (code != GRAPPE_OK) {
      p->code = code;
      p->failed = 1;
    }
    pthread_cond_signal(&p->changed);
    pthread_mutex_unlock(&p->lock);
  }
  return NULL;
}

/* Waits for a place to be free; 0 where the other step failed. */
static int wait_free(pipeline *p) {
  pthread_mutex_lock(&p->lock);
  while (p->made - p->taken == p->places && !p->failed) pthread_cond_wait(&p->changed, &p->lock);
  int good = !p->failed;
  pthread_mutex_unlock(&p->lock);
  return good;
}

static void tell(pipeline *p, int filled, int ended, int failed) {
  pthread_mutex_lock(&p->lock);
  p->made += (size_t)filled;
  p->ended = ended;
  p->failed |= failed;
  pthread_cond_signal(&p->changed);
  pthread_mutex_unlock(&p->lock);
}

static grappe_code in_turn(grappe_step_make make, grappe_step_take take, void *context, grappe_error *error) {
  for (;;) {
    int ended = 0;
    grappe_code code = make(context, 0, &ended, error);
    if (code != GRAPPE_OK || ended) return code;
    code = take(context, 0, error);
    if (code != GRAPPE_OK) return code;
  }
}

grappe_code grappe_pipeline(size_t places, grappe_step_make make, grappe_step_take take, void *context,
                            grappe_error *error) {
  pipeline p = {.places = places, .take = take, .context = context};
  pthread_t thread;
  if (places < 2) return in_turn(make, take, context, error);
  pthread_mutex_init(&p.lock, NULL);
  pthread_cond_init(&p.changed, NULL);
  grappe_code code = GRAPPE_OK;
  if (pthread_create(&thread, NULL, take_all, &p) != 0) {
    code = in_turn(make, take, context, error);
  } else {
    int ended = 0;
    while (code == GRAPPE_OK && !ended && wait_free(&p)) {
      code = make(context, p.made % places, &ended, error);
      tell(&p, code == GRAPPE_OK && !ended, ended || code != GRAPPE_OK, code != GRAPPE_OK);
    }
    pthread_join(thread, NULL);
    if (p.code != GRAPPE_OK) {
      code = p.code;
      if (error) *error = p.error;
    }
  }
  pthread_cond_destroy(&p.changed);
  pthread_mutex_destroy(&p.lock);
  return code;
}
