#include "places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MOST = 40 };

static FILE *open_file(const char *path) {
  FILE *file = fopen(path, "r");
  if (!file) {
    fprintf(stderr, "bench_generate: %s cannot be read: is this the checkout's data/reference?\n", path);
    exit(1);
  }
  return file;
}

/* Splits a line of CSV in place; the reference data have no line breaks inside of fields. */
static size_t split(char *line, char **fields) {
  size_t count = 0;
  for (char *at = line; count < FIELDS_MOST; at++) {
    char *to = at;
    fields[count++] = to;
    if (*at == '"') {
      for (at++; *at && (*at != '"' || at[1] == '"'); *to++ = *at++)
        if (*at == '"') at++;
      if (*at) at++;
    } else {
      while (*at && *at != ',' && *at != '\n' && *at != '\r') *to++ = *at++;
    }
    int last = *at != ',';
    *to = '\0';
    if (last) break;
  }
  return count;
}

static size_t find(char **names, size_t count, const char *name, const char *path) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(names[i], name) == 0) return i;
  fprintf(stderr, "bench_generate: %s has no column '%s'\n", path, name);
  exit(1);
}

/* The first of the parents ("DEP-14;ZE2020-2811") that begins so. */
static void take_parent(const char *parents, const char *prefix, char *out, size_t size) {
  *out = '\0';
  for (const char *at = parents; *at;) {
    size_t length = strcspn(at, ";");
    if (strncmp(at, prefix, strlen(prefix)) == 0) {
      snprintf(out, size, "%.*s", (int)length, at);
      return;
    }
    at += length + (at[length] == ';');
  }
}

static void *more(void *items, size_t count, size_t size) {
  if (count & (count - 1)) return items; /* room is doubled at each power of two */
  void *grown = realloc(items, (count ? 2 * count : 1) * size);
  if (!grown) {
    fputs("bench_generate: not enough memory\n", stderr);
    exit(1);
  }
  return grown;
}

bench_places bench_places_read(const char *path) {
  static bench_place departements[200];
  bench_places places = {NULL, 0};
  size_t departement_count = 0, capacity = 0;
  char *line = NULL, *fields[FIELDS_MOST];
  FILE *file = open_file(path);
  if (getline(&line, &capacity, file) < 0) exit(1);
  size_t width = split(line, fields);
  size_t code = find(fields, width, "code", path), level = find(fields, width, "level", path);
  size_t name = find(fields, width, "name", path), parents = find(fields, width, "parents", path);
  size_t population = find(fields, width, "population", path);
  while (getline(&line, &capacity, file) > 0) {
    if (split(line, fields) < width) continue;
    if (strcmp(fields[level], "departement") == 0 && departement_count < 200) {
      bench_place *d = &departements[departement_count++];
      snprintf(d->departement, sizeof d->departement, "%s", fields[code]);
      take_parent(fields[parents], "REG-", d->region, sizeof d->region);
    } else if (strcmp(fields[level], "commune") == 0) {
      bench_place place = {.name = strdup(fields[name]), .population = atof(fields[population])};
      snprintf(place.code, sizeof place.code, "%s", fields[code]);
      take_parent(fields[parents], "DEP-", place.departement, sizeof place.departement);
      places.items = more(places.items, places.count, sizeof place);
      places.items[places.count++] = place;
    }
  }
  for (size_t i = 0; i < places.count; i++)
    for (size_t d = 0; d < departement_count; d++)
      if (strcmp(places.items[i].departement, departements[d].departement) == 0)
        memcpy(places.items[i].region, departements[d].region, sizeof places.items[i].region);
  free(line);
  fclose(file);
  return places;
}

bench_codes bench_activities_read(const char *path) {
  bench_codes codes = {NULL, 0};
  size_t capacity = 0;
  char *line = NULL;
  FILE *file = open_file(path);
  while (getline(&line, &capacity, file) > 0) {
    size_t length = strcspn(line, ",");
    if (length != 6 || line[2] != '.') continue;
    codes.items = more(codes.items, codes.count, sizeof *codes.items);
    snprintf(codes.items[codes.count++], sizeof *codes.items, "%.6s", line);
  }
  free(line);
  fclose(file);
  return codes;
}
