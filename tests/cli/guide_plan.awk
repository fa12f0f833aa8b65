# Makes of a page of the guide what its reader would type: a shell script that writes the page's files, runs its commands in
# order and keeps what each says under the number of its line. See test_guide.sh for what a page may hold.
# Variables: page (its name, for messages), steps (folder for what commands say and what sessions are fed), lua (the script of
# the page's blocks in Lua, at the lines where the page has them), may_skip (whether blocks that are not run are allowed).

function complain(text) { print page ":" NR ": " text >complaints }
function mark(number) { return "error(\"end of entry " number "\", 0)" } # not saved by .save, not shown by .last

function end_session() {
  if (session) print mark(entry) >feed
  if (session) close(feed)
  session = 0
}

function end_command() {
  if (command == "") return
  if (command ~ /^grappe( |$)/ && asked) sub(/$/, " -q <'" feed "'", command)
  else command = command "\n"
  printf "{ %s\n} >'%s/%s.out' 2>&1%s; kept %s\n", command, steps, place, asked ? "" : " </dev/null", place
  command = ""
  asked = 0
}

function begin_block(line) {
  word = line
  sub(/^```/, "", word)
  path = ""
  if (before ~ /`[^` ]+` ?:$/) {
    path = before
    sub(/`[^`]*:$/, "", path)
    sub(/.*`/, "", path)
  }
  if (path != "" && word != "console") {
    folder = path
    if (!sub(/\/[^\/]*$/, "", folder)) folder = "."
    printf "mkdir -p '%s'\ncat >'%s' <<'end of the page'\n", folder, path
    kind = "file"
  } else if (word == "console" || word == "lua") {
    kind = word
  } else if (word == "sh" || word == "text") {
    kind = "text"
    print page ":" NR ": not run" >skipped
    if (!may_skip) complain("what a page shows is run, so the block is to say 'console' or to stand below `FILE`:; see test_guide.sh")
  } else {
    kind = "text"
    complain("a block says what it is: console, lua, sh or text (not run), or stands below a line that ends in `FILE`:")
  }
  at_command = 0
}

BEGIN {
  complaints = steps "/complaints"
  skipped = steps "/skipped"
  printf "" >complaints
  printf "" >skipped
  print "kept() { code=$?; echo $code >'" steps "'/$1.status; return $code; }"
}

/^```/ {
  if (kind == "") {
    begin_block($0)
    print (kind == "lua" ? "do" : "") >lua
    if (kind == "lua") scripts++
  } else {
    if (kind == "file") print "end of the page"
    end_session()
    end_command()
    print (kind == "lua" ? "end" : "") >lua
    kind = ""
  }
  next
}

{ print (kind == "lua" ? $0 : "") >lua }

kind == "" { if ($0 != "") before = $0 }

kind == "file" { print }

kind == "console" && /^\$ / {
  end_session()
  end_command()
  command = substr($0, 3)
  place = NR
  at_command = 1
  entry = 0
  next
}

kind == "console" && at_command && /^> / {
  command = command "\n" substr($0, 3)
  next
}

kind == "console" && /^grappe> / {
  if (command == "" && !session) complain("a statement stands below the command that opens the shell")
  if (session) print mark(entry) >feed
  else feed = steps "/" place ".in"
  session = asked = 1
  entry = NR
  print substr($0, 9) >feed
  next
}

kind == "console" && /^   \.\.\.> / {
  print substr($0, 9) >feed
  next
}

{ at_command = 0 }

END {
  if (kind != "") complain("the block has no end")
  if (scripts) printf "grappe run '%s' >'%s/lua.out' 2>&1 </dev/null; kept lua\n", lua, steps
}
