-- A work-study contract gives the hours of training that the law asks for. A decision table: one row a case.
local secondary = " (lu dans une page secondaire : texte officiel à vérifier)"

return rule {
  id = "contract_hours", applies_to = "work_study_contract", dated_by = "starts",
  title = { en = "Hours of training in the contract", fr = "Heures de formation du contrat", it = "Ore di formazione del contratto" },
  description = {
    en = "Apprenticeship: at least 25 % of the contract's hours. Professionalisation: at least 150 hours, and 15 to 25 % of the contract, or more where a branch agreement admits it.",
    fr = "Apprentissage : au moins 25 % des heures du contrat. Professionnalisation : au moins 150 heures, et de 15 à 25 % du contrat, ou davantage si un accord de branche l'admet.",
    it = "Apprendistato: almeno il 25 % delle ore del contratto. Professionalizzazione: almeno 150 ore, e dal 15 al 25 % del contratto, o di più se un accordo di settore lo ammette.",
  },
  reference = "Code du travail, L6211-2 et L6325-13",
  parameters = {
    apprenticeship_share = { always = 25, reference = "Code du travail, L6211-2" .. secondary },
    least_hours = { always = 150, reference = "Code du travail, L6325-13" .. secondary },
    least_share = { always = 15, reference = "Code du travail, L6325-13" .. secondary },
    greatest_share = { always = 25, reference = "Code du travail, L6325-13 ; davantage par accord, L6325-14" .. secondary },
  },
  inputs = {
    share = function(contract) return (contract.training_hours / contract.contract_hours):convert "%" end,
  },
  table = function(at)
    local hours = at.least_hours .. " h"
    local least, greatest = at.least_share .. " %", at.greatest_share .. " %"
    return {
      { kind = "apprenticeship", share = at_least(at.apprenticeship_share .. " %"), result = "pass" },
      { kind = "apprenticeship", share = less_than(at.apprenticeship_share .. " %"), result = "fail",
        title = { en = "too small a share of training", fr = "part de formation trop faible", it = "quota di formazione troppo bassa" } },
      { kind = "professionalisation", training_hours = at_least(hours), share = all_of(at_least(least), at_most(greatest)), result = "pass" },
      { kind = "professionalisation", training_hours = less_than(hours), result = "fail",
        title = { en = "too few hours of training", fr = "trop peu d'heures de formation", it = "troppo poche ore di formazione" } },
      { kind = "professionalisation", training_hours = at_least(hours), share = less_than(least), result = "fail",
        title = { en = "too small a share of training", fr = "part de formation trop faible", it = "quota di formazione troppo bassa" } },
      { kind = "professionalisation", training_hours = at_least(hours), share = more_than(greatest), result = "fail",
        title = { en = "more training than the law's share", fr = "plus de formation que la part légale", it = "più formazione della quota di legge" } },
      { otherwise = true, result = "not applicable" },
    }
  end,
  exceptions = {
    {
      { en = "a branch agreement admits more training", fr = "un accord de branche admet davantage de formation", it = "un accordo di settore ammette più formazione" },
      function(contract, at)
        return contract.kind == "professionalisation" and contract.training_hours >= figure(at.least_hours .. " h")
          and (contract.training_hours / contract.contract_hours):convert "%" >= figure(at.least_share .. " %") and contract.agreement == true
      end,
      reference = "L6325-14",
    },
  },
  examples = {
    { "exemple-contrat-1", "2024-09-02", "pass" },
    { "exemple-contrat-1", "2024-09-02", "pass", contract_hours = 1000, training_hours = 250 },
    { "exemple-contrat-1", "2024-09-02", "fail", contract_hours = 1000, training_hours = 249 },
    { "exemple-contrat-1", "2024-09-02", "pass", contract_hours = 1000, training_hours = 251 },
    { "exemple-contrat-2", "2024-09-02", "fail" },
    { "exemple-contrat-4", "2024-09-02", "unknown" }, -- nobody says how much training
    { "exemple-contrat-5", "2024-09-02", "unknown" }, -- 24.9 to 26.1 %
    { "exemple-contrat-6", "2024-09-02", "pass" },
    { "exemple-contrat-6", "2024-09-02", "pass", contract_hours = 1000, training_hours = 150 },
    { "exemple-contrat-6", "2024-09-02", "fail", contract_hours = 900, training_hours = 149 },
    { "exemple-contrat-6", "2024-09-02", "fail", contract_hours = 2000, training_hours = 299 },
    { "exemple-contrat-6", "2024-09-02", "pass", contract_hours = 2000, training_hours = 300 },
    { "exemple-contrat-6", "2024-09-02", "pass", contract_hours = 2000, training_hours = 500 },
    { "exemple-contrat-6", "2024-09-02", "fail", contract_hours = 2000, training_hours = 501 },
    { "exemple-contrat-6", "2024-09-02", "pass", contract_hours = 2000, training_hours = 501, agreement = true },
    { "exemple-contrat-6", "2024-09-02", "fail", contract_hours = 2000, training_hours = 299, agreement = true },
    { "exemple-contrat-7", "2024-09-02", "fail" }, -- 140 hours
    { "exemple-contrat-8", "2024-09-02", "pass" }, -- 31 %, by agreement
    { "exemple-contrat-1", "2024-09-02", "not applicable", kind = "permanent" },
  },
}
