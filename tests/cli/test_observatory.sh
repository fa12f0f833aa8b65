#!/bin/sh
# An observatory's life: init, import, verify, backup; and that an import that is killed leaves all or nothing.
here=$(dirname "$0")
. "$here/library.sh"

# A small installation of its own: two territories are made faster than all.
root=$(cd "$(dirname "$grappe")/../share/grappe" && pwd)
mkdir -p "$work/small/data/reference"
ln -s "$root/scripts" "$work/small/scripts"
head -1 "$root/data/reference/territory.csv" >"$work/small/data/reference/territory.csv"
for name in term source stage axis service; do
  cp "$root/data/reference/$name.csv" "$work/small/data/reference/"
done
GRAPPE_PATH=$work/small
export GRAPPE_PATH

check 'init' ends 0 init obs
check 'made' test -f obs/cluster.grappe
check 'scripts' test -d obs/scripts/indicators -a -d obs/scripts/comparisons -a -f obs/scripts/README.md
check 'nothing else' is "$(ls -A obs | tr '\n' ' ')" '.grappe .luarc.json cluster.grappe scripts '
check 'init again' ends 3 init obs
check 'is refused' says 'there is an observatory already'
check 'verify' ends 0 -C obs verify
check 'open' ends 0 -C obs eval 'organisations:count()'
check 'empty' writes 0
check 'example data that is not there' ends 3 init other --example
check 'leaves nothing' is "$(ls -A other)" ''
check 'a folder that cannot be' ends 3 init /dev/null/x

{
  echo 'code,name,kind'
  echo 'a1,Alpha,pharma_company'
  echo 'a2,Beta,supplier'
} >organisation.csv
kinds=$(grep -c . organisation.csv)
check 'sample' is "$kinds" 3
check 'unknown import format' ends 2 -C obs import sheet organisation.csv
check 'import of nothing' ends 2 -C obs import registry
check 'dry run' ends 0 -C obs import registry organisation.csv --dry-run
check 'changes nothing' ends 0 -C obs -q eval 'organisations:count().value'
check 'still none' is "$(cat out)" '0'
check 'import' ends 0 -C obs import registry organisation.csv
check 'report' writes '2 new'
check 'in' ends 0 -C obs -q eval 'organisations:count().value'
check 'two' is "$(cat out)" 2
check 'again' ends 0 -C obs import registry organisation.csv --format json
check 'nothing new' writes '"unchanged":2'
echo 'a3,Gamma,no_such_kind' >>organisation.csv
echo 'a4,Delta,supplier' >>organisation.csv
check 'a wrong row' ends 1 -C obs import registry organisation.csv
check 'its place' says 'organisation.csv:4:'
check 'nothing imported' ends 0 -C obs -q eval 'organisations:count().value'
check 'still two' is "$(cat out)" 2
check 'rejects' ends 1 -C obs import registry organisation.csv --rejects rejects.csv
check 'the wrong row is there' grep -q Gamma rejects.csv
check 'the right one came in' ends 0 -C obs -q eval 'organisations:count().value'
check 'three' is "$(cat out)" 3
check 'a file that is not there' ends 3 -C obs import registry no_such.csv
check 'no observatory to import into' ends 3 import registry organisation.csv

check 'backup' ends 0 -C obs backup copy.grappe
check 'backup again' ends 3 -C obs backup copy.grappe
mkdir back
mv copy.grappe back/cluster.grappe
check 'the copy opens' ends 0 -C back -q eval 'organisations:count().value'
check 'with all' is "$(cat out)" 3

mkdir -p obs/scripts/indicators
cat >obs/scripts/indicators/own.lua <<'LUA'
return indicator {
  id = "own", title = { en = "Own", fr = "À nous", it = "Nostro" }, unit = "1", level = "region",
  compute = function() return 1 end,
  examples = {},
}
LUA
check 'own scripts are found' ends 0 -C obs indicator
check 'and listed' writes own

# Killed at any moment: the file opens, is sound, and has all rows of the import or none.
awk 'BEGIN { print "code,name,kind"; for (i = 1; i <= 20000; i++) print "k" i ",Company " i ",supplier" }' >many.csv
mv many.csv organisation-many.csv
start=$(date +%s%N)
cp -r obs timed && "$grappe" -q -C timed import registry organisation-many.csv >/dev/null 2>&1
took=$((($(date +%s%N) - start) / 1000000))
round=0
while [ $round -lt 10 ]; do
  round=$((round + 1))
  rm -rf killed
  cp -r obs killed
  "$grappe" -q -C killed import registry organisation-many.csv >/dev/null 2>&1 &
  job=$!
  # a different moment each time, over the whole length of the import
  delay=$(awk -v r=$round -v t=$took -v p=$$ 'BEGIN { srand(p + r); printf "%.3f", (r - rand()) * t / 10000 }')
  sleep "$delay"
  kill -9 $job 2>/dev/null
  wait $job 2>/dev/null
  "$grappe" -q -C killed eval 'organisations:count().value' >count 2>err
  count=$(cat count)
  check "killed after $delay s: all or nothing" test "$count" = 3 -o "$count" = 20003
  "$grappe" -q -C killed verify >out 2>err
  check "killed after $delay s: sound" is $? 0
done
finish
