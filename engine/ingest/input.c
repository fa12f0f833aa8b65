/* The input: what the file is by its first bytes, and the reading that all kinds share. */
#include "ingest/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "ingest/input_private.h"

/* Ratios are looked at only past this: a short file of one repeated line is no attack. */
#define RATIO_FROM (UINT64_C(256) << 20)

/* A pipe may give nothing for hours: it is only read when it has something, and until then a stop is heard. */
static grappe_code wait_for_bytes(grappe_input *input) {
  enum { LOOK_EVERY = 50 }; /* milliseconds: a deadline makes no signal */
  struct pollfd pipe = {.fd = input->descriptor, .events = POLLIN};
  grappe_code code = GRAPPE_OK;
  while (input->limits.run && !input->stored_size && code == GRAPPE_OK) {
    code = grappe_run_check(input->limits.run, &input->failure);
    if (code == GRAPPE_OK && poll(&pipe, 1, LOOK_EVERY) > 0) break;
  }
  return code;
}

long input_read_stored(grappe_input *input, void *bytes, size_t size) {
  for (;;) {
    if (wait_for_bytes(input) != GRAPPE_OK) return -1;
    ssize_t got = read(input->descriptor, bytes, size);
    if (got >= 0) {
      input->stored_read += (uint64_t)got;
      if (input->limits.hash) grappe_sha256_add(input->limits.hash, bytes, (size_t)got);
      return (long)got;
    }
    if (errno == EINTR || (errno == EAGAIN && input->limits.run)) continue; /* waited for above */
    grappe_fail(&input->failure, GRAPPE_IO, "%s cannot be read: %s", input->name, grappe_system_reason(errno));
    return -1;
  }
}

grappe_code input_fill(grappe_input *input) {
  if (input->at < input->end || input->block_last) return GRAPPE_OK;
  long got = input_read_stored(input, input->block, INPUT_BLOCK);
  if (got < 0) return input->failure.code;
  input->at = 0;
  input->end = (size_t)got;
  input->block_last = got == 0;
  return GRAPPE_OK;
}

long input_damaged(grappe_input *input, const char *detail) {
  grappe_fail(&input->failure, GRAPPE_DATA, "%s is damaged (%s): download it again", input->name, detail);
  return -1;
}

long input_truncated(grappe_input *input) {
  grappe_fail(&input->failure, GRAPPE_DATA, "%s ends before its data does: the download was cut short, repeat it",
              input->name);
  return -1;
}

/* What was read to look at the first bytes comes first. */
static long read_plain(grappe_input *input, char *bytes, size_t size) {
  if (input->at == input->end) return input_read_stored(input, bytes, size);
  size_t count = input->end - input->at;
  if (count > size) count = size;
  memcpy(bytes, input->block + input->at, count);
  input->at += count;
  return (long)count;
}

grappe_code input_temporary(int *descriptor, grappe_error *error) {
  const char *folder = getenv("TMPDIR");
  char path[4000];
  snprintf(path, sizeof path, "%s/grappe-XXXXXX", folder && *folder ? folder : "/tmp");
  *descriptor = mkostemp(path, O_CLOEXEC);
  if (*descriptor < 0)
    return grappe_fail(error, GRAPPE_IO, "no temporary file can be made (%s): %s", path, grappe_system_reason(errno));
  unlink(path); /* nothing is left behind, however the process ends */
  return GRAPPE_OK;
}

static grappe_code write_whole(int descriptor, const char *bytes, size_t size, grappe_error *error) {
  while (size > 0) {
    ssize_t put = write(descriptor, bytes, size);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0)
      return grappe_fail(error, GRAPPE_IO, "a temporary file cannot be written: %s",
                         grappe_system_reason(put < 0 ? errno : ENOSPC));
    bytes += put;
    size -= (size_t)put;
  }
  return GRAPPE_OK;
}

/* All that is still to come, into a temporary file that stands at its start. */
static grappe_code spool(grappe_input *input, int *descriptor, grappe_error *error) {
  grappe_code code = input_temporary(descriptor, error);
  if (code != GRAPPE_OK) return code;
  char *bytes = grappe_alloc(INPUT_BLOCK);
  if (!bytes) {
    close(*descriptor);
    *descriptor = -1;
    return grappe_fail_memory(error);
  }
  while (code == GRAPPE_OK) {
    long got = grappe_input_read(input, bytes, INPUT_BLOCK);
    if (got < 0) code = grappe_input_failure(input, error);
    if (got <= 0) break;
    code = write_whole(*descriptor, bytes, (size_t)got, error);
  }
  grappe_free(bytes);
  if (code == GRAPPE_OK && lseek(*descriptor, 0, SEEK_SET) != 0)
    code = grappe_fail(error, GRAPPE_IO, "a temporary file cannot be read: %s", grappe_system_reason(errno));
  if (code == GRAPPE_OK) return GRAPPE_OK;
  close(*descriptor);
  *descriptor = -1;
  return code;
}

static int seekable(const grappe_input *input) {
  return lseek(input->descriptor, 0, SEEK_CUR) >= 0;
}

/* A zip needs a file that can be read from its end. */
static grappe_code make_seekable(grappe_input *input, grappe_error *error) {
  if (seekable(input)) return GRAPPE_OK;
  int copy;
  input->read = read_plain;
  grappe_code code = spool(input, &copy, error);
  if (code != GRAPPE_OK) return code;
  if (!input->standard) close(input->descriptor);
  input->descriptor = copy;
  input->standard = 0;
  input->ended = 0;
  input->at = input->end = 0;
  input->limits.hash = NULL; /* it has seen all of it */
  input->stored_size = input->given;
  input->stored_read = input->given = 0;
  return GRAPPE_OK;
}

static int begins(const grappe_input *input, const char *magic, size_t length) {
  return input->end >= length && memcmp(input->block, magic, length) == 0;
}

static grappe_code begin(grappe_input *input, const grappe_input_options *options, grappe_error *error) {
  /* a pipe may give a byte at a time */
  while (input->end < 8) {
    long got = input_read_stored(input, input->block + input->end, INPUT_BLOCK - input->end);
    if (got < 0) return grappe_input_failure(input, error);
    if (got == 0) break;
    input->end += (size_t)got;
  }
  input->compressed = 1;
  grappe_code code = GRAPPE_OK;
  if (begins(input, "\x1F\x8B", 2)) return input_begin_gzip(input, error);
  if (begins(input, "\x28\xB5\x2F\xFD", 4)) return input_begin_zstd(input, error);
  if (begins(input, "PK\x03\x04", 4) || begins(input, "PK\x05\x06", 4)) {
    code = make_seekable(input, error);
    if (code == GRAPPE_OK) code = input_begin_zip(input, options->member, error);
    if (code != GRAPPE_OK || input->kind != GRAPPE_INPUT_WORKBOOK) return code;
    /* left as it is: whoever reads workbooks takes the descriptor */
    if (lseek(input->descriptor, 0, SEEK_SET) != 0)
      return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", input->name, grappe_system_reason(errno));
    input->at = input->end = 0;
    input->stored_read = 0;
  }
  if (begins(input, "\xD0\xCF\x11\xE0", 4))
    return grappe_fail(error, GRAPPE_DATA,
                       "%s is a workbook of the old kind (.xls), or one with a password: save it as .xlsx or CSV",
                       input->name);
  if (begins(input, "\xFD\x37zXZ", 5) || begins(input, "BZh", 3) || begins(input, "7z\xBC\xAF", 4))
    return grappe_fail(error, GRAPPE_DATA,
                       "%s is compressed in a way that is not read: unpack it, or use .gz, .zst or .zip", input->name);
  input->compressed = 0;
  input->read = read_plain;
  return GRAPPE_OK;
}

grappe_code grappe_input_open(const char *path, const grappe_input_options *options, grappe_input **opened,
                              grappe_error *error) {
  static const grappe_input_options none = {0};
  if (!options) options = &none;
  *opened = NULL;
  grappe_input *input = grappe_alloc_zero(1, sizeof *input);
  if (!input) return grappe_fail_memory(error);
  input->standard = strcmp(path, "-") == 0;
  input->descriptor = -1;
  input->limits = *options;
  input->limits.member = NULL;
  if (!input->limits.size_limit) input->limits.size_limit = UINT64_C(256) << 30;
  if (input->limits.ratio_limit <= 0) input->limits.ratio_limit = 250;
  input->name = grappe_strdup(input->standard ? grappe_translate("standard input") : path);
  input->block = grappe_alloc(INPUT_BLOCK);
  /* A named pipe that nobody writes to yet is opened all the same, and waited for like any other. */
  int flags = O_RDONLY | O_CLOEXEC | (options->run ? O_NONBLOCK : 0);
  grappe_code code = GRAPPE_OK;
  struct stat status = {0};
  if (!input->name || !input->block) {
    code = grappe_fail_memory(error);
  } else if (input->descriptor = input->standard ? STDIN_FILENO : open(path, flags),
             input->descriptor < 0 || fstat(input->descriptor, &status) != 0) {
    code = grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  } else {
    if (S_ISREG(status.st_mode)) input->stored_size = (uint64_t)status.st_size;
    code = begin(input, options, error);
  }
  if (code != GRAPPE_OK) {
    grappe_input_close(input);
    return code;
  }
  *opened = input;
  return GRAPPE_OK;
}

void grappe_input_close(grappe_input *input) {
  if (!input) return;
  if (input->end_decoder) input->end_decoder(input);
  if (input->descriptor >= 0 && !input->standard) close(input->descriptor);
  grappe_free(input->name);
  grappe_free(input->block);
  grappe_free(input);
}

static long check_growth(grappe_input *input, long got) {
  if (!input->compressed || got <= 0) return got;
  uint64_t stored = input->stored_read ? input->stored_read : 1;
  if (input->given > input->limits.size_limit ||
      (input->given > RATIO_FROM && (double)input->given / (double)stored > input->limits.ratio_limit)) {
    grappe_fail(&input->failure, GRAPPE_DATA,
                "%s unpacks to more than a table would (%llu MB so far, from %llu kB): it is refused, look at where it "
                "comes from",
                input->name, (unsigned long long)(input->given >> 20), (unsigned long long)(stored >> 10));
    return -1;
  }
  return got;
}

static long read_on(grappe_input *input, char *bytes, size_t size) {
  if (input->failure.code != GRAPPE_OK) return -1;
  if (input->ended || size == 0) return 0;
  long got = input->read(input, bytes, size);
  if (got == 0) input->ended = 1;
  if (got > 0) input->given += (uint64_t)got;
  return check_growth(input, got);
}

long grappe_input_read(void *context, char *bytes, size_t size) {
  grappe_input *input = context;
  if (input->peek_at < input->peek_end && size > 0) {
    size_t count = input->peek_end - input->peek_at;
    if (count > size) count = size;
    memcpy(bytes, input->peeked + input->peek_at, count);
    input->peek_at += count;
    return (long)count;
  }
  long got = read_on(input, bytes, size);
  if (got < 0) errno = EIO;
  return got;
}

grappe_code grappe_input_failure(const grappe_input *input, grappe_error *error) {
  if (error && input->failure.code != GRAPPE_OK) *error = input->failure;
  return input->failure.code;
}

grappe_input_kind grappe_input_kind_of(const grappe_input *input) {
  return input->kind;
}

grappe_code grappe_input_peek(grappe_input *input, size_t wanted, const char **bytes, size_t *count,
                              grappe_error *error) {
  if (wanted > INPUT_PEEK) wanted = INPUT_PEEK;
  memmove(input->peeked, input->peeked + input->peek_at, input->peek_end - input->peek_at);
  input->peek_end -= input->peek_at;
  input->peek_at = 0;
  while (input->peek_end < wanted) {
    long got = read_on(input, input->peeked + input->peek_end, wanted - input->peek_end);
    if (got < 0) return grappe_input_failure(input, error);
    if (got == 0) break;
    input->peek_end += (size_t)got;
  }
  *bytes = input->peeked;
  *count = input->peek_end;
  return GRAPPE_OK;
}

grappe_code grappe_input_descriptor(grappe_input *input, int *descriptor, grappe_error *error) {
  int untouched = input->given == 0 && !input->compressed && seekable(input);
  if (input->kind == GRAPPE_INPUT_WORKBOOK || untouched) {
    *descriptor = fcntl(input->descriptor, F_DUPFD_CLOEXEC, 0);
    if (*descriptor < 0 || lseek(*descriptor, 0, SEEK_SET) != 0)
      return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", input->name, grappe_system_reason(errno));
    return GRAPPE_OK;
  }
  return spool(input, descriptor, error);
}

uint64_t grappe_input_stored_read(const grappe_input *input) {
  return input->stored_read;
}

uint64_t grappe_input_stored_size(const grappe_input *input) {
  return input->stored_size;
}

const char *grappe_input_name(const grappe_input *input) {
  return input->name;
}

void grappe_zip_list_free(grappe_zip_member *members, size_t count) {
  for (size_t i = 0; members && i < count; i++) grappe_free(members[i].name);
  grappe_free(members);
}
