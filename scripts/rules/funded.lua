-- The action of a convention that is to pay for a programme fits that convention.
return rule {
  id = "funded", applies_to = "training_programme",
  title = { en = "Its funding fits a convention", fr = "Son financement tient dans une convention", it = "Il suo finanziamento rientra in una convenzione" },
  description = {
    en = "A programme that an action of a convention is to pay for: the action fits an axis of the convention and its remaining budget. One that asks no convention for money is not concerned.",
    fr = "Une formation que doit payer une action d'une convention : l'action s'inscrit dans un axe de la convention et son budget restant. Celle qui ne demande rien à une convention n'est pas concernée.",
    it = "Un corso che un'azione di una convenzione deve pagare: l'azione rientra in una linea della convenzione e nel suo bilancio residuo. Quello che non chiede nulla a una convenzione non è interessato.",
  },
  reference = "Convention : axes, période et montant, tels que signés",
  when = function(programme) return known(programme.action) end,
  requires = {
    {
      { en = "its action fits the convention", fr = "son action s'inscrit dans la convention", it = "la sua azione rientra nella convenzione" },
      function(programme, at)
        local verdict = rules.fits_convention(programme.action, { on = at.date })
        remark(tostring(verdict))
        if verdict.answer == "unknown" then undecided(table.concat(verdict.missing, "; ")) end
        return verdict.answer == "pass"
      end,
    },
  },
  examples = {
    { "exemple-titre", "2025-01-01", "pass" },
    { "exemple-module", "2025-01-01", "unknown" }, -- as its action
    { "exemple-titre-jumeau", "2025-01-01", "fail" },
    { "master-chimie-universite-de-rouen", "2025-01-01", "not applicable" },
  },
}
