/* How far two profiles of shares are apart when the amounts behind them are only known within bounds.
 *
 * Least. With v and w the inverses of the two totals, p lies in [l v, u v] and q in [l' w, u' w], each adding up to 1.
 * As a flow problem its dual has four corners beside zero: what p is surely above q, what q is surely above p, what
 * both together cannot overlap (1 - sum min(u v, u' w)) and what both must fill (sum max(l v, l' w) - 1). The least
 * distance is the greatest of them, a convex function of v and w, and is minimised in one inside the other.
 *
 * Greatest. It is the greatest over sets of items of (share of the set in p) - (its share in q): U / (U + L) with upper
 * bounds inside and lower ones outside for p, the other way round for q. All sets of up to 16 items are tried; beyond,
 * all corners of few bounds; else the range of each share by itself encloses. */
#include <math.h>

#include "statistics/shares_private.h"
#include "statistics/specialisation_private.h"

enum { SETS_OF = 16, CORNERS_OF = 14, STEPS = 80 };
static const double most_work = 4e6; /* corners times items: well below a second */

/* Plain comparisons, where fmax would be a call: this is what the searches spend their time in. */
static double apart_at(const grappe_bounds *p, const grappe_bounds *q, size_t count, double v, double w) {
  double above = 0, below = 0, overlap = 0, filled = 0;
  for (size_t i = 0; i < count; i++) {
    double pl = p[i].low * v, pu = p[i].high * v, ql = q[i].low * w, qu = q[i].high * w;
    above += pl > qu ? pl - qu : 0;
    below += ql > pu ? ql - pu : 0;
    overlap += pu < qu ? pu : qu;
    filled += pl > ql ? pl : ql;
  }
  return fmax(fmax(fmax(above, below), fmax(1 - overlap, filled - 1)), 0);
}

/* The range of the inverse of a total. A total without upper bound has an inverse just above zero: zero times endless
 * would be no number. Where all may be zero, the range ends where no upper bound holds a share back any more. */
static void inverse_range(const grappe_bounds *x, size_t count, double *from, double *to) {
  double low = 0, high = 0, smallest = INFINITY;
  for (size_t i = 0; i < count; i++) {
    low += x[i].low;
    high += x[i].high;
    if (x[i].high > 0) smallest = fmin(smallest, x[i].high);
  }
  *to = low > 0 ? 1 / low : isinf(smallest) ? 1 : 1 / smallest;
  *from = isinf(high) ? *to * 1e-300 : 1 / high;
}

/* One of the two inverses while the other is kept, or is itself the place of the least over the other. */
typedef struct search {
  const grappe_bounds *p, *q;
  size_t count;
  double v;        /* where only w is sought */
  double from, to; /* the range of w */
  int over_v;      /* v is sought, and for each of them w */
} search;

static double least_between(const search *s, double from, double to);

static double apart_for(const search *s, double x) {
  if (!s->over_v) return apart_at(s->p, s->q, s->count, s->v, x);
  search inner = *s;
  inner.v = x;
  inner.over_v = 0;
  return least_between(&inner, s->from, s->to);
}

/* The least of a convex function, by the golden section: each step costs one value. */
static double least_between(const search *s, double from, double to) {
  static const double golden = 0.6180339887498949;
  double least = fmin(apart_for(s, from), apart_for(s, to));
  double a = to - golden * (to - from), b = from + golden * (to - from);
  if (!(to > from)) return least;
  double at_a = apart_for(s, a), at_b = apart_for(s, b);
  for (int step = 0; step < STEPS && a < b && least > 0; step++) {
    least = fmin(least, fmin(at_a, at_b));
    if (at_a <= at_b) {
      to = b;
      b = a;
      at_b = at_a;
      a = to - golden * (to - from);
      at_a = apart_for(s, a);
    } else {
      from = a;
      a = b;
      at_a = at_b;
      b = from + golden * (to - from);
      at_b = apart_for(s, b);
    }
  }
  return fmin(least, fmin(at_a, at_b));
}

double grappe_shares_apart_least(const grappe_bounds *p, const grappe_bounds *q, size_t count) {
  double from, to;
  search s = {.p = p, .q = q, .count = count, .over_v = 1};
  inverse_range(p, count, &from, &to);
  inverse_range(q, count, &s.from, &s.to);
  return least_between(&s, from, to);
}

static double share_of(double inside, double outside) {
  if (isinf(inside)) return 1;
  return inside > 0 ? inside / (inside + outside) : 0;
}

static grappe_bounds share_of_all(grappe_bounds own, double low, double high) {
  return grappe_share_range(own, fmax(low - own.low, 0), isinf(high) ? INFINITY : fmax(high - own.high, 0));
}

/* What all shares of p can be above those of q, each by itself, and below them: as much above as below in truth. */
static double apart_by_shares(const grappe_bounds *p, const grappe_bounds *q, size_t count) {
  double sums[4] = {0}, above = 0, below = 0;
  for (size_t i = 0; i < count; i++) {
    sums[0] += p[i].low;
    sums[1] += p[i].high;
    sums[2] += q[i].low;
    sums[3] += q[i].high;
  }
  for (size_t i = 0; i < count; i++) {
    grappe_bounds x = share_of_all(p[i], sums[0], sums[1]), y = share_of_all(q[i], sums[2], sums[3]);
    above += fmax(x.high - y.low, 0);
    below += fmax(y.high - x.low, 0);
  }
  return fmin(fmin(above, below), 1);
}

/* How many corners the bounds of both have; 0 where they are too many to try, or some lie at infinity. */
static unsigned corners_of(const grappe_bounds *p, const grappe_bounds *q, size_t count) {
  int open = 0;
  for (size_t i = 0; i < count; i++) {
    if (isinf(p[i].high) || isinf(q[i].high)) return 0;
    open += (p[i].high > p[i].low) + (q[i].high > q[i].low);
    if (open > CORNERS_OF) return 0;
  }
  return ldexp((double)count, open) > most_work ? 0 : 1u << open;
}

/* The amount at the corner; each open one takes a bit of it. */
static double at_corner(grappe_bounds b, unsigned *corner) {
  if (!(b.high > b.low)) return b.low;
  double x = *corner & 1 ? b.high : b.low;
  *corner >>= 1;
  return x;
}

/* For each set of items its shares rise or fall with every amount, so that the greatest distance is at a corner. */
static double apart_at_corners(const grappe_bounds *p, const grappe_bounds *q, size_t count, unsigned corners) {
  double most = 0;
  for (unsigned corner = 0; corner < corners; corner++) {
    double p_sum = 0, q_sum = 0, apart = 0;
    unsigned bits = corner;
    for (size_t i = 0; i < count; i++) {
      p_sum += at_corner(p[i], &bits);
      q_sum += at_corner(q[i], &bits);
    }
    if (p_sum == 0 || q_sum == 0) continue; /* no shares there */
    bits = corner;
    for (size_t i = 0; i < count; i++) {
      double own = at_corner(p[i], &bits) / p_sum;
      apart += fabs(own - at_corner(q[i], &bits) / q_sum) / 2;
    }
    most = fmax(most, apart);
  }
  return most;
}

double grappe_shares_apart_most(const grappe_bounds *p, const grappe_bounds *q, size_t count, int *found) {
  double most = 0;
  *found = 1;
  if (count > SETS_OF) {
    unsigned corners = corners_of(p, q, count);
    if (corners) return apart_at_corners(p, q, count, corners);
    *found = 0;
    return apart_by_shares(p, q, count);
  }
  for (unsigned long set = 1; set + 1 < 1UL << count; set++) {
    double p_inside = 0, p_outside = 0, q_inside = 0, q_outside = 0;
    for (size_t i = 0; i < count; i++) {
      if (set >> i & 1) {
        p_inside += p[i].high;
        q_inside += q[i].low;
      } else {
        p_outside += p[i].low;
        q_outside += q[i].high;
      }
    }
    /* q has nothing outside the set: all of it is inside, however little */
    double q_share = q_outside > 0 ? share_of(q_inside, q_outside) : 1;
    most = fmax(most, share_of(p_inside, p_outside) - q_share);
  }
  return most;
}
