/* The geography that a dataset is on. */
#include "query/scan_private.h"

/* The last day of the periods in its rows; GRAPPE_DAY_FIRST where there are none. */
static grappe_code last_period(grappe_dataset *dataset, grappe_day *last, grappe_error *error) {
  *last = GRAPPE_DAY_FIRST;
  for (size_t c = 0; c < grappe_dataset_columns(dataset); c++) {
    const grappe_period *periods;
    size_t count;
    if (grappe_dataset_column_at(dataset, c)->kind != GRAPPE_DATASET_PERIOD) continue;
    grappe_code code = grappe_dataset_periods(dataset, c, &periods, &count, error);
    if (code) return code;
    for (size_t i = 0; i < count; i++)
      if (periods[i].to != GRAPPE_DAY_LAST && periods[i].to > *last) *last = periods[i].to;
  }
  return GRAPPE_OK;
}

grappe_code scan_geography(grappe_dataset *dataset, grappe_snapshot *snapshot, grappe_day *day, int *stated,
                           grappe_error *error) {
  const grappe_dataset_about *about = &grappe_dataset_about_of(dataset)->about;
  grappe_period edition;
  *stated = about->geography && about->geography[0];
  *day = query_geography_day(snapshot, about->geography);
  if (*day > GRAPPE_DAY_FIRST) return GRAPPE_OK;
  if (*stated) { /* an edition whose territories are not there: the year in its name */
    *day = scan_when(dataset).from;
    return GRAPPE_OK;
  }
  grappe_code code = last_period(dataset, day, error);
  if (code) return code;
  if (*day == GRAPPE_DAY_FIRST && grappe_period_parse(about->edition, &edition, NULL) == GRAPPE_OK &&
      edition.to != GRAPPE_DAY_LAST)
    *day = edition.to;
  if (*day == GRAPPE_DAY_FIRST) *day = grappe_today();
  *day = grappe_geography_of_period((grappe_period){GRAPPE_DAY_FIRST, *day});
  return GRAPPE_OK;
}

int grappe_scan_has_places(const grappe_scan *scan) {
  return scan_place_column(scan->dataset) >= 0;
}

grappe_code grappe_scan_geography(const grappe_scan *scan, grappe_day *day, int *stated, grappe_error *error) {
  grappe_snapshot *snapshot;
  grappe_code code = grappe_observatory_snapshot(scan->observatory, &snapshot, error);
  if (code) return code;
  code = scan_geography(scan->dataset, snapshot, day, stated, error);
  grappe_snapshot_release(snapshot);
  return code;
}
