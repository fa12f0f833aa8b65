-- Sirene, file StockEtablissement: every establishment of France, 48 columns until 2022, 54 since December 2025.
-- The activity code is of the nomenclature in `activity_nomenclature`: establishments closed before 2008 bear older codes.
-- [ND] marks what a person has asked not to be published.
local shared = require "lists/sirene_columns" "Etablissement"

return format {
  id = "sirene.establishments",
  title = {
    en = "Establishments of the Sirene register (StockEtablissement)",
    fr = "Établissements du répertoire Sirene (StockEtablissement)",
    it = "Stabilimenti del registro Sirene (StockEtablissement)",
  },
  source = "Base Sirene des entreprises et de leurs établissements",
  publisher = "Insee",
  licence = "Licence Ouverte 2.0",
  address = "https://www.data.gouv.fr/fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/",
  absent = { [""] = "unknown", ["[ND]"] = "suppressed" },
  columns = {
    { "siret", from = "siret", type = "siret", filled = true, sought = true,
      title = { en = "SIRET", fr = "SIRET", it = "SIRET" } },
    { "siren", from = "siren", type = "siren", filled = true, sought = true,
      title = { en = "SIREN of its legal unit", fr = "SIREN de l'unité légale", it = "SIREN dell'unità legale" } },
    { "name", from = "denominationUsuelleEtablissement", sought = true,
      title = { en = "Usual name", fr = "Dénomination usuelle", it = "Denominazione usuale" } },
    { "brand", from = "enseigne1Etablissement", sought = true,
      title = { en = "Sign", fr = "Enseigne", it = "Insegna" } },
    { "commune", from = "codeCommuneEtablissement", type = "code", width = 5, wrong = "unknown", level = "commune",
      title = { en = "Commune", fr = "Commune", it = "Comune" } },
    { "postcode", from = "codePostalEtablissement", type = "code", wrong = "unknown",
      title = { en = "Postcode", fr = "Code postal", it = "Codice postale" } },
    shared.activity,
    shared.activity_nomenclature,
    shared.activity_naf2025,
    shared.headcount,
    shared.headcount_year,
    { "opened", from = "dateCreationEtablissement", type = "day", wrong = "unknown",
      title = { en = "Opened", fr = "Création", it = "Apertura" } },
    { "state", from = "etatAdministratifEtablissement", values = { A = "active", F = "closed" }, closed = true,
      title = { en = "State", fr = "État administratif", it = "Stato" } },
    { "state_since", from = "dateDebut", type = "day", wrong = "unknown",
      title = { en = "Of this state and activity since", fr = "Début de la période en cours", it = "Inizio del periodo in corso" } },
    shared.employer,
    { "head_office", from = "etablissementSiege", type = "yes_no", wrong = "unknown",
      title = { en = "Head office", fr = "Siège", it = "Sede" } },
    shared.diffusion,
    -- Metres: Lambert 93 in metropolitan France, UTM overseas.
    { "longitude", type = "longitude", from = "coordonneeLambertAbscisseEtablissement", north = "coordonneeLambertOrdonneeEtablissement",
      zone = "codeCommuneEtablissement", optional = true, wrong = "unknown", unit = "degree",
      title = { en = "Longitude", fr = "Longitude", it = "Longitudine" } },
    { "latitude", type = "latitude", from = "coordonneeLambertAbscisseEtablissement", north = "coordonneeLambertOrdonneeEtablissement",
      zone = "codeCommuneEtablissement", optional = true, wrong = "unknown", unit = "degree",
      title = { en = "Latitude", fr = "Latitude", it = "Latitudine" } },
  },
  examples = {
    -- made up, under the names of the real header
    { text = [[
siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,etablissementSiege,codePostalEtablissement,codeCommuneEtablissement,coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement,activitePrincipaleNAF25Etablissement
016750697,00050,01675069700050,O,1994-04-01,31,2023,true,76000,76540,562000,6928000,2022-10-01,A,"LE COMPTOIR, ROUEN",,21.20Z,NAFRev2,O,21.20Y
016750697,00068,01675069700068,P,,NN,,false,[ND],27701,[ND],[ND],2008-01-01,F,[ND],[ND],52.3A,NAFRev1,N,
]],
      rows = {
        { siret = "01675069700050", siren = "016750697", brand = "LE COMPTOIR, ROUEN", name = "?", commune = "76540", activity = "21.20Z",
          activity_nomenclature = "NAFRev2", activity_naf2025 = "21.20Y", headcount = "200..249", headcount_year = 2023,
          opened = "1994-04-01", state = "active", employer = "yes", head_office = "yes", longitude = "1.097861", latitude = "49.436478" },
        { siret = "01675069700068", brand = "s", name = "s", postcode = "s", commune = "27701", activity = "52.3A", activity_nomenclature = "NAFRev1",
          activity_naf2025 = "?", headcount = "?", headcount_year = "?", opened = "?", state = "closed", employer = "no",
          longitude = "s", latitude = "s", diffusion = "partial" },
      } },
    -- before 2023: no coordinates, no NAF 2025
    { text = [[
siren,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,etablissementSiege,codePostalEtablissement,codeCommuneEtablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement
016750697,01675069700050,O,1994-04-01,53,2020,true,01000,1053,2022-10-01,A,,,21.20Z,NAFRev2,O
016750697,01675069700051,O,1994-04-01,53,2020,true,01000,01053,2022-10-01,A,,,21.20Z,NAFRev2,O
]],
      rows = { { commune = "01053", postcode = "01000", headcount = ">=10000", longitude = "?", latitude = "?", activity_naf2025 = "?" } },
      rejected = { "check digit" } },
  },
}
