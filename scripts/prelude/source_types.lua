-- What grappe check can tell of a value without running the script: its kind, and more where that is known.
--
-- A type is a table { kind = "figure" | "frame" | "collection" | "row" | "text" | "number" | "function" | "table" | "verdict",
-- entity =, unit = }; nil: nothing is known. Kinds come from the signatures of the registration tables, units and entities
-- from the model and the observatory: no list of functions stands here.

local types = {}

local KINDS = {
  figure = "figure", frame = "frame", collection = "collection", row = "row", text = "text", number = "number", boolean = "boolean",
  verdict = "verdict",
}

local functions, members -- name -> { signature, result, least, most }; kind of value -> name -> the same and `property`

-- How many values stand in a list of parameters, tables and functions in it counting as one.
local function count_of(list)
  if not list:find "%S" then return 0 end
  local depth, count = 0, 1
  for sign in list:gmatch "[{}(),]" do
    if sign == "{" or sign == "(" then
      depth = depth + 1
    elseif sign == "}" or sign == ")" then
      depth = depth - 1
    elseif depth == 0 then
      count = count + 1
    end
  end
  return count
end

-- "share(part, whole [, as]) -> figure": what it gives (by_groups: a figure, or of groups a frame), and how many values it
-- takes (most nil: any number).
local function read_signature(document)
  local inside, result = document.signature:match "^[^(]*%((.*)%)%s*%->%s*(.-)%s*$"
  local first = document.signature:match "^[^(]*(%b())%s*%->"
  if first then inside, result = first:sub(2, -2), document.signature:match "^[^(]*%b()%s*%->%s*(.-)%s*$" end
  local made = { signature = document.signature, result = result and KINDS[(result:gsub("^grouped ", ""))], by_groups = result == "figure or frame",
    condition = result == "condition", engine = document.engine }
  if not inside or inside:find "^%s*or " or document.signature:find "%) or " then return made end
  local any = inside:find("…", 1, true) or inside:find("...", 1, true)
  local needed = inside:match "^([^%[]*)%[" or inside
  made.least = count_of((needed:gsub(",%s*$", ""):gsub(",%s*%.%.%.%s*$", ""):gsub("^%s*%.%.%.%s*$", "")))
  made.most = not any and count_of(inside) or nil
  return made
end

local function load_documents()
  functions, members = {}, {}
  for _, document in ipairs(core.documents()) do
    local read = read_signature(document)
    if document.kind == "function" then
      functions[document.name] = read
    else
      read.property = document.kind == "property"
      members[document.type] = members[document.type] or {}
      members[document.type][document.name] = read
    end
  end
end

function types.function_named(name)
  if not functions then load_documents() end
  return functions[name]
end

-- What a kind of value has; nil where nothing is known of the kind.
function types.members_of(kind)
  if not functions then load_documents() end
  return members[kind]
end

-- The kinds of values that have members, in the order of their names.
function types.kinds()
  if not functions then load_documents() end
  local list = {}
  for kind in pairs(members) do list[#list + 1] = kind end
  table.sort(list)
  return list
end

local collections
-- The entity whose collection has that name in scripts.
function types.entity_of_collection(name)
  if not collections then
    collections = {}
    for _, entity in ipairs(core.entities()) do collections[entity.plural] = entity.name end
  end
  return collections[name]
end

function types.is_entity(name)
  for _, entity in ipairs(core.entities()) do
    if entity.name == name then return true end
  end
  return false
end

-- The type of what a path of an entity leads to; nil and a message where there is none.
function types.of_path(entity, path)
  local ok, info = pcall(core.path, entity, path)
  if not ok then return nil, core.error_message(info) end
  return { kind = info.kind, entity = info.entity, unit = info.unit, several = info.several }
end

-- Two units that can never meet in a sum or a comparison.
function types.units_clash(a, b)
  if not a or not b or a == "1" or b == "1" or a == b then return false end
  local ok, meets = pcall(function() return core.convertible(figure("0 " .. a), b) end)
  return ok and not meets
end

core.source_types = types
