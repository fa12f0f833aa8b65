-- The words of a script's text: names, numbers, texts and signs with their places, for the parser. What no word of Lua
-- begins with is told with its cause: most often it came from a word processor, or from another language.

local tr = core.translate

local words = {}

local KEYWORDS = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true until
  while]]):gmatch "%a+" do KEYWORDS[word] = true end
words.keywords = KEYWORDS

-- Longest first.
local SIGNS = { "...", "<<", ">>", "//", "==", "~=", "<=", ">=", "::", "..", "+", "-", "*", "/", "%", "^", "#", "&", "~", "|",
  "<", ">", "=", "(", ")", "{", "}", "[", "]", ";", ":", ",", "." }

-- What people write instead, and what it should be.
local FOREIGN = {
  { "“", "\"" }, { "”", "\"" }, { "„", "\"" }, { "«", "\"" }, { "»", "\"" }, { "’", "'" }, { "‘", "'" },
  { "≥", ">=" }, { "≤", "<=" }, { "≠", "~=" }, { "–", "-" }, { "—", "-" }, { "−", "-" }, { "×", "*" }, { "÷", "/" }, { "…", "..." },
  { "!=", "~=" }, { "&&", "and" }, { "||", "or" }, { "!", "not" },
}

local SPACES = { ["\u{00A0}"] = true, ["\u{202F}"] = true, ["\u{2009}"] = true, ["\u{3000}"] = true, ["\u{FEFF}"] = true }

-- Words of other languages, or in capitals, that stand where a keyword should.
local MEANT = {
  et = "and", ou = "or", non = "not", e = "and", o = "or", oppure = "or", si = "if", se = "if", alors = "then", allora = "then",
  sinon = "else", altrimenti = "else", sinonsi = "elseif", elif = "elseif", elsif = "elseif", fin = "end", fine = "end",
  pour = "for", per = "for", tantque = "while", mentre = "while", fonction = "function", funzione = "function", retourne = "return",
  ritorna = "return", vrai = "true", vero = "true", faux = "false", falso = "false", null = "nil", None = "nil", rien = "nil",
}

-- The keyword that the name was meant for; nil where it may be a name.
function words.meant(name)
  local small = name:lower()
  return MEANT[name] or (small ~= name and KEYWORDS[small] and small) or nil
end

-- Raises a syntax error of the text: a table that words.parse and the parser's caller know.
function words.wrong(word, message, ...)
  error({ syntax = true, line = word.line, column = word.column, message = tr(message, ...), fix = word.fix }, 0)
end

-- A character of UTF-8 at the place, or the byte.
local function character_at(text, at)
  return text:match("^[%z\1-\127\194-\244][\128-\191]*", at) or text:sub(at, at)
end

local CLOSING = { ["“"] = { "”", "“" }, ["„"] = { "”", "“" }, ["«"] = { "»" }, ["”"] = { "”" }, ["‘"] = { "’" } }

-- Both quotes of a text are mended at once: with one alone the text would go on to somewhere else.
local function closing_quote(text, at, word, opening)
  local line = text:match("^[^\n]*", at)
  for _, closing in ipairs(CLOSING[opening] or {}) do
    local stop = line:find(closing, #opening + 1, true)
    if stop then
      local put = closing == "’" and "'" or "\""
      return { from = word.line, at = word.column + utf8.len(line, 1, stop - 1), take = closing, put = put }
    end
  end
end

local function foreign(word, text, at)
  for _, pair in ipairs(FOREIGN) do
    if text:sub(at, at + #pair[1] - 1) == pair[1] then
      word.fix = { from = word.line, at = word.column, take = pair[1], put = pair[2] }
      word.fix.behind = closing_quote(text, at, word, pair[1])
      if #pair[1] < 3 and pair[1]:byte() < 128 then words.wrong(word, "'%s' is no sign of Lua: write %s", pair[1], pair[2]) end
      if pair[2] == "\"" then words.wrong(word, "%s is no quotation mark of Lua (a word processor may have put it there): write \"", pair[1]) end
      words.wrong(word, "'%s' is no sign of Lua (a word processor may have put it there): write %s", pair[1], pair[2])
    end
  end
  local character = core.harmless(character_at(text, at))
  if SPACES[character] then
    word.fix = { from = word.line, at = word.column, take = character, put = " " }
    words.wrong(word, "there is a space here that only looks like one (a word processor or a web page put it there): type a plain space")
  end
  if character == "€" or character == "$" then
    words.wrong(word, "'%s' stands outside of a text: write amounts as figure \"490000 €\"", character)
  end
  if #character > 1 then
    words.wrong(word, "'%s' cannot be part of a name: names take letters without accents, digits and _; texts go between quotes", character)
  end
  words.wrong(word, "'%s' is no sign of Lua here", character)
end

-- The end of a long bracket that begins at `at`, and the text in it; nil where none begins there.
local function long_bracket(text, at, word, what)
  local level = text:match("^%[(=*)%[", at)
  if not level then return nil end
  local first, last = text:find("]" .. level .. "]", at, true)
  if not first then words.wrong(word, "this %s is not closed: add ]%s] where it ends", tr(what), level) end
  return last + 1, text:sub(at + #level + 2, first - 1)
end

local ESCAPES = { a = "\a", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", v = "\v", ["\\"] = "\\", ['"'] = '"', ["'"] = "'", ["\n"] = "\n" }

-- A text in quotes that begins at `at`: where it ends, and what it says as far as a check needs it.
local function quoted(text, at, word)
  local quote, parts, from = text:sub(at, at), {}, at + 1
  while true do
    local stop = text:find("[\\\n" .. quote .. "]", from)
    local found = stop and text:sub(stop, stop)
    if not stop or found == "\n" then
      if quote == "'" then
        words.wrong(word, "this text is not closed: add ' where it ends, on the same line; a text with an apostrophe in it stands between \"")
      end
      words.wrong(word, "this text is not closed: add %s where it ends, on the same line", quote)
    end
    parts[#parts + 1] = text:sub(from, stop - 1)
    if found == quote then return stop + 1, table.concat(parts) end
    local escape = text:sub(stop + 1, stop + 1)
    from = stop + 2
    if ESCAPES[escape] then
      parts[#parts + 1] = ESCAPES[escape]
    elseif escape == "z" then
      from = text:find("%S", from) or #text + 1
    elseif escape:find "%d" then
      from = select(2, text:find("^%d%d?%d?", stop + 1)) + 1
    elseif escape == "x" then
      from = stop + 4
    elseif escape == "u" then
      from = (text:find("}", stop, true) or #text) + 1
    else
      words.wrong(word, "'\\%s' is no escape of a text: write \\\\ for a backslash", character_at(text, stop + 1))
    end
  end
end

local function number_at(text, at, word)
  local stop = select(2, text:find("^0[xX][%x.]*[pP]?[+-]?%x*", at)) or select(2, text:find("^%d*%.?%d*[eE][+-]?%d+", at))
    or select(2, text:find("^%d*%.?%d*", at))
  local written = text:sub(at, stop)
  local value = tonumber(written)
  local behind = text:match("^[%a_%z\194-\244][%w_\128-\191]*", stop + 1)
  if not value or behind then
    words.wrong(word, "'%s' is no number: write digits with a point before decimals; a unit goes into a figure, figure \"%s\"",
      written .. (behind or ""), written .. " " .. (behind or "jobs"))
  end
  return stop + 1, value
end

-- All words of the text, the last of kind "end of text". A word: kind ("name", "number", "text", or the keyword or sign
-- itself), value, line, column (in characters), from and to (bytes).
function words.split(text)
  local list, at, line, line_start = {}, 1, 1, 1
  if text:sub(1, 3) == "\u{FEFF}" then at, line_start = 4, 4 end
  if text:sub(at, at) == "#" then at = text:find("\n", at, true) or #text + 1 end
  local counted, column = at, 0 -- the characters of the line before `counted`
  while true do
    at = text:find("[^ \t\r\v\f]", at) or #text + 1
    if counted < line_start then counted, column = line_start, 0 end
    counted, column = at, column + (utf8.len(text, counted, at - 1) or at - counted)
    local first = text:sub(at, at)
    local word = { line = line, from = at, column = column + 1 }
    if first == "\n" then
      line, line_start, at = line + 1, at + 1, at + 1
    elseif text:sub(at, at + 1) == "--" then
      local stop = long_bracket(text, at + 2, word, "comment") or text:find("\n", at, true) or #text + 1
      for place in text:sub(at, stop - 1):gmatch "()\n" do line, line_start = line + 1, at + place end
      at = stop
    else
      local name = text:match("^[%a_][%w_]*", at)
      if at > #text then
        word.kind, word.to = "end of text", at - 1
      elseif name then
        word.kind, word.value, word.to = KEYWORDS[name] and name or "name", name, at + #name - 1
      elseif text:find("^%.?%d", at) then
        local stop
        word.kind, stop, word.value = "number", number_at(text, at, word)
        word.to = stop - 1
        word.written = text:sub(at, word.to)
      elseif first == '"' or first == "'" then
        local stop
        word.kind, stop, word.value = "text", quoted(text, at, word)
        word.to = stop - 1
      else
        local stop, inside = long_bracket(text, at, word, "text")
        if stop then
          word.kind, word.value, word.to = "text", inside, stop - 1
          for place in text:sub(at, stop - 1):gmatch "()\n" do line, line_start = line + 1, at + place end
        else
          for _, sign in ipairs(SIGNS) do
            if text:sub(at, at + #sign - 1) == sign then
              word.kind, word.value, word.to = sign, sign, at + #sign - 1
              break
            end
          end
          if not word.kind then foreign(word, text, at) end
        end
      end
      list[#list + 1] = word
      if word.kind == "end of text" then return list end
      at = word.to + 1
      local character = name and text:match("^[\194-\244][\128-\191]*", at)
      if character and not SPACES[character] then
        for _, pair in ipairs(FOREIGN) do
          if text:sub(at, at + #pair[1] - 1) == pair[1] then foreign({ line = line, column = word.column + #name }, text, at) end
        end
        local whole = text:match("^[%w_\128-\244]*", word.from)
        local plain = core.folded(whole):gsub("[^%w_]", "_")
        words.wrong(word, "'%s' cannot be a name: names take letters without accents, digits and _, such as %s", whole, plain)
      end
    end
  end
end

core.source_words = words
