# Adds up what the tests counted. Reads the LastTest.log files of ctest; prints each test's closing lines and the total
# as the last line: "N passed, N failed" (", N skipped" where some were).
#
# A test counts by cmocka's closing lines, or by a line "N passed, N failed" of its own; one that has neither counts as
# one by its status. A test that fails without counting a failure (a crash, a time-out) adds one.

function begin() {
  p = f = s = 0
  counted = 0
  lines = ""
}

function keep(line) {
  lines = lines line "\n"
  counted = 1
}

/^[0-9]+\/[0-9]+ Testing: / {
  name = $3
  begin()
  next
}

/^\[  PASSED  \] [0-9]+ test/ { p += $4; keep($0) }
/^\[  FAILED  \] .*[0-9]+ test\(s\), listed below/ { match($0, /[0-9]+ test\(s\)/); f += substr($0, RSTART) + 0; keep($0) }
/^\[  SKIPPED \] .*[0-9]+ test\(s\), listed below/ { match($0, /[0-9]+ test\(s\)/); s += substr($0, RSTART) + 0; keep($0) }

/^([a-z_]+: )?[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ {
  line = $0
  sub(/^[a-z_]+: /, "", line)
  n = split(line, part, /[ ,]+/)
  p += part[1]
  f += part[3]
  if (n >= 6) s += part[5]
  keep($0)
}

/^Test (Passed|Failed)|^Test not run|^Test timeout|^Test Timeout|^\*\*\*/ {
  if (name == "") next
  good = $0 ~ /^Test Passed/
  if (!good && !f) f = 1
  if (good && !counted) p = 1
  if (!counted) lines = (good ? "1 passed, 0 failed" : "0 passed, 1 failed") "\n"
  if (good) { f = 0 }
  printf "%s%s\n%s", name, good ? "" : " FAILED", lines
  passed += p
  failed += f
  skipped += s
  name = ""
}

END {
  if (name != "") { # the log breaks off
    print name " FAILED"
    failed++
  }
  printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
  exit failed > 0 || passed == 0
}
