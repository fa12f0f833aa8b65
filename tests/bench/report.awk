# The table of a measurement, as Markdown that lines up in a terminal too; or as JSON (-v json=1).
# usage: awk -v threads=N -v rows=N -f report.awk targets.tsv results.tsv
# results.tsv: question, engine, threads, cold, median, least, user time (milliseconds), parted by tabs; or "failed" in
# place of the numbers. q9_size has megabytes.
BEGIN { FS = "\t" }

FNR == NR { order[++count] = $1; title[$1] = $2; measure[$1] = $3; target[$1] = $4; speed_up[$1] = $5; next }

{
  key = $1 SUBSEP $2 SUBSEP $3
  seen[$1] = 1
  if ($4 == "failed") { failed[key] = 1; next }
  cold[key] = $4; median[key] = $5; least[key] = $6; user[key] = $7
  line[++lines] = key
}

function time(question, engine, n, key, value) {
  key = question SUBSEP engine SUBSEP n
  if (key in failed) return "failed"
  if (!(key in median)) return "-"
  value = median[key]
  if (measure[question] == "mb") return sprintf("%.0f MB", value)
  if (value >= 9999.5) return sprintf("%.1f s", value / 1000)
  return sprintf(value < 1 ? "%.3f ms" : value < 100 ? "%.1f ms" : "%.0f ms", value)
}

function at(question, engine, n, key) {
  key = question SUBSEP engine SUBSEP n
  return key in median ? median[key] : 0
}

function ratio(a, b) { return a > 0 && b > 0 ? sprintf("%.1f", a / b) : "-" }

function width(text, n, rest) { # characters, not bytes, whatever awk this is
  rest = text
  gsub(/[\200-\277]/, "", rest)
  return length(rest)
}

function put(row, column, text) {
  table[row, column] = text
  if (width(text) > widest[column]) widest[column] = width(text)
}

function pad(text, n) { while (width(text) < n) text = text " "; return text }

function verdict(question, mine, theirs) {
  if (measure[question] == "ratio") {
    if (!(mine > 0 && theirs > 0)) return "-"
    return theirs / mine >= target[question] ? "yes" : "no"
  }
  if (!(mine > 0)) return "-"
  if (measure[question] == "row") mine = mine * 1e6 / rows
  return mine < target[question] ? "yes" : "no"
}

function wanted(question) {
  if (measure[question] == "ratio") return "≥ " target[question] "×"
  if (measure[question] == "row") return "< " target[question] " ns a row"
  if (measure[question] == "mb") return "≤ " target[question] " MB"
  return "< " target[question] " ms"
}

function as_json(i, part, key) {
  printf "{\"rows\": %d, \"threads\": %d, \"results\": [", rows, threads
  for (i = 1; i <= lines; i++) {
    key = line[i]
    split(key, part, SUBSEP)
    printf "%s\n  {\"question\": \"%s\", \"engine\": \"%s\", \"threads\": %d, ", (i > 1 ? "," : ""), part[1], part[2], part[3]
    if (part[1] == "q9_size") printf "\"megabytes\": %.1f}", median[key]
    else printf "\"cold\": %s, \"median\": %s, \"least\": %s, \"user\": %s}", cold[key], median[key], least[key], user[key]
  }
  print "\n]}"
}

END {
  if (json) { as_json(); exit }
  split("question;Grappe, 1 thread;Grappe, " threads " threads;Grappe, first run;DuckDB, " threads \
    " threads;sqlite3;DuckDB / Grappe;target;reached;1 / " threads " threads;target;reached", heading, ";")
  columns = 12
  for (c = 1; c <= columns; c++) put(0, c, heading[c])
  for (i = 1; i <= count; i++) {
    q = order[i]
    if (!(q in seen)) continue
    row++
    own = q == "start" || q == "q9_size" ? 1 : threads
    mine = at(q, "grappe", own); theirs = at(q, "duckdb", own)
    if (q == "rules") { # on one core, beside a program of its own kind
      mine = at(q, "grappe", 1); theirs = at(q, "json-rules-engine", 1)
    }
    put(row, 1, (q ~ /_|start/ ? "" : toupper(q) " ") title[q])
    put(row, 2, time(q, "grappe", 1))
    put(row, 3, own == threads ? time(q, "grappe", threads) : "")
    put(row, 4, (q SUBSEP "grappe" SUBSEP own) in cold && q !~ /q9/ ? sprintf("%.0f ms", cold[q, "grappe", own]) : "")
    put(row, 5, q == "rules" ? time(q, "json-rules-engine", 1) " (json-rules-engine)" : time(q, "duckdb", own))
    put(row, 6, time(q, "sqlite3", 1))
    put(row, 7, q == "q9_size" ? "" : ratio(theirs, mine))
    put(row, 8, wanted(q))
    put(row, 9, verdict(q, mine, theirs))
    put(row, 10, own == threads && threads > 1 ? ratio(at(q, "grappe", 1), at(q, "grappe", threads)) : "")
    put(row, 11, speed_up[q] == "-" || threads != 2 ? "" : "≥ " speed_up[q] "×")
    put(row, 12, table[row, 11] == "" ? "" : at(q, "grappe", 1) / (mine > 0 ? mine : 1) >= speed_up[q] && mine > 0 ? "yes" : "no")
  }
  for (r = 0; r <= row; r++) {
    text = "|"
    for (c = 1; c <= columns; c++) text = text " " pad(table[r, c], widest[c]) " |"
    print text
    if (r == 0) {
      text = "|"
      for (c = 1; c <= columns; c++) { rule = ""; while (length(rule) < widest[c] + 2) rule = rule "-"; text = text rule "|" }
      print text
    }
  }
}
