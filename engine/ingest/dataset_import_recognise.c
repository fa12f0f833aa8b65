/* Which format a file may be of, by its header. */
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "ingest/dataset_import_private.h"

/* Opens the file as one format reads it; `member` of an archive of several: the first. */
static grappe_code open_header(const grappe_format *format, const char *path, grappe_records **records,
                               grappe_error *error) {
  static const grappe_records_options plain = {0};
  return grappe_records_open(path, format ? &format->reader : &plain, records, error);
}

/* A folder, or an archive of several files: told by the names of the files in it, by the format that asks for most. */
static size_t recognise_several(const grappe_format *const *formats, size_t count, const char *path,
                                grappe_likeness *likeness) {
  size_t most = 0;
  for (size_t i = 0; i < count; i++) {
    published_entries entries = {0};
    if (formats[i]->files && entries_find(formats[i], &path, 1, &entries, NULL) == GRAPPE_OK && entries.count > most) {
      most = entries.count;
      *likeness = (grappe_likeness){.format = formats[i], .required = 1, .found = 1, .share = 1};
    }
    entries_free(&entries);
  }
  return most > 0;
}

/* The header as most formats see it, and the formats that look at files in a way of their own each for itself. */
size_t grappe_published_recognise(const grappe_format *const *formats, size_t count, const char *file,
                                  grappe_likeness *likeness, size_t most) {
  size_t kept = 0;
  grappe_records *records;
  if (strcmp(file, "-") == 0) return 0;
  if (most && entries_several(file)) return recognise_several(formats, count, file, likeness);
  if (open_header(NULL, file, &records, NULL) == GRAPPE_OK) {
    kept = grappe_format_recognise(formats, count, grappe_records_names(records), grappe_records_width(records),
                                   likeness, most);
    grappe_records_close(records);
  }
  if (kept && likeness[0].found == likeness[0].required) return kept;
  for (size_t i = 0; i < count && most > 0; i++) {
    const grappe_records_options *r = &formats[i]->reader;
    if (!r->skip_rows && !r->header_with && !r->split_first && !r->sheet && !r->path && !r->fields && !r->input.member)
      continue;
    grappe_likeness own;
    if (open_header(formats[i], file, &records, NULL) != GRAPPE_OK) continue;
    size_t suits =
        grappe_format_recognise(&formats[i], 1, grappe_records_names(records), grappe_records_width(records), &own, 1);
    grappe_records_close(records);
    if (!suits || own.found != own.required) continue;
    if (kept < most) kept++;
    memmove(&likeness[1], &likeness[0], (kept - 1) * sizeof *likeness);
    likeness[0] = own;
  }
  return kept;
}

grappe_code grappe_published_fail_unknown(const grappe_format *const *formats, size_t count, const char *file,
                                          grappe_error *error) {
  grappe_records *records;
  if (entries_several(file))
    return grappe_fail(error, GRAPPE_NOT_FOUND,
                       "no format asks for files of such names as there are in %s: name the format, or give one of the "
                       "files",
                       file);
  grappe_code code = open_header(NULL, file, &records, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_format_fail_unknown(formats, count, grappe_records_name(records), grappe_records_names(records),
                                    grappe_records_width(records), error);
  grappe_records_close(records);
  return code;
}
