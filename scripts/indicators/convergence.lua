-- Whether regions grow alike in the industry: those that start low grow faster, and differences shrink.
local panel = require "lists/panel"

-- Whether a logarithm can be taken: some jobs in the industry, or perhaps some.
local function grows(weight)
  return weight.absence ~= "undefined" and possibly(function() return weight > 0 end)
end

return indicator {
  id = "convergence", theme = "specialisation",
  title = { en = "Convergence of regions in pharma", fr = "Convergence des régions dans la pharmacie", it = "Convergenza delle regioni nella farmaceutica" },
  description = {
    en = "On the pharma jobs per 1,000 private jobs of each region: the speed at which regions that start low catch up (a year; below zero they fall behind), the years until half of the difference is gone, how much of growth the start explains (R²), and the spread of the logarithms in the first and last year. Regions without such jobs in one of the years are left out, and named in the note. From the Urssaf panel, where it is loaded.",
    fr = "Sur les emplois pharmaceutiques pour 1 000 emplois privés de chaque région : la vitesse à laquelle rattrapent celles qui partent de bas (par an ; sous zéro elles décrochent), les années pour effacer la moitié de l'écart, la part de la croissance qu'explique le départ (R²), et la dispersion des logarithmes la première et la dernière année. Les régions sans ces emplois une des années sont écartées, et nommées en remarque. D'après le panel de l'Urssaf, s'il est chargé.",
    it = "Sui posti farmaceutici ogni 1.000 posti privati di ogni regione: la velocità a cui recuperano quelle che partono dal basso (all'anno; sotto zero restano indietro), gli anni per dimezzare la differenza, quanta crescita spiega la partenza (R²), e la dispersione dei logaritmi nel primo e nell'ultimo anno. Le regioni senza questi posti in uno degli anni sono escluse, e citate in nota. Dal panel Urssaf, se è caricato.",
  },
  level = "country", returns = "frame", reference = "Barro & Sala-i-Martin 1992", period = "2006-2022",
  compute = function(country, period)
    local first, last = years(period)
    local from, to, left_out = {}, {}, {}
    local function weights(year)
      local found = {}
      for row in panel.of(year):within(country):by("region"):sum("jobs"):rows() do
        if row.region then
          local _, _, weight = panel.split(panel.of(year):within(row.region))
          found[row.region.code] = { region = row.region, weight = weight }
        end
      end
      return found
    end
    local early, late = weights(first), weights(last)
    for code, at in pairs(early) do
      local later = late[code]
      if later and grows(at.weight) and grows(later.weight) then
        from[code], to[code] = at.weight, later.weight
      else
        left_out[#left_out + 1] = tostring(at.region)
      end
    end
    table.sort(left_out)
    local beta = beta_convergence(from, to, last - first)
    local made = frame {
      { "statistic", { "speed", "half-life", "R²", "spread " .. first, "spread " .. last } },
      { "value", { beta.speed, beta.half_life, beta.r_squared, sigma_convergence(from), sigma_convergence(to) } },
    }
    return #left_out > 0 and made:note(table.concat(left_out, ", ")) or made
  end,
  examples = {
    { "France (country)", "2006-2022", "unknown" }, -- where the panel is not loaded
    { "France (country)", "2006-2022", { rows = 5, { statistic = "spread 2006", value = 1.138 } }, given = panel.made_up },
    { "France (country)", "2006-2022", { { statistic = "speed", value = "undefined" } }, given = panel.empty_start },
  },
}
