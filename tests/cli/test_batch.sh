#!/bin/sh
# Many indicators at once: levels, ranges of years, tables and texts among the values, failures; the same bytes twice.
here=$(dirname "$0")
. "$here/library.sh"

check 'a level and two years' ends 0 indicator direct_jobs --at level:region --period 2014..2015 --format csv --quiet
check 'regions as they were' writes 'Upper Normandy'
check 'and not as they became' not writes 'REG-28'
check 'each year' writes ',2015,'
check 'those of another year' ends 0 indicator direct_jobs --at level:region:2026 --period 2014..2015 --format csv --quiet
check 'regions as they are' writes 'REG-28'

check 'indicators of several levels side by side' ends 0 indicator convention_per_year direct_jobs --period 2018 --format csv --quiet
check 'each with its place' writes 'direct_jobs,Normandy (region),2018'
check 'by name' writes 'convention_per_year,Convention between '
check 'all indicators of a level' ends 0 indicator --at level:region --period 2018 --format csv --quiet
check 'figures' writes 'direct_jobs,REG-28,Normandy (region),2018,,10000'
check 'parts of tables' writes 'sites_by_stage,REG-28,Normandy (region),2018,Production of medicines · distinct,12,'
check 'a table for want of its data' writes 'pharma_shift_share,REG-28,Normandy (region),2018,,?'
check 'texts' writes 'residence_class,REG-28'
cp out first
check 'again' ends 0 indicator --at level:region --period 2018 --format csv --quiet
check 'the same bytes' cmp -s first out

check 'unknown level' ends 2 indicator --at level:regoin --period 2018
check 'the nearest' says "did you mean 'region'?"
check 'a level and a place' ends 2 indicator --at level:region --at Normandie
check 'an indicator of another level' ends 2 indicator members --at level:region
check 'no ids and no level' ends 2 indicator --at Normandie
check 'years the wrong way round' ends 2 indicator direct_jobs --at Normandie --period 2018..2017

mkdir -p own/scripts/indicators
"$grappe" init own --example --quiet
cat >own/scripts/indicators/breaks.lua <<'END'
return indicator {
  id = "breaks", title = { en = "b", fr = "b", it = "b" }, level = "region",
  compute = function(region) return region.name:nothing() end,
}
END
check 'one of several fails' ends 1 -C own indicator breaks direct_jobs --at Normandie,Bretagne --period 2018 --format csv
check 'it is named' says "indicator 'breaks' failed: "
check 'the others keep their values' writes 'direct_jobs,REG-28,Normandy (region),2018,10000'
check 'its value is unknown' writes 'breaks,REG-28,Normandy (region),2018,?'

finish
