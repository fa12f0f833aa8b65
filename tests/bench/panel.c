/* Makes a national panel as Urssaf publishes it: establishments and jobs by commune and activity, two columns a year.
 *
 * usage: bench_panel OBSERVATIONS FILE REFERENCE
 *
 * From a fixed seed. A line is a commune and an activity with the years 2006 to 2022, so that some OBSERVATIONS cells
 * of a year are known: each commune has activities in the number that its population would have, drawn by how common
 * they are. One cell in 60 is empty, as published files have them. REFERENCE is the checkout's data/reference. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draw.h"
#include "places.h"

enum { FIRST_YEAR = 2006, YEARS = 17, CLASSES_MOST = 2000 };
enum { CHOICE = 1, SIZE, GROWTH, NOISE, GAP, PLANTS }; /* series of draws */

typedef struct ranked {
  double key;
  size_t activity;
} ranked;

static int compare_keys(const void *a, const void *b) {
  double x = ((const ranked *)a)->key, y = ((const ranked *)b)->key;
  return (x > y) - (x < y);
}

/* How many of the lines each commune gets: more than proportionally few where few people are. */
static double *lines_of(const bench_places *places, size_t lines, size_t classes) {
  double *share = calloc(places->count + 1, sizeof *share), total = 0;
  if (!share) exit(1);
  for (size_t i = 0; i < places->count; i++) total += share[i] = pow(places->items[i].population + 20, 0.7);
  for (size_t i = 0; i < places->count; i++) {
    share[i] = floor(share[i] / total * (double)lines + 0.5);
    if (share[i] < 1) share[i] = 1;
    if (share[i] > (double)classes) share[i] = (double)classes;
  }
  return share;
}

static void write_line(FILE *file, const bench_place *place, const char *activity, uint64_t line) {
  double start = pow(1 - draw_unit(draw_bits(SIZE, line)), -1.1) * (1 + place->population / 3e4);
  double growth = 1 + (draw_unit(draw_bits(GROWTH, line)) - 0.45) * 0.08;
  if (strncmp(activity, "21.", 3) == 0) start *= 40;
  fprintf(file, "%s;%s;%.2s%s", place->name, place->code, activity, activity + 3);
  for (int year = 0; year < YEARS; year++) {
    uint64_t cell = line * YEARS + (uint64_t)year;
    double noise = 0.95 + 0.1 * draw_unit(draw_bits(NOISE, cell));
    unsigned jobs = (unsigned)(fmin(start, 20000) * pow(growth, year) * noise);
    unsigned plants = 1 + jobs / (8 + (unsigned)(draw_bits(PLANTS, line) % 60));
    if (draw_bits(GAP, cell) % 60 == 0)
      fputs(";;", file);
    else
      fprintf(file, ";%u;%u", plants, jobs);
  }
  fputs("\r\n", file);
}

int main(int count, char **arguments) {
  static ranked order[CLASSES_MOST];
  char path[4096];
  size_t observations = count > 3 ? strtoull(arguments[1], NULL, 10) : 0;
  if (observations < 100000 || observations > 100000000) {
    fputs("usage: bench_panel OBSERVATIONS FILE REFERENCE     (100000 to 100000000)\n", stderr);
    return 2;
  }
  snprintf(path, sizeof path, "%s/territory.csv", arguments[3]);
  bench_places places = bench_places_read(path);
  snprintf(path, sizeof path, "%s/activity_class.csv", arguments[3]);
  bench_codes activities = bench_activities_read(path);
  if (activities.count > CLASSES_MOST) activities.count = CLASSES_MOST;
  size_t lines = (size_t)((double)observations / YEARS / (1 - 1.0 / 60));
  double *share = lines_of(&places, lines, activities.count);
  FILE *file = fopen(arguments[2], "w");
  if (!file) {
    fprintf(stderr, "bench_panel: %s cannot be written\n", arguments[2]);
    return 1;
  }
  fputs("\xEF\xBB\xBFNom commune;Code commune;Code APE", file);
  for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++)
    fprintf(file, ";Nombre d'établissements %d;Effectifs salariés %d", year, year);
  fputs("\r\n", file);
  uint64_t line = 0;
  for (size_t p = 0; p < places.count; p++) {
    /* an exponential race draws without repeating, the commoner the likelier */
    for (size_t a = 0; a < activities.count; a++) {
      double common = 1 / (2.5 + (double)draw_shuffled(a, activities.count));
      double unit = draw_unit(draw_bits(CHOICE, p * activities.count + a));
      order[a] = (ranked){-log(1 - unit) / common, a};
    }
    qsort(order, activities.count, sizeof *order, compare_keys);
    for (size_t i = 0; i < (size_t)share[p]; i++)
      write_line(file, &places.items[p], activities.items[order[i].activity], line++);
  }
  free(share);
  if (ferror(file) | fclose(file)) {
    fprintf(stderr, "bench_panel: %s could not be written whole: is the disk full?\n", arguments[2]);
    return 1;
  }
  return 0;
}
