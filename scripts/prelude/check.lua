-- Checks the table that a script hands to indicator{}, comparison{} and their like: each field by its declaration, with a
-- message that names the file, the line, the field, what was found and what is allowed.

local tr, fail, nearest, describe = core.translate, core.fail, core.nearest, core.describe

local check = {}

local function complain(kind, id, field, message, ...)
  local subject = id and tr("%s '%s'", kind, id) or kind
  fail("argument", "%s: %s", field and tr("%s, field '%s'", subject, field) or subject, tr(message, ...))
end
check.complain = complain

local kinds = {}

function kinds.text(value)
  return type(value) == "string" and value ~= "", "a text"
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

-- Declarations: an ordered list of { name, kind, required =, one_of =, default = }.
function check.fields(what, declarations, given)
  if type(given) ~= "table" then complain(what, nil, nil, "expected a table { … }, found %s", describe(given)) end
  local id = type(given.id) == "string" and given.id or nil
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
      if declaration.one_of and not table.concat({ "", table.unpack(declaration.one_of) }, "\0"):find("\0" .. value, 1, true) then
        complain(what, id, name, "expected one of %s, found %s", table.concat(declaration.one_of, ", "), describe(value))
      end
    end
    checked[name] = value
  end
  return checked
end

core.check = check
