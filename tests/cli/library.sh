# What the tests of the program share: sourced by test_*.sh with the program's path as $1.
# shellcheck shell=sh
set -u
grappe=$1
case $grappe in
/*) ;;
*) grappe=$(pwd)/$grappe ;;
esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8 HOME=$work GRAPPE_TODAY=2026-01-15
export LC_ALL HOME GRAPPE_TODAY
unset LC_MESSAGES LANG NO_COLOR COLUMNS XDG_STATE_HOME
cd "$work" || exit 2
passed=0
failed=0

# check WHAT COMMAND…: passes where the command succeeds.
check() {
  what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $what"
    [ -s out ] && sed 's/^/  out: /' out | head -5
    [ -s err ] && sed 's/^/  err: /' err | head -5
  fi
}

# await FILE PATTERN: until a line of the file matches, half a minute at most.
await() {
  turns=0
  until grep -q -- "$2" "$1" 2>/dev/null || [ $turns -ge 300 ]; do
    sleep "0.1"
    turns=$((turns + 1))
  done
}

# ends STATUS ARGUMENT…: runs the program (output in out, err) and compares its exit status.
ends() {
  expected=$1
  shift
  "$grappe" "$@" >out 2>err </dev/null
  status=$?
  [ $status = "$expected" ] && return 0
  echo "status $status where $expected was expected: grappe $*"
  return 1
}

# leaks_of LIBRARY…: what these keep until the program ends is their own (LeakSanitizer).
leaks_of() {
  printf 'leak:%s\n' "$@" >"$work/lsan"
  export LSAN_OPTIONS="suppressions=$work/lsan:print_suppressions=0"
}

says() { grep -qF -e "$1" err; }   # on standard error
writes() { grep -qF -e "$1" out; } # on standard output
is() { [ "$1" = "$2" ] || { echo "found '$1', expected '$2'"; return 1; }; }
not() { ! "$@"; }

finish() {
  echo "$passed passed, $failed failed"
  [ $failed = 0 ]
}
