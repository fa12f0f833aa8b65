# Datasets in scripts: a file is imported, and every question compared with what awk counts in the file.
# shellcheck shell=sh disable=SC2016,SC2046
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"

awk -v rows=150000 -v facts=facts -f "$here/datasets.awk" >establishments.csv
check "an observatory" ends 0 init .
check "an import" ends 0 import sirene.establishments establishments.csv --edition 2026-08
check "the registry that its numbers lead to" ends 0 import registry organisation.csv site.csv
check "every question" ends 0 --limit seconds=600 run "$here/datasets.lua" $(cat facts)

check "datasets are listed" ends 0 eval datasets
check "with what they are" grep -q 'sirene.establishments *2026-08 *150,000 .*Licence Ouverte' out
check "one is shown" ends 0 eval 'dataset "sirene.establishments"'
check "with its columns" grep -q '^headcount  *figure with bounds  *jobs .*Headcount' out
check "in Italian" ends 0 --lang it eval 'dataset "sirene.establishments"'
check "with Italian words" grep -q '^headcount  *cifra con limiti  *jobs .*Addetti' out
check "explained" ends 0 eval 'explain(dataset("sirene.establishments"):where { siret = "'"$(sed -n 's/^wanted=//p' facts)"'" })'
check "by the index" grep -q '1 of 3 segments may have such rows' out
check "in French" ends 0 --lang fr eval 'explain(dataset("sirene.establishments"):where(function(row) return row.siren end))'
check "and that a function is slower" grep -q 'fonction du script' out

# What explain says is the same each time, but for its last line.
explained() { # LANGUAGE EXPECTED: of an observatory just opened
  "$grappe" --lang "$1" eval 'explain(dataset "sirene.establishments":where { activity = "21.20Z",
    ["site.commune"] = is_known(), opened = at_least "2000-01-01" }:by("organisation.kind", "commune"))' >out 2>err
  tail -1 out | grep -q '^[0-9.]* ms, ' || return 1
  sed '$d' out | diff - "$here/$2" >err
}
check "explained word for word" explained en datasets_explain_en.txt
check "and in French" explained fr datasets_explain_fr.txt

check "how a name is found" ends 0 eval 'explain(dataset("sirene.establishments"):where { name = starting_with "pharma" })'
check "by the index" grep -q 'looked up in the index' out

check "an unknown dataset" ends 4 eval 'dataset "sirene.etablissements"'
check "offers the nearest" grep -q 'sirene.establishments' err

finish
