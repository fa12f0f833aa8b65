-- A programme teaches for a stage of the value chain that no other in its region teaches for.
return rule {
  id = "covers_a_rare_stage", applies_to = "training_programme", severity = "information",
  title = { en = "Covers a stage that no other does", fr = "Couvre une étape que nulle autre ne couvre", it = "Copre una fase che nessun altro copre" },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  requires = {
    {
      { en = "one of its stages is taught nowhere else in the region", fr = "une de ses étapes n'est enseignée nulle part ailleurs dans la région", it = "una delle sue fasi non è insegnata altrove nella regione" },
      function(programme)
        if #programme.skills == 0 then undecided { en = "what the programme teaches", fr = "ce qu'enseigne la formation", it = "ciò che il corso insegna" } end -- what it teaches is not stated
        local mine = {}
        for _, skill in ipairs(programme.skills) do
          for _, stage in ipairs(skill.stages) do mine[stage.code] = true end
        end
        local silent = false
        for other in training_programmes:within(programme.place.region):rows() do
          if other.code ~= programme.code then
            if #other.skills == 0 then silent = true end
            for _, skill in ipairs(other.skills) do
              for _, stage in ipairs(skill.stages) do mine[stage.code] = nil end
            end
          end
        end
        if next(mine) == nil then return false end
        if silent then undecided { en = "what other programmes of the region teach", fr = "ce qu'enseignent d'autres formations de la région", it = "ciò che insegnano altri corsi della regione" } end -- some do not say what they teach
        return true
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2022-03-01", "fail" }, -- Bio3 teaches bioproduction too
  },
}
