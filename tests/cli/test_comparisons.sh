# Comparisons on a made-up panel: four regions, three years; the values were worked out apart.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"

cat >panel.csv <<'END'
Code commune;Code APE;Nombre d'établissements 2006;Effectifs salariés 2006;Nombre d'établissements 2018;Effectifs salariés 2018
27701;2120Z;2;100;2;140
27701;4711F;1;200;1;200
76540;2110Z;1;20;1;10
76540;4711F;3;480;3;500
45234;2120Z;1;80;1;60
45234;4711F;2;400;2;420
45234;6201Z;1;20;2;70
91228;2120Z;1;50;1;40
91228;6201Z;5;450;5;560
59350;2110Z;1;10;1;20
59350;4711F;4;690;4;680
END

line() { sed 's/  */ /g' out | grep -qxF -e "$1"; } # a line of the table, spaces apart

check "as it is written, without the panel" ends 0 compare basin_concentration location_quotient_pharma \
  --at Normandie,"Centre-Val de Loire" --period 2018
check "the value, its rank and its source" grep -q '^basin_concentration *Normandy *2018 *0.3411 *1 *0 .* N$' out
check "what is undefined has no rank" grep -q '^basin_concentration *Centre-Val de Loire *2018 *u *u ' out
check "an unknown one may have any" grep -q '^location_quotient_pharma *Normandy *2018 *? *1\.\.2 ' out
check "and says why" grep -q '^Note: Location quotient of pharma (location_quotient_pharma): the dataset urssaf.commune_ape is not loaded' out
check "a comparison that the panel is missing to" ends 4 compare peers -q
check "says so, and not where in scripts that are not the user's" is "$(cat err)" \
  'the dataset urssaf.commune_ape is not loaded: grappe import urssaf.commune_ape FILE brings it'
printf 'local function ask()\n  local peers = comparisons.peers()\n  return peers\nend\nlocal asked = ask()\n' >own.lua
check "asked by a script of theirs" ends 4 run own.lua
check "is told of that script" says 'own.lua:2: the dataset urssaf.commune_ape is not loaded'
check "with its calls" says '  called from own.lua:5'
check "and no others" is "$(grep -c 'called from' err)" 1
check "a mistyped comparison, compared" ends 2 --lang fr compare cluster_region --at level:region
check "is looked for among both kinds" says 'parmi les indicateurs et les comparaisons ; vouliez-vous dire « cluster_regions » ?'
check "a mistyped comparison, explained" ends 2 explain cluster_region
check "is too" says "among the indicators and comparisons; did you mean 'cluster_regions'?"
check "no peers without the panel" ends 4 compare peers --at Normandie
check "for want of it" says 'the dataset urssaf.commune_ape is not loaded'

check "who is surely ahead, where bounds leave no rank" ends 0 compare pharma_dependence \
  --at "Centre-Val de Loire,Normandie,Île-de-France" --period 2018
check "of whom" grep -q '^pharma_dependence *Centre-Val de Loire *2018 *0.87 *1\.\.2 *Normandy (region) ' out
check "in French" ends 0 --lang fr compare cluster_regions
check "with French headings" grep -q '^indicateur *lieu *période *valeur *rang ' out

check "an observatory" ends 0 init .
check "the panel" ends 0 import urssaf.commune_ape panel.csv --edition 2018
check "several places and years" ends 0 compare location_quotient_pharma \
  --at "Normandie,Centre-Val de Loire,Île-de-France,Corse" --period 2006,2018
check "2006" line 'location_quotient_pharma Normandy 2006 1.442 2 -0.09615 0.4423 144.2 urssaf.commune_ape 2018'
check "2018" line 'location_quotient_pharma Normandy 2018 1.765 1 0 0.7647 176.5 urssaf.commune_ape 2018'
check "a region without jobs" grep -q '^location_quotient_pharma *Corsica *2018 *u *u ' out
check "against France" grep -q '^Note: gap_to_benchmark and index: held against France' out
check "all regions of a year" ends 0 compare location_quotient_pharma --at level:region --period 2006,2018
check "those of the last year" test "$(grep -c '^location_quotient_pharma .* 2006 ' out)" = 18
check "with the best one" line 'location_quotient_pharma Normandy 2018 1.765 1 0 0.7647 176.5 urssaf.commune_ape 2018'
check "no such level" ends 2 compare location_quotient_pharma --at level:regoin
check "the nearest level" says "there is no level 'regoin'; did you mean 'region'?"
check "those of another year" ends 0 compare location_quotient_pharma --at level:region:2015 --period 2018
check "with its regions" grep -q '^location_quotient_pharma *Upper Normandy *2018 ' out

check "the nearest profiles" ends 0 compare peers --at Normandie
check "in their order" grep -q 'Hauts-de-France (region) 0.1739, Centre-Val de Loire (region) 0.2186, Île-de-France (region) 1.161' out
check "Normandie and its former halves" ends 0 compare normandie_halves
check "all of it in one" grep -q '^pharma_job_share *Upper Normandy *2018 *17.65 % *1 ' out
check "none in the other" grep -q '^pharma_job_share *Lower Normandy *2018 *u *u ' out

check "a wrong period among several" ends 2 compare members --at Polepharma --period 2018,18
check "is named" says "'18' is not a period"

# What an example supposes is there while it is computed, and never in the file.
mkdir -p scripts/indicators
cat >scripts/indicators/known.lua <<'END'
return indicator {
  id = "known", title = { en = "Known", fr = "Connues", it = "Note" }, unit = "organisations", level = "region",
  compute = function() return organisations:count() end,
  examples = {
    { "Normandie", false, 0 },
    { "Normandie", false, 2, given = { organisation = { { code = "a", name = "A" }, { code = "b", name = "B" } } } },
    { "Normandie", false, 0 },
    { "Normandie", false, 1, given = { organisation = { { code = "a", name = "A", nam = "A" } } } },
    { "Normandie", false, 1, given = { organisations_of_mine = { { code = "a" } } } },
  },
}
END
before=$(cksum <cluster.grappe)
check "examples with rows of their own" ends 1 test
check "of which three hold" writes '3 passed, 2 failed'
check "a wrong field is named" writes "'nam' is not a field of organisation"
check "and what is no entity" writes "'organisations_of_mine' is no entity"
check "and the file is as it was" is "$(cksum <cluster.grappe)" "$before"
finish
