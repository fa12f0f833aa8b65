-- How results look that are plain Lua values: texts, numbers, tables, verdicts. Figures, frames, rows and collections
-- show themselves.

local DEPTH, JSON_DEPTH, ITEMS = 6, 12, 1000

-- A text that is shown as it is, line breaks included: an explanation.
local plain_metatable = {
  __name = "explanation",
  __metatable = "explanation",
}

local function plain_text(object)
  return core.parts(object, plain_metatable)
end

function plain_metatable.__tostring(object)
  return plain_text(object)
end

function plain_metatable.__concat(a, b)
  return tostring(a) .. tostring(b)
end

function core.plain(text)
  return core.object(plain_metatable, text)
end

local function engine_object(value)
  return core.is_figure(value) or core.is_frame(value) or core.is_row(value) or core.is_collection(value)
end

local function is_list(value)
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  return count == #value
end

local function inline(value, depth)
  if type(value) == "string" then return core.json_string(value) end
  if math.type(value) == "float" then return string.format("%.14g", value) end
  if core.is_figure(value) or core.is_row(value) then return tostring(value) end
  if type(value) ~= "table" or core.is_verdict(value) or engine_object(value) or getmetatable(value) ~= nil then
    return core.harmless(tostring(value))
  end
  if depth >= DEPTH then return "{ … }" end
  local parts = {}
  if is_list(value) then
    for i, item in ipairs(value) do
      if i > ITEMS then
        parts[i] = "…"
        break
      end
      parts[i] = inline(item, depth + 1)
    end
  else
    for key, item in pairs(value) do
      parts[#parts + 1] = core.harmless(tostring(key)) .. " = " .. inline(item, depth + 1)
      if #parts > ITEMS then break end
    end
  end
  return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
end

function core.show_text(value)
  if value == nil then return "" end
  local text = plain_text(value)
  if text then
    return text:sub(-1) == "\n" and text or text .. "\n"
  end
  if type(value) == "string" then
    local lines = {}
    for line in (value .. "\n"):gmatch "(.-)\n" do lines[#lines + 1] = core.harmless(line) end
    if lines[#lines] == "" then lines[#lines] = nil end
    return table.concat(lines, "\n") .. "\n"
  end
  -- a list of figures or rows: one a line
  if type(value) == "table" and getmetatable(value) == nil and #value > 0 and is_list(value) and engine_object(value[1]) then
    local lines = {}
    for i, item in ipairs(value) do
      if i > ITEMS then
        lines[i] = "…"
        break
      end
      lines[i] = inline(item, 1)
    end
    return table.concat(lines, "\n") .. "\n"
  end
  return inline(value, 0) .. "\n"
end

-- `of_figure`, if given, writes the figures.
local function json(value, depth, of_figure)
  if value == nil then return "null" end
  if type(value) == "boolean" then return tostring(value) end
  if type(value) == "number" then
    if value ~= value or value == math.huge or value == -math.huge then return "null" end
    return math.type(value) == "integer" and tostring(value) or string.format("%.15g", value)
  end
  if type(value) == "string" then return core.json_string(value) end
  if of_figure and core.is_figure(value) then return of_figure(value) end
  if engine_object(value) then return (core.display(value, "json"):gsub("\n+$", "")) end
  if core.is_judgement(value) then return json(core.judgement_told(value), depth + 1, of_figure) end
  if core.is_verdict(value) then
    return json({ verdict = value.answer, reason = value.reason, missing = value.missing }, depth + 1, of_figure)
  end
  if type(value) ~= "table" or depth >= JSON_DEPTH then return core.json_string(tostring(value)) end
  local parts = {}
  if #value > 0 and is_list(value) or next(value) == nil then
    for i, item in ipairs(value) do parts[i] = json(item, depth + 1, of_figure) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, item in pairs(value) do parts[#parts + 1] = core.json_string(tostring(key)) .. ":" .. json(item, depth + 1, of_figure) end
  return "{" .. table.concat(parts, ",") .. "}"
end

function core.json(value, of_figure)
  return json(value, 0, of_figure)
end

function core.show_json(value)
  if plain_text(value) then return plain_text(value) .. "\n" end
  return value == nil and "" or json(value, 0) .. "\n"
end

core.publish("show", function(value) print((core.display(value):gsub("\n$", ""))) end, {
  signature = "show(result)",
  english = "Prints a result as the shell shows it: a figure with its sources, a frame as a table.",
  french = "Affiche un résultat comme le fait l'interpréteur : un chiffre avec ses sources, un tableau aligné.",
  example = "show(figure \"~53 %\")",
})
