-- Research projects and networks that two members or more take part in.
return indicator {
  id = "cooperation", theme = "network",
  title = {
    en = "Research with two members or more",
    fr = "Recherches réunissant au moins deux membres",
    it = "Ricerche con almeno due membri",
  },
  description = {
    en = "Research assets (programmes, networks, platforms) with at least two members of the cluster among their partners. One whose partners are not stated may have them: it widens the count.",
    fr = "Ressources de recherche (programmes, réseaux, plateformes) dont au moins deux partenaires sont membres du cluster. Une ressource sans partenaires connus peut en avoir : elle élargit le compte.",
    it = "Risorse di ricerca (programmi, reti, piattaforme) con almeno due membri del cluster tra i partner. Una risorsa senza partner noti può averli: allarga il conteggio.",
  },
  unit = "1", level = "cluster", reference = "Boschma 2005",
  compute = function()
    local member = {}
    for row in memberships:where { role = { "member", "founder" } }:rows() do member[row.organisation.code] = true end
    local surely_two = research_assets:where { partners = is_known() }:where(function(asset)
      local count = 0
      for _, partner in ipairs(asset.partners) do
        if member[partner.code] then count = count + 1 end
      end
      return count >= 2
    end):count()
    -- Where nobody says who takes part, it may be two members.
    local unlisted = research_assets:where { partners = is_unknown() }:count()
    return surely_two + figure("0..1"):labelled(in_language {
      en = "part of the others that may have two members all the same",
      fr = "part des autres qui peuvent réunir deux membres quand même",
      it = "parte delle altre che possono avere due membri comunque",
    }):made_from(unlisted) * unlisted
  end,
  examples = {
    { "Polepharma", false, "5..15" },
  },
}
