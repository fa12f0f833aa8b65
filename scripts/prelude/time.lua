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

core.publish("language", core.language, {
  signature = "language() -> \"en\", \"fr\" or \"it\"",
  english = "The language that results are shown in.",
  french = "La langue dans laquelle les résultats sont montrés.",
  example = "language()",
})

core.publish("frame", core.frame, {
  signature = "frame { { name, { value, ... } }, ... } -> frame",
  english = "Makes a table of results from columns: each a name and a list of texts, numbers, figures or rows.",
  french = "Fait un tableau de résultats à partir de colonnes : chacune un nom et une liste de textes, nombres, chiffres ou lignes.",
  example = "frame { { \"axis\", { \"innovation\" } }, { \"actions\", { 3 } } }",
})
