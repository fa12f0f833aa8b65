# Prints each link that leads nowhere: to a file that there is not, or to an #anchor without a heading; and each path of the
# repository that is named in backquotes and is not there. Read from the repository's root.
# usage: awk -f guide_links.awk PAGE…

# as GitHub makes it of a heading
function anchor(heading) {
  gsub(/\[|\]\([^)]*\)/, "", heading)
  heading = tolower(heading)
  gsub(/É|È|Ê/, "é", heading)
  gsub(/À|Â/, "à", heading)
  gsub(/[!-,.\/:-@\[-^`{-~]|«|»|…|’|“|”|–|—|\302\240/, "", heading)
  gsub(/ /, "-", heading)
  return heading
}

function there(path) {
  if (!(path in seen)) seen[path] = system("test -e '" path "'") == 0
  return seen[path]
}

# resolved PAGE LINK: the path from the root
function resolved(page, link,   folder) {
  folder = page
  if (!sub(/\/[^\/]*$/, "/", folder)) folder = ""
  link = folder link
  while (sub(/[^\/]+\/\.\.\//, "", link)) continue
  return link
}

FNR == 1 { fenced = 0 }

/^```/ { fenced = !fenced }
fenced { next }

/^#+ / {
  heading = $0
  sub(/^#+ /, "", heading)
  name = anchor(heading)
  name = FILENAME "#" name
  headings[times[name] ? name "-" times[name] : name] = 1
  times[name]++
}

{
  rest = $0
  while (match(rest, /`(docs|data|tests|engine|bindings)\/[^` {*]*`/)) {
    path = substr(rest, RSTART + 1, RLENGTH - 2)
    if (!there(path)) print FILENAME ":" FNR ": there is no " path
    rest = substr(rest, RSTART + RLENGTH)
  }
  rest = $0
  gsub(/`[^`]*`/, "", rest)
  while (match(rest, /\]\([^)]*\)/)) {
    link = substr(rest, RSTART + 2, RLENGTH - 3)
    rest = substr(rest, RSTART + RLENGTH)
    if (link ~ /^(https?|mailto):/) continue
    n++
    place[n] = FILENAME ":" FNR
    path = link
    sub(/#.*/, "", path)
    file[n] = path == "" ? FILENAME : resolved(FILENAME, path)
    target[n] = link ~ /#/ ? substr(link, index(link, "#")) : ""
  }
}

END {
  for (i = 1; i <= n; i++) {
    if (!there(file[i])) print place[i] ": there is no " file[i]
    else if (target[i] != "" && !((file[i] target[i]) in headings)) print place[i] ": there is no heading " target[i] " in " file[i]
  }
}
