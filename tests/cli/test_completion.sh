#!/bin/sh
# Lines of grappe completed by bash, with the script that the program writes from its tables.
here=$(dirname "$0")
. "$here/library.sh"

check 'written' ends 0 model completion
cp out completion.bash
check 'without a word' is "$(cat err)" ''
check 'nothing follows it' ends 2 model completion more
check 'which is told' says "'more' is too much"
if command -v bash >/dev/null; then
  # complete WORD…: what bash would offer for the last of the words
  complete() {
    bash -c '. ./completion.bash; COMP_WORDS=(grappe "$@"); COMP_CWORD=$#; _grappe; echo "${COMPREPLY[*]}"' bash "$@"
  }
  check 'it is bash' bash -n completion.bash
  check 'a command' is "$(complete ind)" indicator
  check 'after an option with its value' is "$(complete --lang fr ind)" indicator
  check 'an option of the command' is "$(complete indicator --per)" --period
  check 'not one of another' is "$(complete verify --per)" ''
  check 'a common one' is "$(complete verify --quie)" --quiet
  check 'the choice of languages' is "$(complete --lang '')" 'en fr it'
  check 'a format' is "$(complete --format xl)" xlsx
  check 'the topic of help' is "$(complete help verif)" verify
  mkdir folder && : >folder-file
  check 'a file' is "$(complete run folder-)" folder-file
  check 'only folders' is "$(complete -C fold)" folder
  check 'nothing where any text may stand' is "$(complete indicator --period '')" ''
  for command in $("$grappe" --help --lang en | sed -n 's/^  grappe \([a-z]*\) .*/\1/p'); do
    check "every command: $command" is "$(complete "$command" | tr ' ' '\n' | grep -x "$command")" "$command"
  done
else
  echo 'bash is not there: what it completes was not tried'
fi
finish
