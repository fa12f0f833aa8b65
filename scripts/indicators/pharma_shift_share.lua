-- Why a region's jobs in pharma changed: the whole economy, the industry, or the region itself.
local panel = require "lists/panel"

local function by_activity(rows, pharma_only)
  local values = {}
  if pharma_only then
    rows = rows:where { activity = panel.pharma }
    for _, code in ipairs(panel.pharma) do values[code] = figure "0 jobs" end -- the panel lists all who employ
  end
  for row in rows:by("activity"):sum("jobs"):rows() do values[row.activity.code] = row.sum end
  return values
end

return indicator {
  id = "pharma_shift_share", theme = "specialisation",
  title = { en = "Shift-share of the region's pharma jobs", fr = "Analyse structurelle-résiduelle de l'emploi pharmaceutique", it = "Analisi shift-share dei posti farmaceutici" },
  description = {
    en = "Change of the region's private employees in pharma (NAF 21) between the first and the last year, split as Dunn does: what the growth of all of the economy would have given (national), what the industry's own growth adds (mix), what is the region's own (regional). The parts add up to the change. From the Urssaf panel, where it is loaded.",
    fr = "Évolution des salariés privés de la région dans la pharmacie (NAF 21) entre la première et la dernière année, décomposée selon Dunn : ce qu'aurait donné la croissance de toute l'économie (national), ce qu'ajoute celle de l'industrie (mix), ce qui est propre à la région (regional). Les parts s'additionnent. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Variazione dei dipendenti privati della regione nella farmaceutica (NAF 21) tra il primo e l'ultimo anno, scomposta secondo Dunn: quanto avrebbe dato la crescita di tutta l'economia (national), quanto aggiunge quella dell'industria (mix), ciò che è proprio della regione (regional). Le parti si sommano. Dal panel Urssaf, se è caricato.",
  },
  level = "region", returns = "frame", reference = "Dunn 1960", period = "2006-2022",
  compute = function(region, period)
    local first, last = years(period)
    local from, to = panel.of(first), panel.of(last)
    local parts = shift_share {
      from = by_activity(from:within(region), true), to = by_activity(to:within(region), true),
      national_from = by_activity(from), national_to = by_activity(to), complete = true,
    }
    return frame {
      { "part", { "national", "mix", "regional", "total" } },
      { "jobs", { parts.national, parts.mix, parts.regional, parts.total } },
    }
  end,
  examples = {
    { "Normandie", "2006-2022", "unknown" }, -- where the panel is not loaded
    { "Normandie", "2006-2022", { rows = 4, { part = "total", jobs = 40 } }, given = panel.made_up },
    { "Normandie", "2006-2022", { { part = "national", jobs = 16.8 }, { part = "mix", jobs = -3.467 } }, given = panel.made_up }, -- 120 x (2,850 / 2,500 - 1)
    { "Corse", "2006-2022", { { part = "total", jobs = 0 } }, given = panel.made_up }, -- none before, none after
    { "Normandie", "2006-2022", { { part = "national", jobs = "undefined" } }, given = panel.empty_start },
  },
}
