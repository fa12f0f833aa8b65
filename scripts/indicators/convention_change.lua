-- A convention's amount against that of the one before it: in all, and a year.
local function rate(new, old) return growth(old, new):convert "%" end

return indicator {
  id = "convention_change", theme = "conventions",
  title = {
    en = "Convention against the one before",
    fr = "Convention et celle d'avant",
    it = "Convenzione e quella precedente",
  },
  description = {
    en = "Change of the amount from the last convention for the same territory with the same funder: of the whole, and of the amount a year. The two can have opposite signs, where the periods are not of one length.",
    fr = "Évolution du montant depuis la convention précédente du même financeur pour le même territoire : du total, et du montant par an. Les deux peuvent être de signe contraire, si les durées diffèrent.",
    it = "Variazione dell'importo dalla convenzione precedente dello stesso finanziatore per lo stesso territorio: del totale, e dell'importo annuo. I due segni possono essere opposti, se le durate differiscono.",
  },
  level = "convention", returns = "frame", reference = "Régions de France, 2019 ; Polepharma, 2020",
  compute = function(convention)
    local from, to = years(convention.period)
    local before, before_years
    for other in conventions:where { funder = convention.funder, territory = convention.territory }:rows() do
      local first, last = years(other.period)
      if last < from and (not before or first > years(before.period)) then before, before_years = other, last - first + 1 end
    end
    if not before then return frame { { "part", {} }, { "change", {} } } end
    local own_years = to - from + 1
    return frame {
      { "part", { in_language { en = "whole period", fr = "toute la période", it = "tutto il periodo" }, in_language { en = "a year", fr = "par an", it = "all'anno" } } },
      { "before", { before.amount, before.amount / before_years } },
      { "amount", { convention.amount, convention.amount / own_years } },
      { "change", { rate(convention.amount, before.amount), rate(convention.amount / own_years, before.amount / before_years) } },
    }
  end,
  examples = {
    { "normandie-2020-2022", false, { rows = 2, { before = 490000, change = 20 }, { before = 245000, amount = 196000, change = -20 } } },
    { "normandie-2018-2019", false, 0 }, -- the first one
    { "essai", false, { { amount = "unknown", change = "unknown" } }, given = { convention = { { code = "essai", name = "essai", funder = "region-normandie", territory = "REG-28", period = "2023-2025", amount = "?", source = "fiction" } } } },
    { "essai", false, { { change = "undefined" } },
      given = { convention = { { code = "avant", name = "avant", funder = "merck", territory = "REG-24", period = "2003-2004", amount = "0 EUR", source = "fiction" }, { code = "essai", name = "essai", funder = "merck", territory = "REG-24", period = "2005-2006", amount = "100 EUR", source = "fiction" } } } },
  },
}
