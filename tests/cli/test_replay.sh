#!/bin/sh
# Recorded runs: a value by the script and the observations of a day, and what made it differ later.
here=$(dirname "$0")
. "$here/library.sh"

day() { GRAPPE_TODAY=$1; export GRAPPE_TODAY; }

day 2026-01-10
"$grappe" init own --quiet || exit 1
mkdir -p own/scripts/indicators
script() {
  cat >own/scripts/indicators/share_of_two.lua <<END
return indicator {
  id = "share_of_two", title = { en = "s", fr = "s", it = "s" }, unit = "%", level = "region",
  compute = function(region, period)
    local own = figure { measure = "staff", territory = region, period = period }
    return share(own, figure "$1 jobs")
  end,
}
END
}
cat >measure.csv <<'END'
code,name,unit,aggregation
staff,Personnel,jobs,sum
END
cat >source.csv <<'END'
code,title
S,Une source
END
observation() { printf 'measure,territory,period,value,source,locator\nstaff,REG-28,2018,%s,S,p. 1\n' "$1" >observation.csv; }
observation 100
check 'data' ends 0 -C own import registry measure.csv source.csv observation.csv
script 1000
check 'a run that is recorded' ends 0 -C own indicator share_of_two --at Normandie --period 2018 --record
check 'its value' writes '10 %'
check 'runs are listed' ends 0 -C own eval 'runs()' --format csv
check 'with their values' writes ',2018,10 %,'

day 2026-02-10
observation 120
check 'a correction' ends 0 -C own import registry observation.csv
check 'and its run' ends 0 -C own indicator share_of_two --at Normandie --period 2018 --record
check 'the new value' writes '12 %'

day 2026-03-10
script 500
check 'a changed script' ends 0 -C own indicator share_of_two --at Normandie --period 2018 --record
check 'its new value' writes '24 %'

check 'as of the first day' ends 0 -C own replay share_of_two --at Normandie --period 2018 --date 2026-01-31
check 'earlier script and figure' writes '10 %'
check 'as of the second' ends 0 -C own replay share_of_two --at Normandie --period 2018 --date 2026-02-28
check 'earlier script, corrected figure' writes '12 %'
check 'as of today' ends 0 -C own replay share_of_two --at Normandie --period 2018 --date 2026-03-10
check 'both as now' writes '24 %'
check 'before any run' ends 0 -C own replay share_of_two --at Normandie --period 2018 --date 2026-01-01
check 'nothing was known' writes '?'
check 'and that the script is the present one' says 'no run of '"'share_of_two'"' was recorded by 2026-01-01'

check 'what made the difference' ends 0 -C own diff share_of_two --at Normandie --period 2018 --date 2026-01-31
check 'by the data' writes 'By the data alone, under the earlier script: 12 %'
check 'the input' writes 'Personnel (staff), Normandy (region), 2018: 100 jobs before, 120 jobs after'
check 'by the script' writes 'By the script, with the later data: from 12 % to 24 %'
check 'the line it was' writes '- 5:     return share(own, figure "1000 jobs")'
check 'the line it is' writes '+ 5:     return share(own, figure "500 jobs")'
check 'the same in French' ends 0 --lang fr -C own diff share_of_two --at Normandie --period 2018 --date 2026-01-31
check 'with French numbers and units' writes 'Normandie (région), 2018 : 100 emplois avant, 120 emplois après'
check 'between two days, the data alone' ends 0 -C own diff share_of_two --at Normandie --period 2018 --date 2026-01-31 --to 2026-02-28
check 'no line differs' not writes 'Lines of'
check 'in French' ends 0 --lang fr -C own diff share_of_two --at Normandie --period 2018 --date 2026-03-10
check 'no difference' writes "Rien n'a fait de différence."

check 'without a day' ends 2 -C own replay share_of_two --at Normandie --period 2018
check 'a day that is none' ends 2 -C own replay share_of_two --at Normandie --period 2018 --date 2026
check 'nothing is recorded in a throw-away copy' ends 2 indicator direct_jobs --at Normandie --period 2018 --record
check 'it says so' says 'a copy that is thrown away'
# The registry as it was: a row that came later is not there, a changed cell has what it held.
cat >own/scripts/indicators/headcount.lua <<'END'
return indicator {
  id = "headcount", title = { en = "h", fr = "h", it = "h" }, unit = "jobs", level = "region",
  compute = function(region) return sites:within(region):sum "headcount" end,
}
END
day 2026-04-10
printf 'code,name,commune,headcount\ns1,Premier,76540,100\n' >site.csv
check 'a site' ends 0 -C own import registry site.csv --yes
day 2026-05-10
printf 'code,name,commune,headcount\ns1,Premier site,76540,150\ns2,Second,14118,30\n' >site.csv
check 'another one, and more people at the first' ends 0 -C own import registry site.csv --yes
check 'now' ends 0 -C own indicator headcount --at Normandie
check 'all are counted' writes '180 jobs'
check 'before the second' ends 0 -C own replay headcount --at Normandie --date 2026-04-30
check 'the first as it was' writes '100 jobs'
check 'before both' ends 0 -C own replay headcount --at Normandie --date 2026-03-31
check 'there are none' writes '0 jobs'
check 'what differs' ends 0 -C own diff headcount --at Normandie --date 2026-04-30
check 'a site that came' writes '30 jobs'
check 'both days beside each other' ends 0 -C own eval '{ replay("headcount", "Normandie", 2018, "2026-04-30"), replay("headcount", "Normandie", 2018, "2026-03-31"), indicators.headcount("Normandie", 2018) }' --quiet
check 'each its own' is "$(tr '\n' ' ' <out)" '100 jobs 0 jobs 180 jobs '
check 'and all is as it was' ends 0 -C own indicator headcount --at Normandie
check 'in the file' writes '180 jobs'

check 'the observatory is whole' ends 0 -C own verify

finish
