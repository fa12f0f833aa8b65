#!/bin/sh
# The shell on a terminal: prompt, unfinished statements, completion, ^C, history. script(1) lends the terminal.
here=$(dirname "$0")
. "$here/library.sh"
# where the system lends none (a container without /dev/pts) there is nothing to test
script -qec true /dev/null >/dev/null 2>&1 </dev/null || {
  echo 'no terminal is to be had here'
  echo '0 passed, 0 failed, 1 skipped'
  exit 0
}
export XDG_STATE_HOME="$work/state" TERM=xterm
leaks_of libedit # of the names of added functions

# keys TEXT…: each is typed as it stands (printf escapes), with a pause after it for the program to answer: until what the
# terminal shows has come to rest.
keys() {
  for text in "$@"; do
    printf "$text"
    was=
    until [ "$was" = "$(wc -c <out)" ]; do
      was=$(wc -c <out)
      sleep "0.4"
    done
  done
}

session() { # TEXT…: what the terminal showed is in out
  : >out
  { await out 'grappe>'; keys "$@"; } | script -qec "'$grappe'" /dev/null >out 2>err
}

session '1 + 1\r' 'for i = 1, 2 do\r' 'print("line", i)\r' 'end\r' '"gone' '\003' '"kept"\r' '\004'
check 'banner' writes 'Grappe 0.'
check 'which observatory' writes 'a throw-away copy of the example observatory'
check 'how to get help' writes '.help'
check 'prompt' writes 'grappe> '
check 'another prompt while unfinished' writes '...> '
check 'the loop ran' grep -q '^line[[:space:]]*2' out
check 'the shell went on after ^C' grep -q '^kept' out
check 'the line was forgotten' not writes 'unfinished string'

session 'while true do end\r' '\003' '"alive"\r' '.quit\r'
check '^C stops the work' writes 'interrupted'
check 'not the shell' grep -q '^alive' out

session '.ti\ton\r' '4 * 4\r' '\020\020\020\r' '.quit\r'
check 'completion' writes '.timer on'
check 'timer' grep -Eq '^[0-9.]+ s' out
check 'history is kept' grep -qx '4 \* 4' state/grappe/history
check 'for the user alone' is "$(stat -c %a state/grappe/history)" 600
session '\020\020\r' '.quit\r'
check 'and there the next time' is "$(tail -2 state/grappe/history | tr '\n' ';')" '4 * 4;.quit;'

mkdir 'a folder' && echo '"from a file"' >'a folder/one.lua'
session '.read a f\to\t\r' 'indicators.basin_conc\t.un\t\r' 'sites:within "Île-de-F\t":cou\t()\r' '.quit\r'
check 'files are completed' grep -q '^from a file' out
check 'ids, and what their scripts have' grep -q '^1' out
check 'methods behind a call' grep -q '^[0-9.]* sites ' out

# ^C reaches the shell around the command too, which must live to say the status: hence its trap
: >out
{ sleep 3; printf '\003'; await out '^status'; } |
  script -qec "trap : INT; '$grappe' -q --limit seconds=0 eval 'while true do end'; echo status \$?" /dev/null >out 2>err
check '^C ends a command' grep -q '^status 130' out
check 'and says so' writes 'interrupted'

session 'for i = 1, 2 do -- each\r' 'print("n" .. i)\r' 'end\r' '.quit\r'
check 'several lines are kept as one' grep -qF 'for i = 1, 2 do --[[ each ]] print("n" .. i) end' state/grappe/history
session '\020\020\r' '.quit\r'
check 'and run again as one, after a restart' grep -q '^n2' out

session '"Évr' '\001\013' '"né" .. "e"\r' '.quit\r'
check 'letters with accents' grep -q '^née' out
finish
