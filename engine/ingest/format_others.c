/* Columns that a file has beyond those of its format, kept as texts: the dimensions of statistical tables vary. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/format_private.h"

/* A name as scripts write them: the letters and digits of the folded name, parted by '_'. */
static void write_name(const char *folded, grappe_buffer *name) {
  if (!(*folded >= 'a' && *folded <= 'z')) grappe_buffer_add(name, *folded ? "column_" : "column");
  for (int parted = 0; *folded; folded++) {
    int plain = (*folded >= 'a' && *folded <= 'z') || (*folded >= '0' && *folded <= '9');
    if (plain) grappe_buffer_add_char(name, *folded);
    if (!plain && !parted && folded[1]) grappe_buffer_add_char(name, '_');
    parted = !plain;
  }
}

static int is_taken(const grappe_plan *plan, const char *name) {
  const char *period = plan->format->period_target ? plan->format->period_target : "period";
  if (plan->wide_count && strcmp(name, period) == 0) return 1;
  for (size_t f = 0; f < plan->field_count; f++) {
    const grappe_format_field *field = plan->fields[f].field;
    if (strcmp(field->target, name) == 0 || (field->flags_target && strcmp(field->flags_target, name) == 0)) return 1;
  }
  return 0;
}

static char *new_name(const grappe_plan *plan, const char *folded) {
  grappe_buffer name = {0};
  write_name(folded, &name);
  size_t length = name.length;
  for (int number = 2; !grappe_buffer_failed(&name) && is_taken(plan, grappe_buffer_text(&name)); number++) {
    grappe_buffer longer = {0};
    grappe_buffer_addf(&longer, "%.*s_%d", (int)length, grappe_buffer_text(&name), number);
    grappe_buffer_free(&name);
    name = longer;
  }
  return grappe_buffer_take(&name);
}

grappe_code plan_keep_others(grappe_plan *plan, const format_names *names, grappe_error *error) {
  plan->others = grappe_alloc_zero(plan->unused_count + 1, sizeof *plan->others);
  plan->other_names = grappe_alloc_zero(plan->unused_count + 1, sizeof *plan->other_names);
  if (!plan->others || !plan->other_names) return grappe_fail_memory(error);
  for (size_t i = 0; i < plan->unused_count; i++) {
    size_t column = plan->unused[i];
    char *name = plan->other_names[i] = new_name(plan, names->folded[column]);
    if (!name) return grappe_fail_memory(error);
    plan->others[i] = (grappe_format_field){.target = name};
    plan_field *planned = &plan->fields[plan->field_count++];
    plan_field_begin(planned, &plan->others[i]);
    planned->column = (int)column;
  }
  plan->unused_count = 0;
  return GRAPPE_OK;
}

void plan_free_others(grappe_plan *plan) {
  for (char **name = plan->other_names; name && *name; name++) grappe_free(*name);
  grappe_free(plan->other_names);
  grappe_free(plan->others);
}
