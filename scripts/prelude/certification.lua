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
  if not is_loaded(code) then
    fail("undecided", "the dataset %s is not loaded: grappe import %s FILE brings it", code, core.script_path("formats", code) and code or "FORMAT")
  end
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

-- The files of the register, and what of each is told of a certification: all of a row, or one value of several rows.
local files = {
  { "certifications" },
  { "replacements", "replaced_by", "replaced_by" },
  { "access_routes", "route", "routes" },
  { "occupations", "occupation", "occupations" },
}

-- Reads rows of a file into `into`: by certification the row, or the list of its values.
local function read_file(file, rows, into)
  rows:each(function(row)
    local code, told = row.certification, nil
    if file[2] then
      told = into[code] or {}
      told[#told + 1] = row[file[2]]
    else
      told = {}
      for key, value in pairs(row) do told[key] = value end
    end
    into[code] = into[code] or told
  end)
  return into
end

local LOOKED_UP = 30 -- certifications asked about one by one, before the whole register is worth reading
local register = {} -- as it stood at a version of the store: asked =, whole = the files by number

local function copy_of(list)
  local copy = {}
  for key, value in pairs(list or {}) do copy[key] = value end
  return copy
end

core.publish("certification", function(code)
  if code == nil then fail("undecided", "the code of the certification is not stated") end
  if type(code) ~= "string" then fail("argument", "certification: expected a code such as \"RNCP35411\", found %s", core.describe(code)) end
  local version = core.store_version()
  if register.version ~= version then register = { version = version, asked = 0, loaded = is_loaded "rncp.certifications" } end
  if not register.loaded then
    fail("undecided", "the register of certifications is not loaded: grappe import rncp FOLDER brings it")
  end
  register.asked = register.asked + 1
  if register.asked > LOOKED_UP and not register.whole then
    local whole = {}
    for i, file in ipairs(files) do whole[i] = read_file(file, dataset("rncp." .. file[1]), {}) end
    register.whole = whole
  end
  local function told(i)
    if register.whole then return register.whole[i][code] end
    return read_file(files[i], dataset("rncp." .. files[i][1]):where { certification = code }, {})[code]
  end
  local found = told(1)
  if not found then return nil end
  found = copy_of(found) -- what a script does to it is its own affair
  for i = 2, #files do found[files[i][3]] = copy_of(told(i)) end
  return found
end, {
  signature = "certification(code) -> table or nil",
  english = "What the register of certifications (RNCP) says: name, level, active, from, until, replaced_by, routes, occupations; nil where the code is not in it. Undecided where the register is not loaded.",
  french = "Ce que dit le répertoire des certifications (RNCP) : name, level, active, from, until, replaced_by, routes, occupations ; nil si le code n'y est pas. Indécis si le répertoire n'est pas chargé.",
  example = "verdict(function() return certification(\"RNCP35411\") ~= nil end)",
})
