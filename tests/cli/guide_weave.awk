# Weaves what the commands of a page said (see guide_plan.awk) into the page: where the page says the same it stays as it is.
# Variables: page, steps, differing (file that gets the place of each difference), unfailing (file for commands that failed unsaid).

function complain(line, text) { print page ":" line ": " text >differing }

# read_answer FILE: its lines are answer[1] to answer[answers]
function read_answer(file,   line, known, position) {
  answers = 0
  known = 0
  while ((getline line <file) > 0) { known = 1; answer[++answers] = line }
  close(file)
  return known
}

# read_session FILE: the same by entry, from the line at which each one begins in the page: said[entry, n], count[entry]
function read_session(file,   line, number) {
  number = 0
  while ((getline line <file) > 0) {
    if (line ~ /^stdin:[0-9]+: end of entry [0-9]+$/) {
      sub(/.* /, "", line)
      for (i = 1; i <= number; i++) said[line, i] = part[i]
      count[line] = number
      number = 0
    } else part[++number] = line
  }
  close(file)
}

# In the shell an entry's lines are counted from 1; fed from a file, from the file's first line.
function as_in_shell(line, first,   number, digits, sign) {
  if (match(line, /^stdin:[0-9]+:/)) {
    number = substr(line, 7, RLENGTH - 7)
    return "shell:" (number - first + 1) substr(line, RLENGTH)
  }
  if (match(line, /^ *[0-9]+ \| /)) {
    digits = substr(line, 1, RLENGTH - 3)
    return sprintf("%" length(digits) "d", digits - first + 1) substr(line, RLENGTH - 2)
  }
  return line
}

function same(   e, a, any, from) {
  e = a = 1
  any = 0
  while (a <= answers) {
    if (e <= expected && expectation[e] == "…") {
      any = e++
      from = a
    } else if (e <= expected && expectation[e] == answer[a]) {
      e++
      a++
    } else if (any) { # the line "…" stands for one line more
      e = any + 1
      a = ++from
    } else return 0
  }
  while (e <= expected && expectation[e] == "…") e++
  return e > expected
}

function compare(line,   i, blank, cut, tail) {
  blank = 0
  while (expected && expectation[expected] == "") { expected--; blank++ }
  while (answers && answer[answers] == "") answers--
  if (same()) {
    for (i = 1; i <= expected; i++) print expectation[i]
  } else {
    complain(line, "something else is said")
    cut = 0
    for (i = 1; i <= expected; i++) if (expectation[i] == "…") cut = cut ? -1 : i
    tail = expected - cut
    if (cut <= 0 || cut - 1 + tail >= answers) {
      cut = answers + 1
      tail = 0
    }
    for (i = 1; i < cut; i++) print answer[i]
    if (cut <= answers) print "…"
    for (i = answers - tail + 1; i <= answers; i++) print answer[i]
  }
  while (blank--) print ""
}

# what was expected of the command or entry that is open is complete
function end_answer(   i) {
  if (!open) return
  if (entry) {
    answers = count[entry]
    if (!(entry in count)) complain(entry, "the shell did not come this far")
    for (i = 1; i <= answers; i++) answer[i] = as_in_shell(said[entry, i], first)
    compare(entry)
  } else if (session_follows) { # what the shell says at its start is not repeated
    for (i = 1; i <= expected; i++) print expectation[i]
  } else {
    if (!read_answer(steps "/" open ".out") && (getline line <(steps "/" open ".status")) <= 0) complain(open, "was not run")
    compare(open)
  }
  open = entry = expected = session_follows = 0
}

/^```/ {
  end_answer()
  console = !inside && $0 == "```console"
  inside = !inside
  print
  next
}

!console { print; next }

/^\$ / {
  end_answer()
  if (failed && $0 != "$ echo $?") complain(failed, "the command ended in " status ": the next one is to be '$ echo $?', or it is a mistake")
  failed = 0
  print
  open = opened = NR
  at_command = 1
  fed = 0
  if ((getline status <(steps "/" open ".status")) > 0) close(steps "/" open ".status")
  else status = 0
  if ((getline ignored <(steps "/" open ".in")) > 0) {
    close(steps "/" open ".in")
    read_session(steps "/" open ".out")
    fed = session_follows = 1
  } else if (status >= 2) failed = open
  next
}

at_command && /^> / { print; next }
{ at_command = 0 }

fed && /^grappe> / {
  begins = session_follows
  end_answer()
  first = begins ? 1 : first + lines + 1 # after each entry stands a line with its mark
  print
  open = entry = NR
  lines = 1
  next
}

fed && /^   \.\.\.> / {
  print
  lines++
  next
}

{ expectation[++expected] = $0 }

END { if (failed) complain(failed, "the command ended in " status ": the next one is to be '$ echo $?', or it is a mistake") }
