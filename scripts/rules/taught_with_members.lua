-- A programme is taught with at least two members of the cluster.
return rule {
  id = "taught_with_members", applies_to = "training_programme", severity = "information",
  title = { en = "Taught with members", fr = "Menée avec des membres", it = "Svolto con membri" },
  reference = "Critère du cluster",
  parameters = {
    partners = { always = 2, reference = "Choix du cluster" },
  },
  requires = {
    {
      { en = "has enough members among its partners", fr = "a assez de membres parmi ses partenaires", it = "ha abbastanza membri tra i partner" },
      function(programme, at)
        if #programme.partners == 0 then undecided { en = "its partners", fr = "ses partenaires", it = "i suoi partner" } end -- nobody says who
        local count = 0
        for _, partner in ipairs(programme.partners) do
          if surely(memberships:where { organisation = partner, role = { "member", "founder" } }:count() >= 1) then count = count + 1 end
        end
        return count >= at.partners
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "exemple-titre", "2022-03-01", "pass", partners = { "delpharm", "axyntis" } },
    { "exemple-titre", "2022-03-01", "fail", partners = { "delpharm" } },
  },
}
