/* The clock of a run. A timer of the system sends a real-time signal to the interpreter's thread when the deadline has
 * come, and then every few milliseconds until the run is over: one hook may be lost to a race with Lua's own reading of
 * it, and a coroutine may be switched in between. Before the deadline nothing at all happens. */
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "state/state_private.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define REPEAT_NANOSECONDS 3000000
#define LONGEST_PAUSE 200000000

static int signal_number(void) {
  return SIGRTMIN + 5;
}

static void signal_after(grappe_state *state, int64_t nanoseconds) {
  struct itimerspec when = {{0, 0}, {0, nanoseconds}};
  timer_settime(state->timer, 0, &when, NULL); /* safe in signal handlers */
}

/* Runs in the interpreter's thread, between any two of its instructions: touches only what Lua's own interpreter
 * touches from a signal handler (lua_sethook), atomics and the clock. */
static void on_signal(int number, siginfo_t *info, void *context) {
  (void)number;
  (void)context;
  if (info->si_code != SI_TIMER) return;
  int kept_errno = errno;
  int64_t start = grappe_clock();
  grappe_state *state = info->si_value.sival_ptr;
  lua_State *L = atomic_load(&state->running);
  if (L) {
    int64_t deadline = atomic_load(&state->run.deadline);
    int none = GRAPPE_OK;
    if (deadline && grappe_clock() >= deadline) atomic_compare_exchange_strong(&state->run.stop, &none, GRAPPE_TIME);
    if (grappe_stopping(state)) lua_sethook(L, grappe_stop_hook, LUA_MASKCALL | LUA_MASKCOUNT, 1);
    /* Setting a hook takes time in proportion to the depth of calls. A signal that comes again before the last one is
     * done would leave the script no time to end. */
    int64_t pause = REPEAT_NANOSECONDS + 20 * (grappe_clock() - start);
    signal_after(state, pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE);
  }
  errno = kept_errno;
}

static void install(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_RESTART; /* a read that is under way in the engine goes on */
  sigemptyset(&action.sa_mask);
  sigaction(signal_number(), &action, NULL);
}

grappe_code grappe_timer_make(grappe_state *state, grappe_error *error) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  pid_t thread = gettid();
  if (state->timer_made && state->timer_thread == thread) return GRAPPE_OK;
  grappe_timer_free(state);
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_notify_thread_id = thread;
  event.sigev_signo = signal_number();
  event.sigev_value.sival_ptr = state;
  if (timer_create(CLOCK_MONOTONIC, &event, &state->timer) != 0)
    return grappe_fail(error, GRAPPE_IO, "the system gives no timer to limit the script with (%s): try again later",
                       grappe_system_reason(errno));
  sigset_t ours; /* a thread that blocks the signal could not be stopped */
  sigemptyset(&ours);
  sigaddset(&ours, signal_number());
  pthread_sigmask(SIG_UNBLOCK, &ours, NULL);
  state->timer_made = 1;
  state->timer_thread = thread;
  return GRAPPE_OK;
}

void grappe_timer_start(grappe_state *state) {
  int64_t deadline = atomic_load(&state->run.deadline);
  struct itimerspec when = {{0, 0}, {deadline / 1000000000, deadline % 1000000000}};
  if (deadline) timer_settime(state->timer, TIMER_ABSTIME, &when, NULL);
  if (grappe_stopping(state)) signal_after(state, 1); /* interrupted just before: that signal was put off by this one */
}

void grappe_timer_stop(grappe_state *state) {
  struct itimerspec never = {{0, 0}, {0, 0}};
  if (state->timer_made) timer_settime(state->timer, 0, &never, NULL);
}

void grappe_timer_free(grappe_state *state) {
  if (state->timer_made) timer_delete(state->timer);
  state->timer_made = 0;
}

/* The kernel brings the signal to the interpreter's thread, whichever thread asks. */
void grappe_state_interrupt(grappe_state *state) {
  grappe_run_stop(&state->run);
  if (state->timer_made && atomic_load(&state->running)) signal_after(state, 1);
}
