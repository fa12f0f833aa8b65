#!/bin/sh
# Holds the rules of the house (docs/design.md): what may stand where, and who may know whom.
# usage: check.sh CHECKOUT. Prints each breach with its place, and one closing line; status 1 when there was one.
set -u
LC_ALL=C
export LC_ALL
cd "${1:-.}" || exit 2
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT
passed=0
failed=0

# rule NAME: what stands in $found are the breaches.
rule() {
  if [ -s "$found" ]; then
    failed=$((failed + 1))
    sed "s#^#$1: #" "$found"
  else
    passed=$((passed + 1))
  fi
}

sources() { # FOLDER… : their C files and headers
  find "$@" -type f \( -name '*.c' -o -name '*.h' \) | sort
}

# No Lua anywhere inside the engine.
sources engine | xargs grep -nE '#[[:space:]]*include[[:space:]]*[<"](lua|lauxlib|lualib)' >"$found"
rule 'the engine knows no Lua'

# A room includes its own headers and those of rooms of a lower rank, by "room/name.h"; only what lies below.
sources engine bindings | xargs awk '
  BEGIN {
    n = split("base:1 text:2 model:2 figure:3 store:3 statistics:4 column:4 territory:4 query:5 ingest:6 publish:6" \
      " state:7 api:8 shell:9 program:10", rooms, " ")
    for (i = 1; i <= n; i++) { split(rooms[i], part, ":"); rank[part[1]] = part[2] }
  }
  FNR == 1 { split(FILENAME, path, "/"); room = path[2] }
  !(room in rank) && FNR == 1 { print FILENAME ": there is no room " room " in the house" }
  /^[[:space:]]*#[[:space:]]*include[[:space:]]*"/ {
    header = $0
    sub(/^[^"]*"/, "", header)
    sub(/".*/, "", header)
    split(header, part, "/")
    other = part[1]
    place = FILENAME ":" FNR ": "
    if (index(header, "/") == 0) print place "\"" header "\" is to be written \"" room "/" header "\""
    else if (!(other in rank)) print place "\"" header "\" is in no room"
    else if (other != room && rank[other] >= rank[room]) print place room " may not know " other
    else if (other != room && header ~ /_private\.h$/) print place header " is private to " other
  }' >"$found"
rule 'rooms know only what lies below'

# A file fits in a reader's head.
git ls-files -co --exclude-standard 2>/dev/null | grep -E '\.(c|h|lua|sh|cmake)$|^bootstrap$|^CMakeLists.txt$' |
  while read -r file; do
    [ -f "$file" ] || continue
    lines=$(wc -l <"$file")
    [ "$lines" -le 600 ] || echo "$file: $lines lines"
  done >"$found"
rule 'no file past 600 lines'

# Nothing else at the top level.
git ls-files -co --exclude-standard 2>/dev/null | cut -d/ -f1 | sort -u | grep -vxF 'CMakeLists.txt
CMakePresets.json
README.md
LICENSE
bootstrap
engine
scripts
bindings
data
tests
docs
.ci
.gitignore
.clang-format
.clang-tidy' >"$found"
rule 'nothing else at the top level'

# Nothing left open. (The words are put together here so that this file may be read too.)
open_words="TO""DO|FIX""ME|X""XX|HA""CK"
git ls-files -co --exclude-standard 2>/dev/null | grep -E '\.(c|h|lua|sh|md|txt|json|in)$|^bootstrap$|^\.ci/run$' |
  while read -r file; do
    [ -f "$file" ] && grep -HnE "(^|[^A-Za-z_])($open_words)([^A-Za-z_]|\$)" "$file"
  done >"$found"
rule 'nothing left open'

# Nothing prints or exits below the program; the shell writes to the streams it is handed. Comments and texts aside.
sources engine bindings/state bindings/api bindings/shell | xargs awk '
  FNR == 1 { inside = 0 }
  {
    line = $0
    gsub(/\\\\/, "", line)
    gsub(/\\"/, "", line)
    gsub(/"[^"]*"/, "\"\"", line)
    if (inside) { if (!sub(/^.*\*\//, "", line)) next; inside = 0 }
    gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", line)
    if (sub(/\/\*.*/, "", line)) inside = 1
    sub(/\/\/.*/, "", line)
    if (line ~ /__attribute__/) gsub(/format\(printf/, "", line)
    if (line ~ /(^|[^A-Za-z0-9_>.])(printf|vprintf|puts|putchar|perror|exit|_exit|quick_exit|abort)[[:space:]]*\(/ ||
        line ~ /(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)/)
      print FILENAME ":" FNR ": " $0
  }' >"$found"
rule 'nothing prints or exits below the program'

# Memory of the engine goes through base/memory, so that each allocation can be made to fail.
sources engine | grep -v '^engine/base/memory\.c$' |
  xargs grep -nE '(^|[^A-Za-z0-9_>.])(malloc|calloc|realloc|strdup|strndup)[[:space:]]*\(' >"$found"
rule 'memory of the engine goes through base/memory'

# No path of somebody's machine.
machine="wo""rk|ro""ot|ho""me/[a-z]|Us""ers"
git ls-files -co --exclude-standard 2>/dev/null | grep -vE '\.(csv|geojson)$' |
  while read -r file; do
    [ -f "$file" ] && grep -HnIE "(^|[^A-Za-z0-9_.~])/($machine)(/|[[:space:]]|\"|\$)" "$file"
  done >"$found"
rule 'no path of a machine'

# Texts that would pass for a test that cannot fail: a unit test without an assertion.
find tests/unit -name 'test_*.c' 2>/dev/null | sort |
  while read -r file; do
    grep -q 'assert_' "$file" || echo "$file: asserts nothing"
  done >"$found"
rule 'a test can fail'

echo "house: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
