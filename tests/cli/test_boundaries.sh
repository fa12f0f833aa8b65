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
cp own/scripts/rules/mine.cases.csv all.cases.csv
check "and asked again" ends 0 -C own test
check "all as they were" writes 'boundary cases as accepted'
check "nothing is left to look at" not writes 'look '
sed -i 's/always = 70/always = 71/' own/scripts/rules/mine.lua
check "a threshold that changes is a finding" ends 1 -C own test
check "with the case" writes '[enrolled=70; capacity=100] = pass: found fail'
sed -i 's/always = 71/always = 70/' own/scripts/rules/mine.lua

# at a terminal the author is asked, case by case
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  rm own/scripts/rules/mine.cases.csv
  accept() { # LANGUAGE ANSWER…: what was shown is in out
    language=$1
    shift
    : >out
    {
      for answer in "$@"; do
        await out ': $'
        sleep "0.2"
        printf "$answer"
      done
      sleep "0.2"
    } | script -qec "'$grappe' --lang $language --limit seconds=5 -C own test --accept mine" /dev/null >out 2>err
  }
  accept en 'y\r' 'n\r' 'what\r' 'Yes\r' 'q\r'
  check "each is shown and asked" writes 'As you meant it? [y]es'
  check "yes and no are kept, the rest waits" is "$(cut -d, -f4 own/scripts/rules/mine.cases.csv | tr '\n' ';')" \
    'verdict;pass;refused: unknown;fail;'
  check "what was refused fails" ends 1 -C own test
  check "and is told" writes 'was refused: found unknown'
  cp own/scripts/rules/mine.cases.csv before
  accept it '\003'
  check "^C leaves the file alone" cmp before own/scripts/rules/mine.cases.csv
  accept it 's\r' 't\r'
  check "all that follow" is "$(grep -c . own/scripts/rules/mine.cases.csv)" "$(grep -c . all.cases.csv)"
  check "in the user's language" writes "l'avete rifiutato in precedenza"
  check "then all is accepted" ends 0 -C own test
  sed -i '3s/unknown$/refused: unknown/' own/scripts/rules/mine.cases.csv
  check "what was refused stays so where nobody is asked" ends 0 -C own test --accept mine
  check "and counts" writes '1 refused'
else
  echo 'no terminal is to be had here: the questions were not tried'
fi

check "what is shipped stays as it is" ends 2 -C own test --accept near_demand
check "and says what to do" says 'copy it to your scripts/rules'
echo 'a,b' >>own/scripts/rules/mine.cases.csv
check "a line that is no case" ends 4 -C own test
check "is told with its place" says "mine.cases.csv:"
finish
