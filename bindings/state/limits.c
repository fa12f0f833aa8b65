#include "state/limits.h"

#include <string.h>

#include "base/threads.h"

#define MEGABYTE 1048576.0

static const grappe_limit table[GRAPPE_LIMITS] = {
    {"seconds",
     "s",
     30,
     0.01,
     86400,
     1,
     {"how long one run may take, by the clock on the wall; 0 for no limit",
      "durée maximale d'une exécution, à l'horloge ; 0 pour aucune limite",
      "durata massima di un'esecuzione, all'orologio; 0 per nessun limite"}},
    {"memory",
     "MB",
     512,
     4,
     1048576,
     0,
     {"how much memory scripts may hold", "mémoire que les scripts peuvent occuper",
      "memoria che gli script possono occupare"}},
    {"output",
     "MB",
     64,
     0.001,
     1048576,
     1,
     {"how much one run may print; 0 for no limit", "ce qu'une exécution peut écrire ; 0 pour aucune limite",
      "quanto un'esecuzione può scrivere; 0 per nessun limite"}},
    {"source",
     "MB",
     4,
     0.001,
     64,
     0,
     {"how long the text of one script may be", "longueur maximale du texte d'un script",
      "lunghezza massima del testo di uno script"}},
    {"threads",
     "",
     0,
     1,
     GRAPPE_THREADS_MOST,
     1,
     {"how many threads queries and imports work with; 0 for one a processor",
      "fils d'exécution des requêtes et des importations ; 0 pour un par processeur",
      "thread di interrogazioni e importazioni; 0 per uno a processore"}},
    {"data",
     "MB",
     2048,
     64,
     1048576,
     1,
     {"how much memory data and queries of them may hold; 0 for no limit",
      "mémoire que les données et leurs requêtes peuvent occuper ; 0 pour aucune limite",
      "memoria che i dati e le loro interrogazioni possono occupare; 0 per nessun limite"}},
};

static void store(grappe_limits *limits, size_t index, double value) {
  switch (index) {
    case 0:
      limits->seconds = value;
      break;
    case 1:
      limits->memory_bytes = (size_t)(value * MEGABYTE);
      break;
    case 2:
      limits->output_bytes = (size_t)(value * MEGABYTE);
      break;
    case 3:
      limits->source_bytes = (size_t)(value * MEGABYTE);
      break;
    case 4:
      limits->threads = (int)value;
      break;
    default:
      limits->data_bytes = (size_t)(value * MEGABYTE);
      break;
  }
}

double grappe_limits_get(const grappe_limits *limits, size_t index) {
  switch (index) {
    case 0:
      return limits->seconds;
    case 1:
      return (double)limits->memory_bytes / MEGABYTE;
    case 2:
      return (double)limits->output_bytes / MEGABYTE;
    case 3:
      return (double)limits->source_bytes / MEGABYTE;
    case 4:
      return limits->threads;
    default:
      return (double)limits->data_bytes / MEGABYTE;
  }
}

grappe_limits grappe_limits_standard(void) {
  grappe_limits limits = {0};
  for (size_t i = 0; i < GRAPPE_LIMITS; i++) store(&limits, i, table[i].standard);
  return limits;
}

const grappe_limit *grappe_limit_at(size_t index) {
  return index < GRAPPE_LIMITS ? &table[index] : NULL;
}

grappe_code grappe_limits_set(grappe_limits *limits, const char *name, double value, grappe_error *error) {
  for (size_t i = 0; i < GRAPPE_LIMITS; i++) {
    const grappe_limit *row = &table[i];
    if (strcmp(row->name, name) != 0) continue;
    int off = row->may_be_off && value == 0;
    if (!off && !(value >= row->least && value <= row->most))
      return *row->unit ? grappe_fail(error, GRAPPE_ARGUMENT,
                                      "the limit '%s' cannot be %.15g: give a number from %.15g to %.15g (%s)", name,
                                      value, row->least, row->most, row->unit)
                        : grappe_fail(error, GRAPPE_ARGUMENT,
                                      "the limit '%s' cannot be %.15g: give a number from %.15g to %.15g", name, value,
                                      row->least, row->most);
    store(limits, i, value);
    return GRAPPE_OK;
  }
  return grappe_fail(error, GRAPPE_NOT_FOUND,
                     "there is no limit '%s': the limits are seconds, memory, output, source, threads and data", name);
}
