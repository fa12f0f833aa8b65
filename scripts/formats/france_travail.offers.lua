-- France Travail, API "Offres d'emploi" v2: the JSON of a search, {"resultats":[…]}.
return format {
  id = "france_travail.offers",
  title = { en = "Job offers (France Travail)", fr = "Offres d'emploi (France Travail)", it = "Offerte di lavoro (France Travail)" },
  source = "Offres d'emploi v2",
  publisher = "France Travail",
  licence = "terms of use of the API",
  address = "https://francetravail.io/data/api/offres-emploi",
  reading = { kind = "json", path = "resultats" },
  columns = {
    { "offer", from = "id", type = "code", filled = true, title = { en = "Offer", fr = "Offre", it = "Offerta" } },
    { "name", from = "intitule", sought = true, title = { en = "Title", fr = "Intitulé", it = "Titolo" } },
    { "created", from = "dateCreation", type = "day", wrong = "unknown", title = { en = "Created", fr = "Création", it = "Creazione" } },
    { "commune", from = "lieuTravail.commune", type = "code", width = 5, level = "commune", wrong = "unknown",
      title = { en = "Commune", fr = "Commune", it = "Comune" } },
    { "postcode", from = "lieuTravail.codePostal", type = "code", wrong = "unknown", title = { en = "Postcode", fr = "Code postal", it = "Codice postale" } },
    { "longitude", from = "lieuTravail.longitude", type = "number", decimal = ".", wrong = "unknown", unit = "degree",
      title = { en = "Longitude", fr = "Longitude", it = "Longitudine" } },
    { "latitude", from = "lieuTravail.latitude", type = "number", decimal = ".", wrong = "unknown", unit = "degree",
      title = { en = "Latitude", fr = "Latitude", it = "Latitudine" } },
    { "occupation", from = "romeCode", type = "code", width = 5, refers_to = "occupation", wrong = "unknown",
      title = { en = "Occupation (ROME)", fr = "Métier (ROME)", it = "Professione (ROME)" } },
    { "activity", from = "codeNAF", type = "activity", nomenclature = "NAFRev2", title = { en = "Activity", fr = "Activité", it = "Attività" } },
    { "contract", from = "typeContrat", title = { en = "Contract", fr = "Contrat", it = "Contratto" } },
    { "work_study", from = "alternance", type = "yes_no", wrong = "unknown",
      title = { en = "Work-study", fr = "Alternance", it = "Alternanza" } },
    { "positions", from = "nombrePostes", type = "whole_number", unit = "jobs", not_negative = true, wrong = "unknown",
      title = { en = "Positions", fr = "Postes", it = "Posti" } },
    { "employer", from = "entreprise.nom", sought = true, title = { en = "Employer", fr = "Employeur", it = "Datore di lavoro" } },
    { "experience", from = "experienceExige", title = { en = "Experience asked for", fr = "Expérience exigée", it = "Esperienza richiesta" } },
    -- Several are parted by ";".
    { "skills", from = "competences.libelle", title = { en = "Skills", fr = "Compétences", it = "Competenze" } },
    { "skill_codes", from = "competences.code", title = { en = "Codes of the skills", fr = "Codes des compétences", it = "Codici delle competenze" } },
  },
  examples = {
    -- made up
    { text = [[
{"resultats":[
 {"id":"198ABCD","intitule":"Technicien de production","dateCreation":"2026-03-02T10:11:12.000Z","lieuTravail":{"libelle":"27 - Val-de-Reuil","latitude":49.27,"longitude":1.21,"codePostal":"27100","commune":"27701"},
  "romeCode":"H2301","typeContrat":"CDI","alternance":false,"nombrePostes":2,"codeNAF":"21.20Z","entreprise":{"nom":"Exemple"},"competences":[{"code":"1","libelle":"Conduire une ligne","exigence":"E"},{"code":"2","libelle":"Lire un plan","exigence":"S"}]},
 {"id":"198ABCE","intitule":"Pharmacien","dateCreation":"2026-03-03T00:00:00Z","lieuTravail":{"libelle":"France"},"romeCode":"H1502","typeContrat":"CDD","nombrePostes":1}
]}]],
      rows = {
        { offer = "198ABCD", name = "Technicien de production", created = "2026-03-02", commune = "27701", postcode = "27100", longitude = "1.21", latitude = "49.27",
          occupation = "H2301", contract = "CDI", work_study = "no", positions = 2, activity = "21.20Z", employer = "Exemple", skills = "Conduire une ligne;Lire un plan", skill_codes = "1;2" },
        { offer = "198ABCE", commune = "?", longitude = "?", activity = "?", skills = "?", work_study = "?", positions = 1 },
      } },
  },
}
