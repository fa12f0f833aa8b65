#!/bin/sh
# grappe check: what it finds in files, what it mends, circles between indicators, and that what is shipped is clean.
here=$(dirname "$0")
. "$here/library.sh"

check 'the shipped scripts' ends 0 check
check 'have no mistake' grep -q ' 0 mistakes' out

check 'an observatory' ends 0 init obs --example
cd obs || exit 2
cat >scripts/indicators/first.lua <<'LUA'
return indicator {
  id = "first", title = { en = "a", fr = "b", it = "c" }, level = "region", reference = "r",
  description = { en = "a", fr = "b", it = "c" }, examples = {},
  compute = function(region, period) return indicators.second(region, period) end,
}
LUA
sed 's/"first"/"second"/; s/indicators.second/indicators.first/' scripts/indicators/first.lua >scripts/indicators/second.lua
check 'indicators that need each other' ends 1 check
check 'are told, with the circle' writes 'in a circle: first, second, first'
check 'and the place' grep -q 'second.lua:4:' out
rm scripts/indicators/second.lua
check 'one that is not there' ends 1 check scripts/indicators/first.lua
check 'is told' writes "there is no 'second' among the indicators"
rm scripts/indicators/first.lua
cat >scripts/rules/places.lua <<'LUA'
return rule {
  id = "places", applies_to = "training_programme", title = { en = "a", fr = "b", it = "c" }, reference = "r",
  parameters = { least = { always = 10, reference = "r" }, spare = { always = 1, reference = "r" } },
  requires = { { "has places", function(p, at) return p.capacty >= at.leest * figure "1 place" end } },
  examples = {},
}
LUA
check 'a rule' ends 1 check
check 'whose field is not there' writes "did you mean 'capacity'"
check 'whose parameter is not there' writes "did you mean 'least'"
check 'whose parameter serves nothing' writes "the parameter 'spare' is used by no requirement"
check 'for programs' ends 1 check --format json
check 'as JSON' grep -q '"line":4,"column":[0-9]*,"severity":"mistake"' out
rm scripts/rules/places.lua
cat >wrong.lua <<'LUA'
return indicator { id = "wrong", title = { en = "a", fr = "b", it = "c" }, level = "regoin", compute = 3 }
LUA
check 'a declaration that is refused' ends 1 check wrong.lua
check 'is told with its line' grep -q '^wrong.lua:1:' out

cat >types.lua <<'LUA'
return sites:top("three"):within(28):near("Rouen (commune)", "50 miles")
LUA
check 'values of another kind' ends 1 check types.lua
check 'for a count' writes "expected a whole number of rows, found 'three'"
check 'for a place' writes "expected a territory's name or row"
check 'for a distance' writes "'miles' is not a unit"

# --- mending
printf 'total = sites.count()\nif total != figure “3 sites” then print(total,\302\240"é") end\n' >mend.lua
check 'what can be mended' ends 1 check --fix mend.lua
check 'is' is "$(cat mend.lua)" 'local total = sites:count()
if total ~= figure "3 sites" then print(total, "é") end'
check 'and counted' says '6 places were mended'
check 'the rest stays told' writes 'is refused between figures'
cp mend.lua before.lua
check 'mending again' ends 1 check --fix mend.lua
check 'changes nothing' cmp -s mend.lua before.lua
printf 'local x = 1 + 1\nreturn x' >fine.lua
check 'a right script' ends 0 check --fix fine.lua
check 'is not touched' is "$(cat fine.lua)" 'local x = 1 + 1
return x'
check 'a file that is not there' ends 3 check nowhere.lua
check 'is told' says 'nowhere.lua'
awk 'BEGIN { printf "return "; for (i = 0; i < 20000; i++) printf "("; print "" }' >deep.lua
check 'what is nested without end' ends 1 check deep.lua
check 'is told' writes 'nested too deep'
check 'also when it is run' ends 4 run deep.lua
check 'with its place' says 'deep.lua:1: expressions'
printf 'return \200\377\n' >bytes.lua
check 'bytes that are no text' ends 1 check bytes.lua
check 'are made harmless' grep -qF '\x80' out
finish
