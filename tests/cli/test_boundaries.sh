#!/bin/sh
# Boundary cases of rules: made, accepted, and a verdict that changes is a finding.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"

check "an observatory of one's own" ends 0 init --example own --quiet
mkdir -p own/scripts/rules
sed 's/takes_enough_trainees/mine/' "$here/../../scripts/rules/takes_enough_trainees.lua" >own/scripts/rules/mine.lua
check "cases are made" ends 0 -C own test
check "just below a threshold" writes '[enrolled=70; capacity=69] = fail: takes no more than its places'
check "at it" writes '[enrolled=70; capacity=70] = pass'
check "an input that is missing" writes '[capacity=100; enrolled=?] = unknown'
check "and shown until they are accepted" writes 'grappe test --accept mine'
check "they are accepted" ends 0 -C own test --accept mine
check "beside the script" test -s own/scripts/rules/mine.cases.csv
check "and asked again" ends 0 -C own test
check "all as they were" writes 'boundary cases as accepted'
check "nothing is left to look at" not writes 'look '
sed -i 's/always = 70/always = 71/' own/scripts/rules/mine.lua
check "a threshold that changes is a finding" ends 1 -C own test
check "with the case" writes '[enrolled=70; capacity=100] = pass: found fail'
check "what is shipped stays as it is" ends 2 -C own test --accept near_demand
check "and says what to do" says 'copy it to your scripts/rules'
echo 'a,b' >>own/scripts/rules/mine.cases.csv
check "a line that is no case" ends 4 -C own test
check "is told with its place" says "mine.cases.csv:"
finish
