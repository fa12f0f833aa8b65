#!/bin/sh
# grappe new: each kind in each language is written, and passes check and test as it is; what must not be written is not.
here=$(dirname "$0")
shipped=$(cd "$here/../../scripts" && pwd)
. "$here/library.sh"

check 'without an observatory' ends 3 new indicator mine
check 'it is told how to make one' says 'grappe init'
check 'a new observatory' ends 0 init empty
check 'one with data' ends 0 init full --example

# each_kind FOLDER LANGUAGE COMMENT
each_kind() {
  for kind in indicator comparison rule report format; do
    check "a new $kind in $2, $1" ends 0 -C "$1" --lang "$2" new $kind "mine_$2"
    check 'tells the file' writes "$1/scripts/${kind}s/mine_$2.lua"
    check 'which has comments in the language' grep -qF -e "$3" "$1/scripts/${kind}s/mine_$2.lua"
    check 'and no place left open' not grep -q '\[\[[a-z]' "$1/scripts/${kind}s/mine_$2.lua"
  done
}
for observatory in empty full; do
  each_kind $observatory en 'Yours to change.'
  each_kind $observatory fr 'À vous de le modifier.'
  each_kind $observatory it 'Modificatelo come serve.'
  check "what is written passes check, $observatory" ends 0 -C $observatory check
  check 'with nothing to say' writes '15 files, 0 mistakes, 0 remarks'
  check 'and passes test' ends 0 -C $observatory test
  check 'all of it' writes ' 0 failed'
  check 'the indicator has its example' writes 'ok      mine_fr('
done
check 'a rule has one where there is a row' grep -q '^ok      mine_fr(.*2026-01-15' out

cd full || exit 2
check 'answers' ends 0 new indicator by_zone --title 'Sites "here"' --of employment_zone --reference 'Our \ choice'
check 'stand in the file' grep -qF 'en = "Sites \"here\""' scripts/indicators/by_zone.lua
check 'as given' grep -qF 'reference = "Our \\ choice"' scripts/indicators/by_zone.lua
check 'a format with dots' ends 0 new format house.jobs --of commune
check 'a comparison of it' ends 0 new comparison zones --of by_zone
check 'a rule of what the examples of indicators suppose away' ends 0 new rule offers --of job_offer
check 'a rule of sites' ends 0 new rule named --of site
check 'still pass check' ends 0 check
check 'and test' ends 0 test

cp scripts/rules/named.lua before
check 'what is there' ends 2 new rule named --title Other
check 'is told' says 'scripts/rules/named.lua is there already'
check 'and stays' cmp -s before scripts/rules/named.lua
for id in Big 1st a-b ../up a.b ''; do
  check "the id '$id'" ends 2 new indicator "$id"
  check 'is refused' says 'is no id'
done
check 'another kind' ends 2 new thing mine
check 'is told what there is' says 'indicator, comparison, rule, report or format'
check 'a wrong level' ends 2 new indicator other --of regoin
check 'is told with the nearest' says "did you mean 'region'"
check 'an indicator that is not there' ends 2 new comparison other --of by_zon
check 'likewise' says "did you mean 'by_zone'"
check 'and nothing was written' not test -e scripts/indicators/other.lua

mv scripts/formats away
: >scripts/formats
check 'where nothing can be written' ends 3 new format other
check 'it is said' says 'scripts/formats/other.lua'
rm scripts/formats
check 'a folder that is not there is made' ends 0 new format other
rm scripts/formats/other.lua && rmdir scripts/formats && mv away scripts/formats

# --- of what is shipped it is a copy
check 'a shipped rule' ends 0 new rule takes_enough_trainees
check 'is copied' cmp -s scripts/rules/takes_enough_trainees.lua "$shipped/rules/takes_enough_trainees.lua"
check 'with its cases' cmp -s scripts/rules/takes_enough_trainees.cases.csv "$shipped/rules/takes_enough_trainees.cases.csv"
check 'and said to be a copy' says 'a copy of the script that is shipped'
check 'passes test' ends 0 test scripts/rules/takes_enough_trainees.lua
sed -i 's/always = 70/always = 80/' scripts/rules/takes_enough_trainees.lua
check 'a changed threshold' ends 1 test scripts/rules/takes_enough_trainees.lua
check 'fails the example that it was for' writes 'FAILED  takes_enough_trainees'
check 'an answer asks for the template' ends 0 new indicator members --title 'Our members'
check 'which is written' grep -qF 'en = "Our members"' scripts/indicators/members.lua

# --- on a terminal it asks
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  printf 'Mes sites\ndepartement\n\n' | script -qec "'$grappe' --lang fr new report asked" /dev/null >out 2>err
  check 'the questions' writes 'De quel niveau ? [region]'
  check 'have their answers' grep -qF 'title = { en = "Mes sites"' scripts/reports/asked.lua
  check 'each its own' grep -qF 'level = "departement"' scripts/reports/asked.lua
  check 'no answer leaves the default' grep -qF 'à dire' scripts/reports/asked.lua
  check 'and it passes' ends 0 test scripts/reports/asked.lua

  printf 'T\nregoin\nbasin\nref\n' | script -qec "'$grappe' new indicator again" /dev/null >out 2>err
  check 'a wrong answer is told' writes "did you mean 'region'"
  check 'and the question put again' grep -qF 'level = "basin"' scripts/indicators/again.lua
  printf 'T\nrégion\nref\n' | script -qec "'$grappe' --lang fr new indicator en_toutes_lettres" /dev/null >out 2>err
  check 'the title that is proposed is shown' writes '[En toutes lettres]'
  check 'a level by its name' grep -qF 'level = "region"' scripts/indicators/en_toutes_lettres.lua
  printf 'T\nbasin\nref\n' | script -qec "'$grappe' new indicator again" /dev/null >out 2>err
  check 'what cannot be written is said before anything is asked' not writes 'Title'
  { sleep 1; printf 'T\n\003'; sleep 1; } | script -qec "'$grappe' new rule stopped" /dev/null >out 2>err
  check '^C at a question' not test -e scripts/rules/stopped.lua

  # --- and grappe test --watch runs again when a script is saved; ^C reaches the shell around it too, hence its trap
  sed 's/false, 5,/false, 6,/' scripts/indicators/by_zone.lua >wrong
  : >out
  {
    await out 'waiting'
    cp wrong scripts/indicators/by_zone.lua
    await out 'FAILED  by_zone'
    await out '1 failed'
    sed 's/false, 6,/false, 5.0,/' wrong >scripts/indicators/by_zone.lua
    await out '= 5.0'
    sleep 1
    printf '\003'
    await out 'status 1'
  } | script -qec "trap : INT; '$grappe' test --watch scripts/indicators/by_zone.lua; echo status \$?" /dev/null >out 2>err
  check 'it passed' writes '1 passed, 0 failed'
  check 'failed once it was changed' writes '0 passed, 1 failed'
  check 'passed when that was mended' is "$(grep -c '1 passed, 0 failed' out)" 2
  check 'and ended with ^C' grep -q 'status 130' out
fi
printf 'return indicator {' >scripts/indicators/open.lua
check 'a text that does not compile' ends 1 test
check 'is told once, with its line' grep -qx 'FAILED  ./scripts/indicators/open.lua:1: the script ends here where a value was expected' out
rm scripts/indicators/open.lua
check 'watching goes without -o' ends 2 test --watch -o result
check 'which is said' says 'neither with -o'
check 'watching where there is nothing' ends 3 -C nowhere test --watch
finish
