-- Sirene, file StockUniteLegale: every legal unit of France. Natural persons (legal form 1000) are personal data and
-- left out. [ND] marks what is withheld.
local shared = require "lists/sirene_columns" "UniteLegale"

return format {
  id = "sirene.legal_units",
  title = {
    en = "Legal units of the Sirene register (StockUniteLegale)",
    fr = "Unités légales du répertoire Sirene (StockUniteLegale)",
    it = "Unità legali del registro Sirene (StockUniteLegale)",
  },
  source = "Base Sirene des entreprises et de leurs établissements",
  publisher = "Insee",
  licence = "Licence Ouverte 2.0",
  address = "https://www.data.gouv.fr/fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/",
  absent = { [""] = "unknown", ["[ND]"] = "suppressed" },
  columns = {
    { "siren", from = "siren", type = "siren", filled = true, sought = true, title = { en = "SIREN", fr = "SIREN", it = "SIREN" } },
    { "name", from = "denominationUniteLegale", sought = true,
      title = { en = "Name", fr = "Dénomination", it = "Denominazione" } },
    { "short_name", from = "sigleUniteLegale", title = { en = "Short name", fr = "Sigle", it = "Sigla" } },
    { "legal_form", from = "categorieJuridiqueUniteLegale", type = "code", width = 4, wrong = "unknown",
      title = { en = "Legal form", fr = "Catégorie juridique", it = "Forma giuridica" } },
    shared.activity,
    shared.activity_nomenclature,
    shared.activity_naf2025,
    shared.headcount,
    shared.headcount_year,
    { "size", from = "categorieEntreprise", title = { en = "Size of the enterprise", fr = "Catégorie d'entreprise", it = "Dimensione dell'impresa" } },
    { "opened", from = "dateCreationUniteLegale", type = "day", wrong = "unknown", title = { en = "Founded", fr = "Création", it = "Costituzione" } },
    { "state", from = "etatAdministratifUniteLegale", values = { A = "active", C = "closed" }, closed = true,
      title = { en = "State", fr = "État administratif", it = "Stato" } },
    shared.employer,
    { "social_economy", from = "economieSocialeSolidaireUniteLegale", type = "yes_no", yes = "O", no = "N", wrong = "unknown",
      title = { en = "Social economy", fr = "Économie sociale et solidaire", it = "Economia sociale" } },
    { "mission_company", from = "societeMissionUniteLegale", type = "yes_no", yes = "O", no = "N", optional = true, wrong = "unknown",
      title = { en = "Company with a mission", fr = "Société à mission", it = "Società benefit" } },
    { "head_office", from = "nicSiegeUniteLegale", type = "code", width = 5, wrong = "unknown",
      title = { en = "NIC of its head office", fr = "NIC du siège", it = "NIC della sede" } },
    shared.diffusion,
  },
  leave_out = {
    { column = "categorieJuridiqueUniteLegale", is = "1000",
      reason = { en = "natural persons: personal data", fr = "personnes physiques : données personnelles", it = "persone fisiche: dati personali" } },
  },
  examples = {
    -- made up, under the names of the real header
    { text = [[
siren,statutDiffusionUniteLegale,dateCreationUniteLegale,sigleUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,categorieEntreprise,etatAdministratifUniteLegale,denominationUniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale,activitePrincipaleNAF25UniteLegale
016750697,O,1967-01-01,SET,31,2023,ETI,A,"ETS ""VIRLY"", S A",5710,77.39Z,NAFRev2,00050,N,,O,77.39Y
017051186,P,,,NN,,,C,[ND],1000,62.01Z,NAFRev2,00066,,,N,
046620266,P,1966-01-01,,,,,A,[ND],9220,94.99Z,NAFRev2,67,O,,N,
]],
      rows = {
        { siren = "016750697", name = 'ETS "VIRLY", S A', short_name = "SET", legal_form = "5710", headcount = "200..249", headcount_year = 2023,
          opened = "1967-01-01", state = "active", activity = "77.39Z", activity_naf2025 = "77.39Y", employer = "yes", mission_company = "?" },
        { siren = "046620266", name = "s", headcount = "?", head_office = "00067", social_economy = "yes" },
      }, left_out = 1 },
  },
}
