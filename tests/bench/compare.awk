# Compares the answers of two engines, sorted: texts must be the same, numbers within 1e-9 of each other.
# usage: awk -f compare.awk FIRST SECOND     prints the first difference and ends with 1
# 01001 is a code: the same only where it is written the same
function is_number(text) { return text ~ /^-?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?$/ }

function same(a, b, distance, size) {
  if (a == b) return 1
  if (!is_number(a) || !is_number(b)) return 0
  distance = a - b; size = a + 0
  if (distance < 0) distance = -distance
  if (size < 0) size = -size
  return distance <= 1e-9 * (size > 1 ? size : 1)
}

function differ() {
  printf "row %d: \"%s\" against \"%s\"\n", FNR, $0, other
  failed = 1
  exit 1
}

BEGIN { FS = "\t"; second = ARGV[2]; ARGC = 2 }

{
  if ((getline other < second) <= 0) other = "(nothing)"
  count = split(other, fields, "\t")
  if (count != NF) differ()
  for (i = 1; i <= NF; i++) if (!same($i, fields[i])) differ()
}

END {
  if (failed) exit 1
  if ((getline other < second) > 0) { print "the second has more rows: \"" other "\""; exit 1 }
}
