-- certification(): what the national register says of a certification, from the datasets that `grappe import rncp` makes.

local fail = core.fail

local function loaded(code)
  for row in datasets:rows() do
    if row.code == code then return true end
  end
  return false
end

-- The rows about a certification in one of the register's files.
local function rows_about(part, code)
  local found = {}
  local rows = dataset("rncp." .. part):where { certification = code }
  rows:each(function(row)
    local copy = {}
    for key, value in pairs(row) do copy[key] = value end
    found[#found + 1] = copy
  end)
  return found
end

core.publish("certification", function(code)
  if code == nil then fail("undecided", "the code of the certification is not stated") end
  if type(code) ~= "string" then fail("argument", "certification: expected a code such as \"RNCP35411\", found %s", core.describe(code)) end
  if not loaded "rncp.certifications" then
    fail("undecided", "the register of certifications is not loaded: grappe import rncp FOLDER brings it")
  end
  local row = rows_about("certifications", code)[1]
  if not row then return nil end
  row.replaced_by, row.routes, row.occupations = {}, {}, {}
  for _, other in ipairs(rows_about("replacements", code)) do
    if other.replaced_by then row.replaced_by[#row.replaced_by + 1] = other.replaced_by end
  end
  for _, other in ipairs(rows_about("access_routes", code)) do row.routes[#row.routes + 1] = other.route end
  for _, other in ipairs(rows_about("occupations", code)) do row.occupations[#row.occupations + 1] = other.occupation end
  return row
end, {
  signature = "certification(code) -> table or nil",
  english = "What the register of certifications (RNCP) says: name, level, active, from, until, replaced_by, routes, occupations; nil where the code is not in it. Undecided where the register is not loaded.",
  french = "Ce que dit le répertoire des certifications (RNCP) : name, level, active, from, until, replaced_by, routes, occupations ; nil si le code n'y est pas. Indécis si le répertoire n'est pas chargé.",
  example = "verdict(function() return certification(\"RNCP35411\") ~= nil end)",
})
