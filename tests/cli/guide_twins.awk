# Prints where a page of the guide and its twin in the other language part: each names the other in its first lines, and both have
# as many headings, commands, statements and blocks in Lua; a French page leads to French ones. Pages for those who work on the
# program are in English alone.
# Read from the repository's root.
# usage: awk -f guide_twins.awk docs/*.md docs/fr/*.md

FNR == 1 { pages[++n] = FILENAME; fence = "" }

/^```/ {
  fence = fence == "" ? substr($0, 4) : ""
  if (fence == "lua") lua[FILENAME]++
  next
}

fence == "" && /^#/ { headings[FILENAME]++ }
fence == "console" && /^\$ / { commands[FILENAME]++ }
fence == "console" && /^grappe> / { statements[FILENAME]++ }

FNR < 8 && match($0, /\(fr\/[^)]*\.md\)/) { twin[FILENAME] = "docs/" substr($0, RSTART + 1, RLENGTH - 2) }
FNR < 8 && match($0, /\(\.\.\/[^)]*\.md\)/) { twin[FILENAME] = "docs/" substr($0, RSTART + 4, RLENGTH - 5) }

FNR >= 8 && fence == "" && FILENAME ~ /^docs\/fr\// && match($0, /\(\.\.\/[^\/)]*\.md[)#]/) {
  m++
  line[m] = FILENAME ":" FNR
  leads[m] = "docs/" substr($0, RSTART + 4, RLENGTH - 5)
}

function compare(page, other, counts, what) {
  if (counts[page] + 0 != counts[other] + 0)
    print page ": " counts[page] + 0 " " what ", and " other " has " counts[other] + 0
}

END {
  for (i = 1; i <= n; i++) {
    page = pages[i]
    if (page ~ /(design|benchmarks|dataset-format|reference)\.md$/) continue
    other = twin[page]
    if (other == "") print page ": its first lines do not name its twin, as in [En français](fr/PAGE.md) or [In English](../PAGE.md)"
    else if (twin[other] != page) print page ": names " other " as its twin, which names " (twin[other] == "" ? "none" : twin[other])
    else if (page !~ /^docs\/fr\//) {
      compare(page, other, headings, "headings")
      compare(page, other, commands, "commands")
      compare(page, other, statements, "statements in the shell")
      compare(page, other, lua, "blocks in Lua")
    }
  }
  for (i = 1; i <= m; i++) if (leads[i] in twin) print line[i] ": leads to " leads[i] ", which is there in French: " twin[leads[i]]
}
