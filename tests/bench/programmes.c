/* Makes a register of training programmes from a fixed seed, for the bench of rules.
 *
 * usage: bench_programmes ROWS OUT_FOLDER REFERENCE_FOLDER
 *
 * OUT_FOLDER/training_programme.csv has what such a register has: communes drawn by population, levels, modalities and
 * equipment of the reference lists, figures of which some are not stated, some given as bounds. programmes.json has the
 * same for programs that know no bounds: null where a figure is not stated or only bounded. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "places.h"

static const char *const levels[] = {"bts", "but", "licence_pro", "master", "cqp", "title", "engineer", "continuing"};
static const char *const modalities[] = {"initial",    "apprenticeship", "initial;apprenticeship",
                                         "work_study", "continuing",     "continuing;professionalisation"};
static const char *const equipments[] = {"",
                                         "laboratory",
                                         "mini_factory",
                                         "clean_room;filling_line",
                                         "bioreactor",
                                         "teaching_room",
                                         "laboratory;chromatography"};
static const char *const days[] = {"06-30", "08-31", "12-31", "03-17"};

enum { PLACE = 100, LEVEL, MODALITY, EQUIPMENT, CAPACITY, ENROLLED, GRADUATES, PLACED, RATE, HOURS, EXPIRY, RNCP };

static uint64_t draw(uint64_t what, uint64_t row, uint64_t most) {
  return (uint64_t)(draw_unit(draw_bits(what, row)) * (double)most);
}

static FILE *open_file(const char *folder, const char *name) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  if (!file) {
    fprintf(stderr, "bench_programmes: %s cannot be written\n", path);
    exit(1);
  }
  return file;
}

/* One figure in both files: a tenth are not stated, a twentieth known by bounds only. */
static void put_figure(FILE *csv, FILE *json, const char *name, uint64_t what, uint64_t row, uint64_t value) {
  uint64_t kind = draw(what + 1000, row, 20);
  if (kind < 2)
    fprintf(csv, ",");
  else if (kind == 2)
    fprintf(csv, ",%llu..%llu", (unsigned long long)value, (unsigned long long)value + 5);
  else
    fprintf(csv, ",%llu", (unsigned long long)value);
  if (kind < 3)
    fprintf(json, ",\"%s\":null", name);
  else
    fprintf(json, ",\"%s\":%llu", name, (unsigned long long)value);
}

static void put_text(FILE *csv, FILE *json, const char *name, const char *text) {
  fprintf(csv, ",%s", text);
  if (*text)
    fprintf(json, ",\"%s\":\"%s\"", name, text);
  else
    fprintf(json, ",\"%s\":null", name);
}

static void put_list(FILE *csv, FILE *json, const char *name, const char *text) {
  fprintf(csv, ",%s", text);
  fprintf(json, ",\"%s\":[", name);
  for (const char *at = text; *at;) {
    size_t length = strcspn(at, ";");
    fprintf(json, "%s\"%.*s\"", at == text ? "" : ",", (int)length, at);
    at += length + (at[length] == ';');
  }
  fprintf(json, "]");
}

#define PICK(list, what, row) list[draw(what, row, sizeof list / sizeof *list)]

static void put_programme(FILE *csv, FILE *json, const char *place, uint64_t row) {
  char day[16] = "", rncp[16] = "";
  uint64_t capacity = 6 + 2 * draw(CAPACITY, row, 30), enrolled = draw(ENROLLED, row, capacity + 4);
  uint64_t graduates = enrolled * (60 + draw(GRADUATES, row, 41)) / 100;
  uint64_t placed = graduates * (40 + draw(PLACED, row, 61)) / 100;
  if (draw(EXPIRY, row, 10))
    snprintf(day, sizeof day, "%d-%s", (int)(2022 + draw(EXPIRY + 500, row, 8)), PICK(days, EXPIRY + 600, row));
  if (draw(RNCP, row, 5)) snprintf(rncp, sizeof rncp, "RNCP%d", (int)(30000 + draw(RNCP + 500, row, 2000)));
  fprintf(csv, "p%06llu,Programme %llu,%s", (unsigned long long)row, (unsigned long long)row, place);
  fprintf(json, "{\"code\":\"p%06llu\",\"place\":\"%s\"", (unsigned long long)row, place);
  put_text(csv, json, "level", draw(LEVEL + 500, row, 25) ? PICK(levels, LEVEL, row) : "");
  put_text(csv, json, "rncp", rncp);
  put_text(csv, json, "certification_expiry", day);
  put_list(csv, json, "modality", PICK(modalities, MODALITY, row));
  put_figure(csv, json, "capacity", CAPACITY, row, capacity);
  put_figure(csv, json, "enrolled", ENROLLED, row, enrolled);
  put_figure(csv, json, "graduates", GRADUATES, row, graduates);
  put_figure(csv, json, "placed", PLACED, row, placed);
  put_figure(csv, json, "employment_rate", RATE, row, 40 + draw(RATE, row, 60));
  put_figure(csv, json, "hours", HOURS, row, 35 * (4 + draw(HOURS, row, 40)));
  put_list(csv, json, "equipment", PICK(equipments, EQUIPMENT, row));
  fprintf(csv, "\n");
  fprintf(json, "}\n");
}

int main(int count, char **arguments) {
  if (count < 4) {
    fputs("usage: bench_programmes ROWS OUT_FOLDER REFERENCE_FOLDER\n", stderr);
    return 2;
  }
  char path[4096];
  uint64_t rows = strtoull(arguments[1], NULL, 10);
  snprintf(path, sizeof path, "%s/territory.csv", arguments[3]);
  bench_places places = bench_places_read(path);
  double *weights = calloc(places.count + 1, sizeof *weights);
  if (!weights) return 1;
  for (size_t i = 0; i < places.count; i++) { /* towns of the three regions that the example's sites stand in */
    const char *region = places.items[i].region;
    int near = strcmp(region, "REG-11") == 0 || strcmp(region, "REG-24") == 0 || strcmp(region, "REG-28") == 0;
    weights[i] = near && places.items[i].population > 5000 ? places.items[i].population : 0;
  }
  draw_table table = draw_table_new(weights, places.count);
  FILE *csv = open_file(arguments[2], "training_programme.csv"), *json = open_file(arguments[2], "programmes.json");
  fputs(
      "code,name,place,level,rncp,certification_expiry,modality,capacity,enrolled,graduates,placed,employment_rate,"
      "hours,equipment\n",
      csv);
  for (uint64_t row = 0; row < rows; row++)
    put_programme(csv, json, places.items[draw_from(&table, draw_bits(PLACE, row))].code, row);
  int fine = !ferror(csv) && !ferror(json);
  fine &= fclose(csv) == 0;
  fine &= fclose(json) == 0;
  draw_table_free(&table);
  free(weights);
  return fine ? 0 : 1;
}
