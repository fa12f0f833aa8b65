#!/bin/sh
# The guide: every example in Lua runs on the example observatory, and links between pages lead to pages.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"
docs=$here/../../docs

for page in "$docs"/*.md "$docs"/fr/*.md; do
  name=${page#"$docs"/}
  for link in $(grep -o '](\([^):]*\.md\)' "$page" | sed 's/^](//' | sort -u); do
    check "$name: link to $link" test -f "$(dirname "$page")/$link"
  done
  grep -q '^```lua' "$page" || continue
  [ "$name" != datasets.md ] || continue # its examples ask a file that is downloaded first
  awk '/^```lua/ { print "do"; inside = 1; next } /^```/ { if (inside) print "end"; inside = 0; next } inside' \
    "$page" >page.lua
  check "examples of $name" ends 0 run page.lua
done
finish
