-- The staff of a site that makes medicines was trained in good manufacturing practice not too long ago.
-- The last round of GMP training of the site that was over by the day.
local function last_round(site, at)
  local last
  for round in staff_trainings:where { site = site, skill = "gmp", held = at_most(at.date) }:rows() do
    if not last or round.held > last.held then last = round end
  end
  if not last then undecided { en = "a round of GMP training of the site", fr = "une formation BPF du site", it = "una formazione GMP del sito" } end
  return last
end

return rule {
  id = "gmp_training_up_to_date", applies_to = "site",
  title = { en = "GMP training of its staff up to date", fr = "Formation BPF du personnel à jour", it = "Formazione GMP del personale aggiornata" },
  description = {
    en = "A site of production, bioproduction or packaging trained its staff in good manufacturing practice within the months set, and reached the share set. A site of which no training is recorded is an open question.",
    fr = "Un site de production, de bioproduction ou de conditionnement a formé son personnel aux bonnes pratiques de fabrication dans le délai fixé, et en a atteint la part fixée. Un site dont aucune formation n'est enregistrée reste une question ouverte.",
    it = "Un sito di produzione, bioproduzione o confezionamento ha formato il personale alle buone pratiche di fabbricazione entro i mesi fissati, e ne ha raggiunto la quota fissata. Un sito di cui nessuna formazione è registrata resta una domanda aperta.",
  },
  reference = "EudraLex, volume 4, chapitre 2 : formation initiale et continue du personnel (le texte ne fixe pas de délai)",
  parameters = {
    months = { always = 12, reference = "Choix du cluster : usage annuel, aucun texte ne fixe le délai" },
    share = { always = 95, reference = "Choix du cluster : part du personnel concerné" },
  },
  when = function(site)
    local activities = site_activities:where { site = site }
    if surely(activities:count() < 1) then
      undecided { en = "what the site does", fr = "ce que fait le site", it = "che cosa fa il sito" }
    end
    return activities:where { stage = { "production", "bioproduction", "packaging" } }:count() >= 1
  end,
  requires = {
    {
      { en = "trained its staff lately", fr = "a formé son personnel récemment", it = "ha formato il personale di recente" },
      function(site, at)
        local last = last_round(site, at).held
        remark(last)
        return at.date <= months_after(last, at.months)
      end,
    },
    {
      { en = "trained nearly all whom it concerns", fr = "a formé presque tous ceux que cela concerne", it = "ha formato quasi tutti gli interessati" },
      function(site, at)
        local last = last_round(site, at)
        return (last.trained / last.concerned):convert "%" >= figure(at.share .. " %")
      end,
    },
  },
  examples = {
    { "exemple-usine", "2026-01-15", "pass" },
    { "exemple-usine", "2026-09-30", "pass" }, -- twelve months to the day
    { "exemple-usine", "2026-10-01", "fail" },
    { "exemple-usine", "2025-09-29", "unknown" }, -- before its first round
    { "exemple-atelier", "2026-01-15", "fail" },
    { "evreux-delpharm", "2026-01-15", "unknown" }, -- nobody records its training
    { "amilly-dhl", "2026-01-15", "not applicable" }, -- distribution
  },
}
