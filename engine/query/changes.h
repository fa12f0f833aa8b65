/* The audit trail as a frame. */
#ifndef GRAPPE_QUERY_CHANGES_H
#define GRAPPE_QUERY_CHANGES_H

#include "query/frame.h"
#include "store/rows.h"

/* One row for each entry of the trail, newest first: at (UTC), command, entity (its title in the language that is set),
 * row (its code or key then), action in words, field, before and after as files have them. A cell that was empty is
 * unknown; field, before and after of a row that is new do not apply. Where entries are confidential the column
 * `confidentiality` says so (publish/disclosure.h). */
grappe_code grappe_changes(grappe_observatory *observatory, const grappe_changes_asked *asked, grappe_frame **frame,
                           grappe_error *error);

#endif
