-- The certification that a programme prepares for is in the register and active on the day it starts.
-- What the register says came after a certification, up to one that is active: "RNCP4049 → RNCP22094 Title".
local function successors(code)
  local names, seen = {}, { [code] = true }
  local found = certification(code)
  while found and not (found.active and #names > 0) do
    local after
    for _, other in ipairs(found.replaced_by) do after = after or not seen[other] and other or nil end
    if not after then break end
    seen[after] = true
    found = certification(after)
    names[#names + 1] = after .. (found and " " .. found.name or "")
  end
  return table.concat(names, " → ")
end

return rule {
  id = "registered_certification", applies_to = "training_programme", dated_by = "starts",
  title = { en = "Prepares for an active certification", fr = "Prépare une certification active", it = "Prepara a una certificazione attiva" },
  description = {
    en = "A programme that leads to a certification must name it, and the register must hold it as active on the day of the start. One that was replaced is refused with the name of its successor in the explanation. Training without a diploma is not concerned.",
    fr = "Une formation certifiante doit nommer sa certification, et le répertoire la tenir pour active le jour du début. Une certification remplacée est refusée, avec sa remplaçante dans l'explication. La formation sans diplôme n'est pas concernée.",
    it = "Un corso che certifica deve nominare la certificazione, e il registro tenerla per attiva il giorno dell'inizio. Una sostituita è rifiutata, con quella che la sostituisce nella spiegazione. La formazione senza diploma non è interessata.",
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
        local found
        if not known(expiry) then
          found = certification(programme.rncp)
          if not found then return false end
          expiry = found["until"]
        end
        local active = known(expiry) and expiry >= at.date
        if not known(expiry) then active = found.active end
        if known(expiry) then remark { en = "registered until " .. expiry, fr = "enregistrée jusqu'au " .. expiry, it = "registrata fino al " .. expiry } end
        -- Named where the register is there to name it.
        if not active and surely(function() return loaded "rncp.replacements" ~= nil end) then
          local after = successors(programme.rncp)
          if after ~= "" then remark { en = "replaced by " .. after, fr = "remplacée par " .. after, it = "sostituita da " .. after } end
        end
        return active
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
