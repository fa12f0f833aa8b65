#include "publish/disclosure.h"

#include <math.h>

int grappe_disclosure_free(const grappe_figure *figure) {
  return grappe_figure_read(figure)->conf_status == 'F';
}

grappe_code grappe_disclose(grappe_figure *figure, grappe_figure **shown, grappe_error *error) {
  if (grappe_disclosure_free(figure)) {
    *shown = grappe_figure_keep(figure);
    return GRAPPE_OK;
  }
  grappe_figure_parts parts = *grappe_figure_read(figure);
  parts.presence = GRAPPE_SUPPRESSED;
  parts.bounds = grappe_bounds_all();
  parts.value = NAN;
  parts.about = 0;
  parts.operation = "observation";
  parts.reason = "";
  parts.inputs = NULL;
  parts.input_count = 0;
  *shown = grappe_figure_new(&parts);
  return *shown ? GRAPPE_OK : grappe_fail_memory(error);
}
