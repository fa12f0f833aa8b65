#!/bin/sh
# What is confidential leaves in no file, unless somebody who may says so.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"
check 'an observatory' ends 0 init obs --example
cd obs || exit 2

# Whether each region has none or two and more of its figures withheld, of those that are more than zero.
alone() {
  ! awk -F, 'NR > 1 && NF > 5 { if ($5 == "s") hidden[$3]++; else if ($5 > 0) shown[$3]++ }
    END { for (r in hidden) if (hidden[r] == 1 && shown[r]) print r }' "$1" | grep -q .
}

hours='work_study_contracts:by("site"):sum("training_hours")'
for file in t.csv t.json t.md t.html t.xlsx; do
  check "sums leave as $file" ends 0 export "$hours" -o $file
  check 'without the confidential' says '2 figures are withheld: they are confidential'
  check 'which are nowhere in the file' not grep -qE '7200|7 ?200|exemple-contrat' $file
done
check 'a figure is written as suppressed' grep -q ',s,,,h,Q/C,fiction' t.csv
check 'the note stands in the page' grep -q '2 figures are withheld' t.html
check 'in French' ends 0 --lang fr export "$hours" -o t.csv
check 'it is told in French' says '2 chiffres sont retenus : ils sont confidentiels'
check 'in Italian' ends 0 --lang it export "$hours" -o t.csv
check 'it is told in Italian' says '2 cifre non sono mostrate: sono riservate'

check 'who may' ends 0 export "$hours" -o whole.csv --confidential
check 'is warned' says 'give them only to those who may see it'
check 'and has the values' not grep -q ',s,' whole.csv

check 'the registry does not leave' ends 4 export work_study_contracts -o contracts.csv
check 'which is said' says 'who may take them out writes --confidential'
check 'there is no file' not test -e contracts.csv
check 'unless one may' ends 0 export work_study_contracts -o contracts.csv --confidential
check 'then it comes back' ends 0 import registry contracts.csv --dry-run
check 'as it was' grep -q ' 0 new, 0 changed, [0-9]* unchanged' out

for rows in 'work_study_contracts:select("code", "starts")' 'work_study_contracts:select("code", "starts"):frame()' \
  'tutors' 'changes { entity = "tutor" }' 'changes { entity = "work_study_contract" }:select("row")' \
  'changes { row = tutors:first() }' 'work_study_contracts:by("tutor"):count()' '{ work_study_contracts:first().age }' \
  'explain(work_study_contracts:first().age, { format = "json" })' 'work_study_contracts:first().age'; do
  check "$rows" ends 0 eval "$rows"
  check 'names nobody, and no age' not grep -qE '^exemple-(contrat|tuteur)|exemple-tuteur|19|2024' out
done
"$grappe" rules --on work_study_contracts -o rules.csv >out 2>err
check 'verdicts leave without names' says 'names are withheld'
check 'and without what is known of whom' not grep -qE '400 to 420|41 years|exemple-' rules.csv
"$grappe" rules --on work_study_contracts -o rules.csv --confidential >out 2>err
check 'unless one may' grep -q '400 to 420' rules.csv
check 'and who they are of' grep -q 'exemple-contrat' rules.csv

# the column that says which rows are confidential stays with them
rows='work_study_contracts:select("code", "starts"):frame()'
check 'chosen columns' ends 0 export "$rows:select('code')" -o laundered.csv
check 'take it with them' not grep -q 'exemple-contrat' laundered.csv
check 'groups that are rows' ends 0 export 'work_study_contracts:by("code"):count()' -o laundered.csv
check 'leave as rows do' not grep -q 'exemple-contrat' laundered.csv
for way in "drop('confidentiality')" "rename('confidentiality', 'c')" "pivot('code', 'confidentiality', 'starts')" \
  "with('confidentiality', function() return 'F' end)"; do
  check "$way" ends 4 export "$rows:$way" -o laundered.csv
  check 'is refused' says 'says which rows are confidential: it stays with them'
done

# a total that would tell: one basin of three, with its region
cat >observation.csv <<'EOF'
measure,territory,period,value,confidentiality,source
pharma_jobs,BASIN-CAEN,2031,850,,N
pharma_jobs,BASIN-EVREUX,2031,1500,C,N
pharma_jobs,BASIN-ROUEN,2031,2750,,N
pharma_jobs,REG-28,2031,5100,,N
EOF
check 'figures of one year' ends 0 import registry observation.csv --yes
together='observations:during("2031"):select("territory", "value")'
check 'a region and its basins' ends 0 export "$together" -o part.csv
check 'the least goes with the confidential' says '1 more is withheld, from which it could be found; 1 row is left out'
check 'neither is there' not grep -qE ',(1500|850),' part.csv
check 'the others are' grep -q 2750 part.csv
check 'with the total' grep -q 5100 part.csv
check 'on a page too' ends 0 export "$together:frame()" -o part.html
check 'neither is there' not grep -qE '1,500|850<|850 ' part.html

# statistical secrecy: three behind each total, none with 85 % or more, and none to be found by subtraction
secret='sites:secrecy():within("Normandie"):by("departement"):sum("headcount")'
check 'totals of départements' ends 0 export "$secret" -o secret.csv
check 'are withheld where too few stand behind them' says '3 figures are withheld: they are confidential'
check 'which are these' grep -q '^DEP-14,[^,]*,s,' secret.csv
check 'and not those' grep -q '^DEP-27,[^,]*,>5350,' secret.csv
counted='sites:secrecy { least = 2, share = 0.6, counts = true }:by("stage", "region"):count()'
check 'a table of two keys' ends 0 export "$counted" -o secret.csv
check 'has more that would tell' says 'more are withheld, from which others could be found'
check 'no line of it has one alone that is withheld' alone secret.csv
check 'without the rule' ends 0 export 'sites:within("Normandie"):by("departement"):sum("headcount")' -o secret.csv
check 'nothing is' not grep -q ',s,' secret.csv

check 'a row stays' ends 4 eval 'work_study_contracts:first()'
check 'and says why' says 'this row is confidential'

printf '.once %s\nwork_study_contracts:select("code", "starts")\n' shell.csv >in
"$grappe" <in >out 2>err
check '.once withholds rows' not grep -q 'exemple-contrat' shell.csv
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  script -qec "'$grappe' eval 'work_study_contracts:first().age'" /dev/null >out 2>err </dev/null
  check 'the screen of who asks shows it' writes '19 years'
else
  echo 'skipped: no script(1) for a terminal'
fi
finish
