#!/bin/sh
# The data package: what is written for a folder, and that data/datapackage.json is what the program writes.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"
data=$(cd "$(dirname "$grappe")/../share/grappe/data" && pwd)

check 'of the data' ends 0 model datapackage "$data"
check 'is said without a word' is "$(cat err)" ''
cp out data.json
cmp -s data.json "$data/datapackage.json" || {
  echo 'data/datapackage.json is not what the program writes. After a change of data/ or of the model, in the checkout:'
  echo '  grappe model datapackage data -o data/datapackage.json'
  diff "$data/datapackage.json" data.json | head -5
}
check 'the committed file is up to date' cmp -s data.json "$data/datapackage.json"
check 'again' ends 0 model datapackage "$data/"
check 'the same bytes' cmp -s out data.json
check 'to a file' ends 0 model datapackage "$data" -o written.json
check 'all of it' cmp -s written.json data.json

# One resource for each file, each with its own name, with the columns of the file in their order.
files=$(cd "$data" && ls -- */*.csv | LC_ALL=C sort)
described=$(sed -n 's/^      "path": "\(.*\.csv\)",$/\1/p' data.json | LC_ALL=C sort)
check 'every file' is "$described" "$files"
check 'no name twice' is "$(sed -n 's/^      "name": //p' data.json | sort | uniq -d)" ''
for file in $files; do
  columns=$(sed -n "/^      \"path\": \"$(echo "$file" | sed 's,/,\\/,')\"/,/^        \"missingValues\"/p" data.json |
    sed -n 's/^            "name": "\(.*\)",$/\1/p' | paste -s -d , -)
  check "columns of $file" is "$columns" "$(head -1 "$data/$file" | tr -d '\r')"
done
for text in '"name": "grappe-data"' '"version": "1.0.0"' '"profile": "tabular-data-package"' '"name": "etalab-2.0"' \
  '"name": "ODbL-1.0"' '"name": "CC-BY-4.0"' '"resource": "reference-territory"' '"resource": "example-organisation"'; do
  check "$text" grep -qF "$text" data.json
done

# A folder of one's own: keys as its rows have them, another separator, files that the model does not know.
mkdir -p own/North/deeper own/.hidden
printf 'code;name;kind\na1;Alpha;supplier\n' >own/organisation.csv
printf 'code,name,organisation\ns1,One,a1\ns2,Two,\n' >own/North/site.csv
printf 'code,name\nx,X\n' | tee own/.hidden/site.csv >own/North/deeper/site.csv
printf 'a,b\n' >own/North/other.csv
printf '%s\n' 'code,title,licence,address' 'p,Plan,ODbL 1.0,https://example.org/plan' 'q,Query,Asked for,page 3' \
  'r,Rest,,' >own/source.csv
check 'own folder' ends 0 model datapackage own
check 'what is left out is told' says 'own/North/other.csv is named after no entity'
check 'three files' is "$(grep -c '"path": ".*csv"' out)" 3
check 'its name' writes '"name": "grappe-own"'
check 'names of a package' writes '"name": "north-site"'
check 'separator' writes '"delimiter": ";"'
check 'reference to another folder' writes '"resource": "organisation"'
check 'licence known' writes '"name": "ODbL-1.0"'
check 'licence not known' writes '"name": "Asked-for"'
check 'a source on the web' writes '"path": "https://example.org/plan"'
check 'a source elsewhere' not writes 'page 3'
check 'a source without licence' not writes '"title": "Rest"'
printf 's3,Three,a9\n' >>own/North/site.csv
check 'a code that is nowhere' ends 0 model datapackage own
check 'no reference then' not writes foreignKeys
printf 's4,Four\n' >>own/North/site.csv
check 'a short row' ends 3 model datapackage own
check 'its place' says 'own/North/site.csv:5'
printf 'code,name,colour\ns1,One,red\n' >own/North/site.csv
check 'a column that is no field' ends 3 model datapackage own
check 'is named' says "own/North/site.csv:1: 'colour' is not a field of site"
printf 'code,name,name\ns1,One,Uno\n' >own/North/site.csv
check 'a column twice' ends 3 model datapackage own
check 'is named too' says "there are two columns 'name'"
: >own/North/site.csv
check 'an empty file' ends 3 model datapackage own
check 'is told' says 'own/North/site.csv:1: the file is empty'
mkdir bare
check 'a folder without files' ends 3 model datapackage bare
check 'says so' says 'no file in bare'
check 'no folder' ends 3 model datapackage nowhere
check 'says so too' says 'there is no folder nowhere'
check 'of every entity' ends 0 model datapackage
check 'has them all' writes '"path": "training_programme.csv"'
# --- what is made of the tables of the program
docs=$(cd "$here/../../docs" && pwd)
for language in en fr; do
  page=$docs/reference.md
  [ $language = fr ] && page=$docs/fr/reference.md
  check "reference in $language" ends 0 --lang $language model reference
  cmp -s out "$page" || echo "not up to date: grappe --lang $language model reference -o $page"
  check 'as it is committed' cmp -s out "$page"
  # each name with its documentation: a line in backquotes, an empty one, and words
  check 'every name has words' is "$(awk '/^`/ { getline; getline words; if (words !~ /[a-z]/) print }' out | wc -l | tr -d ' ')" 0
  check 'every field has words' is "$(grep -c '| *|$' out)" 0
done
check 'French is not English' not cmp -s "$docs/reference.md" "$docs/fr/reference.md"
check 'definitions for editors' ends 0 model luals -o definitions.lua
check 'are Lua' not sh -c "'$grappe' check definitions.lua | grep -q 'missing before\|no sign of Lua'"
check 'with fields of rows' grep -q '^---@field headcount grappe.figure' definitions.lua
check 'and methods' grep -q '^function the_collection:within(territory' definitions.lua
check 'a function is no local' grep -q '^function figure(notation)' definitions.lua
check 'and no local hides it' not grep -qE '^local (figure|frame) ' definitions.lua
check 'what takes a table' grep -q '^function indicator(given)' definitions.lua
check 'what is looked into' is "$(grep -B1 '^indicators = ' definitions.lua | head -1)" '---@type table<string, any>'
check 'an observatory' ends 0 init editor
check 'has them' cmp -s definitions.lua editor/.grappe/grappe.lua
check 'and settings that lead there' grep -q '".grappe"' editor/.luarc.json
for language in en fr it; do
  check "the manual in $language" ends 0 --lang $language model man -o grappe.1
  check 'what a command does stands apart from the rest' grep -qx '.PP' grappe.1
  command -v man >/dev/null && check 'is read without complaint' is "$(LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -E UTF-8 -l -Tutf8 -Z grappe.1 2>&1 >/dev/null)" ''
done
check 'no such description' ends 2 model novel
check 'is told with those there are' says 'reference, luals, man'
finish
