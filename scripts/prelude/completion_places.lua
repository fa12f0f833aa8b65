-- Where the cursor stands in a text that is not finished: the text is closed so that it can be parsed, with a mark in the
-- place of the cursor, and the checker's walk tells what kinds of values stand around the mark.

local words, walk = core.source_words, core.source_walk
local declarations = core.source_check.declarations

local MARK = "_mark_of_the_cursor_"

-- Which text in quotes or brackets, or which remark, the end of the text lies in: { from = its first byte, quote =, close = },
-- { remark = true }, or nil.
local function inside_of(text)
  local at = 1
  while true do
    local from = text:find("[\"'%[%-]", at)
    if not from then return nil end
    local sign = text:sub(from, from)
    local remark = text:sub(from, from + 1) == "--"
    local level = text:match("^%[(=*)%[", remark and from + 2 or from)
    local stop
    if level then
      local close = "]" .. level .. "]"
      local first = from + #level + (remark and 4 or 2)
      stop = select(2, text:find(close, first, true))
      if not stop then return remark and { remark = true } or { from = first, close = close } end
    elseif remark then
      stop = text:find("\n", from, true)
      if not stop then return { remark = true } end
    elseif sign == '"' or sign == "'" then
      stop = from
      repeat
        stop = text:find("[\\\n" .. sign .. "]", stop + 1)
        if not stop then return { from = from + 1, quote = sign, close = sign } end
        local escape = text:sub(stop, stop) == "\\"
        if escape then stop = stop + 1 end
      until not escape
    else
      stop = from
    end
    at = stop + 1
  end
end

local CLOSED_BY = { ["("] = ")", ["{"] = "}", ["["] = "]" }

-- What has to follow for all that is open to be closed.
local function closing(list)
  local open = {}
  local function top() return open[#open] end
  local function push(what) open[#open + 1] = what end
  for _, word in ipairs(list) do
    local kind = word.kind
    if CLOSED_BY[kind] then
      push(CLOSED_BY[kind])
    elseif kind == ")" or kind == "}" or kind == "]" then
      if top() == kind then open[#open] = nil end
    elseif kind == "function" or kind == "do" and top() ~= "do end" then
      push "end"
    elseif kind == "do" or kind == "then" then
      open[#open] = "end"
    elseif kind == "for" or kind == "while" then
      push "do end"
    elseif kind == "if" then
      push "then end"
    elseif kind == "elseif" then
      open[#open] = "then end"
    elseif kind == "repeat" then
      push "until true"
    elseif kind == "end" or kind == "until" then
      open[#open] = nil
    end
  end
  local parts = {}
  for i = #open, 1, -1 do parts[#parts + 1] = open[i] end
  return " " .. table.concat(parts, " ")
end

-- The tree of the text with the mark, tried as a statement, as an expression, and as a call.
local function parsed(before, mark, member)
  local ok, list = pcall(words.split, before .. mark)
  if not ok then return nil end
  local rest = closing(list)
  local tries = member and { mark .. "()" .. rest } or { mark .. rest, mark .. "()" .. rest }
  for _, try in ipairs(tries) do
    for _, head in ipairs { "", "return " } do
      local tree = core.parse(head .. before .. try)
      if tree then return tree end
    end
  end
end

local function is_marked(value)
  return type(value) == "string" and value:find(MARK, 1, true) ~= nil
end

-- The nodes from the tree's root to the one with the mark; nil where there is none.
local function path_to(node, path)
  path[#path + 1] = node
  if is_marked(node.name) or node.kind == "text" and is_marked(node.value) then return path end
  for _, part in pairs(node) do
    if type(part) == "table" and not part.from and path_to(part, path) then return path end -- what has `from` is a word, no node
  end
  path[#path] = nil
end

-- The walk that only looks: it finds nothing wrong, and keeps the type of each node and the scope at the mark.
local Look = setmetatable({}, { __index = walk.Walk })
Look.__index = Look

function Look:finding() return {} end
function Look:territory() end
function Look:try() end

function Look:expression(node, scope)
  if is_marked(node.name) or is_marked(node.value) or node.kind == "index" and is_marked(node.key.value) then self.scope = scope end
  local type = walk.Walk.expression(self, node, scope)
  self.type_of[node] = type
  return type
end

-- `dataset "CODE"`, which the checker does not know: its columns are data.
function Look:call(node, scope)
  local type = walk.Walk.call(self, node, scope)
  local first = node.arguments[1]
  if node.called.kind == "name" and node.called.name == "dataset" and first and first.kind == "text" and not is_marked(first.value) then
    local ok, found = pcall(dataset, first.value)
    return ok and core.value_type(found) or type
  end
  return type
end

function Look:method_call(node, scope)
  local type = walk.Walk.method_call(self, node, scope)
  local object = self.type_of[node.object]
  if type and type.kind == "collection" and object and object.columns then type.columns = object.columns end
  return type
end

-- Names of the shell that the text uses have the type of their values.
local function scope_of(list, environment)
  local scope = walk.new_scope()
  for _, word in ipairs(list or {}) do
    if word.kind == "name" and not scope.names[word.value] then
      local value = rawget(environment, word.value)
      local type = value ~= nil and core.value_type(value)
      if type and type.kind ~= word.value then scope.names[word.value] = { name = word.value, type = type } end
    end
  end
  return scope
end

local places = {}

-- { start = byte that the word begins after, word =, quote =, member = "." or ":", path = nodes to the mark, type_of =,
-- scope = }; nil in a remark and in a number. Where the text cannot be read, path and scope are missing.
function places.find(text, environment)
  local inside = inside_of(text)
  if inside and inside.remark then return nil end
  local place = { type_of = {} }
  local tail = ""
  if inside then
    place.start, place.quote, tail = inside.from - 1, inside.quote or "[", inside.close
    place.word = text:sub(inside.from)
    if inside.quote then place.word = place.word:gsub("\\(.)", "%1") end
  else
    place.word = text:match "[%w_\128-\255]*$"
    if place.word:find "^%d" then return nil end
    place.start = #text - #place.word
    place.member = text:sub(1, place.start):match "([.:])%s*$"
    if place.member == "." and text:sub(1, place.start):find "%.%.%s*$" then place.member = nil end
  end
  local before, word = text:sub(1, place.start), inside and "" or place.word
  local mark = word .. MARK .. tail
  local tree = parsed(before, mark, place.member == ":")
  if not tree then -- a mistake further up
    before = before:match "[^\n]*$"
    tree = parsed(before, mark, place.member == ":")
  end
  if not tree then return place end
  place.path = path_to({ block = tree.block }, {})
  local look = setmetatable({ found = {}, globals = {}, uses = {}, declarations = declarations, type_of = place.type_of }, Look)
  pcall(function() look:block(tree.block, scope_of(tree.words, environment)) end)
  place.scope = look.scope
  return place
end

core.completion_places = places
