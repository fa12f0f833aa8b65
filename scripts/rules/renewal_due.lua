-- The registration of the certification does not end within the next twelve months.
return rule {
  id = "renewal_due", applies_to = "training_programme", severity = "warning",
  title = { en = "No renewal due within 12 months", fr = "Pas de renouvellement dans les 12 mois", it = "Nessun rinnovo entro 12 mesi" },
  description = {
    en = "A registration that ends soon must be renewed in time. Fails where the last day lies within the number of months, or has passed.",
    fr = "Un enregistrement qui finit bientôt doit être renouvelé à temps. Non conforme si le dernier jour tombe dans ce délai, ou est passé.",
    it = "Una registrazione che scade presto va rinnovata in tempo. Non conforme se l'ultimo giorno cade entro i mesi indicati, o è passato.",
  },
  reference = "Code du travail, L6113-1 et suivants, pour l'enregistrement ; le délai est un critère du cluster",
  parameters = {
    months = { always = 12, reference = "Choix du cluster ; l'ancien R. 335-21 demandait le renouvellement 6 mois avant l'échéance" },
  },
  when = function(programme) return programme.level ~= "continuing" end,
  requires = {
    {
      { en = "is registered for longer", fr = "est enregistrée au-delà", it = "è registrata oltre" },
      function(programme, at)
        return programme.certification_expiry > months_after(at.date, at.months)
      end,
    },
  },
  examples = {
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2023-03-16", "pass" }, -- until 2024-03-17
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2023-03-17", "fail" },
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2025-01-01", "fail" },
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
  },
}
