-- A programme taught by apprenticeship prepares for a certification that apprenticeship leads to.
return rule {
  id = "apprenticeship_open", applies_to = "training_programme",
  title = { en = "Eligible for apprenticeship", fr = "Éligible à l'apprentissage", it = "Ammesso all'apprendistato" },
  description = {
    en = "Apprenticeship leads to a diploma or title of the RNCP, and the register lists it among the routes to the certification.",
    fr = "L'apprentissage mène à un diplôme ou titre du RNCP, et le répertoire le compte parmi les voies d'accès à la certification.",
    it = "L'apprendistato conduce a un diploma o titolo del RNCP, e il registro lo conta tra le vie d'accesso alla certificazione.",
  },
  reference = "Code du travail, L6211-1",
  when = function(programme)
    for _, way in ipairs(programme.modality) do
      if way == "apprenticeship" then return true end
    end
    return false
  end,
  requires = {
    {
      { en = "leads to a diploma or title", fr = "mène à un diplôme ou titre", it = "conduce a un diploma o titolo" },
      function(programme) return programme.level ~= "continuing" and programme.level ~= "certification" end,
    },
    {
      { en = "the register opens the certification to apprentices", fr = "le répertoire ouvre la certification aux apprentis", it = "il registro apre la certificazione agli apprendisti" },
      function(programme)
        local found = certification(programme.rncp)
        if not found then return false end
        if #found.routes == 0 then undecided { en = "what the register says of routes", fr = "les voies d'accès au répertoire", it = "le vie d'accesso nel registro" } end
        for _, route in ipairs(found.routes) do
          if route:find "apprentissage" then return true end
        end
        return false
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "not applicable" },
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2023-01-01", "unknown" }, -- where the register is not loaded
    { "exemple-titre", "2022-03-01", "fail", level = "continuing" }, -- no diploma or title
  },
}
