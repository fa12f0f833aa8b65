/* Work shared out among threads: a loop whose turns do not depend on one another.
 *
 * Threads are made for one loop and joined before it ends, so that nothing runs while nobody waits for it. What a turn
 * writes must not depend on which worker takes it, or when: results are then the same for any number of threads. */
#ifndef GRAPPE_BASE_THREADS_H
#define GRAPPE_BASE_THREADS_H

#include <stddef.h>

#include "base/run.h"

enum { GRAPPE_THREADS_MOST = 64 };

/* One turn of the loop: `task` from 0 to tasks - 1, on the worker of that number (each worker takes one turn at a time,
 * so that scratch memory may belong to workers). */
typedef grappe_code (*grappe_task)(void *context, size_t task, size_t worker, grappe_error *error);

/* How many workers a loop of so many turns gets under the run: its `threads`, or one for each processor; never more
 * than there are turns, at least 1. */
size_t grappe_workers(const grappe_run *run, size_t tasks);

/* Does all turns. The first worker is the calling thread; where the system gives fewer threads than asked for, those
 * there are do the work. A turn that fails, or a run that is stopped (looked at before each turn), ends the loop: turns
 * under way are finished, and of the failures the one of the lowest turn is told. */
grappe_code grappe_parallel(grappe_run *run, size_t workers, size_t tasks, grappe_task task, void *context,
                            grappe_error *error);

/* Two steps side by side, with a row of places between them: `make` fills places in turn (0, 1, … places - 1, 0, …) on
 * the calling thread, `take` empties them in the same order on a thread of its own. A place belongs to one of the two
 * at a time. `make` sets *ended where there was nothing more to fill. */
typedef grappe_code (*grappe_step_make)(void *context, size_t place, int *ended, grappe_error *error);
typedef grappe_code (*grappe_step_take)(void *context, size_t place, grappe_error *error);

/* Both have returned when this returns. A step that fails ends both; the failure of `take` is told where both fail,
 * being of the earlier place. Where the system gives no thread, or `places` is 1, the steps take turns. */
grappe_code grappe_pipeline(size_t places, grappe_step_make make, grappe_step_take take, void *context,
                            grappe_error *error);

#endif
