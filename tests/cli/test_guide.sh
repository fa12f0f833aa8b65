#!/bin/sh
# The guide: every example in Lua runs on the example observatory.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"

for page in rules fr/regles territories statistics indicators publishing fr/publier; do
  awk '/^```lua/ { print "do"; inside = 1; next } /^```/ { if (inside) print "end"; inside = 0; next } inside' \
    "$here/../../docs/$page.md" >page.lua
  check "$page has examples" test -s page.lua
  check "examples of $page" ends 0 run page.lua
done
finish
