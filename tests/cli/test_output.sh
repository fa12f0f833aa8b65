#!/bin/sh
# Where results go: -o whole or not at all, a reader that goes away, a full disk.
here=$(dirname "$0")
. "$here/library.sh"

check 'to a file' ends 0 -o result.txt eval '"first"'
check 'in it' is "$(cat result.txt)" first
check 'nothing beside it' is "$(cat out)" ''
check 'a script that fails' ends 4 -o result.txt eval 'print("half") error("no")'
check 'leaves the file as it was' is "$(cat result.txt)" first
check 'and nothing else' is "$(ls result*)" result.txt
check 'an unknown option leaves it too' ends 2 -o result.txt --nonsense eval 1
check 'as it was' is "$(cat result.txt)" first
chmod 640 result.txt
check 'again' ends 0 -o result.txt eval '"second"'
check 'replaced' is "$(cat result.txt)" second
check 'with its permissions' is "$(stat -c %a result.txt)" 640
ln -s result.txt link.txt
check 'through a link' ends 0 -o link.txt eval '"third"'
check 'which stays one' test -h link.txt
check 'what it leads to changed' is "$(cat result.txt)" third
check 'a folder is no file' ends 3 -o . eval 1
check 'a folder that is not there' ends 3 -o nowhere/result.txt eval 1
check 'its name in the message' says nowhere/result.txt
check 'a device' ends 0 -o /dev/null eval 1
check 'a device stays one' test -c /dev/null

# A script that is made to end while it writes leaves neither a part nor a remainder.
"$grappe" -q --limit seconds=0 -o late.txt eval 'print("begun") while true do end' >/dev/null 2>&1 &
job=$!
sleep 1
kill -TERM $job
wait $job
check 'ended by a signal' is $? 143
check 'leaves nothing' is "$(ls late* 2>/dev/null)" ''

if [ -c /dev/full ]; then
  "$grappe" -q eval '1' >/dev/full 2>err
  check 'a full disk' is $? 3
  check 'is told' says 'standard output'
fi
"$grappe" -q eval 'for i = 1, 1e6 do print(i) end' 2>err | head -1 >out
check 'a reader that goes away' is "$(cat out)" 1
check 'is no error' is "$(cat err)" ''
check 'JSON' ends 0 -q --format json eval 'figure "10..20 jobs"'
check 'its bounds' writes '"low":10'
finish
