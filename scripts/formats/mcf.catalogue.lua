-- Mon Compte Formation, catalogue of training: one row a training, place and provider. Newer files have other names for
-- siret (siret_of), code_inventaire (code_rs) and date_extract (date_chargement).
local function code(name, from, en, fr, it)
  return { name, from = from, type = "code", optional = true, wrong = "unknown", absent = { ["-1"] = "unknown", ["0"] = "unknown" },
    title = { en = en, fr = fr, it = it } }
end
local function text(name, from, en, fr, it)
  return { name, from = from, optional = true, title = { en = en, fr = fr, it = it } }
end
local function amount(name, from, unit, en, fr, it)
  return { name, from = from, type = "number", decimal = ".", optional = true, wrong = "unknown", unit = unit, not_negative = true,
    title = { en = en, fr = fr, it = it } }
end
local two_digits = {}
for digit = 1, 9 do two_digits[tostring(digit)] = "0" .. digit end

return format {
  id = "mcf.catalogue",
  title = {
    en = "Training of Mon Compte Formation",
    fr = "Catalogue de l'offre de formation Mon Compte Formation",
    it = "Catalogo della formazione Mon Compte Formation",
  },
  source = "Offre de formation Mon Compte Formation",
  publisher = "Caisse des Dépôts",
  licence = "Licence Ouverte 2.0",
  address = "https://opendata.caissedesdepots.fr/explore/dataset/moncompteformation_catalogueformation/",
  columns = {
    { "training", from = "numero_formation", filled = true, title = { en = "Training", fr = "Formation", it = "Formazione" } },
    { "name", from = "intitule_formation", sought = true, title = { en = "Title", fr = "Intitulé", it = "Titolo" } },
    { "siret", from = { "siret_of", "siret" }, type = "siret", wrong = "unknown", sought = true,
      title = { en = "SIRET of the provider", fr = "SIRET de l'organisme", it = "SIRET dell'ente" } },
    { "provider", from = "nom_of", sought = true, title = { en = "Provider", fr = "Organisme", it = "Ente" } },
    { "departement", from = "code_departement", type = "code", wrong = "unknown", prefix = "DEP-", level = "departement",
      values = two_digits, -- spreadsheets drop the zero; overseas there are three
      title = { en = "Département", fr = "Département", it = "Dipartimento" } },
    { "region", from = "code_region", type = "code", width = 2, wrong = "unknown", prefix = "REG-", level = "region",
      title = { en = "Region", fr = "Région", it = "Regione" } },
    text("register", "type_referentiel", "Register", "Référentiel", "Registro"),
    { "certification", from = "code_rncp", type = "code", optional = true, wrong = "unknown", prefix = "RNCP", absent = { ["-1"] = "unknown", ["0"] = "unknown" },
      title = { en = "Certification (RNCP)", fr = "Certification (RNCP)", it = "Certificazione (RNCP)" } },
    code("inventory", { "code_rs", "code_inventaire" }, "Code in the RS", "Code au répertoire spécifique", "Codice nel RS"),
    code("certifinfo", "code_certifinfo", "Certif Info", "Certif Info", "Certif Info"),
    text("certification_name", "intitule_certification", "Name of the certification", "Intitulé de la certification", "Nome della certificazione"),
    text("exit_level", "libelle_niveau_sortie_formation", "Level on leaving", "Niveau de sortie", "Livello in uscita"),
    code("formacode", "code_formacode_1", "Formacode", "Formacode", "Formacode"),
    code("nsf", "code_nsf_1", "Speciality (NSF)", "Spécialité (NSF)", "Specialità (NSF)"),
    { "occupation", from = "code_rome_1", type = "code", width = 5, optional = true, wrong = "unknown", refers_to = "occupation",
      title = { en = "Occupation (ROME)", fr = "Métier (ROME)", it = "Professione (ROME)" } },
    { "occupation_2", from = "code_rome_2", type = "code", width = 5, optional = true, wrong = "unknown", refers_to = "occupation",
      title = { en = "Second occupation", fr = "Deuxième métier", it = "Seconda professione" } },
    { "occupation_3", from = "code_rome_3", type = "code", width = 5, optional = true, wrong = "unknown", refers_to = "occupation",
      title = { en = "Third occupation", fr = "Troisième métier", it = "Terza professione" } },
    { "sessions", from = "nb_session_active", type = "whole_number", optional = true, wrong = "unknown", unit = "1", not_negative = true,
      title = { en = "Sessions open", fr = "Sessions actives", it = "Sessioni attive" } },
    { "remote_sessions", from = "nb_session_a_distance", type = "whole_number", optional = true, wrong = "unknown", unit = "1", not_negative = true,
      title = { en = "Of which at a distance", fr = "Dont à distance", it = "Di cui a distanza" } },
    amount("hours_least", "nombre_heures_total_min", "h", "Hours, at least", "Heures, au moins", "Ore, minimo"),
    amount("hours_most", "nombre_heures_total_max", "h", "Hours, at most", "Heures, au plus", "Ore, massimo"),
    amount("hours", "nombre_heures_total_mean", "h", "Hours, mean", "Heures, moyenne", "Ore, media"),
    amount("price_least", "frais_ttc_tot_min", "EUR", "Price with tax, at least", "Prix TTC, au moins", "Prezzo, minimo"),
    amount("price_most", "frais_ttc_tot_max", "EUR", "Price with tax, at most", "Prix TTC, au plus", "Prezzo, massimo"),
    amount("price", "frais_ttc_tot_mean", "EUR", "Price with tax, mean", "Prix TTC, moyenne", "Prezzo, media"),
    { "extracted", from = { "date_extract", "date_chargement" }, type = "day", optional = true, wrong = "unknown", title = { en = "Day of the extract", fr = "Date d'extraction", it = "Data dell'estrazione" } },
  },
  examples = {
    -- made up, under the names of the real header, old and new
    { text = [[
date_extract,nom_of,nom_departement,nom_region,type_referentiel,code_inventaire,code_rncp,intitule_certification,libelle_niveau_sortie_formation,code_formacode_1,siret,numero_formation,intitule_formation,nombre_heures_total_min,frais_ttc_tot_mean,code_departement,code_region,code_rome_1,code_rome_2
2026-02-01,"CFA EXEMPLE, ROUEN",Seine-Maritime,Normandie,RNCP,-1,38228,Titre,Bac,42872,01675069700050,F_1,Conduite de ligne,35,1250.5,76,28,H2301,
]],
      rows = { { training = "F_1", provider = "CFA EXEMPLE, ROUEN", siret = "01675069700050", departement = "DEP-76", region = "REG-28", certification = "RNCP38228",
        inventory = "?", occupation = "H2301", occupation_2 = "?", hours_least = 35, hours_most = "?", price = 1250.5, extracted = "2026-02-01" } } },
    { text = "date_chargement;nom_of;siret_of;numero_formation;intitule_formation;code_departement;code_region;code_rs;code_rncp\n2026-02-03;X;01675069700051;F_2;Titre;1;84;5616;RNCP38228\n;Y;;F_3;Autre;974;4;-1;-1\n",
      rows = { { training = "F_2", siret = "?", departement = "DEP-01", region = "REG-84", inventory = "5616", certification = "RNCP38228", extracted = "2026-02-03" },
        { departement = "DEP-974", region = "REG-04", inventory = "?", certification = "?", extracted = "?" } } },
  },
}
