#!/bin/sh
# The guide (README.md, docs/, docs/fr/): what a page shows is run, and what it says that Grappe says is compared.
#
# usage: test_guide.sh GRAPPE [PAGE…]              compares
#        test_guide.sh GRAPPE --refresh [PAGE…]    writes into the pages what is said now: read the difference before you commit it
#
# A page is read from top to bottom in a folder of its own, empty at first, in the language of its folder (docs/fr: French).
#
#   ```console    a transcript. Lines that begin with "$ " are commands, run in order, all in one shell ("cd" holds on); "> "
#                 goes on with one. Between "$ grappe" and the first "grappe> " stands what the shell says at its start, which is
#                 passed over; lines with "grappe> " and "   ...> " are typed there. What follows is the answer, standard output
#                 and errors, compared line by line. A line "…" alone stands for any lines, and stays when answers are refreshed.
#                 A command that ends in 2 or more is followed by "$ echo $?".
#   ```lua        a script, run as it stands; what it prints is not compared. The blocks of a page run after its transcripts, in the folder
#                 where these end, each with local variables of its own.
#   any block     below a line that ends in `FILE`: is written to that file, for the commands that follow.
#   ```sh, text   what a test cannot run (commands that install, or need a download; outlines): in the pages named below alone, and
#                 listed.
#
# All happens on 15 January 2026.
# Links lead to pages and files that there are, and their #anchors to headings. A page and its twin in the other language have the same
# parts. The file StockEtablissement_utf8.csv, which the reader of a page downloads, is there with made-up rows.
# shellcheck shell=sh disable=SC2046,SC2154
here=$(cd "$(dirname "$0")" && pwd)
. "$here/library.sh"
shift
root=$(cd "$here/../.." && pwd)
not_run='README.md docs/benchmarks.md docs/design.md docs/importing.md docs/fr/importer.md'
refresh=0
[ "${1:-}" != --refresh ] || { refresh=1 && shift; }
[ $# -gt 0 ] || set -- README.md $(cd "$root" && echo docs/*.md docs/fr/*.md)

leaks_of libfontconfig libpango libcairo libglib # of fonts
mkdir bin
ln -s "$grappe" bin/grappe
PATH=$work/bin:$PATH
differ() { diff -U1 --label "$1" --label 'what is said' "$root/$1" woven; }

for page in "$@"; do
  export LC_ALL=C.UTF-8
  case $page in docs/fr/*) export LC_ALL=fr_FR.UTF-8 ;; esac
  case " $not_run " in *" $page "*) may_skip=1 ;; *) may_skip=0 ;; esac
  rm -rf steps home reader
  mkdir steps home reader
  awk -v page="$page" -v steps="$work/steps" -v lua="$work/$(basename "$page")" -v may_skip=$may_skip \
    -f "$here/guide_plan.awk" "$root/$page" >plan.sh
  # a file that its reader downloads: made-up rows in the same format
  if grep -q '^\$ .*StockEtablissement_utf8.csv' "$root/$page"; then
    awk -v rows=3000 -v facts=/dev/null -f "$here/datasets.awk" >reader/StockEtablissement_utf8.csv
  fi
  (cd reader && HOME=$work/home sh "$work/plan.sh") >out 2>err
  if [ -f steps/lua.out ]; then
    cp steps/lua.out out
    check "$page: examples in Lua" is "$(cat steps/lua.status)" 0
  fi
  check "$page: nothing beside the answers" not test -s err
  awk -v page="$page" -v steps="$work/steps" -v differing=differing -f "$here/guide_weave.awk" "$root/$page" >woven
  sort -u steps/complaints >err
  check "$page: blocks" not test -s err
  cat steps/skipped
  if [ $refresh = 1 ]; then cmp -s woven "$root/$page" || cp woven "$root/$page"; fi
  cp differing err 2>/dev/null || : >err
  rm -f differing out
  check "$page: transcripts" not test -s err
  differ "$page"
done
(cd "$root" && awk -f "$here/guide_links.awk" README.md data/README.md docs/*.md docs/fr/*.md) >err
: >out
check 'links and paths lead somewhere' not test -s err
(cd "$root" && awk -f "$here/guide_twins.awk" docs/*.md docs/fr/*.md) >err
check 'English and French pages have the same parts' not test -s err
finish
