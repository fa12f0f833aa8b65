/* What the writer of the data package and the reader of its rows share. */
#ifndef GRAPPE_PUBLISH_DATAPACKAGE_PRIVATE_H
#define GRAPPE_PUBLISH_DATAPACKAGE_PRIVATE_H

#include "model/model.h"

/* Whether `code` alone is the key: only then does one code say which row is meant. */
int grappe_datapackage_keyed_by_code(const grappe_entity *entity);

#endif
