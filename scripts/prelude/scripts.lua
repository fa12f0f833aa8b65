-- The scripts of an observatory: indicators, comparisons and their like, found by file name in the script folders.
--
-- A script FOLDER/indicators/ID.lua returns indicator { id = "ID", … }. Own folders come before shipped ones; a shipped
-- script of the same id is then not used, with a notice. Scripts are read at first use, each in an environment of its own.

local tr, fail = core.translate, core.fail

-- All kinds, which are their folders too.
core.script_kinds = { "indicators", "comparisons", "rules", "reports", "formats" }

local scripts = {}
local loaded = {} -- kind -> id -> the object, or false while it is being read

-- The metatables of `indicator`, `comparison` …, by which the loader knows their objects again: kind -> metatable.
local kinds = {}
-- What each is declared with, for check.fields and completion: kind -> its declarations.
scripts.declarations = {}

function scripts.declare(kind, metatable, declarations)
  kinds[kind], scripts.declarations[kind] = metatable, declarations
end

function scripts.new(kind, parts)
  return core.object(kinds[kind], parts)
end

function scripts.kind(object)
  for kind, metatable in pairs(kinds) do
    if core.parts(object, metatable) then return kind end
  end
end

function scripts.parts(object)
  local kind = scripts.kind(object)
  return kind and core.parts(object, kinds[kind])
end

local among = {
  indicators = "among the indicators",
  comparisons = "among the comparisons",
  rules = "among the rules",
  reports = "among the reports",
  formats = "among the formats",
  either = "among the indicators and comparisons",
}

-- Where no script of the kind has that id, or "either" of indicators and comparisons: a format and its sentence, which offers
-- the nearest.
function scripts.unknown(id, kind)
  local ids, where = core.script_ids(kind == "either" and "indicators" or kind), tr(among[kind])
  if kind == "either" then
    for _, comparison in ipairs(core.script_ids "comparisons") do ids[#ids + 1] = comparison end
  end
  local near = core.nearest(id, ids)
  if near then return "%s", tr("there is no '%s' %s; did you mean '%s'?", id, where, near) end
  return "%s", tr("there is no '%s' %s: grappe lists them when asked without a name", id, where)
end

-- Of indicators and comparisons, which a command takes both, the kind of the script of that id; an indicator where both are.
function scripts.kind_of_result(id)
  for _, kind in ipairs { "indicators", "comparisons" } do
    if core.script_path(kind, id) then return kind end
  end
  fail("not_found", scripts.unknown(id, "either"))
end

-- kind is the folder: "indicators", "comparisons". Returns the object, or raises.
function scripts.load(kind, id)
  local known = loaded[kind]
  if not known then
    known = {}
    loaded[kind] = known
  end
  if known[id] then return known[id] end
  if known[id] == false then fail("argument", "%s '%s' needs itself: its scripts call each other in a circle", kind, id) end
  local path = core.script_path(kind, id)
  if not path then fail("not_found", scripts.unknown(id, kind)) end
  known[id] = false
  -- Forgets the attempt where it fails, and lets the error pass as it is: with its place in the script.
  local guard <close> = setmetatable({}, { __close = function() if known[id] == false then known[id] = nil end end })
  local object = core.run_script(path)
  local parts = scripts.parts(object)
  if not parts or scripts.kind(object) .. "s" ~= kind then
    fail("argument", "%s: expected the script to end with return %s { … }, found %s", path, kind:sub(1, -2), core.describe(object))
  end
  if parts.id ~= id then
    fail("argument", "%s: its id is '%s'; the file must be called %s.lua", path, parts.id, parts.id)
  end
  parts.path, parts.stamp = path, core.script_stamp(path)
  known[id] = object
  return object
end

-- The scripts of a kind: reading `indicators.ID` loads it; pairs goes through all, in the order of ids. `call` is what
-- calling the collection does.
function scripts.collection(kind, call)
  return core.object({
    __index = function(_, id) return scripts.load(kind, id) end,
    __newindex = function() fail("argument", "%s cannot be set: write a script in your folder %s", kind, "scripts/" .. kind) end,
    __pairs = function()
      local ids, i = core.script_ids(kind), 0
      return function()
        i = i + 1
        if ids[i] then return ids[i], scripts.load(kind, ids[i]) end
      end
    end,
    __len = function() return #core.script_ids(kind) end,
    __call = call and function(_, ...) return call(...) end,
    __name = kind,
    __metatable = kind,
    __tostring = function() return table.concat(core.script_ids(kind), ", ") end,
  }, true)
end

-- Forgets scripts whose file changed since it was read, or that another file now stands before.
function core.refresh_scripts()
  for kind, known in pairs(loaded) do
    for id, object in pairs(known) do
      local parts = object and scripts.parts(object)
      if parts and (core.script_path(kind, id) ~= parts.path or core.script_stamp(parts.path) ~= parts.stamp) then
        known[id] = nil
        core.notice("%s '%s' has changed and is read again", kind:sub(1, -2), id)
      end
    end
  end
end

core.scripts = scripts
