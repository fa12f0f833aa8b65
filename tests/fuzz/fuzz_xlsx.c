/* Any bytes as a workbook: whole packages as they are; else the bytes are its sheet, its shared texts and its styles,
 * parted by a byte 0x1E, around which a package is made whose checksums are right. */
#include "fuzz.h"
#include "ingest/xlsx.h"

#if defined(GRAPPE_WITH_ZIP) && defined(GRAPPE_WITH_EXPAT) && defined(GRAPPE_WITH_ZLIB)

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

typedef struct package {
  uint8_t bytes[1 << 18];
  size_t length;
  uint8_t directory[4096];
  size_t directory_length;
  unsigned parts;
} package;

static uint8_t *put(uint8_t *to, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; i++) *to++ = i < 8 ? (uint8_t)(value >> (8 * i)) : 0;
  return to;
}

/* The fields that a part's own header and its row in the directory have in common. */
static uint8_t *put_common(uint8_t *to, const uint8_t *data, size_t size, const char *name) {
  to = put(to, 20, 2); /* version needed */
  to = put(to, 0, 8);  /* flags, stored as it is, time and date */
  to = put(to, crc32(0, data, (unsigned)size), 4);
  to = put(to, size, 4);
  to = put(to, size, 4);
  to = put(to, strlen(name), 2);
  return put(to, 0, 2);
}

static void add_part(package *p, const char *name, const uint8_t *data, size_t size) {
  size_t offset = p->length;
  uint8_t *to = put_common(put(p->bytes + p->length, 0x04034B50, 4), data, size, name);
  memcpy(to, name, strlen(name));
  memcpy(to + strlen(name), data, size);
  p->length = (size_t)(to - p->bytes) + strlen(name) + size;
  to = put(put(p->directory + p->directory_length, 0x02014B50, 4), 20, 2);
  to = put_common(to, data, size, name);
  to = put(to, 0, 10); /* comment, disk, attributes */
  to = put(to, offset, 4);
  memcpy(to, name, strlen(name));
  p->directory_length = (size_t)(to - p->directory) + strlen(name);
  p->parts++;
}

static void finish(package *p) {
  size_t offset = p->length;
  memcpy(p->bytes + p->length, p->directory, p->directory_length);
  uint8_t *to = put(p->bytes + p->length + p->directory_length, 0x06054B50, 4);
  to = put(put(put(to, 0, 4), p->parts, 2), p->parts, 2);
  to = put(put(put(to, p->directory_length, 4), offset, 4), 0, 2);
  p->length = (size_t)(to - p->bytes);
}

static void make_around(package *p, const uint8_t *data, size_t size) {
  static const char workbook[] = "<workbook><sheets><sheet name='S' r:id='1'/></sheets></workbook>";
  static const char relations[] =
      "<a><Relationship Id='1' Type='/worksheet' Target='s'/><Relationship Id='2' Type='/sharedStrings' Target='t'/>"
      "<Relationship Id='3' Type='/styles' Target='u'/></a>";
  p->length = p->directory_length = p->parts = 0;
  add_part(p, "xl/workbook.xml", (const uint8_t *)workbook, sizeof workbook - 1);
  add_part(p, "xl/_rels/workbook.xml.rels", (const uint8_t *)relations, sizeof relations - 1);
  static const char *const names[] = {"xl/s", "xl/t", "xl/u"};
  for (int i = 0; i < 3; i++) {
    const uint8_t *end = i < 2 && size ? memchr(data, 0x1E, size) : NULL;
    size_t length = end ? (size_t)(end - data) : size;
    if (length || i == 0) add_part(p, names[i], data, length);
    size -= length + (end != NULL);
    data += length + (end != NULL);
  }
  finish(p);
}

static void read_rows(const uint8_t *data, size_t size) {
  int descriptor = memfd_create("fuzz", 0);
  fuzz_hold(descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size, "a file in memory");
  lseek(descriptor, 0, SEEK_SET);
  grappe_xlsx *xlsx;
  if (grappe_xlsx_open(descriptor, "f", NULL, &xlsx, NULL) != GRAPPE_OK) return;
  grappe_csv_record record;
  while (grappe_xlsx_next(xlsx, 3, &record, NULL) == GRAPPE_OK && record.count) {
    fuzz_hold(record.count >= 3 && record.line > 0, "a row has its width and its number");
    for (size_t i = 0; i < record.count; i++)
      fuzz_hold(strlen(record.fields[i].text) == record.fields[i].length, "a field ends where it says");
  }
  grappe_xlsx_close(xlsx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static package p;
  if (size > 1 << 17) return 0;
  if (size >= 2 && memcmp(data, "PK", 2) == 0) {
    read_rows(data, size);
  } else {
    make_around(&p, data, size);
    read_rows(p.bytes, p.length);
  }
  return 0;
}

#else

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  (void)data;
  (void)size;
  return 0; /* built without what reads workbooks */
}

#endif
