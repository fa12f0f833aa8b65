-- France Travail's ROME: occupations by code, and the job titles that mean them as their other names. Give it the archive
-- or the folder of CSV as published (unix_referentiel_code_rome_… and unix_referentiel_appellation_…).
local function apostrophes(text)
  return (text:gsub("''", "'")) -- older versions double them
end

return format {
  id = "rome",
  title = {
    en = "ROME: occupations and job titles",
    fr = "ROME : métiers et appellations",
    it = "ROME: professioni e denominazioni",
  },
  source = "Répertoire opérationnel des métiers et des emplois (ROME)",
  publisher = "France Travail",
  licence = "Licence Ouverte 2.0",
  address = "https://www.data.gouv.fr/fr/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome/",
  parts = {
    { files = "*referentiel_code_rome*", entity = "occupation",
      columns = {
        { "code", from = "code_rome", type = "code", width = 5, filled = true },
        { "name", from = "libelle_rome", filled = true, compute = apostrophes },
      },
      examples = {
        { text = '"code_rome","code_fiche_metier","code_ogr","libelle_rome","transition_eco","transition_num","transition_demo","emploi_reglemente","emploi_cadre","code_rome_parent"\n' ..
            '"A1101","11","6","Conducteur / Conductrice d\'engins agricoles","Emploi Blanc","","","","","A1101"\n',
          rows = { { code = "A1101", name = "Conducteur / Conductrice d'engins agricoles" } } },
        -- made up, under the header of version 347
        { text = '"code_rome","code_fiche_em","code_ogr","libelle_rome","statut"\n"H1102","123","456","Management et ingénierie d\'\'affaires","1"\n',
          rows = { { code = "H1102", name = "Management et ingénierie d'affaires" } } },
      } },
    { files = "*referentiel_appellation*", entity = "occupation",
      columns = {
        { "code", from = "code_rome", type = "code", width = 5, filled = true },
        { "other_names", from = "libelle_appellation_long", filled = true, many = true, compute = apostrophes },
      },
      examples = {
        { text = '"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","transition_eco","classification","origine","code_rome_parent","peu_usite"\n' ..
            '"10200","Abatteur / Abatteuse de carrière","Abatteur / Abatteuse de carrière","F1402","Emploi Brun","SYNONYME","","F1402","N"\n',
          rows = { { code = "F1402", other_names = "Abatteur / Abatteuse de carrière" } } },
        { text = '"code_ogr","libelle_appellation_long","libelle_appellation_court","code_rome","code_type_section_appellation","libelle_type_section_appellation","statut"\n' ..
            '"1","Chargé / Chargée d\'\'affaires","","H1102","1","PRINCIPALE","1"\n',
          rows = { { code = "H1102", other_names = "Chargé / Chargée d'affaires" } } },
      } },
  },
}
