#!/bin/sh
# What README.md shows is what the program does: its transcript is typed again, its script is run.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"
readme=$here/../../README.md

# The transcript is the block that begins with "$ grappe"; its first three lines are the prompt and the banner.
awk '/^```/ { inside = 0 } /^\$ grappe$/ { inside = 1 } inside' "$readme" | tail -n +4 >transcript
sed -n 's/^grappe> //p' transcript >statements
grep -v '^grappe> ' transcript | sed 's/^shell:1: //' >expected
"$grappe" -q <statements 2>&1 | sed 's/^stdin:[0-9]*: //' >found
check 'there are statements' test -s statements
check 'the transcript is true' diff -u expected found

"$grappe" init own --example >out 2>err
awk '/^```/ { inside = 0 } inside; /^```lua$/ { inside = 1 }' "$readme" >own/scripts/indicators/jobs_per_member.lua
check 'the script passes its examples' ends 0 -C own test own/scripts/indicators/jobs_per_member.lua
check 'and is found' ends 0 -C own indicator jobs_per_member --at Polepharma --period 2018
check 'with its bounds' writes '>0..<300'
finish
