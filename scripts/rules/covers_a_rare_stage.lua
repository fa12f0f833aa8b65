-- A programme teaches for a stage of the value chain that no other in its region teaches for.

-- The first two, for whoever asks is one of them at most.
local function note(codes, code)
  if #codes < 2 and codes[1] ~= code then codes[#codes + 1] = code end
end

-- Who teaches for each stage in a region, and who there does not say what it teaches.
local taught_in = remember(function(region)
  local by_stage, silent = {}, {}
  for programme in training_programmes:within(region):rows() do
    if #programme.skills == 0 then note(silent, programme.code) end
    for _, skill in ipairs(programme.skills) do
      for _, stage in ipairs(skill.stages) do
        by_stage[stage.code] = by_stage[stage.code] or {}
        note(by_stage[stage.code], programme.code)
      end
    end
  end
  return by_stage, silent
end)

local function another(codes, programme)
  return codes and (#codes == 2 or #codes == 1 and codes[1] ~= programme.code)
end

return rule {
  id = "covers_a_rare_stage", applies_to = "training_programme", severity = "information",
  title = { en = "Covers a stage that no other does", fr = "Couvre une étape que nulle autre ne couvre", it = "Copre una fase che nessun altro copre" },
  reference = "Convention Région Normandie – Polepharma 2018-2019, axe Compétences et formation ; critère du cluster",
  requires = {
    {
      { en = "one of its stages is taught nowhere else in the region", fr = "une de ses étapes n'est enseignée nulle part ailleurs dans la région", it = "una delle sue fasi non è insegnata altrove nella regione" },
      function(programme)
        if #programme.skills == 0 then undecided { en = "what the programme teaches", fr = "ce qu'enseigne la formation", it = "ciò che il corso insegna" } end -- what it teaches is not stated
        local by_stage, silent = taught_in(programme.place.region)
        local alone = false
        for _, skill in ipairs(programme.skills) do
          for _, stage in ipairs(skill.stages) do alone = alone or not another(by_stage[stage.code], programme) end
        end
        if not alone then return false end
        if another(silent, programme) then undecided { en = "what other programmes of the region teach", fr = "ce qu'enseignent d'autres formations de la région", it = "ciò che insegnano altri corsi della regione" } end -- some do not say what they teach
        return true
      end,
    },
  },
  examples = {
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2022-03-01", "fail" }, -- Bio3 teaches bioproduction too
  },
}
