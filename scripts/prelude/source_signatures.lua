-- What can be read off the signature of a function in the registration tables, for grappe check and for completion.

local signatures = {}

-- The values that a signature names, one a part: "collection:order(field [, "descending"])" -> { "field", '"descending"' }.
function signatures.parts(signature)
  local list = signature:match "^[^({]*(%b())" or signature:match "%b{}"
  if not list then return {} end
  local inside = list:sub(1, 1) == "(" and list:sub(2, -2) or list
  local parts, depth, from = {}, 0, 1
  inside = inside:gsub("[%[%]]", " ")
  for at = 1, #inside do
    local sign = inside:sub(at, at)
    if sign == "{" or sign == "(" then depth = depth + 1 end
    if sign == "}" or sign == ")" then depth = depth - 1 end
    if sign == "," and depth == 0 then
      parts[#parts + 1], from = inside:sub(from, at - 1), at + 1
    end
  end
  parts[#parts + 1] = inside:sub(from)
  return parts
end

-- The part that the table at that place is: the one there, or else the one that shows a table.
function signatures.table_part(parts, at)
  if parts[at] and parts[at]:find "{" then return parts[at] end
  for _, part in ipairs(parts) do
    if part:find "{" then return part end
  end
end

-- The inside of the braces, and of the braces behind the keys.
function signatures.braces(part, keys)
  local inside = part and part:match "%b{}"
  for _, key in ipairs(keys) do
    inside = inside and inside:sub(2, -2):match("%f[%w_]" .. key .. "%s*=%s*(%b{})")
  end
  return inside and inside:sub(2, -2)
end

function signatures.choices(text)
  local list = {}
  for choice in (text or ""):gmatch '"([%w_ ]+)"' do list[#list + 1] = choice end
  return list
end

-- `method = "equal", "quantile" or "jenks"` -> the three.
function signatures.choices_of(inside, key)
  local behind = inside and inside:match("%f[%w_]" .. key .. "%s*=%s*(\".*)$")
  return behind and signatures.choices(behind:match "^(.-),%s*[%a_]+%s*=" or behind) or {}
end

-- The names of the options in such an inside; `{ field = …, … }` stands for any names.
function signatures.options(inside)
  local names = {}
  for name in ((inside or ""):gsub("%b{}", "")):gmatch "([%a_][%w_]*)%s*=%f[^=]" do
    if not (name == "field" and inside:find "^%s*field = ") then names[#names + 1] = name end
  end
  return names
end

core.source_signatures = signatures
