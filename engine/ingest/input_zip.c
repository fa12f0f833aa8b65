/* Members of a .zip, by libzip: which there are, which one is wanted, and its bytes. */
#include "ingest/input_private.h"

#ifdef GRAPPE_WITH_ZIP

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zip.h>

#include "base/buffer.h"
#include "base/memory.h"

enum { NAMED_MOST = 8 };

typedef struct member {
  zip_t *archive;
  zip_file_t *file;
  uint64_t size, stored;
} member;

static grappe_code open_archive(int descriptor, const char *name, zip_t **archive, grappe_error *error) {
  *archive = NULL;
  int own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0), problem = 0;
  if (own < 0) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", name, grappe_system_reason(errno));
  *archive = zip_fdopen(own, 0, &problem);
  if (*archive) return GRAPPE_OK;
  close(own);
  zip_error_t detail;
  zip_error_init_with_code(&detail, problem);
  grappe_code code = problem == ZIP_ER_MEMORY ? grappe_fail_memory(error)
                                              : grappe_fail(error, GRAPPE_DATA, "%s is damaged (%s): download it again",
                                                            name, zip_error_strerror(&detail));
  zip_error_fini(&detail);
  return code;
}

static int is_folder(const char *name) {
  size_t length = strlen(name);
  return length == 0 || name[length - 1] == '/';
}

/* '*' stands for any text; capital letters and small ones are the same. */
static int matches(const char *pattern, const char *text) {
  const char *star = NULL, *after = NULL;
  while (*text) {
    if (*pattern == '*') {
      star = pattern++;
      after = text;
    } else if (strncasecmp(pattern, text, 1) == 0) {
      pattern++;
      text++;
    } else if (star) {
      pattern = star + 1;
      text = ++after;
    } else {
      return 0;
    }
  }
  while (*pattern == '*') pattern++;
  return *pattern == '\0';
}

static int wanted(const char *pattern, const char *name) {
  if (is_folder(name) || strncmp(name, "__MACOSX/", 9) == 0) return 0;
  if (!pattern) return 1;
  const char *slash = strrchr(name, '/');
  return matches(pattern, name) || (slash && matches(pattern, slash + 1));
}

static void name_members(zip_t *archive, grappe_buffer *out) {
  zip_int64_t count = zip_get_num_entries(archive, 0), named = 0;
  for (zip_int64_t i = 0; i < count; i++) {
    const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
    if (!name || !wanted(NULL, name)) continue;
    if (named == NAMED_MOST) {
      grappe_buffer_add(out, ", …");
      return;
    }
    grappe_buffer_addf(out, "%s%s", named++ ? ", " : "", name);
  }
}

static grappe_code choose(zip_t *archive, const char *pattern, const char *file, zip_uint64_t *index,
                          grappe_error *error) {
  zip_int64_t count = zip_get_num_entries(archive, 0), found = 0;
  for (zip_int64_t i = 0; i < count; i++) {
    const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
    if (!name || !wanted(pattern, name)) continue;
    *index = (zip_uint64_t)i;
    found++;
  }
  if (found == 1) return GRAPPE_OK;
  grappe_buffer names = {0};
  name_members(archive, &names);
  grappe_code code;
  if (grappe_buffer_failed(&names))
    code = grappe_fail_memory(error);
  else if (names.length == 0)
    code = grappe_fail(error, GRAPPE_DATA, "%s is an empty archive: there is nothing to read in it", file);
  else if (!pattern)
    code = grappe_fail(error, GRAPPE_AMBIGUOUS, "%s has several files in it: say which of them: %s", file,
                       grappe_buffer_text(&names));
  else if (found == 0)
    code = grappe_fail(error, GRAPPE_NOT_FOUND, "%s has no '%s' in it; there are: %s", file, pattern,
                       grappe_buffer_text(&names));
  else
    code = grappe_fail(error, GRAPPE_AMBIGUOUS, "'%s' is several files of %s: say which of them: %s", pattern, file,
                       grappe_buffer_text(&names));
  grappe_buffer_free(&names);
  return code;
}

static long read_member(grappe_input *input, char *bytes, size_t size) {
  member *m = input->decoder;
  zip_int64_t got = zip_fread(m->file, bytes, size);
  if (got < 0) return input_damaged(input, zip_file_strerror(m->file));
  /* How much of the archive that took is known only on the whole. */
  uint64_t given = input->given + (uint64_t)got;
  input->stored_read =
      m->size > 0 && given < m->size ? (uint64_t)((double)m->stored * (double)given / (double)m->size) : m->stored;
  if (got == 0 && input->given < m->size) return input_truncated(input);
  return (long)got;
}

static void end_member(grappe_input *input) {
  member *m = input->decoder;
  if (m->file) zip_fclose(m->file);
  zip_discard(m->archive);
  grappe_free(m);
}

static grappe_code begin_member(grappe_input *input, member *m, zip_uint64_t index, grappe_error *error) {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat_index(m->archive, index, 0, &about) == 0) m->file = zip_fopen_index(m->archive, index, 0);
  if (!m->file) {
    int locked = (about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE;
    if (locked) return grappe_fail(error, GRAPPE_DATA, "%s has a password: unpack it first", input->name);
    return grappe_fail(error, GRAPPE_DATA, "%s is damaged (%s): download it again", input->name,
                       zip_strerror(m->archive));
  }
  m->size = about.size;
  m->stored = about.comp_size;
  input->stored_read = 0;
  input->stored_size = about.comp_size;
  grappe_buffer name = {0};
  grappe_buffer_addf(&name, "%s/%s", input->name, about.name);
  char *text = grappe_buffer_take(&name);
  if (!text) return grappe_fail_memory(error);
  grappe_free(input->name);
  input->name = text;
  return GRAPPE_OK;
}

grappe_code input_begin_zip(grappe_input *input, const char *pattern, grappe_error *error) {
  member *m = grappe_alloc_zero(1, sizeof *m);
  if (!m) return grappe_fail_memory(error);
  grappe_code code = open_archive(input->descriptor, input->name, &m->archive, error);
  if (code != GRAPPE_OK) {
    grappe_free(m);
    return code;
  }
  input->decoder = m;
  input->end_decoder = end_member;
  input->read = read_member;
  zip_uint64_t index = 0;
  if (!pattern && zip_name_locate(m->archive, "xl/workbook.xml", ZIP_FL_NOCASE) >= 0) {
    input->kind = GRAPPE_INPUT_WORKBOOK;
    end_member(input);
    input->decoder = NULL;
    input->end_decoder = NULL;
    return GRAPPE_OK;
  }
  int open_document =
      zip_name_locate(m->archive, "content.xml", 0) >= 0 && zip_name_locate(m->archive, "mimetype", 0) >= 0;
  if (!pattern && (open_document || zip_name_locate(m->archive, "xl/workbook.bin", ZIP_FL_NOCASE) >= 0))
    return grappe_fail(error, GRAPPE_DATA, "%s is a spreadsheet of another kind: save it as .xlsx or CSV", input->name);
  code = choose(m->archive, pattern, input->name, &index, error);
  return code == GRAPPE_OK ? begin_member(input, m, index, error) : code;
}

grappe_code grappe_zip_list(const char *path, grappe_zip_member **members, size_t *count, grappe_error *error) {
  *members = NULL;
  *count = 0;
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  zip_t *archive;
  grappe_code code = open_archive(descriptor, path, &archive, error);
  close(descriptor);
  if (!archive) return code;
  zip_int64_t entries = zip_get_num_entries(archive, 0);
  *members = grappe_alloc_zero((size_t)entries + 1, sizeof **members);
  if (!*members) {
    zip_discard(archive);
    return grappe_fail_memory(error);
  }
  for (zip_int64_t i = 0; code == GRAPPE_OK && i < entries; i++) {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(archive, (zip_uint64_t)i, 0, &about) != 0 || !about.name || !wanted(NULL, about.name)) continue;
    grappe_zip_member *found = &(*members)[*count];
    *found = (grappe_zip_member){grappe_strdup(about.name), about.size, about.comp_size};
    if (!found->name) code = grappe_fail_memory(error);
    ++*count;
  }
  zip_discard(archive);
  if (code != GRAPPE_OK) {
    grappe_zip_list_free(*members, *count);
    *members = NULL;
    *count = 0;
  }
  return code;
}

#else

grappe_code input_begin_zip(grappe_input *input, const char *member, grappe_error *error) {
  (void)member;
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: this Grappe was built without %s; unpack the file first",
                     input->name, "libzip");
}

grappe_code grappe_zip_list(const char *path, grappe_zip_member **members, size_t *count, grappe_error *error) {
  *members = NULL;
  *count = 0;
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: this Grappe was built without %s; unpack the file first",
                     path, "libzip");
}

#endif
