#!/bin/sh
# The shell without a terminal: statements from a pipe.
here=$(dirname "$0")
. "$here/library.sh"

shell() { # INPUT STATUS
  printf '%s' "$1" | "$grappe" -q >out 2>err
  is $? "$2"
}

check 'values' shell '1 + 1
x = 20
x * 2
' 0
check 'shown, without prompt or banner' is "$(tr '\n' ' ' <out)" '2 40 '
check 'several lines' shell 'for i = 1, 2 do
  print(i)

end
' 0
check 'run when complete' is "$(tr '\n' ' ' <out)" '1 2 '
check 'an error goes by' shell 'nil + 1
"after"
' 4
check 'the next statement runs' is "$(cat out)" after
check 'the error and its line' says 'stdin:1:'
check 'lines are counted' shell '

local function f()
  error("deep")
end f()
' 4
check 'to the line of the input' says 'stdin:4: deep'
check 'unfinished at the end' shell 'for i = 1, 2 do
' 4
check 'no line end at the end' shell '7' 0
check 'is run' is "$(cat out)" 7
check 'empty input' shell '' 0
check 'another format' shell '.mode json
"text"
' 0
check 'is used' writes '"text"'
check 'limits' shell '.limits seconds 0.1
while true do end
.limits
' 4
check 'limits are listed' writes 'seconds'
check 'a limit that is none' shell '.limits second 3
' 4
check 'quit' shell '1
.quit
2
' 0
check 'ends there' is "$(cat out)" 1
check 'an unknown command' shell '.hlp
' 4
check 'nearest' says "'.help'"
check 'help' shell '.help
' 0
check 'names the commands' writes '.timer'
check 'timer' shell '.timer on
1
' 0
check 'says seconds' writes ' s'
check 'carriage returns' shell "$(printf '1 + 1\r\n2\r\n')" 0
check 'are passed over' is "$(tr '\n' ' ' <out)" '2 2 '
printf '1\n' | "$grappe" -q -o file.txt
check 'to a file' is "$(cat file.txt)" 1

# --- files, scripts and examples
check 'a script is kept of what succeeded' shell 'x = 6
nil + 1
x * 7
for i = 1, 2 do
  y = i
end
.save kept.lua
' 4
check 'without what failed' is "$(cat kept.lua)" 'x = 6
show(x * 7)
for i = 1, 2 do
  y = i
end'
check 'it runs' ends 0 run kept.lua
check 'and shows the same' is "$(cat out)" 42
check 'a file that is there' shell '1
.save kept.lua
' 4
check 'is left alone' says 'kept.lua is there already'
echo 'z = 2 + 3' >part.lua
check 'a file is read' shell '.read part.lua
z
' 0
check 'into the session' is "$(cat out)" 5
check 'the next result into a file' shell '.once members.csv
figures { measure = "members", period = 2018 }
.once all.xlsx
sites
"on the screen"
' 0
check 'only that one' is "$(cat out)" 'on the screen'
check 'by its ending' grep -q '^CLUSTER-POLEPHARMA,.*,>200,' members.csv
check 'the last result again' shell '"first"
for i = 1, 2 do end
.last
' 0
check 'is that which gave one' is "$(tr '\n' ' ' <out)" 'first first '
check 'examples by a word' shell '.examples pivot
' 0
check 'are numbered' grep -Eq '^ *[0-9]+  .*pivot' out
number=$(sed -n 's/^ *\([0-9]*\)  equals.*/\1/p' out)
check 'all of them' shell '.examples
' 0
number=$(sed -n 's/^ *\([0-9]*\)  equals.*/\1/p' out)
check 'one by its number' shell ".examples $number
" 0
check 'runs' grep -q '^true' out
check 'the scripts there are' shell '.scripts
' 0
check 'with whose they are' grep -q '^indicator *members .*shipped' out
mkdir -p own && "$grappe" -q init own
cat >own/scripts/indicators/changing.lua <<'LUA'
return indicator { id = "changing", title = { en = "a", fr = "a", it = "a" }, unit = "1", level = "cluster", compute = function() return 1 end }
LUA
{
  echo 'indicators.changing.title'
  await out '^a'
  sed 's/en = "a"/en = "changed"/' own/scripts/indicators/changing.lua >own/new && mv own/new own/scripts/indicators/changing.lua
  echo 'indicators.changing.title'
} | "$grappe" -C own >out 2>err
check 'a script that changes is read again' is "$(tr '\n' ' ' <out)" 'a changed '
check 'and said so' says "has changed and is read again"
check 'the line of an error, marked' shell 'x = sites:withn "Normandie"
' 4
check 'below the name' is "$(sed -n 3p err)" '                  ^^^^^'
check 'a text that does not compile, marked where reading it ended' shell 'x = 3
y = = "é"
' 4
check 'at its line' is "$(sed -n '2,3p' err)" '    2 | y = = "é"
            ^'
check 'a call that fails at the end of an expression' shell '

indicators.basin_concentration("Normandi")
' 4
check 'has its place' says 'stdin:3: Territories'
check 'and its mark' grep -qx ' *^^^^^^^^' err
check 'a word with which other programs are left' shell 'q' 4
check 'is answered by how this one is left' says 'to leave the shell, type .quit, or press Ctrl-D'
check 'unless it is a name' shell 'q = 3
q' 0
check 'that has a value' grep -qx 3 out
finish
