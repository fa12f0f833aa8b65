-- The parser of scripts: a text becomes a tree, for grappe check and for messages about texts that do not compile. Where
-- the text breaks a rule of Lua, the message says what most people who write that mean, and how Lua says it.
--
-- A node is a table with `kind`, and `line` and `column` of its first word. Kinds of expression: name, number, text, nil,
-- true, false, rest, function, table, binary, unary, index, call, method, group. Of statement: local, assign, call, do,
-- while, repeat, if, for_number, for_each, function, local_function, return, break, goto, label.

local tr, words = core.translate, core.source_words
local wrong = words.wrong

local meant = words.meant

local Parser = {}
Parser.__index = Parser

local function node(kind, word, parts)
  parts = parts or {}
  parts.kind, parts.line, parts.column = kind, word.line, word.column
  return parts
end

function Parser:ahead(count)
  return self.list[self.at + count] or self.list[#self.list]
end

function Parser:is(kind)
  return self.word.kind == kind
end

function Parser:advance()
  local word = self.word
  self.at = self.at + 1
  self.before, self.word = word, self:ahead(0)
  return word
end

function Parser:accept(kind)
  if self.word.kind == kind then return self:advance() end
end

-- How a word is called in a message.
local function shown(word)
  if word.kind == "end of text" then return tr("the end of the script") end
  if word.kind == "text" then return tr("the text \"%s\"", word.value:sub(1, 20)) end
  return tr("'%s'", tostring(word.value or word.kind))
end

-- `500 jobs` outside of a figure.
function Parser:guess_unit(before, word)
  if word.kind == "name" and before.kind == "number" and before.line == word.line and self:ahead(1).kind ~= "(" then
    wrong(word, "a unit goes into a figure: write figure \"%s %s\"", before.written, word.value)
  end
end

-- `print x`, `figure 500 jobs`: a call without its parentheses.
function Parser:guess_call(called, word)
  if called.kind ~= "name" or called.line ~= word.line or self:ahead(1).kind == "=" then return end
  if word.kind ~= "name" and word.kind ~= "number" then return end
  local name, written = called.value, word.written or word.value
  if name == "figure" then
    local unit = self:ahead(1)
    if unit.kind == "name" and unit.line == word.line then written = written .. " " .. unit.value end
    wrong(word, "the text of a figure stands in quotes: write figure \"%s\"", written)
  end
  wrong(word, "'%s' is called with parentheses: write %s(%s)", name, name, written)
end

-- What people mean who write this word here; raises where that is clear.
function Parser:guess()
  local word = self.word
  local value, ahead = word.value, self:ahead(1)
  if word.kind == "name" and meant(value) then
    wrong(word, "'%s' is not a word of Lua: write '%s'", value, meant(value))
  end
  if word.kind == "local" then wrong(word, "local stands at the beginning of a line alone, before a new name: take it out here") end
  if word.kind == "=" then wrong(word, "one = gives a value to a name; to ask whether two are equal write ==") end
  if word.kind == "," and self.before.kind == "number" and ahead.kind == "number" then
    wrong(word, "a comma parts values: write decimals with a point, %s.%s", self.before.written, ahead.written)
  end
  if word.kind == "number" and self.before.kind == "number" then
    local written = self.before.written .. word.written
    if self.before.to + 1 == word.from then
      wrong(word, "a number has one point, before its decimals, and none between thousands: %s", (written:gsub("%.", "")))
    end
    wrong(word, "numbers are written without spaces: %s", written)
  end
  if word.kind == "//" then wrong(word, "a remark begins with --, not with //") end
  if word.kind == "/" and ahead.kind == "*" then wrong(word, "a remark begins with --, or stands between --[[ and ]]") end
  self:guess_unit(self.before, word)
  if word.kind == ">" and self.before.kind == "=" then wrong(word, "'=>' is no sign of Lua: write >=, or = to give a value") end
  if word.kind == "<" and self.before.kind == "=" then wrong(word, "'=<' is no sign of Lua: write <=") end
  if word.kind == "&" and (ahead.kind == "&" or self.before.kind == "&") then wrong(word, "'%s' is not a word of Lua: write '%s'", "&&", "and") end
  if word.kind == "|" and (ahead.kind == "|" or self.before.kind == "|") then wrong(word, "'%s' is not a word of Lua: write '%s'", "||", "or") end
  if word.kind == "~" or word.kind == "<" and ahead.kind == ">" then wrong(word, "to ask whether two differ write ~=") end
end

-- The keyword or sign that must come now; `opened`: the word that it closes.
function Parser:expect(kind, opened, cause)
  local word = self.word
  if word.kind == kind then return self:advance() end
  if self.word.kind ~= "name" or meant(word.value) or not cause then self:guess() end
  if opened and word.kind == "end of text" then
    wrong(word, "the '%s' of line %d is not closed: add '%s'", opened.value or opened.kind, opened.line, kind)
  end
  if opened and opened.line ~= word.line then
    wrong(word, "'%s' is missing before %s: it closes the '%s' of line %d", kind, shown(word), opened.value or opened.kind, opened.line)
  end
  if cause then wrong(word, cause, kind, shown(word)) end
  wrong(word, "'%s' is missing before %s", kind, shown(word))
end

function Parser:name(what)
  if self:is "name" then return self:advance() end
  self:guess()
  if self.word.kind:find "^%a+$" and self.word.value and self.word.kind ~= "text" and self.word.kind ~= "number" then
    wrong(self.word, "'%s' is a word of Lua and cannot be a name: choose another name", self.word.value)
  end
  wrong(self.word, "expected %s, found %s", what, shown(self.word))
end

-- --- expressions ---------------------------------------------------------------------------------------------------------

local BINARY = { -- left and right binding
  ["or"] = { 1, 1 }, ["and"] = { 2, 2 }, ["<"] = { 3, 3 }, [">"] = { 3, 3 }, ["<="] = { 3, 3 }, [">="] = { 3, 3 },
  ["~="] = { 3, 3 }, ["=="] = { 3, 3 }, ["|"] = { 4, 4 }, ["~"] = { 5, 5 }, ["&"] = { 6, 6 }, ["<<"] = { 7, 7 }, [">>"] = { 7, 7 },
  [".."] = { 9, 8 }, ["+"] = { 10, 10 }, ["-"] = { 10, 10 }, ["*"] = { 11, 11 }, ["/"] = { 11, 11 }, ["//"] = { 11, 11 },
  ["%"] = { 11, 11 }, ["^"] = { 14, 13 },
}
local UNARY, UNARY_BINDS = { ["not"] = true, ["-"] = true, ["#"] = true, ["~"] = true }, 12

function Parser:expressions()
  local list = { self:expression(0) }
  while self:accept "," do list[#list + 1] = self:expression(0) end
  return list
end

function Parser:body(opened)
  local made = node("function", opened, { parameters = {} })
  self:expect("(", nil, "'%s' is missing before %s: parameters stand in parentheses, also where there are none")
  while not self:is ")" do
    if self:is "..." then
      made.rest = self:advance()
      break
    end
    made.parameters[#made.parameters + 1] = self:name(tr("the name of a parameter"))
    if not self:accept "," then break end
  end
  self:expect(")")
  made.block = self:block()
  made.last = self.word
  self:expect("end", opened)
  return made
end

function Parser:table()
  local opened = self:expect "{"
  local made = node("table", opened, { items = {} })
  while not self:is "}" do
    local item = { line = self.word.line, column = self.word.column }
    if self:accept "[" then
      item.key = self:expression(0)
      self:expect "]"
      self:expect("=", nil, "'%s' is missing before %s: a field is written [key] = value")
      item.value = self:expression(0)
    elseif self:is "name" and self:ahead(1).kind == "=" then
      local name = self:advance()
      item.name, item.key = name.value, node("text", name, { value = name.value })
      self:advance()
      item.value = self:expression(0)
    else
      if self:is "name" and self:ahead(1).kind == ":" and self:ahead(2).kind ~= "name" then
        wrong(self.word, "a field is written with =, not with ':': %s = …", self.word.value)
      end
      item.value = self:expression(0)
    end
    made.items[#made.items + 1] = item
    if not self:accept "," and not self:accept ";" and not self:is "}" then
      if not (self:is "name" and self:ahead(1).kind == "=") then self:guess() end
      if self:is "end of text" then self:expect("}", opened) end
      wrong(self.word, "a comma is missing before %s: the fields of a table are parted by commas", shown(self.word))
    end
  end
  self:expect("}", opened)
  return made
end

function Parser:arguments()
  if self:is "text" then
    local word = self:advance()
    return { node("text", word, { value = word.value }) }
  end
  if self:is "{" then return { self:table() } end
  local opened = self:expect "("
  local list = {}
  if not self:is ")" then list = self:expressions() end
  self:expect(")", opened)
  return list
end

function Parser:primary()
  local word = self.word
  if word.kind == "name" then
    -- `x et y`: the second name begins no statement
    self:advance()
    return node("name", word, { name = word.value })
  end
  if word.kind == "(" then
    self:advance()
    local inside = self:expression(0)
    self:expect(")", word)
    return node("group", word, { inside = inside })
  end
  self:guess()
  if self.before.kind == "%" then
    wrong(self.before, "a percentage is a figure: write figure \"%s %%\"", (self.list[self.at - 2] or {}).written or "53")
  end
  if word.kind == "end of text" then wrong(word, "the script ends here where a value was expected") end
  if word.kind == ")" or word.kind == "}" or word.kind == "]" then
    wrong(word, "there is one '%s' too many here, or a value is missing before it", word.kind)
  end
  wrong(word, "expected a value, found %s", shown(word))
end

function Parser:suffixed()
  local made = self:primary()
  while true do
    local word = self.word
    if word.kind == "." then
      self:advance()
      local name = self:name(tr("the name of a field"))
      made = node("index", word, { object = made, key = node("text", name, { value = name.value }), name = name })
    elseif word.kind == "[" then
      self:advance()
      local key = self:expression(0)
      self:expect("]", word)
      made = node("index", word, { object = made, key = key })
    elseif word.kind == ":" then
      self:advance()
      local name = self:name(tr("the name of a method"))
      if not self:is "(" and not self:is "{" and not self:is "text" then
        wrong(name, "'%s' is called with ':' and needs its arguments: %s(…); a field is read with '.'", name.value, name.value)
      end
      made = node("method", name, { object = made, name = name.value, arguments = self:arguments() })
    elseif word.kind == "(" or word.kind == "{" or word.kind == "text" then
      made = node("call", word, { called = made, arguments = self:arguments(), line_of_call = made.line })
    else
      return made
    end
  end
end

local CONSTANTS = { ["nil"] = true, ["true"] = true, ["false"] = true }

function Parser:simple()
  local word = self.word
  if word.kind == "number" or word.kind == "text" then
    self:advance()
    return node(word.kind, word, { value = word.value })
  elseif CONSTANTS[word.kind] then
    return node(self:advance().kind, word)
  elseif word.kind == "..." then
    return node("rest", self:advance())
  elseif word.kind == "{" then
    return self:table()
  elseif word.kind == "function" then
    self:advance()
    if self:is "name" then wrong(self.word, "a function that stands as a value has no name: write function(…) … end") end
    return self:body(word)
  end
  return self:suffixed()
end

function Parser:expression(limit)
  self.depth = self.depth + 1
  if self.depth > 150 then wrong(self.word, "expressions are nested too deep here: give parts of them names") end
  local left
  if UNARY[self.word.kind] then
    local sign = self:advance()
    left = node("unary", sign, { sign = sign.kind, operand = self:expression(UNARY_BINDS) })
  else
    left = self:simple()
  end
  while true do
    local sign = self.word
    local binds = BINARY[sign.kind]
    if not binds or binds[1] <= limit then break end
    self:advance()
    if sign.kind == "//" and self.word.line ~= sign.line then wrong(sign, "a remark begins with --, not with //") end
    left = node("binary", sign, { sign = sign.kind, left = left, right = self:expression(binds[2]) })
  end
  self.depth = self.depth - 1
  return left
end

-- --- statements ------------------------------------------------------------------------------------------------------------

local CLOSES = { ["end"] = true, ["else"] = true, ["elseif"] = true, ["until"] = true, ["end of text"] = true }
local statements = {}

statements["if"] = function(self, opened)
  local made = node("if", opened, { parts = {} })
  local function part()
    local condition = self:expression(0)
    self:expect("then", nil, "'%s' is missing before %s: the condition of an if ends with then")
    made.parts[#made.parts + 1] = { condition = condition, block = self:block() }
  end
  part()
  while true do
    if self:accept "elseif" then
      part()
    elseif self:is "else" then
      local word = self:advance()
      if self:is "if" and self.word.line == word.line then made.else_if = word end
      made.otherwise = self:block()
      if made.else_if and self:is "end of text" then
        wrong(self.word, "'else if' in line %d opens an if of its own, which needs an end of its own: write elseif", word.line)
      end
      break
    else
      break
    end
  end
  self:expect("end", opened)
  return made
end

statements["while"] = function(self, opened)
  local condition = self:expression(0)
  self:expect("do", nil, "'%s' is missing before %s: the condition of a while ends with do")
  local block = self:block()
  self:expect("end", opened)
  return node("while", opened, { condition = condition, block = block })
end

statements["for"] = function(self, opened)
  local first = self:name(tr("a name"))
  local made
  if self:accept "=" then
    made = node("for_number", opened, { name = first, from = self:expression(0) })
    self:expect(",", nil, "'%s' is missing before %s: write for NAME = FIRST, LAST do")
    made.to = self:expression(0)
    if self:accept "," then made.step = self:expression(0) end
  else
    made = node("for_each", opened, { names = { first } })
    while self:accept "," do made.names[#made.names + 1] = self:name(tr("a name")) end
    self:expect("in", nil, "'%s' is missing before %s: write for NAME in … do, or for NAME = FIRST, LAST do")
    made.values = self:expressions()
    local from, to = made.values[1], made.values[2]
    if from.kind == "number" then
      wrong(from, "numbers are gone through with =: for %s = %s, %s do", first.value, tostring(from.value), to and tostring(to.value) or "…")
    end
  end
  self:expect("do", nil, "'%s' is missing before %s: the head of a for ends with do")
  made.block = self:block()
  self:expect("end", opened)
  return made
end

statements["repeat"] = function(self, opened)
  local block = self:block()
  self:expect("until", opened)
  return node("repeat", opened, { block = block, condition = self:expression(0) })
end

statements["do"] = function(self, opened)
  local block = self:block()
  self:expect("end", opened)
  return node("do", opened, { block = block })
end

statements["function"] = function(self, opened)
  local word = self:name(tr("the name of the function"))
  local target = node("name", word, { name = word.value })
  local method
  while self:is "." or self:is ":" do
    method = self:advance().kind == ":"
    local name = self:name(tr("the name of a field"))
    target = node("index", name, { object = target, key = node("text", name, { value = name.value }), name = name })
    if method then break end
  end
  return node("function", opened, { target = target, method = method, body = self:body(opened), statement = true })
end

statements["local"] = function(self, opened)
  if self:accept "function" then
    local name = self:name(tr("the name of the function"))
    return node("local_function", opened, { name = name, body = self:body(opened) })
  end
  if statements[self.word.kind] and self:ahead(1).kind ~= "=" then
    wrong(opened, "local goes before a new name: take it out before %s", shown(self.word))
  end
  local made = node("local", opened, { names = {}, values = {} })
  repeat
    local name = self:name(tr("a name"))
    if self:accept "<" then
      name.attribute = self:name(tr("close or const")).value
      self:expect ">"
    end
    made.names[#made.names + 1] = name
  until not self:accept ","
  if self:is "==" then wrong(self.word, "== asks whether two are equal; to give a value write =") end
  if self:is "." or self:is "[" then wrong(opened, "a field of a table takes no local: take it out before '%s'", self.before.value) end
  if self:accept "=" then made.values = self:expressions() end
  return made
end

statements["return"] = function(self, opened)
  local made = node("return", opened, { values = {} })
  if not CLOSES[self.word.kind] and not self:is ";" then made.values = self:expressions() end
  self:accept ";"
  if not CLOSES[self.word.kind] then
    if self.word.line == self.before.line then
      if self.before.kind == "name" and meant(self.before.value) then
        wrong(self.before, "'%s' is not a word of Lua: write '%s'", self.before.value, meant(self.before.value))
      end
      self:guess()
      self:guess_call(self.before, self.word)
    end
    wrong(self.word, "return ends its block, and %s stands behind it: take out what comes after, or an 'end' is missing before it", shown(self.word))
  end
  return made
end

statements["break"] = function(_, opened)
  return node("break", opened)
end

statements["goto"] = function(self, opened)
  return node("goto", opened, { label = self:name(tr("the name of a label")) })
end

-- A call or an assignment; what is neither does nothing.
function Parser:simple_statement()
  local before, word = self.before, self.word
  local first = self:suffixed()
  if self:is "=" or self:is "," then
    local targets = { first }
    while self:accept "," do targets[#targets + 1] = self:suffixed() end
    for _, target in ipairs(targets) do
      if target.kind ~= "name" and target.kind ~= "index" then
        wrong(word, "a value can be given to a name or to a field only: NAME = …")
      end
    end
    self:expect "="
    return node("assign", word, { targets = targets, values = self:expressions() })
  end
  if first.kind == "call" or first.kind == "method" then return node("call", word, { call = first, statement = true }) end
  local sign, ahead = self.word, self:ahead(1)
  if sign.kind == "==" then wrong(sign, "== asks whether two are equal; to give a value write =") end
  if (sign.kind == "+" or sign.kind == "-" or sign.kind == "*" or sign.kind == "/") and ahead.kind == "=" then
    wrong(sign, "'%s=' is no sign of Lua: write the name twice, x = x %s …", sign.kind, sign.kind)
  end
  if sign.kind == "+" and ahead.kind == "+" then wrong(sign, "'++' is no sign of Lua: write x = x + 1") end
  if sign.kind == ":" and ahead.kind == "=" then wrong(sign, "':=' is no sign of Lua: write =") end
  if first.kind == "name" and meant(first.name) then wrong(word, "'%s' is not a word of Lua: write '%s'", first.name, meant(first.name)) end
  self:guess_unit(before, word)
  self:guess()
  self:guess_call(self.before, self.word)
  wrong(word, "this is neither a call nor gives a value to a name: it would do nothing; to give a result write return in front of it")
end

function Parser:statement()
  local word = self.word
  local read = statements[word.kind]
  if read then return read(self, self:advance()) end
  if word.kind == "::" then
    self:advance()
    local label = self:name(tr("the name of a label"))
    self:expect "::"
    return node("label", word, { label = label })
  end
  return self:simple_statement()
end

function Parser:block()
  local list = {}
  self.blocks = self.blocks + 1
  if self.blocks > 150 then wrong(self.word, "blocks are nested too deep here: make functions of parts of them") end
  while not CLOSES[self.word.kind] do
    if not self:accept ";" then
      list[#list + 1] = self:statement()
      if list[#list].kind == "return" then break end
    end
  end
  self.blocks = self.blocks - 1
  return list
end

local function parse(text)
  local list = words.split(text)
  local parser = setmetatable({ list = list, at = 1, word = list[1], before = { kind = "start of text" }, depth = 0, blocks = 0 }, Parser)
  local block = parser:block()
  if not parser:is "end of text" then
    parser:guess()
    wrong(parser.word, "%s has nothing to close here: there is one too many, or an if, for or function is missing before it",
      shown(parser.word))
  end
  return { block = block, words = list }
end

-- The tree of a text: { block, words }; or nil and what is wrong, { line, column, message }.
function core.parse(text)
  local ok, result = pcall(parse, text)
  if ok then return result end
  if type(result) == "table" and result.syntax then return nil, result end
  core.throw(result)
end
