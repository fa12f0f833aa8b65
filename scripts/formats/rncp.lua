-- France compétences, export_fiches_CSV_…: the certifications of the RNCP and the RS, as the folder or the archive of ten
-- files. Each becomes a dataset; `certification` ties them together.
local certification = { "certification", from = "Numero_Fiche", type = "code", filled = true, sought = true,
  title = { en = "Certification", fr = "Certification", it = "Certificazione" } }
local function siret(from)
  return { "siret", from = from, type = "siret", wrong = "unknown", sought = true, title = { en = "SIRET", fr = "SIRET", it = "SIRET" } }
end
local function text(name, from, en, fr, it)
  return { name, from = from, title = { en = en, fr = fr, it = it } }
end
local function sought(name, from, en, fr, it)
  return { name, from = from, sought = true, title = { en = en, fr = fr, it = it } }
end
local function code(name, from, en, fr, it)
  return { name, from = from, type = "code", wrong = "unknown", title = { en = en, fr = fr, it = it } }
end
local function day(name, from, en, fr, it)
  return { name, from = from, type = "day", day_order = "day/month/year", wrong = "unknown", title = { en = en, fr = fr, it = it } }
end
local function apostrophes(given)
  return (given:gsub("''", "'"))
end

return format {
  id = "rncp",
  title = {
    en = "Certifications of the RNCP and the RS (France compétences)",
    fr = "Certifications du RNCP et du RS (France compétences)",
    it = "Certificazioni del RNCP e del RS (France compétences)",
  },
  source = "Répertoire national des certifications professionnelles et répertoire spécifique",
  publisher = "France compétences",
  licence = "Licence Ouverte 2.0",
  address = "https://www.data.gouv.fr/fr/datasets/repertoire-national-des-certifications-professionnelles-et-repertoire-specifique/",
  parts = {
    { files = "*_Standard_*", dataset = "rncp.certifications",
      columns = { certification,
        sought("name", "Intitule", "Title", "Intitulé", "Titolo"),
        text("short_form", "Abrege_Libelle", "Kind, in short", "Abrégé", "Tipo, in breve"),
        text("form", "Abrege_Intitule", "Kind", "Type de certification", "Tipo"),
        text("level", "Nomenclature_Europe_Niveau", "European level", "Niveau européen", "Livello europeo"),
        text("registration", "Type_Enregistrement", "How it was registered", "Type d'enregistrement", "Tipo di registrazione"),
        day("decided", "Date_Decision", "Day of the decision", "Date de décision", "Data della decisione"),
        day("from", "Date_Effet", "Takes effect", "Date d'effet", "Effetto dal"),
        day("until", "Date_Fin_Enregistrement", "Registered until", "Fin d'enregistrement", "Registrata fino al"),
        { "active", from = "Actif", type = "yes_no", yes = "ACTIVE", no = "INACTIVE", filled = true,
          title = { en = "Active", fr = "Active", it = "Attiva" } } },
      examples = { { text = [[
"Id_Fiche";"Numero_Fiche";"Intitule";"Abrege_Libelle";"Abrege_Intitule";"Nomenclature_Europe_Niveau";"Nomenclature_Europe_Intitule";"Accessible_Nouvelle_Caledonie";"Accessible_Polynesie_Francaise";"Date_dernier_jo";"Date_Decision";"Date_Fin_Enregistrement";"Date_Effet";"Type_Enregistrement";"Validation_Partielle";"Actif"
"14791";"RNCP509";"Agent vérificateur
d'appareils extincteurs";"CAP";"Certificat d'aptitude professionnelle";"NIV3";"Niveau 3";"Non";"Non";;;"31/08/2023";;"Enregistrement de droit";;"INACTIVE"
]],
        rows = { { certification = "RNCP509", name = "Agent vérificateur\nd'appareils extincteurs", short_form = "CAP", level = "NIV3", decided = "?",
          ["until"] = "2023-08-31", active = "no" } } } } },
    { files = "*_Certificateurs_*", dataset = "rncp.certifiers",
      columns = { certification, siret "Siret_Certificateur", sought("name", "Nom_Certificateur", "Certifier", "Certificateur", "Ente certificatore") },
      examples = { { text = '"Numero_Fiche";"Siret_Certificateur";"Nom_Certificateur"\r\n"RNCP509";"\t11004301500012";"MINISTERE DE L\'EDUCATION NATIONALE"\r\n',
        rows = { { certification = "RNCP509", siret = "11004301500012", name = "MINISTERE DE L'EDUCATION NATIONALE" } } } } },
    { files = "*_Rome_*", dataset = "rncp.occupations",
      columns = { certification,
        { "occupation", from = "Codes_Rome_Code", type = "code", width = 5, filled = true, refers_to = "occupation",
          title = { en = "Occupation (ROME)", fr = "Métier (ROME)", it = "Professione (ROME)" } },
        { "name", from = "Codes_Rome_Libelle", compute = apostrophes, title = { en = "Name of the occupation", fr = "Intitulé du métier", it = "Nome della professione" } } },
      examples = { { text = '"Numero_Fiche";"Codes_Rome_Code";"Codes_Rome_Libelle"\n"RNCP4049";"H1102";"Management et ingénierie d\'\'affaires"\n',
        rows = { { occupation = "H1102", name = "Management et ingénierie d'affaires" } } } } },
    { files = "*_Blocs_De_Competences_*", dataset = "rncp.skill_blocks",
      columns = { certification, code("block", "Bloc_Competences_Code", "Block of skills", "Bloc de compétences", "Blocco di competenze"),
        sought("name", "Bloc_Competences_Libelle", "Title", "Intitulé", "Titolo") } },
    { files = "*_Formacode_*", dataset = "rncp.formacodes",
      columns = { certification, code("formacode", "Formacode_Code", "Formacode", "Formacode", "Formacode"),
        text("name", "Formacode_Libelle", "Title", "Intitulé", "Titolo") } },
    { files = "*_Nsf_*", dataset = "rncp.specialities",
      columns = { certification, code("nsf", "Nsf_Code", "Speciality (NSF)", "Spécialité (NSF)", "Specialità (NSF)"),
        text("name", "Nsf_Intitule", "Title", "Intitulé", "Titolo") } },
    { files = "*_CCN_*", dataset = "rncp.agreements",
      columns = { certification, code("agreement", "Ccn_1_Numero", "Collective agreement", "Convention collective", "Contratto collettivo"),
        text("name", "Ccn_1_Libelle", "Title", "Intitulé", "Titolo"),
        code("agreement_2", "Ccn_2_Numero", "Second agreement", "Deuxième convention", "Secondo contratto"),
        text("name_2", "Ccn_2_Libelle", "Title of the second", "Intitulé de la deuxième", "Titolo del secondo"),
        code("agreement_3", "Ccn_3_Numero", "Third agreement", "Troisième convention", "Terzo contratto"),
        text("name_3", "Ccn_3_Libelle", "Title of the third", "Intitulé de la troisième", "Titolo del terzo") } },
    { files = "*_Partenaires_*", dataset = "rncp.partners",
      columns = { certification, siret "Siret_Partenaire", sought("name", "Nom_Partenaire", "Partner", "Partenaire", "Partner"),
        { "may", from = "Habilitation_Partenaire", title = { en = "What it may do", fr = "Habilitation", it = "Abilitazione" },
          values = { HABILITATION_ORGA_FORM = "train and assess", HABILITATION_FORMER = "train", HABILITATION_ORGANISER = "assess" } } } },
    { files = "*_VoixdAcces_*", dataset = "rncp.access_routes",
      columns = { certification, text("route", "Si_Jury", "Way of access", "Voie d'accès", "Via d'accesso") } },
    { files = "*_Ancienne_Nouvelle_Certification_*", dataset = "rncp.replacements",
      columns = { certification, code("replaces", "Ancienne_Certification", "Replaces", "Remplace", "Sostituisce"),
        code("replaced_by", "Nouvelle_Certification", "Replaced by", "Remplacée par", "Sostituita da") } },
  },
}
