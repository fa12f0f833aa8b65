-- report{}: a page for others: text with figures, tables, charts and maps.
--
-- The text is Markdown in each language, in which {name} stands for a value that `values` computes.

local tr, fail, scripts, check = core.translate, core.fail, core.scripts, core.check

local LANGUAGES = { "en", "fr", "it" }

local declarations = {
  { "id", "id", required = true },
  { "title", "titles", required = true },
  { "description", "titles" },
  { "level", "level" },
  { "place", "text" }, -- where nothing else is asked for
  { "period", "period" },
  { "text", "titles", required = true },
  { "values", "function", required = true },
}

-- A page: its HTML, and what it is called. Shown as a line, for a terminal has no use for HTML.
local page_metatable = { __name = "page", __metatable = "page" }

function page_metatable.__tostring(page)
  local parts = core.parts(page, page_metatable)
  return tr("%s: a page of %d kB; grappe report %s -o FILE.html writes it", parts.title, math.ceil(#parts.html / 1000), parts.id)
end

-- The HTML of a page, nil of anything else: for those who show results.
function core.page_of(value)
  local parts = core.parts(value, page_metatable)
  return parts and parts.html
end

-- What a row is called in a sentence, where nobody takes a region for a city: its name alone, in the language of the page.
local function name_of(row, language)
  local field = language == "fr" and "name" or "name_" .. language
  local found, name = pcall(function() return row[field] or row.name end)
  return found and type(name) == "string" and name or core.row_label(row)
end

-- What may stand in the text, in the form that pages know.
local function convert(id, name, value, language)
  if value == false or core.is_figure(value) or core.is_frame(value) or core.is_drawing(value) or type(value) == "string" then return value end
  if type(value) == "number" then return figure(value) end
  if core.is_collection(value) then return value:frame() end
  if core.is_row(value) then return name_of(value, language) end
  if core.is_verdict(value) then return tostring(value) end
  if type(value) == "table" and check.is_titles(value) then return { markdown = value[language] } end
  fail("argument", "report '%s': its value '%s' must be a figure, frame, drawing, row or text, a table { en = …, fr = …, it = … }, or false for nothing; found %s",
    id, name, core.describe(value))
end

local function values_of(parts, row, period)
  local values = parts.values(row, period)
  if type(values) ~= "table" then
    fail("argument", "report '%s': expected 'values' to return a table of values by name, found %s", parts.id, core.describe(values))
  end
  return values
end

local function html(parts, values, row, period, language)
  local converted = {}
  for name, value in pairs(values) do converted[tostring(name)] = convert(parts.id, tostring(name), value, language) end
  local where = {}
  if row then where[1] = name_of(row, language) end
  if period ~= nil then where[#where + 1] = tostring(period) end
  return core.page_html {
    title = parts.title[language],
    subtitle = #where > 0 and table.concat(where, ", ") or nil,
    text = parts.text[language],
    values = converted,
  }
end

local function row_of(parts, place)
  if not parts.level then
    if place ~= nil then fail("argument", "report '%s' is of no single place: ask for it without one", parts.id) end
    return nil
  end
  if core.is_row(place) then return place end
  place = place or parts.place
  if not place then fail("argument", "report '%s' needs a place: --at NAME", parts.id) end
  return core.find_at(parts.level, place)
end

local function evaluate(parts, place, period)
  period = period or parts.period
  if period ~= nil then core.period(period) end
  local row, language = row_of(parts, place), core.language()
  local text = html(parts, values_of(parts, row, period), row, period, language)
  return core.object(page_metatable, { id = parts.id, title = parts.title[language], html = text })
end

local metatable = {
  __call = function(self, place, period) return evaluate(scripts.parts(self), place, period) end,
  __index = function(self, key)
    local parts = scripts.parts(self)
    if key == "id" or key == "level" or key == "period" then return parts[key] end
    if key == "title" then return parts.title[core.language()] end
    if key == "description" then return parts.description and parts.description[core.language()] end
    fail("not_found", "a report has nothing called '%s': it has id, title, description, level, period", tostring(key))
  end,
  __newindex = function() fail("argument", "a %s cannot be changed: make a new one", "report") end,
  __tostring = function(self) return string.format("%s: %s", self.id, self.title) end,
  __name = "report",
  __metatable = "report",
}

scripts.declare("report", metatable, declarations)

-- What grappe test asks of a report: that it can be made, and that each language names only values that there are.
function core.test_report(object, tell)
  local parts = scripts.parts(object)
  local row = row_of(parts, nil)
  local ok, values = pcall(values_of, parts, row, parts.period)
  if not ok then
    tell(core.error_code(values) == "undecided", parts.id, nil, values)
    return 1
  end
  for _, language in ipairs(LANGUAGES) do
    local made, result = pcall(html, parts, values, row, parts.period, language)
    tell(made, parts.id .. " (" .. language .. ")", nil, result)
  end
  return #LANGUAGES
end

core.publish("report", function(given)
  return scripts.new("report", check.fields("report", declarations, given))
end, {
  signature = "report { id =, title = { en =, fr =, it = }, level =, place =, period =, text = { en =, fr =, it = }, values = function(place, period) … end } -> report",
  english = "Declares a report: a page whose text, in Markdown, names with {name} the figures, tables, charts and maps that `values` returns.",
  french = "Déclare un rapport : une page dont le texte, en Markdown, nomme par {nom} les chiffres, tableaux, graphiques et cartes que rend « values ».",
  example = "reports.cluster_profile()",
})

core.publish("reports", scripts.collection "reports", {
  signature = "reports.ID([place [, period]]) -> page",
  english = "All reports by id, own and shipped. Calling one makes its page; grappe report ID -o FILE.html writes it.",
  french = "Tous les rapports par identifiant, les vôtres et ceux fournis. En appeler un fait sa page ; grappe report ID -o FICHIER.html l'écrit.",
  example = "reports.regions_compared()",
})
