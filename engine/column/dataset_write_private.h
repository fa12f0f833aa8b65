/* A dataset that is being written: what dataset_write.c and dataset_append.c share. Private to them. */
#ifndef GRAPPE_COLUMN_DATASET_WRITE_PRIVATE_H
#define GRAPPE_COLUMN_DATASET_WRITE_PRIVATE_H

#include "column/dataset_private.h"

/* Different periods or bands, as the bytes that their parts hold, by code. */
typedef struct dataset_items {
  unsigned char *bytes;
  size_t size; /* of one */
  size_t count, capacity;
  int32_t *slots; /* code + 1; 0: free */
  size_t slot_count;
} dataset_items;

/* dataset_items.c */
grappe_code dataset_items_add(dataset_items *items, const unsigned char *item, int32_t *code, grappe_error *error);
grappe_code dataset_items_write(const dataset_items *items, dataset_output *output, size_t column,
                                dataset_part_kind kind, size_t *parts, grappe_error *error);
void dataset_items_free(dataset_items *items);

typedef struct writer_column {
  grappe_dataset_column about; /* its texts are the writer's */
  grappe_physical physical;
  void *values; /* of the open segment */
  unsigned char *presence;
  uint32_t absent;
  int64_t limit; /* an identifier is below */
  dataset_terms terms;
  dataset_items items;
  dataset_values run;
} writer_column;

struct grappe_dataset_writer {
  dataset_output output;
  grappe_dataset_info info;
  char *texts[8]; /* of info */
  writer_column *columns;
  size_t column_count, filled; /* rows of the open segment */
  uint64_t rows;
  size_t segments; /* written */
  size_t memory;
  int failed;
  unsigned char *bytes;
  void *scratch;
};

/* A writer with empty columns, whose dataset is still to be said. */
grappe_code dataset_writer_make(grappe_store *store, const grappe_dataset_about *about,
                                const grappe_dataset_column *columns, size_t count, size_t memory, grappe_run *run,
                                grappe_dataset_writer **writer, grappe_error *error);
/* Writes the open segment of every column. */
grappe_code dataset_flush(grappe_dataset_writer *writer, grappe_error *error);

#endif
