-- Why a region's jobs in pharma changed: the whole economy, the industry, or the region itself.
return indicator {
  id = "pharma_shift_share",
  title = { en = "Shift-share of the region's jobs", fr = "Analyse structurelle-résiduelle des emplois", it = "Analisi shift-share dei posti" },
  description = {
    en = "Change of the region's private employees between the first and the last year, split as Dunn does: what the growth of all would have given (national), what the mix of its activities adds (mix), what is its own (regional). The parts add up to the change. From the Urssaf panel, where it is loaded.",
    fr = "Évolution des salariés privés de la région entre la première et la dernière année, décomposée selon Dunn : ce qu'aurait donné la croissance de l'ensemble (national), ce qu'ajoute sa structure d'activités (mix), ce qui lui est propre (regional). Les parts s'additionnent. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Variazione dei dipendenti privati della regione tra il primo e l'ultimo anno, scomposta secondo Dunn: quanto avrebbe dato la crescita dell'insieme (national), quanto aggiunge la sua struttura (mix), ciò che è proprio (regional). Le parti si sommano. Dal panel Urssaf, se è caricato.",
  },
  level = "region", returns = "frame", reference = "Dunn 1960", period = "2006-2022",
  compute = function(region, period)
    local panel = loaded "urssaf.commune_ape"
    local first, last = years(period)
    local function by_activity(rows, year)
      local values = {}
      for row in rows:where { period = year }:by("activity"):sum("jobs"):rows() do values[tostring(row.activity)] = row.sum end
      return values
    end
    local parts = shift_share {
      from = by_activity(panel:within(region), first), to = by_activity(panel:within(region), last),
      national_from = by_activity(panel, first), national_to = by_activity(panel, last), complete = true,
    }
    return frame {
      { "part", { "national", "mix", "regional", "total" } },
      { "jobs", { parts.national, parts.mix, parts.regional, parts.total } },
    }
  end,
}
