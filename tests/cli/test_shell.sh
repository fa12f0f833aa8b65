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
finish
