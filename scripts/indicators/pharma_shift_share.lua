-- Why a region's jobs in pharma changed: the whole economy, the industry, or the region itself.
local panel = require "lists/panel"

local function by_activity(rows, values)
  for row in rows:by("activity"):sum("jobs"):rows() do values[row.activity.code] = row.sum end
  return values
end

local function none_in_pharma()
  local values = {}
  for _, code in ipairs(panel.pharma) do values[code] = figure "0 jobs" end -- the panel lists all who employ
  return values
end

local nation = remember(function(year) return by_activity(panel.of(year), {}) end)

-- Of all regions that the panel's communes are in, in one pass; by code.
local regions = remember(function(year)
  local found = {}
  for row in panel.of(year):where { activity = panel.pharma }:by("region", "activity"):sum("jobs"):rows() do
    if not row.region then return {} end -- of an unknown one: each is asked for by itself
    local own = found[row.region.code] or none_in_pharma()
    found[row.region.code] = own
    own[row.activity.code] = row.sum
  end
  return found
end)

local function of_region(region, year)
  return regions(year)[region.code]
    or by_activity(panel.of(year):within(region):where { activity = panel.pharma }, none_in_pharma())
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
    local parts = shift_share {
      from = of_region(region, first), to = of_region(region, last), national_from = nation(first), national_to = nation(last),
      complete = true,
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
