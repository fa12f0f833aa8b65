#!/bin/sh
# Lines of grappe completed by bash, with the script that the program writes from its tables.
here=$(dirname "$0")
. "$here/library.sh"

check 'written' ends 0 model completion
cp out completion.bash
check 'without a word' is "$(cat err)" ''
check 'nothing follows it' ends 2 model completion more
check 'which is told' says "'more' is too much"
check 'asked by hand' ends 0 model candidates -- report cluster_
check 'one a line' is "$(cat out)" cluster_profile
check 'nothing fits' ends 0 model candidates -- report zzz
check 'nothing is said' is "$(cat out err)" ''
check 'no word' ends 0 model candidates
if command -v bash >/dev/null; then
  # complete WORD…: what bash would offer for the last of the words
  complete() {
    bash -c '. ./completion.bash; grappe=$0; COMP_WORDS=("$grappe" "$@"); COMP_CWORD=$#; _grappe; echo "${COMPREPLY[*]}"' "$grappe" "$@"
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
  check 'an id' is "$(complete indicator basin_con)" basin_concentration
  check 'of two kinds' is "$(complete explain cluster_r)" cluster_regions
  check 'a place of the level' is "$(complete indicator training_places --at norman)" 'Normandia Normandie Normandy'
  check 'with blanks, in quotes' is "$(complete indicator training_places --at '"Centre-Val de')" 'Centre-Val de Loire'
  check 'in a list' is "$(complete compare members --at Normandie,Centre-Val)" 'Normandie,Centre-Val de Loire'
  check 'a level, parted at the colon as bash does' is "$(complete indicator --at level : reg)" region
  check 'levels' is "$(complete indicator --at level :)" 'country region departement employment_zone basin epci commune cluster'
  check 'a format of imports' is "$(complete import insee)" insee.flores
  check 'a file after it' is "$(complete import insee.flores completion)" completion.bash
  check 'a kind of script' is "$(complete new ru)" rule
  check 'not twice' is "$(complete new rule ru)" ''
  check 'of what' is "$(complete new rule mine --of training_pr)" training_programme
  check 'a rule' is "$(complete test --accept tutor_l)" tutor_load
  check 'nothing of an observatory that is not there' is "$(complete -C nowhere indicator basin)" ''
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
