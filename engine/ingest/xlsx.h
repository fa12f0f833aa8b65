/* Rows of a sheet of a workbook (XLSX), read as the sheet streams out of the file.
 *
 * Shared strings and inline ones, numbers, dates and times by the number format of their cell, truth values, errors by
 * their text (#N/A). What becomes of numbers: in canonical form; dates 2018-03-31 or 2018-03-31T12:30:00, times
 * 12:30:00; with the leading zeros that a format of zeros only shows (00000); a percentage as people see it (53.1 %).
 * Formulas count as the value that was saved with them. Memory: one row (1 MiB at most), and the shared strings (256
 * MiB at most). Built without libzip and expat, opening fails with the name of the package. */
#ifndef GRAPPE_INGEST_XLSX_H
#define GRAPPE_INGEST_XLSX_H

#include "ingest/csv.h"

typedef struct grappe_xlsx grappe_xlsx;

/* The descriptor is the reader's from now on, also where this fails. `name` is for messages and must outlive the
 * reader. `sheet`: its name, whatever its case and accents; NULL: the first that is not hidden. */
grappe_code grappe_xlsx_open(int descriptor, const char *name, const char *sheet, grappe_xlsx **xlsx,
                             grappe_error *error);
void grappe_xlsx_close(grappe_xlsx *xlsx); /* NULL is allowed */

/* The next row that is not empty: at least `width` fields, and as many as its last cell that is not empty needs; count
 * 0 at the end. Line is the row's number, column the column's, both from 1. */
grappe_code grappe_xlsx_next(grappe_xlsx *xlsx, size_t width, grappe_csv_record *record, grappe_error *error);

const char *grappe_xlsx_sheet(const grappe_xlsx *xlsx);
/* Bytes of the sheet read and in all, as stored. */
uint64_t grappe_xlsx_stored_read(const grappe_xlsx *xlsx);
uint64_t grappe_xlsx_stored_size(const grappe_xlsx *xlsx);
/* "A" for 1, "AB" for 28. */
const char *grappe_xlsx_column_letters(size_t column, char letters[8]);

#endif
