-- What can be known of a script without running it: source_check.file(path) gives its findings, in the order of lines.
--
-- A finding: { line, column, message, remark =, fix = }. A remark is advice; the others are mistakes. A fix is a change of
-- the text that cannot alter what a right script does: { from = line, at = column, take = text that stands there, put = text }.

local tr, types, walk = core.translate, core.source_types, core.source_walk
assert(core.source_calls) -- reads the rules about calls
local Walk = walk.Walk

local check = {}

-- Notes what is wrong at the node, and returns it; a remark is advice.
function Walk:finding(node, message, ...)
  local made = { line = node.line, column = node.column, message = tr(message, ...) }
  self.found[#self.found + 1] = made
  return made
end

function Walk:remark(node, message, ...)
  local made = self:finding(node, message, ...)
  made.remark = true
  return made
end

-- --- declarations: indicator{}, rule{} and their like --------------------------------------------------------------------------

local LANGUAGES, LANGUAGE_NAMES = { "en", "fr", "it" }, { en = "English", fr = "French", it = "Italian" }

-- Every table that has a text in one language should have it in all three.
function Walk:translations(node)
  if node.kind ~= "table" then return end
  local has, count = {}, 0
  for _, item in ipairs(node.items) do
    for _, language in ipairs(LANGUAGES) do
      if item.name == language then has[language], count = true, count + 1 end
    end
    self:translations(item.value)
  end
  if count == 0 or count == #LANGUAGES then return end
  local missing = {}
  for _, language in ipairs(LANGUAGES) do
    if not has[language] then missing[#missing + 1] = language end
  end
  for _, language in ipairs(missing) do
    self:remark(node, "this text is missing in %s: add %s = \"…\"", tr(LANGUAGE_NAMES[language]), language)
  end
end

local function field(node, name)
  for _, item in ipairs(node.items) do
    if item.name == name then return item.value end
  end
end

local function text_of(node)
  return node and node.kind == "text" and node.value
end

-- The rows that functions of the declaration get.
local function row_of(level)
  if not level then return nil end
  if types.is_entity(level) then return { kind = "row", entity = level } end
  return core.is_level(level) and { kind = "row", entity = "territory" } or nil
end

-- Goes into the tables of a declaration; functions in it get parameters of these types.
function Walk:declared(node, scope, kinds)
  if node.kind == "function" then return self:body(node, scope, kinds) end
  if node.kind ~= "table" then return self:expression(node, scope) end
  for _, item in ipairs(node.items) do
    if item.key and not item.name then self:expression(item.key, scope) end
    -- the rows of a decision table may depend on the day: that function gets the parameters alone
    self:declared(item.value, scope, item.name == "table" and kinds[2] and { kinds[2] } or kinds)
  end
end

function Walk:advise(node, what, names)
  for _, name in ipairs(names) do
    if not field(node, name) then self:remark(node, "this %s has no %s", what, name) end
  end
end

local declarations = {}

-- The level of places, or an entity, that an indicator is computed for.
function Walk:level(node)
  local level = text_of(node)
  if not level or types.is_entity(level) or core.is_level(level) then return end
  local near = core.nearest(level, core.levels())
  self:finding(node, near and "there is no level '%s': did you mean '%s'?" or "there is no level '%s'", level, near)
end

-- What the function that computes an indicator returns, held against the unit that is declared.
function Walk:computed(node, type)
  if type.kind == "figure" and types.units_clash(type.unit, self.unit) then
    self:finding(node, "this is in %s, and the indicator says that it is in %s", type.unit, self.unit)
  end
end

function declarations.indicator(self, node, scope)
  local given = node.arguments[1]
  if not given or given.kind ~= "table" then return self:all(node.arguments, scope) end
  self.id = text_of(field(given, "id"))
  self.unit, self.compute = text_of(field(given, "unit")), field(given, "compute")
  if text_of(field(given, "returns")) then self.compute = nil end -- a verdict, a text, a table
  self:level(field(given, "level"))
  self:translations(given)
  self:advise(given, "indicator", { "reference", "description", "examples" })
  self:declared(given, scope, { row_of(text_of(field(given, "level"))) })
  return { kind = "script" }
end

function declarations.comparison(self, node, scope)
  local given = node.arguments[1]
  if not given or given.kind ~= "table" then return self:all(node.arguments, scope) end
  self:translations(given)
  local listed = field(given, "indicators")
  for _, item in ipairs(listed and listed.kind == "table" and listed.items or {}) do
    local id = text_of(item.value)
    if id then self:member(item.value, { kind = "known", name = "indicators" }, id) end
  end
  local places = field(given, "places")
  for _, item in ipairs(places and places.kind == "table" and places.items or {}) do
    if text_of(item.value) then self:territory(item.value, { kind = "text", value = item.value.value }) end
  end
  self:declared(given, scope, {})
  return { kind = "script" }
end

function declarations.rule(self, node, scope)
  local given = node.arguments[1]
  if not given or given.kind ~= "table" then return self:all(node.arguments, scope) end
  self:translations(given)
  self:advise(given, "rule", { "reference", "examples" })
  local parameters = field(given, "parameters")
  local at = { kind = "parameters", given = {}, used = {} }
  for _, item in ipairs(parameters and parameters.kind == "table" and parameters.items or {}) do
    if item.name then
      at.given[item.name] = item
      if item.value.kind == "table" and not field(item.value, "reference") then
        self:remark(item.key, "the parameter '%s' has no reference: say which text or decision sets it", item.name)
      end
    end
  end
  self:declared(given, scope, { row_of(text_of(field(given, "applies_to"))), at })
  if not at.whole then
    for name, item in pairs(at.given) do
      if not at.used[name] then self:finding(item.key, "the parameter '%s' is used by no requirement: take it out, or write at.%s", name, name) end
    end
  end
  return { kind = "script" }
end

local function plain_declaration(self, node, scope)
  local given = node.arguments[1]
  if given and given.kind == "table" then
    self:translations(given)
    self:declared(given, scope, {})
  else
    self:all(node.arguments, scope)
  end
  return { kind = "script" }
end
declarations.report, declarations.format = plain_declaration, plain_declaration

-- at.NAME of a rule.
local member = Walk.member
function Walk:member(node, object, name)
  if not object or object.kind ~= "parameters" then return member(self, node, object, name) end
  object.used[name] = true
  if object.given[name] or name == "date" then return nil end
  local names = {}
  for key in pairs(object.given) do names[#names + 1] = key end
  table.sort(names)
  local near = core.nearest(name, names)
  self:finding(node, near and "the rule has no parameter '%s': did you mean '%s'?" or "the rule has no parameter '%s': declare it in parameters", name, near)
end

-- --- files ----------------------------------------------------------------------------------------------------------------------

-- Whether the text only declares: then reading it runs nothing else, and the declaration itself can be checked.
local function declares(tree)
  local last = tree.block[#tree.block]
  for i, statement in ipairs(tree.block) do
    if i < #tree.block and statement.kind ~= "local" and statement.kind ~= "local_function" and statement.kind ~= "function" then return false end
  end
  local value = last and last.kind == "return" and last.values[1]
  return value and value.kind == "call" and value.called.kind == "name" and declarations[value.called.name] and value.called.name
end

local function by_place(a, b)
  if a.line ~= b.line then return a.line < b.line end
  if a.column ~= b.column then return a.column < b.column end
  return a.message < b.message
end

-- The findings of a text, and what the checker learnt: { id =, uses = { { id, node } … } }.
function check.text(text, path)
  local tree, failure = core.parse(text)
  if not tree then return { { line = failure.line, column = failure.column, message = failure.message, fix = failure.fix } }, { uses = {} } end
  local self = setmetatable({ found = {}, globals = {}, uses = {}, declarations = declarations }, Walk)
  local scope = walk.new_scope()
  self:block(tree.block, scope)
  self:close(scope)
  local seen = {}
  for _, finding in ipairs(self.found) do seen[finding.line] = true end
  if path and declares(tree) then
    local ok, result = pcall(core.run_script, path)
    if not ok then
      local line = core.error_line(result) or 1
      if not seen[line] then self.found[#self.found + 1] = { line = line, column = 1, message = core.error_message(result) } end
    end
  end
  table.sort(self.found, by_place)
  return self.found, self
end

-- Indicators that need each other in a circle: a finding where the circle closes. `learnt`: path -> what check.text learnt.
function check.cycles(learnt, found)
  local by_id = {}
  for path, one in pairs(learnt) do
    if one.id then by_id[one.id] = { path = path, uses = one.uses } end
  end
  local state = {}
  local function visit(id, chain)
    local one = by_id[id]
    if not one or state[id] == "done" then return end
    state[id] = "open"
    chain[#chain + 1] = id
    for _, use in ipairs(one.uses) do
      if state[use.id] == "open" then
        local list = found[one.path]
        list[#list + 1] = {
          line = use.node.line, column = use.node.column,
          message = tr("these indicators need each other in a circle: %s", table.concat(chain, ", ") .. ", " .. use.id),
        }
      else
        visit(use.id, chain)
      end
    end
    chain[#chain] = nil
    state[id] = "done"
  end
  local ids = {}
  for id in pairs(by_id) do ids[#ids + 1] = id end
  table.sort(ids)
  for _, id in ipairs(ids) do visit(id, {}) end
end

-- The text with its fixes made, and how many were.
function check.fixed(text, findings)
  local fixes = {}
  for _, finding in ipairs(findings) do
    local fix = finding.fix
    fixes[#fixes + 1] = fix
    if fix and fix.behind then fixes[#fixes + 1] = fix.behind end
  end
  table.sort(fixes, function(a, b)
    if a.from ~= b.from then return a.from > b.from end
    return a.at > b.at
  end)
  local lines, made = {}, 0
  for line in (text .. "\n"):gmatch "(.-)\n" do lines[#lines + 1] = line end
  for _, fix in ipairs(fixes) do
    local line = lines[fix.from]
    local byte = utf8.offset(line, fix.at)
    local take = fix.take or ""
    if byte and line:sub(byte, byte + #take - 1) == take then
      lines[fix.from] = line:sub(1, byte - 1) .. fix.put .. line:sub(byte + #take)
      made = made + 1
    end
  end
  return table.concat(lines, "\n"), made
end

check.declarations = declarations
core.source_check = check
