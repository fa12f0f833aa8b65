/* Seals: what a row says is covered by a checksum as well, so that a flipped byte of it cannot lead astray. */
#include <string.h>

#include "column/dataset_private.h"

const char *const dataset_part_names[DATASET_PART_KINDS] = {"texts", "names", "periods", "bands", "values"};
const char *const dataset_kind_names[] = {"text",   "integer", "number", "identifier", "day",
                                          "period", "yesno",   "figure", NULL};

uint32_t dataset_seal_integer(uint32_t seal, int64_t value) {
  return grappe_crc32c(seal, &value, sizeof value);
}

uint32_t dataset_seal_number(uint32_t seal, double value) {
  return grappe_crc32c(seal, &value, sizeof value);
}

/* With its '\0', so that two texts are told from one. */
uint32_t dataset_seal_text(uint32_t seal, const char *text) {
  return grappe_crc32c(seal, text ? text : "", text ? strlen(text) + 1 : 1);
}

static uint32_t seal_place(uint32_t seal, const dataset_place *place) {
  seal = dataset_seal_integer(seal, place->block);
  seal = dataset_seal_integer(seal, place->bytes);
  return dataset_seal_integer(seal, place->checksum);
}

uint32_t dataset_seal_segment(int64_t dataset, size_t column, size_t number, int is_number,
                              const grappe_segment_summary *summary, const dataset_place *place) {
  uint32_t seal = dataset_seal_integer(0, dataset);
  seal = dataset_seal_integer(seal, (int64_t)column);
  seal = dataset_seal_integer(seal, (int64_t)number);
  seal = dataset_seal_integer(seal, summary->rows);
  seal = dataset_seal_integer(seal, summary->absent);
  seal = dataset_seal_integer(seal, summary->encoding);
  seal = dataset_seal_integer(seal, summary->scale);
  if (summary->absent < summary->rows && is_number) {
    seal = dataset_seal_number(seal, summary->least_number);
    seal = dataset_seal_number(seal, summary->greatest_number);
  } else if (summary->absent < summary->rows) {
    seal = dataset_seal_integer(seal, summary->least);
    seal = dataset_seal_integer(seal, summary->greatest);
  }
  return seal_place(seal, place);
}

uint32_t dataset_seal_part(int64_t dataset, size_t column, dataset_part_kind kind, size_t number,
                           const dataset_part *part) {
  uint32_t seal = dataset_seal_integer(0, dataset);
  seal = dataset_seal_integer(seal, (int64_t)column);
  seal = dataset_seal_text(seal, dataset_part_names[kind]);
  seal = dataset_seal_integer(seal, (int64_t)number);
  seal = dataset_seal_integer(seal, part->first);
  seal = dataset_seal_integer(seal, part->count);
  if (kind == DATASET_NAMES_SORTED) {
    seal = dataset_seal_text(seal, part->least_name);
    seal = dataset_seal_text(seal, part->greatest_name);
  } else if (kind == DATASET_VALUES_SORTED) {
    seal = dataset_seal_integer(seal, part->least);
    seal = dataset_seal_integer(seal, part->greatest);
  }
  return seal_place(seal, &part->place);
}

uint32_t dataset_seal_column(int64_t dataset, size_t position, const grappe_dataset_column *column, int64_t codes,
                             int64_t generations, const size_t parts[DATASET_PART_KINDS]) {
  uint32_t seal = dataset_seal_integer(0, dataset);
  seal = dataset_seal_integer(seal, (int64_t)position);
  seal = dataset_seal_text(seal, column->name);
  seal = dataset_seal_text(seal, dataset_kind_names[column->kind]);
  seal = dataset_seal_integer(seal, column->width);
  seal = dataset_seal_integer(seal, column->flags);
  seal = dataset_seal_text(seal, column->unit);
  seal = dataset_seal_text(seal, column->scope);
  seal = dataset_seal_text(seal, column->refers_to);
  seal = dataset_seal_text(seal, column->qualifier);
  for (int i = 0; i < GRAPPE_LANGUAGES; i++) seal = dataset_seal_text(seal, column->title[i]);
  seal = dataset_seal_integer(seal, codes);
  seal = dataset_seal_integer(seal, generations);
  for (int i = 0; i < DATASET_PART_KINDS; i++) seal = dataset_seal_integer(seal, (int64_t)parts[i]);
  return seal;
}

uint32_t dataset_seal_detail(int64_t dataset, uint64_t rows, size_t columns, uint64_t bytes,
                             const grappe_dataset_about *about) {
  uint32_t seal = dataset_seal_integer(0, dataset);
  seal = dataset_seal_integer(seal, DATASET_VERSION);
  seal = dataset_seal_integer(seal, (int64_t)rows);
  seal = dataset_seal_integer(seal, (int64_t)columns);
  seal = dataset_seal_integer(seal, (int64_t)bytes);
  seal = dataset_seal_text(seal, about->format);
  seal = dataset_seal_text(seal, about->file);
  seal = dataset_seal_text(seal, about->source);
  return dataset_seal_text(seal, about->licence);
}

grappe_code dataset_fail_segment(const grappe_dataset_info *info, const char *column, size_t segment,
                                 grappe_error *error) {
  return grappe_fail(error, GRAPPE_DATA,
                     "dataset %s (%s), column %s, segment %zu is damaged: what is stored does not agree with its "
                     "checksum; restore the observatory from a backup, or drop this edition and import it again",
                     info->about.code, info->about.edition, column, segment);
}

grappe_code dataset_fail_part(const grappe_dataset_info *info, const char *column, size_t part, grappe_error *error) {
  return grappe_fail(error, GRAPPE_DATA,
                     "dataset %s (%s), column %s: the list of its values is damaged (part %zu); restore the "
                     "observatory from a backup, or drop this edition and import it again",
                     info->about.code, info->about.edition, column, part);
}

grappe_code dataset_fail_description(const grappe_dataset_info *info, grappe_error *error) {
  return grappe_fail(error, GRAPPE_DATA,
                     "dataset %s (%s): what is stored about its columns is damaged; restore the observatory from a "
                     "backup, or drop this edition and import it again",
                     info->about.code, info->about.edition);
}
