/* Days and periods as people read them. */
#ifndef GRAPPE_TEXT_DAY_H
#define GRAPPE_TEXT_DAY_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/language.h"

/* "4 February 2019", "4 février 2019" (the first is "1er"), "4 febbraio 2019" (the first is "1º"). */
void grappe_day_display(grappe_day day, grappe_language language, grappe_buffer *out);

/* "2018", "March 2018", a day as above, "2018–2019", "1 January 2018 – 30 June 2019", "until 2018", "from 2018";
 * nothing for all of time. */
void grappe_period_display(grappe_period period, grappe_language language, grappe_buffer *out);

#endif
