-- What grappe check knows of calls: members of values, arguments by the signatures, names of territories, measures,
-- fields and scripts.

local tr, types, signatures = core.translate, core.source_types, core.source_signatures
local Walk = core.source_walk.Walk

local SCRIPTS = { indicators = "indicator", comparisons = "comparison", rules = "rule" }

local function nearest_of(name, candidates)
  local list = {}
  for key in pairs(candidates) do list[#list + 1] = key end
  table.sort(list)
  return core.nearest(name, list)
end

-- --- members ----------------------------------------------------------------------------------------------------------------

function Walk:field_of_row(node, entity, name)
  local type, message = types.of_path(entity, name)
  if type then
    if type.several then return nil end
    return type
  end
  local own = (types.members_of "row" or {})[name]
  if own then return own.property and { kind = own.result } or { kind = "method", of = { kind = "row", entity = entity }, name = name, known = own } end
  self:finding(node, "%s", message)
end

function Walk:member(node, object, name)
  if not object then return nil end
  if object.kind == "known" and SCRIPTS[object.name] then
    if not core.script_path(object.name, name) then
      self:finding(node, core.scripts.unknown(name, object.name))
      return nil
    end
    if object.name == "indicators" then self.uses[#self.uses + 1] = { id = name, node = node } end
    return { kind = "script", of = object.name, id = name }
  end
  if object.kind == "row" and object.entity then return self:field_of_row(node, object.entity, name) end
  local known = types.members_of(object.kind)
  if not known then return nil end
  if not known[name] then
    local near = nearest_of(name, known)
    if near then
      self:finding(node, "a %s has nothing called '%s': did you mean '%s'?", tr(object.kind), name, near)
    else
      self:finding(node, "a %s has nothing called '%s': see .help %s", tr(object.kind), name, object.kind)
    end
    return nil
  end
  if known[name].property then return known[name].result and { kind = known[name].result } end
  return { kind = "method", of = object, name = name, known = known[name] }
end

-- --- arguments ---------------------------------------------------------------------------------------------------------------

function Walk:count_arguments(node, known, given)
  local count = #node.arguments
  if not known.least then return end
  local list = node.arguments
  if known.most and count > known.most then
    local a, b = list[count - 1], list[count]
    if a and a.kind == "number" and b.kind == "number" then
      self:finding(b, "a comma parts values: write decimals with a point, %s.%s", tostring(a.value), tostring(b.value))
    else
      self:finding(list[known.most + 1] or node, "too many values for %s: %d at most, %d given", known.signature, known.most, count)
    end
  elseif count < known.least and (count == 0 or list[count].kind ~= "call" or given[count]) and not (list[count] and list[count].kind == "rest") then
    self:finding(node, "too few values for %s: %d needed, %d given", known.signature, known.least, count)
  end
end

function Walk:territory(node, type)
  if not type or type.kind ~= "text" or not type.value then return end
  local ok, failure = pcall(function() return territories:within(type.value) end)
  if not ok then self:finding(node, "%s", core.error_message(failure)) end
end

function Walk:path(node, type, collection)
  if not type or type.kind ~= "text" or not type.value or not collection.entity then return nil end
  local found, message = types.of_path(collection.entity, type.value)
  if not found then self:finding(node, "%s", message) end
  return found
end

-- The name of a territory or of a field without its quotes, where the method takes such a text.
function Walk:unquoted(node, scope, collection, method)
  if node.kind ~= "name" or not collection or not collection.entity or self:is_name(node.name, scope) then return false end
  local known = self:takes_paths(method) and types.of_path(collection.entity, node.name)
    or (method == "within" or method == "near") and pcall(function() return territories:within(node.name) end)
  if known then self:finding(node, "a text stands in quotes: write \"%s\"", node.name) end
  return known
end

-- A function that takes a table of named fields is given a list.
function Walk:list_for_fields(node, signature)
  local given = node.arguments[1]
  local first = given and given.kind == "table" and given.items[1]
  local field = signature and signature:match "^[%w_]+ ?{ ?([%w_]+) ="
  if not first or first.key or not field then return false end
  self:finding(first.value, "fields have names here: write %s = …", field)
  return true
end

-- A condition: a table of fields, or a function of the row.
function Walk:condition(node, type, collection)
  if not type or type.kind ~= "table" or not collection.entity then return end
  if type.list then
    self:finding(node, "a condition names its fields: where { headcount = at_least(50) }, not a list")
    return
  end
  for name, item in pairs(type.items) do
    local found, message = types.of_path(collection.entity, name)
    if not found then
      self:finding(item.at, "%s", message)
    elseif found.kind == "row" and found.entity == "territory" then
      self:territory(item.node, item.type)
    end
  end
end

-- The value of what is written out: texts, numbers, tables of them, figure "…" and conditions. Returns whether it is.
local function constant(node)
  local kind = node.kind
  if kind == "text" or kind == "number" then return true, node.value end
  if kind == "true" or kind == "false" then return true, kind == "true" end
  if kind == "table" then
    local value, count = {}, 0
    for _, item in ipairs(node.items) do
      local ok, given = constant(item.value)
      if not ok or item.key and not item.name then return false end
      count = item.name and count or count + 1
      value[item.name or count] = given
    end
    return true, value
  end
  local known = kind == "call" and node.called.kind == "name" and types.function_named(node.called.name)
  if not known or not known.engine or not (known.condition or known.result == "figure") then return false end
  local values = { n = #node.arguments }
  for i, argument in ipairs(node.arguments) do
    local ok, given = constant(argument)
    if not ok then return false end
    values[i] = given
  end
  local ok, made = pcall(_ENV[node.called.name], table.unpack(values, 1, values.n))
  return ok, made
end

-- The values of arguments that are written out, where all of them are; nil otherwise.
local function constants(list)
  local values = { n = #list }
  for i, node in ipairs(list) do
    local ok, value = constant(node)
    if not ok then return nil end
    values[i] = value
  end
  return values
end

-- A method that gives a collection runs nothing yet, but looks at what it is given: it is asked, and what it says is told.
function Walk:try(node, entity)
  local values = constants(node.arguments)
  local collection = values and core.collection_of(entity)
  if not collection then return end
  local ok, failure = pcall(function() return collection[node.name](collection, table.unpack(values, 1, values.n)) end)
  if not ok then self:finding(node, "%s", core.error_message(failure)) end
end

-- Functions of the engine compute from what they are given alone: where that is written out they are asked. What they do not
-- find may come with other data, and is no mistake of the script.
function Walk:try_function(node, known)
  local values = known.engine and #node.arguments > 0 and constants(node.arguments)
  if not values then return end
  local ok, failure = pcall(_ENV[node.called.name], table.unpack(values, 1, values.n))
  local code = not ok and core.error_code(failure)
  if code == "argument" or code == "unit" then self:finding(node.arguments[1], "%s", core.error_message(failure)) end
end

-- Options that the signature does not name; signatures that end in … name not all.
function Walk:options(known, at, type)
  local inside = signatures.braces(signatures.parts(known.signature)[at], {})
  local names = signatures.options(inside)
  if #names == 0 or inside:find("…", 1, true) or inside:find("...", 1, true) then return end
  local allowed = {}
  for _, name in ipairs(names) do allowed[name] = true end
  for name, item in pairs(type.items) do
    if not allowed[name] then
      local near = nearest_of(name, allowed)
      self:finding(item.at, near and "there is no option '%s': did you mean '%s'?" or "there is no option '%s': see .help %s", name,
        near or known.signature:match "^[%w_:]+")
    end
  end
end

-- Ids of indicators and rules, alone or in a list, where the signature says that they stand there.
local NAMED = { { "indicator", "indicators" }, { "rule", "rules" } }

function Walk:ids(known, at, node)
  local part = signatures.parts(known.signature)[at] or ""
  for _, row in ipairs(NAMED) do
    if part:find("%f[%a]" .. row[1] .. "s?%f[%A]") then
      local list = node.kind == "table" and node.items or { { value = node } }
      for _, item in ipairs(list) do
        if item.value.kind == "text" then self:member(item.value, { kind = "known", name = row[2] }, item.value.value) end
      end
      return
    end
  end
end

-- Methods whose texts are paths of the collection's rows, territories, or conditions.
local PATHS = { by = true, select = true, order = true, sum = true, mean = true, min = true, max = true, median = true, distinct = true, each = true }
function Walk:takes_paths(method) return PATHS[method] end

function Walk:method_call(node, scope)
  local object = self:expression(node.object, scope)
  local rows = object and object.kind == "collection" and object.entity and { kind = "row", entity = object.entity }
  local given = {}
  for i, argument in ipairs(node.arguments) do
    if argument.kind == "function" and rows then
      self:body(argument, scope, { rows })
      given[i] = { kind = "function" }
    elseif not self:unquoted(argument, scope, object, node.name) then
      given[i] = self:expression(argument, scope)
    end
  end
  if not object then return nil end
  if object.kind == "row" then return nil end
  local member = self:member(node, object, node.name)
  if not member then return nil end
  if member.kind ~= "method" then
    if object.kind ~= "known" then
      self:finding(node, "'%s' is read, not called: write .%s without parentheses", node.name, node.name)
    end
    return nil
  end
  local before = #self.found
  self:count_arguments(node, member.known, given)
  local result = member.known.result and { kind = member.known.result }
  if object.kind == "collection" then
    local path
    if node.name == "where" then self:condition(node.arguments[1] or node, given[1], object) end
    if node.name == "within" then self:territory(node.arguments[1] or node, given[1]) end
    if node.name == "near" then self:territory(node.arguments[1] or node, given[1]) end
    if PATHS[node.name] then
      local parts = signatures.parts(member.known.signature)
      for i, argument in ipairs(node.arguments) do
        local part = parts[i] or ""
        if not part:find '"' then path = self:path(argument, given[i], object) or path end -- a choice such as "descending" is none
      end
    end
    if result and result.kind == "collection" and not object.grouped and #self.found == before then self:try(node, object.entity) end
    if result and result.kind == "collection" then result.entity, result.grouped = object.entity, object.grouped or node.name == "by" end
    if result and result.kind == "row" then result.entity = object.entity end
    if node.name == "rows" then return { kind = "iterator", each = rows or nil } end
    if member.known.by_groups then
      if object.grouped then return { kind = "frame" } end
      return { kind = "figure", unit = node.name ~= "count" and node.name ~= "distinct" and path and path.unit or nil }
    end
  end
  return result
end

function Walk:figure_call(node, given)
  local first = given[1]
  if not first then return nil end
  if first.kind == "number" and given[2] and given[2].kind == "number" then
    local a, b = node.arguments[1], node.arguments[2]
    self:finding(b, "a comma parts values: write decimals with a point, %s.%s", tostring(a.value), tostring(b.value))
  end
  if first.kind == "text" and first.value then
    local ok, made = pcall(figure, first.value)
    if not ok then
      self:finding(node.arguments[1], "%s", core.error_message(made))
      return { kind = "figure" }
    end
    return { kind = "figure", unit = made.unit }
  end
  if first.kind == "table" then return self:observed(node, first, "figure") end
  return { kind = "figure" }
end

-- figure { … } and figures { … }: measure, level, places.
function Walk:observed(_, given, kind)
  local unit
  local measure = given.items.measure
  if measure and measure.type and measure.type.kind == "text" and measure.type.value then
    local ok, row = pcall(function() return measures:where { code = measure.type.value }:one() end)
    if ok and row then
      unit = row.unit
    else
      local codes = {}
      for row_of in measures:rows() do codes[#codes + 1] = row_of.code end
      local near = core.nearest(measure.type.value, codes)
      if near then
        self:finding(measure.node, "there is no measure '%s': did you mean '%s'?", measure.type.value, near)
      else
        self:finding(measure.node, "there is no measure '%s' in this observatory: measures lists them", measure.type.value)
      end
    end
  end
  if given.items.level then self:level(given.items.level.node) end
  for _, name in ipairs { "territory", "within" } do
    local item = given.items[name]
    if item then self:territory(item.node, item.type) end
  end
  return { kind = kind == "figure" and "figure" or "frame", unit = unit }
end

function Walk:call(node, scope)
  local called = self:expression(node.called, scope)
  local known = called and called.kind == "known" and types.function_named(called.name)
  if known and self:list_for_fields(node, known.signature) then return nil end
  local declared = called and called.kind == "known" and self.declarations[called.name]
  if declared then return declared(self, node, scope) end
  local given = {}
  for i, argument in ipairs(node.arguments) do given[i] = self:expression(argument, scope) end
  if not called then return nil end
  if called.kind == "method" then
    local told = self:finding(node, "'%s' is a method: call it with ':', as in x:%s(…)", called.name, called.name)
    if node.called.name then told.fix = { from = node.called.line, at = node.called.column, take = ".", put = ":" } end
    return nil
  end
  if called.kind == "script" then
    if called.of == "indicators" and given[1] and given[1].kind == "text" then self:territory(node.arguments[1], given[1]) end
    return nil
  end
  if not known then return nil end
  local before = #self.found
  self:count_arguments(node, known, given)
  for i, argument in ipairs(node.arguments) do
    self:ids(known, i, argument)
    if argument.kind == "table" and not given[i].list then self:options(known, i, given[i]) end
  end
  local result = known.result and { kind = known.result }
  if called.name == "figure" then
    result = self:figure_call(node, given)
  elseif called.name == "figures" and given[1] and given[1].kind == "table" then
    result = self:observed(node, given[1], "figures")
  end
  if #self.found == before then self:try_function(node, known) end
  return result
end

core.source_calls = true
