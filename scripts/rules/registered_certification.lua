-- The certification that a programme prepares for is in the register and active on the day it starts.
return rule {
  id = "registered_certification", applies_to = "training_programme",
  title = { en = "Prepares for an active certification", fr = "Prépare une certification active", it = "Prepara a una certificazione attiva" },
  description = {
    en = "A programme that leads to a certification must name it, and the register must hold it as active on the day. One that was replaced is refused with the name of its successor in the explanation. Training without a diploma is not concerned.",
    fr = "Une formation certifiante doit nommer sa certification, et le répertoire la tenir pour active ce jour-là. Une certification remplacée est refusée, avec sa remplaçante dans l'explication. La formation sans diplôme n'est pas concernée.",
    it = "Un corso che certifica deve nominare la certificazione, e il registro tenerla per attiva quel giorno. Una sostituita è rifiutata, con quella che la sostituisce nella spiegazione. La formazione senza diploma non è interessata.",
  },
  reference = "Code du travail, L6113-1 et suivants",
  when = function(programme) return programme.level ~= "continuing" end,
  requires = {
    {
      { en = "names its certification", fr = "nomme sa certification", it = "nomina la certificazione" },
      function(programme) return programme.rncp ~= "" end, -- unknown where no source states it
    },
    {
      { en = "its certification is in the register", fr = "sa certification est au répertoire", it = "la certificazione è nel registro" },
      function(programme) return certification(programme.rncp) ~= nil end,
    },
    {
      { en = "its certification is active on the day", fr = "sa certification est active ce jour-là", it = "la certificazione è attiva quel giorno" },
      function(programme, at)
        local expiry = programme.certification_expiry
        if known(expiry) then return expiry >= at.date end
        local found = certification(programme.rncp)
        if not found then return false end
        if known(found["until"]) then return found["until"] >= at.date end
        return found.active
      end,
    },
  },
  examples = {
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2023-01-01", "unknown" }, -- where the register is not loaded
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2025-01-01", "fail" }, -- its registration ended on 2024-03-17
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" }, -- no source states its certification
    { "master-chimie-universite-de-rouen", "2021-01-01", "not applicable", level = "continuing" },
  },
}
