-- Budget of a convention's actions by axis, and what was spent of it.
return indicator {
  id = "budget_by_axis", theme = "conventions",
  title = { en = "Budget spent by axis", fr = "Budget dépensé par axe", it = "Bilancio speso per linea" },
  description = {
    en = "The convention by axis: its budget (that of its actions where the axis has none of its own), the money spent by its actions, and the share spent. An axis without budget and without action has no row: nobody says what was spent.",
    fr = "La convention par axe : son budget (celui de ses actions si l'axe n'en a pas), les dépenses de ses actions, et la part dépensée. Un axe sans budget ni action n'a pas de ligne : personne ne dit ce qui fut dépensé.",
    it = "La convenzione per linea: il suo bilancio (quello delle sue azioni se la linea non ne ha uno), le spese delle sue azioni, e la quota spesa. Una linea senza bilancio né azioni non ha riga: nessuno dice che cosa è stato speso.",
  },
  level = "convention", returns = "frame", reference = "Convention Région Normandie – Polepharma 2018-2019",
  compute = function(convention)
    local of_it = actions:where { convention = convention }
    local rows, budgets, spent, shares = {}, {}, {}, {}
    for axis in axes:where { convention = convention }:rows() do
      local mine = of_it:where { axis = axis }
      if known(axis.budget) or surely(mine:count() >= 1) then
        local i = #rows + 1
        rows[i], spent[i] = axis, mine:sum "spent"
        budgets[i] = known(axis.budget) and axis.budget or mine:where { state = is_not "dropped" }:sum "budget"
        shares[i] = (spent[i] / budgets[i]):convert "%"
      end
    end
    return frame { { "axis", rows }, { "budget", budgets }, { "spent", spent }, { "share", shares } }
  end,
  examples = {
    { "normandie-2018-2019", false, 0 }, -- no action is recorded
    { "exemple-convention", false, { rows = 3, { axis = "exemple-competences", budget = 100000, share = ">=55 %" }, { axis = "exemple-numerique", spent = "unknown" } } },
    { "exemple-convention", false, { { axis = "exemple-attractivite", share = "undefined" } },
      given = {
      axis = { { code = "exemple-attractivite", name = "Attractivité", convention = "exemple-convention", budget = "0 EUR" } },
      action = { { code = "exemple-salon", name = "Salon", spent = "0 EUR" } } } },
  },
}
