-- The walk over a script's tree: scopes and names, and what kind of value each expression gives. What looks wrong is
-- handed to `finding(node, message, …)`; the rules about calls stand in source_calls.lua.

local tr, types = core.translate, core.source_types

local Walk = {}
Walk.__index = Walk

-- A name that the script gives: { name, used =, type =, kind = "local" | "parameter" | "global" }.
local function declare(scope, name, node, kind, type)
  local made = { name = name, node = node, kind = kind, type = type, used = false }
  scope.names[name] = made
  scope.order[#scope.order + 1] = made
  return made
end

local function new_scope(outer)
  return { outer = outer, names = {}, order = {} }
end

local function find(scope, name)
  while scope do
    if scope.names[name] then return scope.names[name] end
    scope = scope.outer
  end
end

local names = core.names()

-- Whether all scripts know the name.
local function is_global(name)
  return names[name]
end

-- Of several names that one statement gives, those before one that is used stand for their place.
local function stands_for_place(scope, at)
  local given = scope.order[at]
  for i = at + 1, #scope.order do
    if scope.order[i].statement ~= given.statement or not given.statement then return false end
    if scope.order[i].used then return true end
  end
  return false
end

function Walk:close(scope)
  for i, given in ipairs(scope.order) do
    if given.kind == "local" and not given.used and not given.name:find "^_" and given.node.attribute ~= "close"
      and not stands_for_place(scope, i) then
      self:finding(given.node, "'%s' is given a value that is never used: take it out, or call it _%s", given.name, given.name)
    end
  end
end

-- --- expressions: each gives its type, or nil --------------------------------------------------------------------------------

local expressions = {}

function Walk:expression(node, scope)
  return expressions[node.kind](self, node, scope)
end

function Walk:all(list, scope)
  local first
  for i, node in ipairs(list) do
    local type = self:expression(node, scope)
    if i == 1 then first = type end
  end
  return first
end

expressions["nil"] = function() end
expressions["true"] = function() return { kind = "boolean" } end
expressions["false"] = expressions["true"]
expressions["rest"] = function() end

function expressions.number() return { kind = "number", constant = true } end
function expressions.text(_, node) return { kind = "text", value = node.value } end
function expressions.group(self, node, scope) return self:expression(node.inside, scope) end

function expressions.name(self, node, scope)
  local given = find(scope, node.name)
  if given then
    given.used = true
    return given.type
  end
  local entity = types.entity_of_collection(node.name)
  if entity and is_global(node.name) then return { kind = "collection", entity = entity } end
  if is_global(node.name) then return { kind = "known", name = node.name } end
  if self.globals[node.name] then
    self.globals[node.name].used = true
    return self.globals[node.name].type
  end
  self:unknown_name(node, scope)
end

-- Whether the script or Grappe gives the name a value.
function Walk:is_name(name, scope)
  return find(scope, name) or is_global(name) or self.globals[name]
end

function Walk:unknown_name(node, scope)
  local word = core.source_words.meant(node.name)
  if word then return self:finding(node, "'%s' is not a word of Lua: write '%s'", node.name, word) end
  local candidates = {}
  while scope do
    for _, given in ipairs(scope.order) do candidates[#candidates + 1] = given.name end
    scope = scope.outer
  end
  for name in pairs(self.globals) do candidates[#candidates + 1] = name end
  for name in pairs(names) do candidates[#candidates + 1] = name end
  table.sort(candidates)
  local near = core.nearest(node.name, candidates)
  if near then
    self:finding(node, "the name '%s' is not known here: did you mean '%s'?", node.name, near)
  else
    self:finding(node, "the name '%s' is not known here: give it a value first, with local %s = …", node.name, node.name)
  end
end

expressions["function"] = function(self, node, scope)
  self:body(node, scope)
  return { kind = "function" }
end

-- `kinds`: types of the parameters, where the caller of the function is known.
function Walk:body(node, scope, kinds)
  local inner = new_scope(scope)
  for i, parameter in ipairs(node.parameters) do
    declare(inner, parameter.value, parameter, "parameter", kinds and kinds[i])
  end
  local outer = self.inside
  self.inside = node
  self:block(node.block, inner)
  self.inside = outer
  self:close(inner)
end

expressions["table"] = function(self, node, scope)
  local made = { kind = "table", items = {}, node = node }
  local seen = {}
  for _, item in ipairs(node.items) do
    if item.key and not item.name then self:expression(item.key, scope) end
    local key = item.name or (item.key and item.key.kind == "text" and item.key.value)
    if key and seen[key] then self:finding(item.key, "the field '%s' stands twice in this table: keep one", key) end
    if key then seen[key] = true end
    local type = self:expression(item.value, scope)
    if key then made.items[key] = { node = item.value, type = type, at = item.key } end
    if not item.key then made.list = (made.list or 0) + 1 end
  end
  return made
end

function expressions.unary(self, node, scope)
  local type = self:expression(node.operand, scope)
  if node.sign == "not" then return { kind = "boolean" } end
  if node.sign == "#" then
    if type and type.kind == "collection" then
      self:finding(node, "a collection is counted with :count(), not with #")
    end
    return { kind = "number" }
  end
  return type
end

local COMPARES = { ["<"] = true, [">"] = true, ["<="] = true, [">="] = true }
local EQUALS = { ["=="] = true, ["~="] = true }
local ADDS = { ["+"] = true, ["-"] = true }

local function is_figure(type)
  return type and type.kind == "figure"
end

function expressions.binary(self, node, scope)
  local left, right = self:expression(node.left, scope), self:expression(node.right, scope)
  local sign = node.sign
  if EQUALS[sign] and (is_figure(left) or is_figure(right)) and node.left.kind ~= "nil" and node.right.kind ~= "nil" then
    self:finding(node, "'%s' never holds between a figure and a plain value, and is refused between figures: write equals(a, b), or compare with <= and >=", sign)
  end
  if COMPARES[sign] and node.left.kind == "binary" and COMPARES[node.left.sign] then
    self:finding(node, "two comparisons in a row compare an answer with a value: write a %s b and b %s c", node.left.sign, sign)
  end
  if EQUALS[sign] and node.left.kind == "unary" and node.left.sign == "not" then
    self:finding(node, "not goes with what stands right behind it: write ~= , or put the comparison in parentheses")
  end
  if (COMPARES[sign] or ADDS[sign]) and is_figure(left) and is_figure(right) and types.units_clash(left.unit, right.unit) then
    self:finding(node, "these two have units that do not meet: %s and %s; use figures of one unit, or divide one by the other for a ratio",
      left.unit, right.unit)
  end
  if (COMPARES[sign] or ADDS[sign]) and ((is_figure(left) and right and right.kind == "text") or (is_figure(right) and left and left.kind == "text")) then
    self:finding(node, "a text is no figure: write figure \"…\"")
  end
  if COMPARES[sign] or EQUALS[sign] then return { kind = "boolean" } end
  if sign == ".." then return { kind = "text" } end
  if sign == "and" or sign == "or" then return nil end
  if is_figure(left) or is_figure(right) then
    if ADDS[sign] then return { kind = "figure", unit = (left and left.unit) or (right and right.unit) } end
    return { kind = "figure" }
  end
  if left and right and left.kind == "number" and right.kind == "number" then return { kind = "number" } end
end

function expressions.index(self, node, scope)
  local object = self:expression(node.object, scope)
  if node.key.kind ~= "text" then
    self:expression(node.key, scope)
    return nil
  end
  return self:member(node, object, node.key.value)
end

function expressions.call(self, node, scope)
  return self:call(node, scope)
end

function expressions.method(self, node, scope)
  return self:method_call(node, scope)
end

-- --- statements -----------------------------------------------------------------------------------------------------------------

local statements = {}

function Walk:block(list, scope)
  for _, node in ipairs(list) do statements[node.kind](self, node, scope) end
end

function Walk:inner_block(list, scope)
  local inner = new_scope(scope)
  self:block(list, inner)
  self:close(inner)
end

-- `0,5` where a value is expected: two numbers, and no second name for the other.
function Walk:comma(values, count, node)
  for i = math.max(count, 1), #values - 1 do
    local a, b = values[i], values[i + 1]
    if a.kind == "number" and b.kind == "number" and a.line == b.line then
      self:finding(b, "a comma parts values, so that %s is given to nothing: write decimals with a point, %s.%s", tostring(b.value), tostring(a.value), tostring(b.value))
      return
    end
  end
  if #values > count and values[#values].kind ~= "call" then
    self:finding(values[count + 1] or node, "there are %d values for %d names: one is given to nothing", #values, count)
  end
end

statements["local"] = function(self, node, scope)
  local given = {}
  for i, value in ipairs(node.values) do given[i] = self:expression(value, scope) end
  if #node.values > 0 then self:comma(node.values, #node.names, node) end
  for i, name in ipairs(node.names) do
    declare(scope, name.value, name, "local", given[i]).statement = node
  end
end

function statements.local_function(self, node, scope)
  local made = declare(scope, node.name.value, node.name, "local", { kind = "function" })
  self:body(node.body, scope)
  made.node = node.name
end

statements["function"] = function(self, node, scope)
  if node.target.kind == "name" then
    self:assign_name(node.target, scope, { kind = "function" }, node)
  else
    self:expression(node.target.object, scope)
  end
  local body = node.body
  if node.method then table.insert(body.parameters, 1, { value = "self", line = node.line, column = node.column }) end
  self:body(body, scope)
end

-- `before`: the word that `local` goes in front of.
function Walk:assign_name(node, scope, type, before)
  local given = find(scope, node.name)
  if given then
    given.type = nil -- it holds now this, now that
    return
  end
  if is_global(node.name) then
    self:finding(node, "'%s' is a name of Grappe's own: choose another name for your value", node.name)
    return
  end
  local known = self.globals[node.name]
  if not known then
    known = { name = node.name, node = node, type = type }
    self.globals[node.name] = known
    local told = self:remark(node, "'%s' is given a value without local, so that other functions can change it: write local %s",
      node.name, node.name)
    told.fix = { from = before.line, at = before.column, put = "local " }
  else
    known.type = nil
  end
end

function statements.assign(self, node, scope)
  local given = {}
  for i, value in ipairs(node.values) do given[i] = self:expression(value, scope) end
  self:comma(node.values, #node.targets, node)
  for i, target in ipairs(node.targets) do
    if target.kind == "name" then
      self:assign_name(target, scope, given[i], node)
    else
      self:expression(target.object, scope)
      if target.key.kind ~= "text" then self:expression(target.key, scope) end
    end
  end
end

function statements.call(self, node, scope)
  local type = self:expression(node.call, scope)
  if type and (type.kind == "collection" or type.kind == "frame" or type.kind == "figure") and node.call.kind == "method" then
    self:finding(node.call, "the result of '%s' is not used: it changes nothing by itself; write local x = …, or return", node.call.name)
  end
end

statements["do"] = function(self, node, scope) self:inner_block(node.block, scope) end

statements["while"] = function(self, node, scope)
  self:expression(node.condition, scope)
  self:inner_block(node.block, scope)
end

statements["repeat"] = function(self, node, scope)
  local inner = new_scope(scope)
  self:block(node.block, inner)
  self:expression(node.condition, inner)
  self:close(inner)
end

statements["if"] = function(self, node, scope)
  for _, part in ipairs(node.parts) do
    self:expression(part.condition, scope)
    self:inner_block(part.block, scope)
  end
  if node.otherwise then self:inner_block(node.otherwise, scope) end
end

function statements.for_number(self, node, scope)
  self:expression(node.from, scope)
  self:expression(node.to, scope)
  if node.step then self:expression(node.step, scope) end
  local inner = new_scope(scope)
  declare(inner, node.name.value, node.name, "parameter", { kind = "number" })
  self:block(node.block, inner)
  self:close(inner)
end

function statements.for_each(self, node, scope)
  local first = self:all(node.values, scope)
  local inner = new_scope(scope)
  if first and first.kind == "collection" and node.values[1].kind ~= "call" then
    self:finding(node.values[1], "a collection is gone through with :rows(): for row in …:rows() do")
  end
  for i, name in ipairs(node.names) do
    declare(inner, name.value, name, "parameter", i == 1 and first and first.each or nil)
  end
  self:block(node.block, inner)
  self:close(inner)
end

statements["return"] = function(self, node, scope)
  local first = self:all(node.values, scope)
  if not self.inside or self.inside ~= self.compute then return end
  if #node.values > 1 then
    self:finding(node.values[2], "compute returns one value, and this is another: a comma parts values; write decimals with a point, 2.5")
  elseif first then
    self:computed(node.values[1], first)
  end
end

statements["break"] = function() end
statements["goto"] = function() end
statements["label"] = function() end

core.source_walk = { Walk = Walk, new_scope = new_scope }
