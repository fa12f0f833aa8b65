# Compares the verdicts of Grappe with those of a program that knows true and false only, where both have one.
# usage: awk -f compare_rules.awk OTHER GRAPPE     prints what differs first and how many, and ends with 1; else how many
BEGIN { FS = "\t" }
FNR == NR { verdict[$1, $2] = $3; decided[$1, $2] = $4; next }
!(($1, $2) in verdict) || $3 == "unknown" { next }
{ compared++ }
verdict[$1, $2] != $3 || decided[$1, $2] != $4 {
  if (!failed++) first = $0 " against " verdict[$1, $2] " " decided[$1, $2]
}
END {
  if (failed) print failed " of " compared " differ: " first
  else print compared + 0
  exit failed > 0
}
