#!/bin/sh
# What leaves in files, read back by others: LibreOffice for workbooks, the JSON-stat toolkit; and rows of the registry
# that are exported, edited in a spreadsheet and imported again. What is not installed is skipped.
# shellcheck shell=sh
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"
skipped=0

jobs='figures { measure = "pharma_jobs", within = "Normandie", level = "basin", period = 2018 }'
check 'an observatory' ends 0 init obs --example
cd obs || exit 2

# --- formats and endings
for name in table csv csv-excel-fr json md jsonstat sdmx; do
  check "as $name" ends 0 export "$jobs" --format $name
  check "$name holds Val-de-Reuil" grep -q '4.\{0,3\}750' out
done
check 'the ending says the format' ends 0 export "$jobs" -o jobs.json
check 'which is JSON' grep -q '^\[' jobs.json
check 'also of other commands' ends 0 indicator members --at Polepharma --period 2018 -o members.csv
check 'which is CSV' grep -q '^value,value_low' members.csv
check '--format is stronger' ends 0 export "$jobs" -o jobs.csv --format json
check 'than the ending' grep -q '^\[' jobs.csv
check 'a table of a script has no such form' ends 4 export '{ 1, 2 }' --format jsonstat
check 'which is said' says 'make a frame of it'
check 'no columns of figures' ends 4 export 'frame { name = { "a" } }' --format sdmx
check 'is said' says 'no column of figures'
check 'another format' ends 2 export "$jobs" --format xml
check 'is told with the list' says 'jsonstat, sdmx'

# --- the registry there and back: nothing changes but what was edited
for rows in sites training_programmes observations conventions objectives territories headcount_bands; do
  check "$rows leave" ends 0 export $rows -o $rows.csv
  check "$rows come back" ends 0 import registry $rows.csv --dry-run
  check "$rows are as they were" grep -q ' 0 new, 0 changed, [0-9]* unchanged, 0 superseded, 0 rejected' out
done
sed 's/^\(lisieux-opella,.*\),250,/\1,260,/' sites.csv >edited.csv
mv edited.csv sites.csv
check 'an edited cell' ends 0 import registry sites.csv --dry-run
check 'is shown' says 'site  lisieux-opella  headcount: 250 → 260'
check 'alone' is "$(grep -c '→' err)" 1
check 'before it is changed' is "$("$grappe" -q eval 'sites:where { code = "lisieux-opella" }:one().headcount.value')" 250
check 'for programs too' ends 0 import registry sites.csv --dry-run --format json
check 'with before and after' writes '"field":"headcount","before":"250","after":"260"'
check 'it goes in' ends 0 import registry sites.csv
check 'and is there' is "$("$grappe" -q eval 'sites:where { code = "lisieux-opella" }:one().headcount.value')" 260

# on a terminal one is asked
sed 's/^\(lisieux-opella,.*\),260,/\1,270,/' sites.csv >edited.csv
mv edited.csv sites.csv
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  script -qec "'$grappe' import registry sites.csv --dry-run" /dev/null >out 2>err </dev/null
  check 'a dry run shows the cell there too' writes 'headcount: 260 → 270'
  : >out
  { await out 'y/N'; printf 'n\r'; await out 'did not say yes'; } |
    script -qec "'$grappe' import registry sites.csv" /dev/null >out 2>err
  check 'the question' writes 'Change this cell?'
  check 'no leaves it' is "$("$grappe" -q eval 'sites:where { code = "lisieux-opella" }:one().headcount.value')" 260
  : >out
  { await out 'y/N'; printf 'y\r'; await out '1 changed'; } |
    script -qec "'$grappe' import registry sites.csv" /dev/null >out 2>err
  check 'yes changes it' is "$("$grappe" -q eval 'sites:where { code = "lisieux-opella" }:one().headcount.value')" 270
else
  echo 'no terminal is to be had here'
  skipped=$((skipped + 1))
fi

# --- workbooks, by LibreOffice
office() { # FORMAT FILE…: converts into the folder `office`
  form=$1
  shift
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to "$form" --outdir office "$@" >office.log 2>&1
}
if ! command -v soffice >/dev/null; then
  echo 'LibreOffice is not installed: workbooks are not read back'
  skipped=$((skipped + 1))
elif ! "$grappe" -q export "$jobs" -o jobs.xlsx 2>err; then
  check 'only for want of libxlsxwriter' says 'libxlsxwriter'
  skipped=$((skipped + 1))
else
  check 'rows for a spreadsheet' ends 0 export sites -o sites.xlsx
  check 'figures in French' ends 0 --lang fr export 'figures { measure = "members", period = 2018 }' -o membres.xlsx
  # every sheet as a CSV of its own
  office 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' jobs.xlsx membres.xlsx
  check 'numbers are numbers' grep -q '^BASIN-VAL-DE-REUIL,Val-de-Reuil (basin),4750,4750,4750,jobs,,A,N$' office/jobs-Data.csv
  check 'a bound stands in its column' grep -q ',200,,members,>,' office/membres-Données.csv
  check 'the second sheet says the source' grep -q 'Région accompagne' 'office/jobs-Read me.csv'
  check 'and what the column means' grep -q '^pharma_jobs,.Direct jobs' 'office/jobs-Read me.csv'
  check 'in the language' grep -q '^>,plus de' office/membres-Lisez-moi.csv
  # a spreadsheet saves it in its own way, with a cell edited
  office ods sites.xlsx
  office fods office/sites.ods
  check 'the cell to edit' grep -q 'office:value="270"' office/sites.fods
  sed 's/office:value="270"/office:value="280"/' office/sites.fods >edited.fods
  mv edited.fods sites.fods
  office xlsx sites.fods
  entries() { "$grappe" -q eval '#changes { command = "import" }'; }
  before=$(entries)
  check 'the edited workbook' ends 0 import registry office/sites.xlsx
  check 'the cell is shown' says 'site  lisieux-opella  headcount: 270 → 280'
  check 'the only one' is "$(grep -c '→' err)" 1
  check 'is there' is "$("$grappe" -q eval 'sites:where { code = "lisieux-opella" }:one().headcount.value')" 280
  check 'one entry more in the audit trail' is "$(entries)" $((before + 1))
  check 'the newest comes first' ends 0 eval "changes { command = 'import' }:select('command', 'entity', 'row', 'action', 'field', 'before', 'after')" --format csv
  check 'and says so' is "$(head -2 out)" 'command,entity,row,action,field,before,after
import,Sites,lisieux-opella,changed,headcount,270,280'
fi

# --- JSON-stat, by the toolkit of those who made the format
check 'JSON-stat' ends 0 export "$jobs:share()" -o jobs.jsonstat --format jsonstat
if command -v npm >/dev/null && npm install --silent --no-audit --no-fund --prefix "$work/npm" jsonstat-toolkit >npm.log 2>&1; then
  cat >read.cjs <<'JS'
const JSONstat = require("jsonstat-toolkit");
const set = JSONstat(JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")));
const jobs = set.Data({ territory: "BASIN-VAL-DE-REUIL", measure: "pharma_jobs" });
console.log(set.class, set.length, set.role.geo.join(), set.Dimension("territory").Category("BASIN-EVREUX").label, jobs.value, jobs.status);
JS
  NODE_PATH=$work/npm/node_modules node read.cjs jobs.jsonstat >out 2>err
  check 'read back' writes 'dataset 2 territory Évreux (basin) 4750 A'
else
  echo 'npm or its registry is not to be had: JSON-stat is not read back'
  skipped=$((skipped + 1))
fi

# --- the data package
if command -v unzip >/dev/null && "$grappe" -q export "$jobs" -o jobs.zip 2>err; then
  unzip -q -o jobs.zip -d package
  check 'three files' is "$(ls package | tr '\n' ' ')" 'data.csv datapackage.json sources.csv '
  check 'the description names each column' is "$(grep -o '"name": "[^"]*"' package/datapackage.json | sed -n '3,$p' | head -8 | sed 's/.*: //' | tr -d '"' | paste -sd, -)" "$(head -1 package/data.csv)"
  check 'the source is listed' grep -q '^N,' package/sources.csv
else
  echo 'unzip or libzip is not installed: the data package is not read back'
  skipped=$((skipped + 1))
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
