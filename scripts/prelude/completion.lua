-- What can stand where the cursor is: core.complete(text, most, environment) gives where the word begins and the candidates.
--
-- What a function or method takes is read off its signature in the registration tables: `{ measure =, … }` are its options,
-- "…" in it are the choices, and the words in it (territory, field, indicator …) say which names fit. No list of functions
-- stands here.

local places, types, words = core.completion_places, core.source_types, core.source_words
local scripts, signatures = core.scripts, core.source_signatures

local KINDS = { indicators = "indicator", comparisons = "comparison", rules = "rule", reports = "report", formats = "format" }

local Candidates = {}
Candidates.__index = Candidates

-- Adds a name that begins as the word does; `behind` is put after it.
function Candidates:add(name, behind)
  local whole = name .. (behind or "")
  if self.seen[whole] or #self.list >= self.most then return end
  local word = self.place.word
  if name:sub(1, #word) ~= word then
    if not self.place.quote or core.folded(name):sub(1, #self.folded) ~= self.folded then return end
  end
  self.seen[whole] = true
  self.list[#self.list + 1] = whole
end

function Candidates:add_all(names, behind)
  for _, name in ipairs(names or {}) do self:add(name, behind) end
end

function Candidates:add_keys(map, behind)
  local names = {}
  for name in pairs(map or {}) do names[#names + 1] = type(name) == "string" and name or nil end
  table.sort(names)
  self:add_all(names, behind)
end

-- Rows of an entity by name and code. All there are would be no help before the first letter, unless they are few: then
-- places of a level by name, and others by code.
function Candidates:add_rows(entity, among)
  local word = self.place.word
  if word ~= "" then
    for name in core.names_beginning(entity, word, among, self.most - #self.list):gmatch "[^\n]+" do self:add(name) end
  elseif entity == "territory" and among then
    for row in territories:where { level = among }:top(self.most):rows() do self:add(row.name) end
  elseif entity == "measure" or entity == "source" or among then
    local codes = {}
    for code in core.names_beginning(entity, word, among, 5 * self.most):gmatch "[^\n]+" do codes[code] = true end -- each row has several names
    self:add_keys(codes)
  end
end

function Candidates:add_places()
  self:add_rows "territory"
end

function Candidates:add_levels()
  local levels = {}
  for _, name in ipairs(core.levels()) do levels[#levels + 1] = not types.is_entity(name) and name or nil end
  self:add_all(levels)
end

function Candidates:add_entities()
  for _, entity in ipairs(core.entities()) do self:add(entity.name) end
end

function Candidates:add_paths(object, behind)
  if object.columns then return self:add_all(object.columns, behind) end
  if not object.entity then return end
  -- on behind the last dot: site.territory leads to fields of territories
  local head = self.place.word:match "^(.*%.)[^.]*$"
  local found = head and types.of_path(object.entity, head:sub(1, -2))
  if not head then self:add_all(core.entity_fields(object.entity), behind) end
  if found and found.entity then
    for _, name in ipairs(core.entity_fields(found.entity)) do self:add(head .. name) end
    if found.entity == "territory" then
      for _, level in ipairs(core.levels()) do
        if not types.is_entity(level) then self:add(head .. level) end
      end
    end
  end
end

-- What a field's values may be.
function Candidates:add_values(entity, field)
  local values = core.field_values(entity, field)
  self:add_all(values)
  if values.entity then self:add_rows(values.entity, values.among) end
end

-- --- where a text or a key stands ---------------------------------------------------------------------------------------------

-- What the mark stands in, from inside to outside: { call =, object =, name =, at =, keys = } of the nearest call that takes
-- it, keys being the fields of tables from outside to inside. Calls that give conditions are looked through.
local function call_around(place)
  local path, keys = place.path, {}
  for i = #path - 1, 1, -1 do
    local node, below = path[i], path[i + 1]
    if node.kind == "function" then return nil end
    if node.value and not node.kind and below == node.value and node.name then table.insert(keys, 1, node.name) end
    if (node.kind == "call" or node.kind == "method") and below == node.arguments then
      local at = 1
      for n, argument in ipairs(node.arguments) do at = argument == path[i + 2] and n or at end
      local called = node.kind == "call" and place.type_of[node.called] or nil
      local known = called and called.kind == "known" and types.function_named(called.name)
      if not (known and known.signature:find "%-> condition") then
        return { node = node, called = called, known = known, at = at, keys = keys,
          object = node.kind == "method" and place.type_of[node.object] or nil }
      end
      at = nil
    end
  end
end

-- The signature of what is called, and what the call is of.
local function signature_of(call)
  if call.known then return call.known.signature end
  local members = call.object and types.members_of(call.object.kind)
  local member = members and members[call.node.name]
  return member and member.signature
end

-- Names of options that mean the same wherever they stand.
local BY_KEY = {
  territory = Candidates.add_places, within = Candidates.add_places, place = Candidates.add_places, places = Candidates.add_places,
  territories = Candidates.add_places, benchmark = Candidates.add_places, level = Candidates.add_levels,
  applies_to = Candidates.add_entities, entity = Candidates.add_entities,
  measure = function(self) self:add_rows "measure" end,
  source = function(self) self:add_rows "source" end,
  indicators = function(self) self:add_all(core.script_ids "indicators") end,
}

-- Words of a signature that say which names fit, the first that is found.
local BY_WORD = {
  { "indicator", function(self) self:add_all(core.script_ids "indicators") end },
  { "rule", function(self) self:add_all(core.script_ids "rules") end },
  { "territory", Candidates.add_places }, { "place", Candidates.add_places },
  { "field", function(self, call) self:add_paths(call.object or {}) end },
  { "column", function(self, call) self:add_all(call.object and call.object.columns) end },
  { "entity", Candidates.add_entities }, { "level", Candidates.add_levels },
}

-- Declarations of indicator{} and its like: fields with the values that each may have.
local function declaration(kind, name)
  for _, given in ipairs(scripts.declarations[kind] or {}) do
    if given[1] == name then return given end
  end
end

function Candidates:text_of_call(call)
  local key, signature = call.keys[#call.keys], signature_of(call)
  if call.called and call.called.kind == "script" then
    local script = scripts.load(call.called.of, call.called.id)
    if call.at == 1 and call.called.of == "rules" then return self:add_rows(scripts.parts(script).applies_to) end
    local level = scripts.parts(script).level
    if call.at == 1 and level then self:add_rows(types.is_entity(level) and level or "territory", not types.is_entity(level) and level or nil) end
    return
  end
  if call.called and call.called.kind == "known" and call.called.name == "dataset" or call.node.kind == "call" and call.node.called.name == "loaded" then
    for _, info in ipairs(core.datasets()) do self:add(info.code) end
    return
  end
  if call.object and call.object.kind == "collection" and call.node.name == "where" and key then
    if call.object.entity then
      local head, last = key:match "^(.*)%.([^.]*)$"
      local found = head and types.of_path(call.object.entity, head)
      return self:add_values(found and found.entity or call.object.entity, last or key)
    end
    return
  end
  if not signature then return end
  local parts = signatures.parts(signature)
  if key then
    local outer = {}
    for i = 1, #call.keys - 1 do outer[i] = call.keys[i] end
    self:add_all(signatures.choices_of(signatures.braces(signatures.table_part(parts, call.at), outer), key))
    local declared = call.called and declaration(call.called.name, key)
    self:add_all(declared and declared.one_of)
    if key == "by" and call.object then self:add_paths(call.object) end
    if BY_KEY[key] and (not declared or declared[2] ~= "titles") then BY_KEY[key](self) end
    return
  end
  local part = parts[math.min(call.at, #parts)] or ""
  if #parts > 1 and part:find "^%s*%.%.%.%s*$" then part = parts[#parts - 1] end
  self:add_all(signatures.choices(part))
  for _, row in ipairs(BY_WORD) do
    if part:find("%f[%a]" .. row[1]) then return row[2](self, call) end
  end
end

-- A text compared with a field of a row: row.stage == "…"
function Candidates:text_compared(node, mark)
  local other = node.left == mark and node.right or node.left
  local object = other.kind == "index" and self.place.type_of[other.object]
  if object and object.kind == "row" and object.entity and other.key.kind == "text" then
    self:add_values(object.entity, other.key.value)
  end
end

-- Any name: where nothing is known of the place.
function Candidates:any_name()
  if self.place.word == "" then return end
  for _, entity in ipairs { "territory", "measure", "organisation", "term" } do self:add_rows(entity) end
end

function Candidates:text()
  local path = self.place.path
  if not path then return self:any_name() end
  local mark, outer = path[#path], path[#path - 1]
  if outer and outer.kind == "index" and outer.key == mark then return self:member(self.place.type_of[outer.object], ".") end
  if outer and outer.kind == "binary" then self:text_compared(outer, mark) end
  local call = call_around(self.place)
  if call then self:text_of_call(call) end
  if #self.list == 0 then self:any_name() end
end

-- --- names --------------------------------------------------------------------------------------------------------------------

-- What stands behind `object.` or `object:`; of every kind where that is not known.
function Candidates:member(object, separator)
  local kind = object and object.kind
  local own = KINDS[kind] and kind or kind == "known" and KINDS[object.name] and object.name
  if own then return self:add_all(core.script_ids(own)) end
  if kind == "script" then
    for _, declared in ipairs(scripts.declarations[KINDS[object.of]] or {}) do self:add(declared[1]) end
    return
  end
  if kind and KINDS[kind .. "s"] then return self:member({ kind = "script", of = kind .. "s" }, separator) end
  if kind == "parameters" then
    self:add "date"
    return self:add_keys(object.given)
  end
  if kind == "keys" then return self:add_all(object.columns) end
  local function add_kind(name)
    local fitting = {}
    for member, known in pairs(types.members_of(name) or {}) do
      if (separator == ".") == (known.property == true) then fitting[member] = true end
    end
    self:add_keys(fitting)
  end
  if separator == "." and kind == "row" and object.entity then self:add_all(core.entity_fields(object.entity)) end
  if kind then return add_kind(kind) end
  for _, name in ipairs(types.kinds()) do add_kind(name) end
  if separator == "." and self.place.word ~= "" then
    for _, entity in ipairs(core.entities()) do self:add_all(core.entity_fields(entity.name)) end
  end
end

-- Keys of a table that is handed over: the options of the function, or the fields of a condition.
function Candidates:keys(call)
  local signature = signature_of(call)
  if call.object and call.object.kind == "collection" and call.node.name == "where" then
    if #call.keys == 0 then self:add_paths(call.object, " = ") end
    return
  end
  if not signature then return end
  local part = signatures.table_part(signatures.parts(signature), call.at)
  local inside = signatures.braces(part, call.keys)
  local kind = call.called and call.called.name
  if #call.keys == 0 then
    for _, declared in ipairs(scripts.declarations[kind] or {}) do self:add(declared[1], " = ") end
  elseif #call.keys == 1 then
    local declared = declaration(kind, call.keys[1])
    if declared and declared[2] == "titles" then self:add_all({ "en", "fr", "it" }, " = ") end
  end
  self:add_all(signatures.options(inside), " = ")
end

function Candidates:names(environment)
  local word = self.place.word
  if word == "" then return end
  local scope = self.place.scope
  while scope do
    self:add_keys(scope.names)
    scope = scope.outer
  end
  local visible = {}
  for name in next, environment do
    if type(name) == "string" and (name:sub(1, 1) ~= "_" or word:sub(1, 1) == "_") then visible[name] = true end
  end
  self:add_keys(visible)
  self:add_keys(words.keywords)
end

function Candidates:name(environment)
  local path, place = self.place.path, self.place
  if place.member then
    local mark = path and path[#path]
    if mark and mark.kind == "text" then mark = path[#path - 1] end
    return self:member(mark and mark.object and place.type_of[mark.object], place.member)
  end
  local mark = path and path[#path]
  local item = path and path[#path - 1]
  if item and not item.kind and item.value == mark and not item.key then
    local call = call_around(place)
    if call then self:keys(call) end
  end
  self:names(environment)
end

-- A candidate as it stands in the text: quotes in it are escaped.
local function written(name, quote)
  if not quote or quote == "[" then return name end
  return (name:gsub("[\\" .. quote .. "]", "\\%0"))
end

function core.complete(text, most, environment)
  types.kinds() -- reads all that is documented
  local place = places.find(text, environment)
  if not place then return #text, {} end
  local self = setmetatable({ place = place, most = most, list = {}, seen = {}, folded = core.folded(place.word) }, Candidates)
  if place.quote then self:text() else self:name(environment) end
  for i, name in ipairs(self.list) do self.list[i] = written(name, place.quote) end
  return place.start, self.list
end
