/* The order in which people look for names: by letters whatever their accents, case or hyphens; then accents (none
 * first); then case (small letters first); then bytes. Spaces come before symbols, these before numbers, these before
 * letters. A run of digits counts by its value: "Site 2" comes before "Site 10".
 *
 * A total order: 0 only for the same bytes. It depends on no locale and allocates nothing, so it may serve qsort. */
#ifndef GRAPPE_TEXT_COLLATE_H
#define GRAPPE_TEXT_COLLATE_H

/* Less than, equal to or greater than 0, as strcmp. */
int grappe_collate(const char *a, const char *b);

#endif
