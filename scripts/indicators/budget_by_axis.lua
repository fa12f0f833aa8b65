-- Budget of a convention's actions by axis, and what was spent of it.
return indicator {
  id = "budget_by_axis",
  title = { en = "Budget spent by axis", fr = "Budget dépensé par axe", it = "Bilancio speso per linea" },
  description = {
    en = "The convention's actions by axis: budget, money spent, and the share spent. Where no action is recorded there is no row: nobody says what was spent.",
    fr = "Les actions de la convention par axe : budget, dépenses, et part dépensée. Sans action enregistrée il n'y a pas de ligne : personne ne dit ce qui fut dépensé.",
    it = "Le azioni della convenzione per linea: bilancio, spese, e quota spesa. Senza azioni registrate non c'è riga: nessuno dice che cosa è stato speso.",
  },
  level = "convention", returns = "frame",
  compute = function(convention)
    local of_it = actions:where { convention = convention }
    local rows, budgets, spent, shares = {}, {}, {}, {}
    for axis in axes:where { convention = convention }:rows() do
      local mine = of_it:where { axis = axis }
      if surely(mine:count() >= 1) then
        local i = #rows + 1
        rows[i], budgets[i], spent[i] = axis, mine:sum "budget", mine:sum "spent"
        shares[i] = (spent[i] / budgets[i]):convert "%"
      end
    end
    return frame { { "axis", rows }, { "budget", budgets }, { "spent", spent }, { "share", shares } }
  end,
  examples = {
    { "normandie-2018-2019", false, 0 }, -- no action is recorded
  },
}
