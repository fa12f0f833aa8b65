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

cat >arguments.lua <<'LUA'
local a = share(figure "3 jobs")
local b = growth("a", 3)
local c = hhi({ 1, 2 }, { normalized = true })
local d = figures { measur = "members" }
local e = compare({ "memberz" }, { "Normandie" })
local f = sites:order("headcount", "descnding")
local g = training_programmes:where { level = "mastr" }
local h = sites:where { headcount = at_least(figure "3 EUR") }
local i = sites:by(3)
local j = sites:by("activity"):count():shre "count"
local k = gaps("Normandie", { levl = "basin" })
local l = assess(sites, { "tutor_lod" })
return a, b, c, d, e, f, g, h, i, j, k, l
LUA
check 'arguments' ends 1 check arguments.lua
check 'each line has its mistake' is "$(sed -n 's/^arguments.lua:\([0-9]*\):.*/\1/p' out | tr '\n' ' ')" '1 2 3 4 5 6 7 8 9 10 11 12 '
check 'a value too few' writes '2 needed, 1 given'
check 'a text for a figure' writes "expected a figure or a number, found 'a'"
check 'an option' writes "there is no option 'normalized': did you mean 'normalised'"
check 'a code' writes "nothing is called 'mastr': did you mean 'master'"
check 'a choice' writes "expected \"ascending\" or \"descending\", found 'descnding'"
check 'what groups give' writes "a frame has nothing called 'shre': did you mean 'share'"
cat >right.lua <<'LUA'
local ordered = sites:order("headcount", "descending"):top(3)
local total = sites:by("activity", "commune.region"):sum "headcount"
local near = sites:near({ 1.1, 49.4 }, "10 km"):count()
local both = sites:where { headcount = all_of(at_least(10), at_most(figure "100 jobs")), activity = is_known() }
local within = sums_within(sites, "region", "headcount")
local change = hhi({ 1, 2 }, { normalised = true })
local direct = figures { measure = "pharma_jobs", territory = "Normandie", period = 2018, on = "2018-12-31" }
local function inner(a, ...)
  local rest = { ... }
  return a, #rest
end
local one = inner(inner(1, 2))
for _, place in ipairs { "Normandie", "Bretagne (region)" } do
  if not known(sites:within(place):sum "headcount") then print(place) end
end
goto done
::done::
return ordered, total, near, both, within, change, direct, one, ("x"):rep(3), growth(1, 2), loaded "nothing.of_it"
LUA
check 'what is right' ends 0 check right.lua
check 'is left alone' writes '1 file, 0 mistakes, 0 remarks'
cat >scripts/indicators/of_money.lua <<'LUA'
return indicator {
  id = "of_money", title = { en = "a", fr = "b", it = "c" }, unit = "EUR", level = "region", reference = "r",
  description = { en = "a", fr = "b", it = "c" }, examples = {},
  compute = function(region)
    local posts = function() return sites:within(region):sum "headcount" end
    if known(posts()) then return sites:within(region):sum "headcount" end
    return figure "3 EUR"
  end,
}
LUA
check 'an indicator that gives another unit' ends 1 check
check 'is told where' grep -q 'of_money.lua:6:.*this is in jobs, and the indicator says that it is in EUR' out
check 'and there alone' writes '1 mistake,'
rm scripts/indicators/of_money.lua
circle() { # ID BODY
  echo "local all = indicators
local function through(place) $2 end
return indicator { id = \"$1\", title = { en = \"a\", fr = \"b\", it = \"c\" }, unit = \"1\", level = \"region\", reference = \"r\",
  description = { en = \"a\", fr = \"b\", it = \"c\" }, examples = {}, compute = function(place) return through(place), all end }" \
    >"scripts/indicators/$1.lua"
}
circle ring_a 'return all.ring_b(place)'
circle ring_b 'return compare({ "ring_c" }, { place })'
circle ring_c 'return indicators["ring_a"](place)'
check 'a circle of three, through functions' ends 1 check
check 'is told once' is "$(grep -c 'in a circle: ring_a, ring_b, ring_c, ring_a' out)" 1
rm scripts/indicators/ring_*.lua

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
printf 'total = sites.count()' >short.lua
"$grappe" check --fix -q short.lua >/dev/null 2>&1
check 'without a line end' is "$(od -c short.lua)" "$(printf 'local total = sites:count()' | od -c)"
printf '\357\273\277-- \303\251\r\ntotal = sites.count()\r\n\r\n\tprint(total)' >bytes.lua
printf '\357\273\277-- \303\251\r\nlocal total = sites:count()\r\n\r\n\tprint(total)' >mended.lua
"$grappe" check --fix -q bytes.lua >/dev/null 2>&1
check 'all else stays, byte for byte' cmp bytes.lua mended.lua
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
