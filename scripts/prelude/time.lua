-- Small helpers that scripts use for periods, languages and tables.

core.publish("years", function(period)
  local _, first, last = core.period(period)
  return tonumber(first:sub(1, 4)), tonumber(last:sub(1, 4))
end, {
  signature = "years(period) -> first, last",
  english = "The first and the last calendar year that a period touches.",
  french = "La première et la dernière année civile que touche une période.",
  example = "years \"2018-2019\"",
})

core.publish("today", core.today, {
  signature = "today() -> text",
  english = "The day of today, \"2026-11-22\".",
  french = "Le jour d'aujourd'hui, \"2026-11-22\".",
  example = "today()",
})

-- The same day of the month, or the last one where that month has no such day.
core.publish("months_after", function(day, months)
  local year, month, rest = tostring(day):match "^(%d%d%d%d)-(%d%d)-(%d%d)$"
  if not year or math.type(months) ~= "integer" then
    core.fail("argument", "months_after: expected a day such as \"2021-01-31\" and a whole number of months, found %s", core.describe(year and months or day))
  end
  local later = tonumber(year) * 12 + tonumber(month) - 1 + months
  local text = string.format("%04d-%02d", later // 12, later % 12 + 1)
  local _, _, last = core.period(text)
  return math.tointeger(tonumber(rest)) <= tonumber(last:sub(9, 10)) and text .. "-" .. rest or last
end, {
  signature = "months_after(day, months) -> text",
  english = "The day so many months after another one (or before, with a number below zero).",
  french = "Le jour tant de mois après un autre (ou avant, si le nombre est négatif).",
  example = "months_after(\"2021-01-31\", 1)",
})

core.publish("language", core.language, {
  signature = "language() -> \"en\", \"fr\" or \"it\"",
  english = "The language that results are shown in.",
  french = "La langue dans laquelle les résultats sont montrés.",
  example = "language()",
})

core.publish("in_language", function(texts)
  if not core.check.is_titles(texts) then
    core.fail("argument", "in_language: expected a text in each language, { en = …, fr = …, it = … }, found %s", core.describe(texts))
  end
  return texts[core.language()]
end, {
  signature = "in_language { en =, fr =, it = } -> text",
  english = "The text in the language that results are shown in.",
  french = "Le texte dans la langue dans laquelle les résultats sont montrés.",
  example = "in_language { en = \"opened\", fr = \"ouverts\", it = \"aperti\" }",
})

core.publish("frame", core.frame, {
  signature = "frame { { name, { value, ... } }, ... } -> frame",
  english = "Makes a table of results from columns: each a name and a list of texts, numbers, figures or rows. Numbers among figures are exact, without a source, and take on the unit of the figures.",
  french = "Fait un tableau de résultats à partir de colonnes : chacune un nom et une liste de textes, nombres, chiffres ou lignes. Des nombres parmi des chiffres sont exacts, sans source, et prennent l'unité des chiffres.",
  example = "frame { { \"axis\", { \"innovation\" } }, { \"actions\", { 3 } } }",
})
