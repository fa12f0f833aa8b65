#!/bin/sh
# Published files on their way into an observatory: what is recognised, refused, mended; and that what breaks an import
# half-way (a kill, ^C, a full disk, a file cut short) leaves nothing of it.
here=$(dirname "$0")
. "$here/library.sh"

root=$(cd "$(dirname "$grappe")/../share/grappe" && pwd)
mkdir -p "$work/small/data/reference"
ln -s "$root/scripts" "$work/small/scripts"
head -1 "$root/data/reference/territory.csv" >"$work/small/data/reference/territory.csv"
for name in term source stage axis service; do
  cp "$root/data/reference/$name.csv" "$work/small/data/reference/"
done
GRAPPE_PATH=$work/small
export GRAPPE_PATH
check 'an observatory' ends 0 init obs
mkdir -p obs/scripts/formats
cat >obs/scripts/formats/test.rows.lua <<'LUA'
return format {
  id = "test.rows",
  title = { en = "Rows", fr = "Lignes", it = "Righe" },
  columns = {
    { "code", from = "code", type = "code", filled = true },
    { "name", from = "name", type = "text" },
    { "n", from = "n", type = "whole_number" },
  },
  leave_out = { { column = "gone", is = "yes", reason = { en = "gone", fr = "parti", it = "andato" }, optional = true } },
}
LUA

rows() { # FIRST LAST: of the format
  awk -v a="$1" -v b="$2" 'BEGIN { for (i = a; i <= b; i++) print "c" i ",Name " i % 100 "," i }'
}
{ echo 'code,name,n'; rows 1 1000; } >rows_2024_02_22.csv
count() { "$grappe" -q -C "$1" eval "dataset('test.rows'):count().value" 2>&1; }
sound() {
  ends 0 -C "$1" verify
}
nothing() { # OBSERVATORY: no dataset is there, and it is sound
  "$grappe" -q -C "$1" datasets --format csv >out 2>err && is "$(wc -l <out | tr -d ' ')" 1 && sound "$1"
}

# --- what goes in, and what is recognised
check 'dry run' ends 0 -C obs import test.rows rows_2024_02_22.csv --dry-run
check 'tells what would be' writes 'test.rows (2024-02-22) would have 1,000 rows'
check 'a dry run says so' says 'this was a dry run'
check 'changes nothing' nothing obs
check 'import' ends 0 -C obs import test.rows rows_2024_02_22.csv
check 'told' writes 'dataset test.rows (2024-02-22): 1,000 rows'
check 'rows are there' is "$(count obs)" 1000
check 'the same again' ends 0 -C obs import test.rows rows_2024_02_22.csv
check 'is recognised' writes 'has this file already: nothing to do'
check 'in French' ends 0 -C obs import test.rows rows_2024_02_22.csv --lang fr
check 'too' writes 'contient déjà ce fichier'
check 'for programs' ends 0 -C obs import test.rows rows_2024_02_22.csv --format json
check 'already' writes '"already":true'
{ cat rows_2024_02_22.csv; rows 1001 1500; } >rows_2024_03.csv
check 'another edition' ends 0 -C obs import test.rows rows_2024_03.csv
check 'is the newest' is "$(count obs)" 1500
check 'the older one stays' is "$("$grappe" -q -C obs eval "dataset('test.rows', '2024-02-22'):count().value")" 1000
{ cat rows_2024_02_22.csv; rows 1 5; } >other_2024_03.csv
check 'the same edition from another file' ends 3 -C obs import test.rows other_2024_03.csv
check 'says what to do' says 'grappe datasets drop test.rows 2024-03'
check 'under an edition of its own' ends 0 -C obs import test.rows other_2024_03.csv --edition 2024-03b
check 'datasets' ends 0 -C obs datasets
check 'are listed' writes '2024-03b'
check 'one is dropped' ends 0 -C obs datasets drop test.rows 2024-03b
check 'once' ends 3 -C obs datasets drop test.rows 2024-03b
check 'what there is' says '2024-02-22, 2024-03'
check 'datasets, wrongly' ends 2 -C obs datasets remove test.rows
check 'sound' sound obs

# --- other ways to come
gzip -c rows_2024_02_22.csv >a.csv.gz
check 'gzip' ends 0 -C obs import test.rows a.csv.gz --edition gz
"$grappe" -C obs import test.rows - --edition pipe <rows_2024_03.csv >out 2>err
check 'a file as standard input is recognised' writes '(2024-03) has this file already'
rows 1 7 | sed '1i code;name;n' | tr ',' ';' | "$grappe" -C obs import test.rows - --edition pipe >out 2>err
check 'a pipe' writes 'test.rows (pipe): 7 rows'
if command -v zstd >/dev/null; then
  zstd -q -c rows_2024_02_22.csv >a.csv.zst
  check 'zstd' ends 0 -C obs import test.rows a.csv.zst --edition zst
fi
if command -v zip >/dev/null; then
  zip -q a.zip rows_2024_02_22.csv
  check 'zip' ends 0 -C obs import test.rows a.zip --edition zip
  check 'all of it' is "$(count obs)" 1000
  head -c 900 a.zip >cut.zip
  check 'a zip cut short' ends 3 -C obs import test.rows cut.zip --edition cut
fi

# --- which format
check 'no such format' ends 2 -C obs import test.row rows_2024_03.csv
check 'offers the nearest' says 'test.rows'
check 'a file without its format' ends 2 -C obs import rows_2024_03.csv
check 'says what it looks like' says 'looks like format test.rows'
printf 'a,b\n1,2\n' >strange.csv
check 'a strange file' ends 3 -C obs import strange.csv
check 'is of no format' says 'of no format that is known'
check 'another header' ends 3 -C obs import test.rows strange.csv
check 'names what is missing' says "'code'"
check 'no file' ends 3 -C obs import test.rows no_such.csv
check 'no edition' ends 2 -C obs import test.rows strange.csv --edition ''

# --- rows that are wrong
cp -r obs mended
{ echo 'code,name,n,gone'; echo 'c1,A,1,'; echo ',B,2,'; echo 'c3,C,three,'; echo 'c4,D,4,yes'; echo 'c5,E,5'; } >wrong.csv
check 'wrong rows' ends 1 -C mended import test.rows wrong.csv --edition w
check 'line and column' says 'wrong.csv:3:1: code: '
check 'value and reason' says "'three' is not a whole number"
check 'another width' says 'wrong.csv:6: '
check 'nothing imported' says 'nothing was imported'
check 'left out' writes '1 left out: gone'
check 'rejects' ends 1 -C mended import test.rows wrong.csv --edition w --rejects rejects.csv
check 'the right ones are in' writes 'test.rows (w): 1 rows'
check 'three are not' is "$(wc -l <rejects.csv | tr -d ' ')" 4
check 'why' grep -q '^c3,C,three,,n,' rejects.csv
sed -i 's/^,B/c2,B/; s/three/3/; s/^c5,E,5,,.*/c5,E,5,,,/' rejects.csv
check 'mended' ends 0 -C mended import test.rows rejects.csv --edition w
check 'completes' writes 'test.rows (w) was completed, and has 4 rows'
check 'only once' ends 0 -C mended import test.rows rejects.csv --edition w
check 'said' writes 'has this file already'
check 'summed up' is "$("$grappe" -q -C mended eval "dataset('test.rows', 'w'):sum('n').value")" 11
check 'sound when completed' sound mended
awk 'BEGIN { print "code,name,n"; for (i = 0; i < 500; i++) print ",x,1" }' >all_wrong.csv
check 'very many' ends 1 -C mended import test.rows all_wrong.csv --edition many
check 'are not all told' says '… and 400 more'

# --- cut files
check 'a new one' ends 0 init new
cp -r obs/scripts new/
rows 1 200000 | sed '1i code,name,n' >large.csv
gzip -1 -c large.csv >large.csv.gz
head -c 300000 large.csv.gz >cut.csv.gz
check 'gzip cut short' ends 3 -C new import test.rows cut.csv.gz
check 'says so' says 'the download was cut short, repeat it'
check 'leaves nothing of gzip' nothing new
{ head -c 2000000 large.csv; printf '\nc9,"open'; } >quoted.csv
check 'cut in a quoted field' ends 3 -C new import test.rows quoted.csv
check 'names the place' says 'quoted.csv:96759:4: a quote'
check 'leaves nothing of quotes' nothing new

# --- a kill: rows come slowly, so that it is under way; part of it was written to the disk by then
noise() { # ROWS: numbers that do not compress, more than stays in memory
  awk -v n="$1" 'BEGIN { srand(1); for (i = 0; i < n; i++) { printf "c%d", i; for (k = 0; k < 8; k++) printf ",%.15g", rand() * 1e6; print "" } }'
}
{
  echo 'return format { id = "test.noise", title = { en = "N", fr = "N", it = "N" }, columns = { { "code", from = "code", type = "code" },'
  for k in 1 2 3 4 5 6 7 8; do echo "{ \"x$k\", from = \"x$k\", type = \"number\" },"; done
  echo '} }'
} >new/scripts/formats/test.noise.lua
{ echo 'code,x1,x2,x3,x4,x5,x6,x7,x8'; noise 400000; } >noise.csv
mkfifo slow
{ cat noise.csv; sleep 60; } >slow &
feeder=$!
"$grappe" -q -C new import test.noise slow --edition k >/dev/null 2>&1 &
job=$!
waited=0
before=$(stat -c %s new/cluster.grappe) # which grows: nobody else has it open
while [ $(($(stat -c %s new/cluster.grappe) - before)) -lt 2000000 ] && [ $waited -lt 300 ]; do
  sleep 0.1
  waited=$((waited + 1))
done
check 'it was under way' test $waited -lt 300
kill -9 $job
wait $job 2>/dev/null
pkill -P $feeder 2>/dev/null
kill $feeder 2>/dev/null
wait $feeder 2>/dev/null
check 'a journal is left' test -s new/cluster.grappe-journal
check 'killed: nothing' nothing new
check 'as large as before' is "$(stat -c %s new/cluster.grappe)" "$before"
check 'and works on' ends 0 -C new import test.rows rows_2024_02_22.csv
check 'dropped again' ends 0 -C new datasets drop test.rows 2024-02-22

# --- ^C, on a terminal
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  { while cat noise.csv; do sleep 0.2; done; } >slow 2>/dev/null &
  feeder=$!
  : >out
  { await out 'MB/s'; printf '\003'; await out '^status'; } | TERM=xterm script -qec "'$grappe' -C new import test.noise slow --edition c; echo status \$?" /dev/null >out 2>err
  kill $feeder 2>/dev/null
  wait $feeder 2>/dev/null
  check '^C is told' writes 'interrupted'
  check 'progress was shown' writes 'MB/s'
  check 'stopped: nothing' nothing new
else
  echo 'no terminal is to be had here: ^C is not tested'
fi

# --- ^C while a pipe gives nothing: heard at once, whatever was read before. The second signal would end the program.
if timeout --version >/dev/null 2>&1; then
  heard_after() { # SECONDS FILE: what is imported from, by $format
    timeout -k 10 -s INT "$1" "$grappe" -C new import "$format" "$2" >out 2>err
    [ $? = 124 ] && says 'interrupted'
  }
  # The signal may come before the program listens to it, on a machine that has much to do: then it comes later once more.
  heard() { # FILE
    for delay in 0.3 2 8; do heard_after $delay "$1" && return 0; done
    return 1
  }
  interrupted() { # FORMAT: of a pipe that stays open, with what stands in `some`, anew each time
    format=$1
    for delay in 0.3 2 8; do
      { cat some; sleep 60; } >slow &
      feeder=$!
      exec 5<slow
      heard_after $delay /dev/fd/5
      rc=$?
      exec 5<&-
      pkill -P $feeder 2>/dev/null
      kill $feeder 2>/dev/null
      wait $feeder 2>/dev/null
      [ $rc = 0 ] && return 0
    done
    return 1
  }
  for part in nothing header rows archive; do
    case $part in
      nothing) : >some ;;
      header) printf 'code,x1,' >some ;;
      rows) head -50 noise.csv >some ;;
      archive) head -50 noise.csv | gzip >some ;;
    esac
    check "a silent pipe after $part" interrupted test.noise
  done
  format=test.noise
  check 'a named pipe that nobody writes to' heard slow
  check 'a silent pipe of the registry' interrupted registry
  check 'that nothing was imported' says 'nothing was imported'
  check 'after silence: nothing' nothing new
  sleep 30 >slow &
  feeder=$!
  check 'a deadline is heard too' ends 4 -C new --limit seconds=0.2 import test.noise slow
  kill $feeder 2>/dev/null
  wait $feeder 2>/dev/null
else
  echo 'no timeout is to be had here: a silent pipe is not tested'
fi

# --- a full disk
limited() { # a limit on the size of files stands for it everywhere
  (
    trap '' XFSZ
    ulimit -f 20000 2>/dev/null || exit 99
    "$grappe" -C new import test.noise noise.csv --edition f >out 2>err
  )
}
limited
check 'a file may not grow' is $? 3
check 'what to do' says 'nothing was imported'
check 'too large: nothing' nothing new
mkdir full
if mount -t tmpfs -o size=20m tmpfs full 2>/dev/null; then
  cp -r new full/
  "$grappe" -C full/new import test.noise noise.csv --edition f >out 2>err
  check 'a full disk' is $? 3
  check 'is told' says 'full'
  check 'full: nothing' nothing full/new
  umount full
else
  echo 'no small disk can be mounted here: only the limit on files was tested'
fi
check 'with room' ends 0 -C new import test.noise noise.csv --edition f

# --- a byte that flips on the disk: in a segment that holds the one value 0x464544434241
{ echo 'code,name,n'; echo 'a,b,77263311946305'; } >flip.csv
check 'a constant' ends 0 -C new import test.rows flip.csv --edition flip
at=$(grep -abo ABCDEF new/cluster.grappe | head -1 | cut -d: -f1)
check 'is found on the disk' test -n "$at"
printf 'X' | dd of=new/cluster.grappe bs=1 seek="${at:-0}" conv=notrunc 2>/dev/null
check 'a damaged segment' ends 4 -C new eval "dataset('test.rows', 'flip'):sum('n')"
check 'names the dataset' says 'dataset test.rows (flip)'
check 'the column' says 'column n'
check 'the segment' says 'segment 0'
check 'verify' ends 1 -C new verify
check 'finds it too' writes 'segment 0'
finish
