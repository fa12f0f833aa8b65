-- Checks the table that a script hands to indicator{}, comparison{} and their like: each field by its declaration, with a
-- message that names the file, the line, the field, what was found and what is allowed.

local tr, nearest, describe = core.translate, core.nearest, core.describe

local check = {}

local function quoted(text)
  return "[\"']" .. text:gsub("%W", "%%%0") .. "[\"']"
end

-- Where the script declares what is called `id`, and its field: Lua knows only where the whole table was handed over, so
-- the text is looked through. nil: nowhere that shows.
local function line_of(id, field)
  local source = core.script_source()
  if not source or (id and id:find "^%d+$") then return nil end
  local line, found = 0, nil
  for text in (source .. "\n"):gmatch "(.-)\n" do
    line = line + 1
    if found and line > found and text:find "^%s*{%s*[\"']" then return found end
    if not found and id and (text:find("[{(]%s*" .. quoted(id)) or text:find("%f[%w_]name%s*=%s*" .. quoted(id))
      or text:find("%f[%w_]id%s*=%s*" .. quoted(id))) then
      found = line
    end
    if (found or not id) and field and text:find("%f[%w_]" .. field:gsub("%W", "%%%0") .. "%s*=") then return line end
  end
  return found
end

-- Calls what may fail for a row of the table, whose line is the place then: `named` finds its name in the message.
function check.placing(named, call, ...)
  local ok, result = pcall(call, ...)
  if ok then return result end
  local message = core.error_message(result)
  local name = named(message)
  local line = name and line_of(name)
  if not line then core.throw(result) end
  core.fail_on(line, core.error_code(result), "%s", message)
end

local function complain(kind, id, field, message, ...)
  local subject = id and tr("%s '%s'", kind, id) or kind
  core.fail_on(line_of(id, field), "argument", "%s: %s", field and tr("%s, field '%s'", subject, field) or subject,
    tr(message, ...))
end
check.complain = complain

local kinds = {}

function kinds.text(value)
  return type(value) == "string" and value ~= "", "a text"
end

function kinds.any_text(value)
  return type(value) == "string", "a text"
end

kinds["function"] = function(value)
  return type(value) == "function", "a function"
end

function kinds.number(value)
  return type(value) == "number", "a number"
end

function kinds.boolean(value)
  return type(value) == "boolean", "true or false"
end

function kinds.table(value)
  return type(value) == "table", "a table"
end

function kinds.id(value)
  return type(value) == "string" and value:find("^[a-z][a-z0-9_]*$") ~= nil,
    "a name of small letters, digits and _ that begins with a letter"
end

-- rows, or a function that gives them
function kinds.rows(value)
  return type(value) == "table" or type(value) == "function", "a list of rows { { … }, … } or a function(at) that gives it"
end

-- functions by name
function kinds.functions(value)
  local ok = type(value) == "table"
  for name, given in pairs(ok and value or {}) do ok = ok and type(name) == "string" and type(given) == "function" end
  return ok, "a table of functions { name = function(row, at) … end, … }"
end

function kinds.period(value)
  if type(value) ~= "string" and type(value) ~= "number" then return false, "a period such as 2018 or \"2018-2019\"" end
  return (pcall(core.period, value)), "a period such as 2018 or \"2018-2019\""
end

function kinds.unit(value)
  return type(value) == "string" and (pcall(core.unit, value)), "a unit such as \"jobs\", \"%%\" or \"EUR/year\""
end

function kinds.level(value)
  return type(value) == "string" and core.is_level(value), "a territory level or an entity: %s", table.concat(core.levels(), ", ")
end

function kinds.dataset_id(value)
  return type(value) == "string" and value:find("^[a-z][a-z0-9_.]*$") ~= nil and not value:find("..", 1, true),
    "a name of small letters, digits, _ and dots, such as urssaf.commune_ape"
end

function kinds.texts(value)
  local ok = type(value) == "string" and value ~= ""
  if type(value) == "table" then
    ok = #value > 0
    local count = 0
    for _, text in pairs(value) do
      count = count + 1
      ok = ok and type(text) == "string"
    end
    ok = ok and count == #value
  end
  return ok, "a text, or a list of texts { \"…\", … }"
end

-- texts by text, and not none
function kinds.map(value)
  local ok = type(value) == "table" and next(value) ~= nil
  for from, to in pairs(ok and value or {}) do ok = ok and type(from) == "string" and type(to) == "string" end
  return ok, "a table of texts, such as { A = \"active\", [\"01\"] = \"1..2\" }"
end

function kinds.absences(value)
  local allowed = core.format_words "absence"
  local ok = kinds.map(value)
  for _, to in pairs(ok and value or {}) do
    local known = false
    for _, word in ipairs(allowed) do known = known or word == to end
    ok = ok and known
  end
  return ok, "a table such as { [\"\"] = \"unknown\", K = \"suppressed\" }, each one of %s", table.concat(allowed, ", ")
end

function kinds.character(value)
  return type(value) == "string" and #value == 1, "one character, such as \";\""
end

function kinds.quote(value)
  return value == false or (type(value) == "string" and #value == 1), "one character, or false where quotes mean nothing"
end

function kinds.whole(value)
  return math.type(value) == "integer" and math.abs(value) < 1000000, "a whole number"
end

function kinds.count(value)
  return math.type(value) == "integer" and value > 0 and value < 1000000, "a whole number from 1 on"
end

-- a text in each language: { en = …, fr = …, it = … }
function kinds.titles(value)
  if type(value) ~= "table" then return false, "a table { en = …, fr = …, it = … }" end
  for _, language in ipairs { "en", "fr", "it" } do
    if type(value[language]) ~= "string" or value[language] == "" then
      return false, "a table { en = …, fr = …, it = … } with a text in each language"
    end
  end
  for language in pairs(value) do
    if language ~= "en" and language ~= "fr" and language ~= "it" then
      return false, "a table { en = …, fr = …, it = … } and no other language"
    end
  end
  return true
end

check.is_titles = kinds.titles

-- Declarations: an ordered list of { name, kind, required =, one_of =, default = }. `id` is what messages call the table,
-- where it has no field of that name.
function check.fields(what, declarations, given, id)
  if type(given) ~= "table" then complain(what, id, nil, "expected a table { … }, found %s", describe(given)) end
  id = id or (type(given.id) == "string" and given.id or nil)
  local known, names = {}, {}
  for _, declaration in ipairs(declarations) do
    known[declaration[1]] = true
    names[#names + 1] = declaration[1]
  end
  for name, value in pairs(given) do
    if not known[name] then
      if type(name) ~= "string" then
        complain(what, id, nil, "expected fields with names, found %s without one: is a comma or a name = missing?", describe(value))
      end
      local near = nearest(name, names)
      if near then complain(what, id, name, "there is no such field; did you mean '%s'?", near) end
      complain(what, id, name, "there is no such field; allowed are %s", table.concat(names, ", "))
    end
  end
  local checked = {}
  for _, declaration in ipairs(declarations) do
    local name, kind = declaration[1], declaration[2]
    local value = given[name]
    if value == nil then
      if declaration.required then
        local _, expected, allowed = kinds[kind](nil)
        complain(what, id, name, "is missing: expected %s", tr(expected, allowed))
      end
      value = declaration.default
    else
      local ok, expected, allowed = kinds[kind](value)
      if not ok then complain(what, id, name, "expected %s, found %s", tr(expected, allowed), describe(value)) end
      if declaration.one_of and not ("\0" .. table.concat(declaration.one_of, "\0") .. "\0"):find("\0" .. value .. "\0", 1, true) then
        complain(what, id, name, "expected one of %s, found %s", table.concat(declaration.one_of, ", "), describe(value))
      end
    end
    checked[name] = value
  end
  return checked
end

core.check = check
