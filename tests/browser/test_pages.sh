#!/bin/sh
# Makes the reports that are shipped, each in another language, and opens them in a browser: see pages.js.
# usage: test_pages.sh GRAPPE [SCREENSHOTS]
set -u
here=$(cd "$(dirname "$0")" && pwd)
case $1 in
/*) grappe=$1 ;;
*) grappe=$(pwd)/$1 ;;
esac
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "there is no Chromium here"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}
command -v node >/dev/null || {
  echo "there is no Node.js here"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}
HOME=$work LC_ALL=C.UTF-8 GRAPPE_TODAY=2026-01-15
export HOME LC_ALL GRAPPE_TODAY
cd "$work" || exit 2
for report in cluster_profile:fr regions_compared:it training_and_needs:en; do
  "$grappe" --quiet --lang "${report#*:}" report "${report%:*}" -o "$work/${report%:*}-${report#*:}.html" || exit 1
done
node "$here/pages.js" "$chromium" "${2:--}" "$work"/*.html
