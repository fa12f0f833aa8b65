/* Which files are for which part of a format, and which edition their names tell. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "ingest/dataset_import_private.h"

static const char *last_part(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/* Whether the name matches one of the patterns, which are parted by '|'. */
static int matches(const char *patterns, const char *name) {
  for (const char *at = patterns; at;) {
    char pattern[256];
    const char *end = strchr(at, '|');
    size_t length = end ? (size_t)(end - at) : strlen(at);
    snprintf(pattern, sizeof pattern, "%.*s", (int)length, at);
    if (length < sizeof pattern && fnmatch(pattern, name, FNM_CASEFOLD) == 0) return 1;
    at = end ? end + 1 : NULL;
  }
  return 0;
}

/* The first part from *part on that a file of this name is for; NULL: none. */
static const grappe_format *part_of_name(const grappe_format *part, const char *name, size_t *index) {
  for (; part; part = part->next, ++*index)
    if (!part->files || matches(part->files, name)) return part;
  return NULL;
}

/* A file that bears no part's name (mended rejects, say): the part that its header suits. */
static const grappe_format *part_of_header(const grappe_format *format, const char *path, size_t *index) {
  const grappe_format *parts[64];
  size_t count = 0;
  for (const grappe_format *part = format; part && count < 64; part = part->next) parts[count++] = part;
  grappe_likeness first;
  if (strcmp(path, "-") == 0 || !grappe_published_recognise(parts, count, path, &first, 1) ||
      first.found != first.required)
    return NULL;
  for (*index = 0; parts[*index] != first.format;) ++*index;
  return first.format;
}

static grappe_code add(published_entries *entries, const char *path, const char *member, grappe_error *error) {
  published_entry *grown = grappe_grow(entries->items, &entries->capacity, entries->count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  entries->items = grown;
  published_entry *entry = &grown[entries->count++];
  *entry = (published_entry){.path = grappe_strdup(path)};
  if (member) entry->member = grappe_strdup(member);
  entry->name = grappe_strdup(last_part(member ? member : path));
  return entry->path && entry->name && (!member || entry->member) ? GRAPPE_OK : grappe_fail_memory(error);
}

/* Adds the file once for each part that its name matches; *found says how many there are. */
static grappe_code add_named(published_entries *entries, const grappe_format *format, const char *path,
                             const char *member, int once, int *found, grappe_error *error) {
  size_t index = 0;
  const char *name = last_part(member ? member : path);
  *found = 0;
  for (const grappe_format *part = part_of_name(format, name, &index); part && !(once && *found);
       ++index, part = part_of_name(part->next, name, &index)) {
    grappe_code code = add(entries, path, member, error);
    if (code != GRAPPE_OK) return code;
    entries->items[entries->count - 1].part = part;
    entries->items[entries->count - 1].part_index = index;
    ++*found;
  }
  return GRAPPE_OK;
}

/* What is in a folder or an archive counts only where a part asks for it. */
static grappe_code add_inner(published_entries *entries, const grappe_format *format, const char *path,
                             const char *member, grappe_error *error) {
  int found;
  grappe_code code = add_named(entries, format, path, member, 0, &found, error);
  if (!found)
    grappe_buffer_addf(&entries->unused, "%s%s", entries->unused.length ? ", " : "", last_part(member ? member : path));
  return code;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static grappe_code add_folder(published_entries *entries, const grappe_format *format, const char *path,
                              grappe_error *error) {
  DIR *folder = opendir(path);
  if (!folder) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  char **names = NULL;
  size_t count = 0, capacity = 0;
  grappe_code code = GRAPPE_OK;
  for (struct dirent *item; code == GRAPPE_OK && (item = readdir(folder));) {
    if (item->d_name[0] == '.') continue;
    char **grown = grappe_grow(names, &capacity, count + 1, sizeof *names);
    grappe_buffer whole = {0};
    grappe_buffer_addf(&whole, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", item->d_name);
    char *text = grappe_buffer_take(&whole);
    struct stat status;
    if (grown) names = grown;
    if (!grown || !text) {
      code = grappe_fail_memory(error);
      grappe_free(text);
    } else if (stat(text, &status) == 0 && S_ISREG(status.st_mode)) {
      names[count++] = text;
    } else {
      grappe_free(text);
    }
  }
  closedir(folder);
  if (count) qsort(names, count, sizeof *names, by_text);
  for (size_t i = 0; i < count; i++) {
    if (code == GRAPPE_OK) code = add_inner(entries, format, names[i], NULL, error);
    grappe_free(names[i]);
  }
  grappe_free(names);
  return code;
}

static int is_archive(const char *path) {
  char first[4] = "";
  FILE *file = fopen(path, "rb");
  int found = file && fread(first, 1, 4, file) == 4 && memcmp(first, "PK\x03\x04", 4) == 0;
  if (file) fclose(file);
  return found;
}

static int by_member(const void *a, const void *b) {
  const grappe_zip_member *x = a, *y = b;
  return strcmp(x->name, y->name);
}

/* The members of an archive of several files. *several 0: it is a workbook, or an archive of one, read as one file. */
static grappe_code list_archive(const char *path, grappe_zip_member **members, size_t *count, int *several,
                                grappe_error *error) {
  *several = 0;
  grappe_code code = grappe_zip_list(path, members, count, error);
  if (code != GRAPPE_OK) return code;
  *several = *count > 1;
  for (size_t i = 0; i < *count; i++)
    if (strcmp((*members)[i].name, "xl/workbook.xml") == 0) *several = 0;
  return GRAPPE_OK;
}

int entries_several(const char *path) {
  struct stat status;
  grappe_zip_member *members;
  size_t count;
  int several;
  if (stat(path, &status) != 0) return 0;
  if (S_ISDIR(status.st_mode)) return 1;
  if (!S_ISREG(status.st_mode) || !is_archive(path)) return 0;
  if (list_archive(path, &members, &count, &several, NULL) != GRAPPE_OK) return 0;
  grappe_zip_list_free(members, count);
  return several;
}

static grappe_code add_archive(published_entries *entries, const grappe_format *format, const char *path, int *added,
                               grappe_error *error) {
  grappe_zip_member *members;
  size_t count;
  grappe_code code = list_archive(path, &members, &count, added, error);
  if (code != GRAPPE_OK) return code;
  if (*added) qsort(members, count, sizeof *members, by_member);
  for (size_t i = 0; *added && code == GRAPPE_OK && i < count; i++)
    code = add_inner(entries, format, path, members[i].name, error);
  grappe_zip_list_free(members, count);
  return code;
}

static grappe_code add_path(published_entries *entries, const grappe_format *format, const char *path,
                            grappe_error *error) {
  struct stat status;
  int added = 0, standard = strcmp(path, "-") == 0;
  if (!standard && stat(path, &status) != 0)
    return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  if (!standard && S_ISDIR(status.st_mode)) return add_folder(entries, format, path, error);
  int inner = !standard && S_ISREG(status.st_mode) && !format->reader.input.member && is_archive(path);
  grappe_code code = inner ? add_archive(entries, format, path, &added, error) : GRAPPE_OK;
  if (code != GRAPPE_OK || added) return code;
  code = add_named(entries, format, path, NULL, standard, &added, error);
  if (code != GRAPPE_OK || added) return code;
  code = add(entries, path, NULL, error);
  if (code != GRAPPE_OK) return code;
  published_entry *entry = &entries->items[entries->count - 1];
  if (!format->next) { /* named by whoever imports: what it is called does not matter then */
    entry->part = format;
    entry->part_index = 0;
    return GRAPPE_OK;
  }
  entry->part = part_of_header(format, path, &entry->part_index);
  if (entry->part) return GRAPPE_OK;
  return grappe_fail(
      error, GRAPPE_NOT_FOUND,
      "%s is for no part of format %s, neither by its name nor by its header: give the folder or the archive "
      "as it was published",
      path, format->id);
}

static int by_part(const void *a, const void *b) {
  const published_entry *x = *(published_entry *const *)a, *y = *(published_entry *const *)b;
  if (x->part_index != y->part_index) return x->part_index < y->part_index ? -1 : 1;
  return x < y ? -1 : 1; /* as they were found */
}

static grappe_code sort(published_entries *entries, grappe_error *error) {
  published_entry **order = grappe_alloc((entries->count + 1) * sizeof *order);
  published_entry *sorted = grappe_alloc((entries->count + 1) * sizeof *sorted);
  if (!order || !sorted) {
    grappe_free(order);
    grappe_free(sorted);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < entries->count; i++) order[i] = &entries->items[i];
  qsort(order, entries->count, sizeof *order, by_part);
  for (size_t i = 0; i < entries->count; i++) sorted[i] = *order[i];
  grappe_free(order);
  grappe_free(entries->items);
  entries->items = sorted;
  return GRAPPE_OK;
}

grappe_code entries_find(const grappe_format *format, const char *const *paths, size_t count,
                         published_entries *entries, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++) code = add_path(entries, format, paths[i], error);
  if (code != GRAPPE_OK) return code;
  if (grappe_buffer_failed(&entries->unused)) return grappe_fail_memory(error);
  if (!entries->count)
    return grappe_fail(error, GRAPPE_NOT_FOUND,
                       "there is no file for format %s in %s: it looks for %s; what there is: %s", format->id, paths[0],
                       format->files ? format->files : "*",
                       entries->unused.length ? grappe_buffer_text(&entries->unused) : "-");
  return sort(entries, error);
}

void entries_free(published_entries *entries) {
  for (size_t i = 0; i < entries->count; i++) {
    grappe_free(entries->items[i].path);
    grappe_free(entries->items[i].member);
    grappe_free(entries->items[i].name);
  }
  grappe_free(entries->items);
  grappe_buffer_free(&entries->unused);
}

/* --- editions --- */

static int number(const char *text, int digits) {
  int value = 0;
  for (int i = 0; i < digits; i++) {
    if (!isdigit((unsigned char)text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

static const char *past_mark(const char *text) {
  return *text == '-' || *text == '_' || *text == '.' ? text + 1 : text;
}

/* A date that begins here: 1 for a year, 2 with month, 3 with day, 0 for none; nothing but it in its run of digits. */
static int date_at(const char *text, int *year, int *month, int *day) {
  *year = number(text, 4);
  if (*year < 1900 || *year > 2199) return 0;
  const char *after_year = text + 4, *at = past_mark(after_year);
  int precision = isdigit((unsigned char)*after_year) ? 0 : 1;
  *month = number(at, 2);
  if (*month < 1 || *month > 12) return precision;
  const char *after_month = at + 2;
  if (!isdigit((unsigned char)*after_month)) precision = 2;
  int marked = at > after_year;
  at = past_mark(after_month);
  if ((at > after_month) != marked) return precision;
  *day = number(at, 2);
  int y, m, d;
  grappe_day_to_date(grappe_day_from_date(*year, *month, *day < 1 ? 1 : *day), &y, &m, &d);
  return *day < 1 || m != *month || d != *day || isdigit((unsigned char)at[2]) ? precision : 3;
}

int edition_in_name(const char *name, char edition[EDITION]) {
  int best = 0;
  for (const char *at = name; *at; at++) {
    int year, month, day;
    if (!isdigit((unsigned char)*at) || (at > name && isdigit((unsigned char)at[-1]))) continue;
    int precision = date_at(at, &year, &month, &day);
    /* a year that letters touch is part of a name: ze2020 */
    if (precision == 1 && ((at > name && isalpha((unsigned char)at[-1])) || isalpha((unsigned char)at[4]))) continue;
    if (precision == 0 || precision < best) continue;
    best = precision;
    if (precision == 1) snprintf(edition, EDITION, "%04d", year);
    if (precision == 2) snprintf(edition, EDITION, "%04d-%02d", year, month);
    if (precision == 3) snprintf(edition, EDITION, "%04d-%02d-%02d", year, month, day);
  }
  return best > 0;
}
