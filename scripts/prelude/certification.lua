-- loaded(): a dataset that may not be there. certification(): what the national register says of a certification, from
-- the datasets that `grappe import rncp` makes.

local fail = core.fail

-- Whether a dataset of that code is loaded.
local function is_loaded(code)
  for row in datasets:rows() do
    if row.code == code then return true end
  end
  return false
end

core.publish("loaded", function(code, period)
  if type(code) ~= "string" then fail("argument", "loaded: expected the code of a dataset such as \"urssaf.commune_ape\", found %s", core.describe(code)) end
  if not is_loaded(code) then fail("undecided", "the dataset %s is not loaded: grappe import brings it", code) end
  if period == nil then return dataset(code) end
  local rows = dataset(code):where { period = period }
  if rows:count() == 0 then fail("undecided", "the dataset %s has no row of %s", code, tostring(period)) end
  return rows
end, {
  signature = "loaded(code [, period]) -> dataset",
  english = "A dataset as dataset() gives it, or its rows of a period; where it is not loaded, or has none of that period, the question stays open, so that an indicator is unknown and says why.",
  french = "Un jeu de données comme le donne dataset(), ou ses lignes d'une période ; s'il n'est pas chargé, ou n'en a aucune, la question reste ouverte : un indicateur est alors inconnu et dit pourquoi.",
  example = "verdict(function() return loaded(\"urssaf.commune_ape\"):count() > 0 end)",
})

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
  if not is_loaded "rncp.certifications" then
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
