-- How evenly members spread over industry, science and public bodies.
local helices = {
  { "industry", { "pharma_company", "cdmo", "supplier", "distributor", "start_up" } },
  { "science and training", { "university", "research_centre", "training_centre" } },
  { "institutions", { "public_institution", "private_institution", "local_authority", "professional_body", "cluster" } },
}

return indicator {
  id = "triple_helix_diversity", theme = "network",
  title = {
    en = "Diversity of members (triple helix)",
    fr = "Diversité des membres (triple hélice)",
    it = "Diversità dei membri (tripla elica)",
  },
  description = {
    en = "One minus the sum of the squared shares of industry, science and training, and institutions among members: 0 where all are of one kind, 2/3 where the three are equal.",
    fr = "Un moins la somme des carrés des parts de l'industrie, de la science et de la formation, et des institutions parmi les membres : 0 si tous sont d'une sorte, 2/3 si les trois se valent.",
    it = "Uno meno la somma dei quadrati delle quote di industria, scienza e formazione, e istituzioni tra i membri: 0 se tutti sono di un tipo, 2/3 se i tre si equivalgono.",
  },
  unit = "1", level = "cluster", reference = "Etzkowitz & Leydesdorff 2000 ; Simpson 1949",
  compute = function()
    local members, counts = memberships:where { role = "member" }, {}
    for i, helix in ipairs(helices) do
      counts[i] = members:where { ["organisation.kind"] = helix[2] }:count()
    end
    return 1 - hhi(counts)
  end,
  examples = {
    { "Polepharma", false, 0.364 }, -- 14 of industry, 3 of science and training, 1 institution
    { "Polepharma", false, "0..0.667", given = { organisation = { { code = "exemple", name = "Exemple" } }, membership = { only = true,
      { organisation = "merck", role = "member", source = "fiction" }, { organisation = "exemple", role = "member", source = "fiction" } } } },
    { "Polepharma", false, "undefined", given = { membership = { only = true } } },
  },
}
