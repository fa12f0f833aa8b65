-- Who teaches a programme paid for by public or shared funds holds a Qualiopi certificate on the day of the start, for what
-- is taught.
return rule {
  id = "provider_certified", applies_to = "training_programme", dated_by = "starts",
  title = { en = "Its provider is certified (Qualiopi)", fr = "Son organisme est certifié Qualiopi", it = "Il suo ente è certificato Qualiopi" },
  description = {
    en = "Apprenticeship, continuing training and recognition of experience are funded only where the provider holds the certificate on the day of the start, and its scope covers them. Initial training alone is not concerned. A provider of which no certificate is recorded is an open question.",
    fr = "L'apprentissage, la formation continue et la VAE ne sont financés que si l'organisme est certifié le jour du début, pour la catégorie d'action. La seule formation initiale n'est pas concernée. Un organisme dont aucun certificat n'est enregistré reste une question ouverte.",
    it = "L'apprendistato, la formazione continua e il riconoscimento dell'esperienza sono finanziati solo se l'ente è certificato il giorno dell'inizio, per quella categoria. La sola formazione iniziale non è interessata. Un ente di cui nessun certificato è registrato resta una domanda aperta.",
  },
  reference = "Code du travail, L6316-1 ; loi du 5 septembre 2018",
  parameters = {
    since = { always = "2022-01-01", reference = "Code du travail, L6316-1 ; loi du 5 septembre 2018 (lu sur une page de la DREETS)", checked = "2022-02-04" },
    months_for_a_new_one = { ["2022-01-01"] = 6, reference = "Décret 2021-1851 : délai d'un nouveau CFA (lu sur une page de la DREETS)", checked = "2022-02-04" },
  },
  when = function(programme, at)
    if at.date < at.since then return false end
    if #programme.modality == 0 then
      undecided { en = "how the programme is taught", fr = "les modalités de la formation", it = "le modalità del corso" }
    end
    for _, way in ipairs(programme.modality) do
      if way ~= "initial" then return true end
    end
    return false
  end,
  requires = {
    {
      { en = "holds a certificate on the day of the start", fr = "a un certificat le jour du début", it = "ha un certificato il giorno dell'inizio" },
      function(programme, at)
        local all = certificates:where { organisation = programme.provider, scheme = "qualiopi" }
        if surely(all:count() < 1) then
          undecided { en = "the Qualiopi certificate of its provider", fr = "le certificat Qualiopi de son organisme", it = "il certificato Qualiopi del suo ente" }
        end
        for certificate in all:rows() do
          remark((certificate.from or "…") .. " → " .. (certificate["until"] or "…"))
        end
        return all:on(at.date):count() >= 1
      end,
    },
    {
      { en = "the certificate covers what is taught", fr = "le certificat couvre ce qui est enseigné", it = "il certificato copre ciò che si insegna" },
      function(programme, at)
        local needed = { apprenticeship = "apprenticeship", experience = "experience" }
        local held = certificates:where { organisation = programme.provider, scheme = "qualiopi" }:on(at.date)
        if surely(held:count() < 1) then undecided { en = "the scope of a certificate on that day", fr = "le champ d'un certificat ce jour-là", it = "il campo di un certificato quel giorno" } end
        for _, way in ipairs(programme.modality) do
          local action = way ~= "initial" and (needed[way] or "training")
          if action and not (held:where { scope = action }:count() >= 1) then
            local term = terms:where { list = "modality", code = way }:one()
            remark { en = "not for: " .. term.name_en, fr = "hors champ : " .. term.name, it = "non copre: " .. term.name_it }
            return false
          end
        end
        return true
      end,
    },
  },
  exceptions = {
    {
      { en = "a new provider, within the months it is given", fr = "un nouvel organisme, dans le délai qui lui est donné", it = "un nuovo ente, entro i mesi concessi" },
      function(programme, at)
        local founded = programme.provider.founded
        if not known(founded) then return false end
        return at.date >= founded and at.date <= months_after(founded, at.months_for_a_new_one)
      end,
      reference = "Décret 2021-1851",
    },
  },
  examples = {
    { "exemple-titre", "2024-09-02", "pass" },
    { "exemple-titre", "2024-12-31", "pass" }, -- the last day of the certificate
    { "exemple-titre", "2025-01-01", "fail" },
    { "exemple-titre", "2022-01-01", "pass" },
    { "exemple-titre", "2021-12-31", "not applicable" }, -- before the obligation
    { "exemple-titre-jumeau", "2024-09-02", "fail" }, -- certified, not for apprenticeship
    { "exemple-module", "2024-09-02", "pass" },
    { "exemple-module", "2023-05-31", "fail" }, -- the day before its certificate
    { "master-chimie-universite-de-caen-normandie", "2024-09-02", "not applicable" }, -- initial training
    { "title-operateur-en-pharmacie-industrielle-groupe-imt", "2024-09-02", "unknown" }, -- no certificate is recorded
  },
}
