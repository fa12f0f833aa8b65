# The part of `run` that asks 40 rules of training programmes: Grappe, and the same rules in json-rules-engine.
# shellcheck shell=sh disable=SC2154,SC2034
[ "$only" = rules ] && programmes=${asked_rows:-$programmes}
rules_data="$cache/programmes-$programmes"
rules_out="$rules_data/answers"
rules_stamp=$(cat "$here/programmes.c" "$here/places.c" "$here/draw.c" "$here/jobs_within.lua" "$checkout"/data/example/site.csv |
  cksum | cut -d' ' -f1)

if [ "$(cat "$rules_data/stamp" 2>/dev/null)" != "$rules_stamp" ]; then
  say "making $programmes programmes in $rules_data"
  rm -rf "$rules_data"
  mkdir -p "$rules_data"
  "$build/bench_programmes" "$programmes" "$rules_data" "$checkout/data/reference" || exit 1
  "$grappe" init "$rules_data/observatory" --quiet >&2 || exit 1
  set -- "$rules_data/training_programme.csv"
  for entity in organisation site source territory term; do set -- "$@" "$checkout/data/example/$entity.csv"; done
  "$grappe" -C "$rules_data/observatory" import registry "$@" --quiet >&2 || exit 1
  "$grappe" -C "$rules_data/observatory" run --quiet "$here/jobs_within.lua" >"$rules_data/jobs_within.json" || exit 1
  echo "$rules_stamp" >"$rules_data/stamp"
fi
mkdir -p "$rules_out"
rm -f "$rules_out"/*
# one that an older Grappe made is brought up to date here, not within a question
"$grappe" -C "$rules_data/observatory" eval true --quiet >/dev/null || exit 1

say rules
if has_engine grappe; then
  for n in $(printf '%s\n' 1 "$threads" | sort -nu); do
    "$build/bench_ask" "$rules_data/observatory" "$rules_out" "$n" "$runs" "$here/questions/rules.lua" | note grappe "$n"
  done
fi
if has_engine json-rules-engine; then
  rules_modules="$cache/json-rules-engine"
  mkdir -p "$rules_modules"
  if ! [ -d "$rules_modules/node_modules/json-rules-engine" ]; then
    say "installing json-rules-engine into $rules_modules"
    (cd "$rules_modules" && echo '{}' >package.json && npm install --no-fund --no-audit --silent json-rules-engine) >&2
  fi
  if rules_version=$(node "$here/rules.mjs" "$rules_modules" version 2>/dev/null); then
    node "$here/rules.mjs" "$rules_modules" "$rules_data/programmes.json" "$rules_data/jobs_within.json" "$rules_out" \
      "$runs" | note json-rules-engine 1
  else
    say "json-rules-engine cannot be had here (it needs node and npm, and the network once): the rest runs without it"
  fi
fi
if [ -s "$rules_out/rules.grappe" ] && [ -s "$rules_out/rules.json-rules-engine" ]; then
  if difference=$(awk -f "$here/compare_rules.awk" "$rules_out/rules.json-rules-engine" "$rules_out/rules.grappe"); then
    say "rules: $difference verdicts that both have are the same"
  else
    say "rules: grappe and json-rules-engine DO NOT AGREE: $difference"
    status=1
  fi
fi
