/* Axes: round numbers that enclose the values. */
#include <math.h>

#include "base/language.h"
#include "publish/drawing_private.h"
#include "text/number.h"

enum { TICKS = 5 };

static double round_step(double span) {
  double rough = span / TICKS, power = pow(10, floor(log10(rough))), part = rough / power;
  return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
}

static void take(double value, double *low, double *high) {
  if (!isfinite(value)) return;
  if (isnan(*low) || value < *low) *low = value;
  if (isnan(*high) || value > *high) *high = value;
}

drawing_scale drawing_scale_of(const grappe_drawing *drawing, int zero, size_t first_series, size_t series) {
  double low = NAN, high = NAN;
  for (size_t s = first_series; s < first_series + series; s++)
    for (size_t i = 0; i < drawing->labels; i++) {
      const drawing_mark *mark = drawing_mark_at(drawing, s, i);
      if (!mark->there || mark->presence != GRAPPE_PRESENT) continue;
      take(mark->bounds.low, &low, &high);
      take(mark->bounds.high, &low, &high);
      take(mark->value, &low, &high);
    }
  if (isnan(low)) low = high = 0;
  /* far from zero: the axis may begin elsewhere, and its numbers say so */
  if (zero || (low > 0 && low < high / 2)) low = low > 0 ? 0 : low;
  if (zero || (high < 0 && high > low / 2)) high = high < 0 ? 0 : high;
  if (low == high) {
    if (zero || low == 0) {
      high = low + 1;
    } else {
      double around = fabs(low) / 2;
      low -= around;
      high += around;
    }
  }
  drawing_scale scale = {.step = round_step(high - low)};
  scale.low = floor(low / scale.step + 1e-9) * scale.step;
  scale.high = ceil(high / scale.step - 1e-9) * scale.step;
  return scale;
}

double drawing_scaled(const drawing_scale *scale, double value, double from, double to) {
  double part = (value - scale->low) / (scale->high - scale->low);
  if (part < 0) part = 0;
  if (part > 1) part = 1;
  return from + part * (to - from);
}

void drawing_tick_text(const drawing_scale *scale, double tick, grappe_buffer *out) {
  int decimals = (int)-floor(log10(scale->step) + 1e-9);
  if (fabs(tick) < scale->step / 2) tick = 0;
  grappe_number_display(tick, GRAPPE_DIGITS_DECIMALS, decimals > 0 ? decimals : 0, grappe_language_now(), out);
}
