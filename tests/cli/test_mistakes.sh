#!/bin/sh
# The mistakes that people make, tests/mistakes/NAME.lua, each with what Grappe says of it in three languages: the first
# line of grappe check, or of grappe run where only running can tell.
# With --refresh as the second argument the expected messages are written anew: read the difference before you keep it.
here=$(cd "$(dirname "$0")" && pwd)
refresh=${2:-}
. "$here/library.sh"

told() { # LANGUAGE FILE
  "$grappe" -q --lang "$1" check "$2" >out 2>&1
  if [ $? = 0 ] && ! grep -q 'emark: \|emarque : \|osservazione: ' out; then "$grappe" -q --lang "$1" run "$2" >out 2>&1; fi
  head -1 out
}

count=0
for file in "$here"/../mistakes/*.lua; do
  name=$(basename "$file" .lua)
  cp "$file" .
  for language in en fr it; do printf '%s\n' "$language: $(told $language "$name.lua")"; done >"$name.found"
  expected=$here/../mistakes/$name.expected
  [ "$refresh" = --refresh ] && cp "$name.found" "$expected"
  check "$name" diff "$expected" "$name.found"
  check "$name names its line" is "$(grep -c "^[a-z]*: $name.lua:[0-9]" "$name.found")" 3
  count=$((count + 1))
done
check 'forty at least' [ $count -ge 40 ]
finish
