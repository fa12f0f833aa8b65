#!/bin/sh
# The command line: options, commands, languages, exit statuses.
here=$(dirname "$0")
. "$here/library.sh"

check 'help' ends 0 --help
check 'help lists the commands' writes 'grappe indicator'
check 'help of a command' ends 0 import --help
check 'its own options' writes '--rejects FILE'
check 'help in French' ends 0 --lang fr --help
check 'French' writes 'Options de toutes les commandes :'
check 'version' ends 0 --version
check 'version number' writes 'grappe 0.'
check 'help command' ends 0 help eval
check 'usage in it' writes "grappe eval 'EXPRESSION'"

check 'unknown command' ends 2 evl 1
check 'nearest command' says "did you mean 'eval'?"
check 'unknown option' ends 2 eval 1 --fromat json
check 'nearest option' says "'--format'"
check 'unknown option in Italian' ends 2 --lang=it eval 1 --fromat json
check 'Italian' says "l'opzione «--fromat» non esiste"
check 'the language of the environment' sh -c "! LC_ALL=fr_FR.UTF-8 '$grappe' evl 2>err"
check 'French of the environment' says "la commande « evl » n'existe pas"
check 'unknown letter' ends 2 eval 1 -z
check 'option without its value' ends 2 eval 1 --format
check 'flag with a value' ends 2 --quiet=yes eval 1
check 'unknown format' ends 2 eval 1 --format xml
check 'unknown language' ends 2 --lang de eval 1
check "an option of another command" ends 2 eval 1 --period 2018
check 'who takes it' says 'it goes with indicator, compare, explain'
check 'a period that is none' ends 2 indicator x --period 2018-13
check 'too few words' ends 2 eval
check 'too many words' ends 2 eval 1 2
check 'unknown limit' ends 2 --limit seconde=1 eval 1
check 'a limit that is no number' ends 2 --limit seconds=many eval 1

check 'value' ends 0 eval '1 + 1'
check 'value shown' is "$(cat out)" 2
check 'negative number as expression' ends 0 eval '-5'
check 'options before the command' ends 0 -q --format json eval '1 + 1'
check 'letter with its value' ends 0 -C. --version
check 'a script error' ends 4 eval 'error("no")'
check 'its message' says 'no'
check 'an unknown name' ends 4 eval 'foo'
check 'syntax' ends 4 eval '1 +'
check 'undecided' ends 4 eval 'figure "10..20" > 15'
check 'limit on time' ends 4 --limit seconds=0.2 eval 'while true do end'
check 'limit on memory' ends 4 --limit memory=32 eval 'local t = {} for i = 1, 1e9 do t[i] = i end'
check 'a name that nothing has' ends 2 indicator no_such_indicator
check 'a place that nothing has' ends 2 explain cluster_jobs --at Atlantis
check 'an unknown topic' ends 2 help no_such_topic_at_all
check 'a topic' ends 0 help figure
check 'a script that is not there' ends 3 run no_such_file.lua
check 'a folder as a script' ends 3 run .
check 'no observatory in a folder that is named' ends 3 -C . eval 1
check 'what to do' says 'grappe init'
mkdir other
echo 'no observatory' >other/cluster.grappe
check 'a file that is no observatory' ends 3 -C other eval 1
check 'note that this is the example' ends 0 eval 1
check 'the note' says 'example observatory'
check 'quiet' ends 0 --quiet eval 1
check 'no note' is "$(cat err)" ''

printf 'for i, word in ipairs(arg) do print(i, word) end\nreturn #arg\n' >words.lua
check 'arguments' ends 0 run words.lua a -- --format
check 'arguments found' is "$(tr '\t\n' ' ;' <out)" '1 a;2 --format;2;'
check 'standard input' sh -c "echo 'print(6 * 7)' | '$grappe' -q run - >out"
check 'standard input run' is "$(cat out)" 42
printf '\357\273\277print(1)\n' >mark.lua
check 'a script with a byte order mark' ends 0 run mark.lua
printf '\n\nlocal x = nil + 1\n' >wrong.lua
check 'an error in a script' ends 4 run wrong.lua
check 'its place' says 'wrong.lua:3:'
finish
