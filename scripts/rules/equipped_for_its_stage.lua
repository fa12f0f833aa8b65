-- A programme for a stage of production has the equipment that the stage is learnt on.
return rule {
  id = "equipped_for_its_stage", applies_to = "training_programme", severity = "warning",
  title = { en = "Has the equipment of its stage", fr = "A l'équipement de son étape", it = "Ha le attrezzature della sua fase" },
  description = {
    en = "A programme that teaches a skill of production needs a place to practise: a mini-factory, a clean room, or a filling line; bioproduction a bioreactor or a school-factory.",
    fr = "Une formation qui enseigne une compétence de production a besoin d'un lieu d'exercice : mini-usine, salle blanche ou ligne de remplissage ; la bioproduction, d'un bioréacteur ou d'une usine-école.",
    it = "Un corso che insegna una competenza di produzione ha bisogno di un luogo di pratica: mini-fabbrica, camera bianca o linea di riempimento; la bioproduzione, di un bioreattore o di una fabbrica-scuola.",
  },
  reference = "Critère du cluster : aucun texte ne fixe l'équipement",
  when = function(programme)
    for _, skill in ipairs(programme.skills) do
      for _, stage in ipairs(skill.stages) do
        if stage.code == "production" or stage.code == "bioproduction" then return true end
      end
    end
    if #programme.skills == 0 then undecided { en = "what the programme teaches", fr = "ce qu'enseigne la formation", it = "ciò che il corso insegna" } end -- what it teaches is not stated
    return false
  end,
  requires = {
    {
      { en = "has something to practise on", fr = "a de quoi pratiquer", it = "ha di che fare pratica" },
      function(programme)
        local stages = {}
        for _, skill in ipairs(programme.skills) do
          for _, stage in ipairs(skill.stages) do stages[stage.code] = true end
        end
        local good = { mini_factory = true, school_factory = true, bioreactor = true }
        if stages.production then good.clean_room, good.filling_line = true, true end
        if #programme.equipment == 0 then
          undecided { en = "the equipment of the programme", fr = "l'équipement de la formation", it = "le attrezzature del corso" }
        end
        for _, equipment in ipairs(programme.equipment) do
          remark(equipment)
          if good[equipment] then return true end
        end
        return false
      end,
    },
  },
  examples = {
    { "title-technicien-specialise-en-bioproduction-industrielle-tsbi-groupe-imt", "2021-01-01", "pass" },
    { "autre-formations-du-bio-institute-bio3-institute", "2021-01-01", "pass" }, -- a mini-factory
    { "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "2023-01-01", "pass" }, -- a filling line, for production
    { "bac-prequalification-conducteur-de-ligne-niveau-bac-groupe-imt", "2021-01-01", "fail" }, -- teaching rooms alone
    { "master-chimie-universite-de-rouen", "2021-01-01", "unknown" },
  },
}
