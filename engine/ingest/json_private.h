/* What the files of the JSON reader share. */
#ifndef GRAPPE_INGEST_JSON_PRIVATE_H
#define GRAPPE_INGEST_JSON_PRIVATE_H

#include "ingest/json.h"

struct grappe_json {
  grappe_csv_read read;
  void *context;
  const char *name;
  char *path;
  size_t object_limit;
  char *block;
  size_t at, end;
  int finished;
  uint64_t now, line; /* line of the next byte, and of the object's first */
  int depth;          /* objects around the array */
  int loose;          /* objects one after another, without an array */
  int keeping, ended, failed;
  uint64_t count;
  grappe_buffer kept; /* the object's bytes */
  struct cJSON *object;
};

/* json_scan.c */
grappe_json *json_new(grappe_csv_read read, void *context, const grappe_json_options *options);
void json_free(grappe_json *json);
grappe_code json_begin(grappe_json *json, grappe_error *error);
/* The bytes of the next object into `kept`. */
grappe_code json_element(grappe_json *json, int *found, grappe_error *error);
/* Puts "NAME:LINE: " before the message. */
grappe_code json_fail_at(const grappe_json *json, uint64_t line, grappe_error *error);

#endif
