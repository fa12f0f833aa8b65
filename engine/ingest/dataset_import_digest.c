/* Digests of the files that are imported, made beside their reading. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "ingest/dataset_import_private.h"

enum { BLOCK = 1 << 18 };

static int is_pipe(const char *path) {
  struct stat status;
  if (strcmp(path, "-") == 0) return lseek(STDIN_FILENO, 0, SEEK_CUR) < 0;
  return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

/* Reads by position, so that standard input stays where its reader has it. */
static grappe_code hash_file(published_digests *digests, const char *path, char text[GRAPPE_SHA256_TEXT],
                             grappe_error *error) {
  int standard = strcmp(path, "-") == 0;
  int descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  char *bytes = grappe_alloc(BLOCK);
  grappe_code code = bytes ? GRAPPE_OK : grappe_fail_memory(error);
  grappe_sha256 hash;
  grappe_sha256_begin(&hash);
  for (off_t at = 0; code == GRAPPE_OK && !atomic_load(&digests->stop);) {
    ssize_t got = pread(descriptor, bytes, BLOCK, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) code = grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
    if (got <= 0) break;
    grappe_sha256_add(&hash, bytes, (size_t)got);
    at += got;
  }
  grappe_sha256_end_text(&hash, text);
  grappe_free(bytes);
  if (!standard) close(descriptor);
  return code;
}

static void *hash_all(void *argument) {
  published_digests *digests = argument;
  for (size_t i = 0; i < digests->count; i++) {
    grappe_error error = {0};
    grappe_code code =
        digests->streams[i].piped ? GRAPPE_OK : hash_file(digests, digests->paths[i], digests->texts[i], &error);
    pthread_mutex_lock(&digests->lock);
    if (code != GRAPPE_OK && digests->code == GRAPPE_OK) {
      digests->code = code;
      digests->error = error;
    }
    digests->done = i + 1;
    pthread_cond_signal(&digests->changed);
    pthread_mutex_unlock(&digests->lock);
  }
  return NULL;
}

grappe_code digests_begin(published_digests *digests, const char *const *paths, size_t count, grappe_error *error) {
  digests->texts = grappe_alloc_zero(count, sizeof *digests->texts);
  digests->streams = grappe_alloc_zero(count, sizeof *digests->streams);
  if (!digests->texts || !digests->streams) {
    grappe_free(digests->texts);
    digests->texts = NULL;
    return grappe_fail_memory(error);
  }
  digests->paths = paths;
  digests->count = count;
  for (size_t i = 0; i < count; i++) {
    grappe_sha256_begin(&digests->streams[i].hash);
    digests->streams[i].piped = is_pipe(paths[i]);
  }
  pthread_mutex_init(&digests->lock, NULL);
  pthread_cond_init(&digests->changed, NULL);
  digests->running = pthread_create(&digests->thread, NULL, hash_all, digests) == 0;
  if (!digests->running) hash_all(digests);
  return GRAPPE_OK;
}

const char *digests_known(published_digests *digests, size_t path) {
  pthread_mutex_lock(&digests->lock);
  int known = digests->done > path && digests->code == GRAPPE_OK && *digests->texts[path];
  pthread_mutex_unlock(&digests->lock);
  return known ? digests->texts[path] : NULL;
}

grappe_sha256 *digests_stream(published_digests *digests, size_t path) {
  return digests->streams[path].piped ? &digests->streams[path].hash : NULL;
}

grappe_code digests_wait(published_digests *digests, size_t path, const char **text, grappe_error *error) {
  pthread_mutex_lock(&digests->lock);
  while (digests->done <= path) pthread_cond_wait(&digests->changed, &digests->lock);
  grappe_code code = digests->code;
  if (code != GRAPPE_OK && error) *error = digests->error;
  if (!*digests->texts[path] && digests->streams[path].piped)
    grappe_sha256_end_text(&digests->streams[path].hash, digests->texts[path]);
  pthread_mutex_unlock(&digests->lock);
  *text = digests->texts[path];
  return code;
}

void digests_end(published_digests *digests) {
  if (!digests->texts) return;
  atomic_store(&digests->stop, 1);
  if (digests->running) pthread_join(digests->thread, NULL);
  pthread_cond_destroy(&digests->changed);
  pthread_mutex_destroy(&digests->lock);
  grappe_free(digests->texts);
  grappe_free(digests->streams);
  digests->texts = NULL;
}
