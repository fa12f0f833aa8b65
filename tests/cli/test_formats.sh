# The shipped formats through grappe import: made-up rows always, and the real extracts in GRAPPE_SAMPLES where it is set.
. "$(dirname "$0")/library.sh"

lua() { "$grappe" -C obs --quiet eval "$1" 2>err | sed '/^\[/d' >out; cat out; }

check 'an observatory' ends 0 init obs --quiet

# --- made-up rows: another encoding, and zeros that stay zeros ---
printf 'Nom commune;Code commune;Code APE;Nombre d\047\351tablissements 2017;Effectifs salari\351s 2017;Nombre d\047\351tablissements 2018;Effectifs salari\351s 2018\r\n\303\211vreux;27229;2120Z;3;120;3;\r\n' |
  sed '1!s/.*/\xC9vreux;27229;2120Z;3;120;3;\r/' >latin.csv
check 'windows-1252' ends 0 -C obs import urssaf.commune_ape latin.csv --edition made-up
check 'one value' is "$(lua 'dataset("urssaf.commune_ape"):sum "jobs"')" '>=120 jobs  (at least 120 jobs: 1 of 2 rows: jobs unknown)'
check 'dropped' ends 0 -C obs datasets drop urssaf.commune_ape made-up

cat >offers.json <<'JSON'
{"resultats":[{"id":"1A","intitule":"Technicien","lieuTravail":{"commune":"27701"},"romeCode":"H2301","nombrePostes":2},
{"id":"1B","intitule":"Pharmacien","lieuTravail":{"commune":"75056"},"romeCode":"H1502","nombrePostes":1}]}
JSON
check 'offers' ends 0 -C obs import france_travail.offers offers.json
check 'offers in a region' is "$(lua 'dataset("france_travail.offers"):within("Normandie"):sum "positions"')" '2 jobs'
check 'a format that is not there' ends 2 -C obs import urssaf.commune offers.json
check 'the nearest' says "did you mean 'urssaf.commune_ape'?"
check 'the list' is "$(lua 'formats["rncp"].into')" 'rncp.certifications, rncp.certifiers and 8 more'

# --- a format of one's own: what is wrong with it ---
cat >obs/scripts/formats/own.lua <<'LUA'
return format { id = "own", title = { en = "Own", fr = "Propre", it = "Proprio" },
  columns = { { "jobs", from = "J", typ = "whole_number" } } }
LUA
check 'a wrong format' ends 3 -C obs import own offers.json
check 'says where' says "own.lua:2: format own, column 'jobs', field 'typ': there is no such field; did you mean 'type'?"
cat >obs/scripts/formats/own.lua <<'LUA'
return format { id = "own", title = { en = "Own", fr = "Propre", it = "Proprio" },
  columns = {
    { "code", from = "C" },
    { "jobs", from = "J",
      type = "band" },
    { "name", from = "N" } } }
LUA
check 'what the engine finds' ends 1 -C obs test obs/scripts/formats/own.lua
check 'on the line of the column' writes "own.lua:4: format own, field jobs: a band wants"
check 'in French' ends 3 --lang fr -C obs import own offers.json
check 'on the same line' says "own.lua:4: format own, champ jobs"
rm obs/scripts/formats/own.lua

printf 'return format { id = "own", title = { en = "O", fr = "O", it = "O" }, columns = { { "code", from = "C", compute = string.upper } } }' >obs/scripts/formats/own.lua
printf 'C,D\na,1\n' >own.csv
check 'a function in a format' ends 0 -C obs import own own.csv --dry-run
check 'is said to be slower' writes 'columns computed by a function of the format, which is slower: code'
rm obs/scripts/formats/own.lua

# --- archives and folders as they are published: what is told by names, and files beside the data ---
mkdir -p flores && (
  cd flores || exit
  printf '"GEO";"GEO_OBJECT";"ACTIVITY";"NUMBER_EMPL";"LEGAL_FORM_WITH_PUBLIC";"FLORES_MEASURE";"OBS_STATUS";"TIME_PERIOD";"OBS_VALUE"\n"28";"REG";"CF";"_T";"1T9X7";"EMPL3112";"A";2024;11000\n' >DS_FLORES_A38_2024_data.csv
  printf '"COD_VAR";"LIB_VAR";"COD_MOD";"LIB_MOD"\n"ACTIVITY";"Activity";"CF";"Pharma"\n' >DS_FLORES_A38_2024_metadata.csv
)
check 'a folder is recognised' ends 2 -C obs import flores
check 'by the names in it' says 'flores looks like format insee.flores'
check 'the words beside the data are passed over' ends 0 -C obs import insee.flores flores --dry-run
check 'and said' writes 'DS_FLORES_A38_2024_metadata.csv'
mkdir -p nobody && echo a >nobody/a.csv
check 'a folder of other names' ends 3 -C obs import nobody
check 'is told so' says 'no format asks for files of such names'

# --- the real extracts ---
samples=${GRAPPE_SAMPLES:-}
if [ -z "$samples" ] || [ ! -d "$samples" ]; then
  echo "GRAPPE_SAMPLES is not set: the published files are skipped"
  finish
  exit
fi

check 'urssaf' ends 0 -C obs import urssaf.commune_ape "$samples/urssaf/commune-x-ape-extract.csv"
# none of the file's cells has the separator inside quotes but names: counted from the right, where only numbers stand
total() {
  sed '1d;s/\r$//' "$samples/urssaf/commune-x-ape-extract.csv" |
    awk -F';' -v back="$1" -v only="$2" '{ n = NF - back } only == "" || $(NF - 35) == only { sum += $n } END { print sum + 0 }'
}
check 'jobs of 2022' is "$(lua 'dataset("urssaf.commune_ape"):where{period=2022}:sum("jobs").value')" "$(total 0 '')"
check 'jobs of 2018' is "$(lua 'dataset("urssaf.commune_ape"):where{period=2018}:sum("jobs").value')" "$(total 8 '')"
check 'establishments of 2006' is "$(lua 'dataset("urssaf.commune_ape"):where{period=2006}:sum("establishments").value')" "$(total 33 '')"
check 'a commune' is "$(lua 'dataset("urssaf.commune_ape"):where{period=2018,commune="76540"}:sum("jobs").value')" "$(total 8 76540)"
check 'a zone' is "$(lua 'dataset("urssaf.commune_ape"):within("Rouen (employment zone)"):where{period=2018}:sum("jobs").value')" "$(total 8 '')"

check 'legal units' ends 0 -C obs import sirene.legal_units "$samples/sirene/StockUniteLegale_utf8_echantillon9.csv"
check 'rncp' ends 0 -C obs import rncp "$samples/rncp"
check 'a certification' is "$(lua 'dataset("rncp.certifications"):where{certification="RNCP509"}:first()["until"]')" 2023-08-31
check 'cog' ends 0 -C obs import cog "$samples/cog"
check 'a file that is none of it' writes 'donnees_communes.csv'
check 'a commune that is no more' is "$(lua 'find("territory", "27143").valid_to')" 2018-12-31
check 'zones' ends 0 -C obs import zones_emploi.zones "$samples/ze/cogugaison_ze2020_libelles_2024.csv"
check 'communes of the zones' ends 0 -C obs import zones_emploi "$samples/ze/extract-communes-3-regions-ZE2020.csv"
check 'rome' ends 0 -C obs import rome "$samples/rome"
check 'the observatory is sound' ends 0 -C obs verify
finish
