-- remember(): what a pure function gave, by what it was called with, until the data change.

local fail = core.fail

local most = 4096 -- results that one function keeps; then it begins anew

-- What tells an argument from others; nil where nothing does.
local function key_of(value)
  if value == nil then return "nil" end
  if core.is_row(value) then return "row " .. core.row_key(value) end
  local kind = type(value)
  if kind == "number" or kind == "string" or kind == "boolean" then return kind .. " " .. tostring(value) end
end

local function remember(compute)
  if type(compute) ~= "function" then
    fail("argument", "remember: expected a function, found %s", core.describe(compute))
  end
  -- A table in a table, because a function that changes what it holds is asked anew for every row of a rule
  -- (bindings/api/rules_ask.c, which looks one table deep), and what is remembered changes no answer.
  local held = { memory = { results = {}, count = 0 } }
  return function(...)
    local memory, keys = held.memory, { core.data_state() }
    if keys[1] ~= memory.state then memory.results, memory.count, memory.state = {}, 0, keys[1] end
    for i = 1, select("#", ...) do
      local key = key_of((select(i, ...)))
      if not key then
        fail("argument", "remember: argument %d is %s: only numbers, texts, rows, true and false tell one call from another",
          i, core.describe((select(i, ...))))
      end
      keys[i + 1] = key
    end
    local key = table.concat(keys, "\0")
    local known = memory.results[key]
    if not known then
      if memory.count == most then memory.results, memory.count = {}, 0 end
      known = { compute(...) }
      memory.results[key], memory.count = known, memory.count + 1
    end
    return table.unpack(known)
  end
end

core.publish("remember", remember, {
  signature = "remember(function) -> function",
  english = "A function that computes once for the same arguments and then answers from memory, until the data change: for what several places of a batch share, such as a table of all regions.",
  french = "Une fonction qui ne calcule qu'une fois pour les mêmes arguments, puis répond de mémoire tant que les données ne changent pas : pour ce que plusieurs lieux d'un lot partagent, comme un tableau de toutes les régions.",
  example = "remember(function(year) return figures { measure = \"pharma_employees\", level = \"region\", period = year } end)(2021):sum()",
})

-- For every period and every place of a level at once what rows:where { period = }:within(place):sum(field) gives for
-- each: one pass over the rows. A sum that the pass does not have is asked for by itself.
local function sums_within(rows, level, field)
  if not core.is_collection(rows) or (level and type(level) ~= "string") or type(field) ~= "string" then
    fail("argument", "sums_within: expected a collection, a level or false, and a field, as in sums_within(rows, \"region\", \"jobs\")")
  end
  local sums, apart = {}, true
  local groups = level and rows:by("period", level) or rows:by "period"
  for row in groups:sum(field):rows() do
    local place = level and row[level]
    if row.period == nil or (level and not core.is_row(place)) then
      apart = false -- rows of no known place or period may be of any
    else
      sums[tostring(row.period) .. (level and " " .. place.code or "")] = row.sum
    end
  end
  return function(period, place)
    local code = core.is_row(place) and place.code or place
    local sum = apart and sums[tostring(period) .. (level and " " .. tostring(code) or "")]
    if sum then return sum end
    local asked = rows:where { period = tostring(period) }
    if level then asked = asked:within(place) end
    return asked:sum(field)
  end
end

core.publish("sums_within", sums_within, {
  signature = "sums_within(collection, level or false, field) -> function(period, place) -> figure",
  english = "What collection:where { period = }:within(place):sum(field) gives for each period and place of a level (false: for all together), computed in one pass over the rows: for batches over all regions and years.",
  french = "Ce que donne collection:where { period = }:within(lieu):sum(champ) pour chaque période et lieu d'un niveau (false : tous ensemble), calculé en un seul passage sur les lignes : pour des lots sur toutes les régions et années.",
  example = "sums_within(observations:where { measure = \"pharma_employees\" }, false, \"value\")(2021)",
})
