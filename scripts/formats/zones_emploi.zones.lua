-- Zones d'emploi of 2020: the zones themselves, from their list of names or from INSEE's workbook (ZE2020_au_…xlsx). A zone
-- may lie in several regions. Import these before zones_emploi, which says which communes lie in which zone.
return format {
  id = "zones_emploi.zones",
  title = { en = "Employment zones of 2020", fr = "Zones d'emploi de 2020", it = "Zone di occupazione del 2020" },
  source = "Zones d'emploi 2020",
  publisher = "Insee",
  licence = "Licence Ouverte 2.0",
  address = "https://www.insee.fr/fr/information/4652957",
  geography = "ZE 2020",
  entity = "territory",
  reading = { header_with = "CODGEO", sheet = "Composition_communale" },
  columns = {
    { "code", from = { "ZE2020", "CODGEO" }, type = "code", width = 4, prefix = "ZE2020-", filled = true },
    { "level", constant = "employment_zone" },
    { "insee", from = { "ZE2020", "CODGEO" }, type = "code", width = 4 },
    { "name", from = { "LIBZE2020", "LIBGEO" }, filled = true },
    { "parents", from = "REG", type = "code", width = 2, prefix = "REG-", optional = true, many = true },
  },
  leave_out = {
    { column = "NIVGEO", is_not = "ZE2020", optional = true,
      reason = { en = "other zonings", fr = "autres zonages", it = "altre zonizzazioni" } },
  },
  examples = {
    { text = '"NIVGEO","CODGEO","LIBGEO","NB_COM"\n"ZE2020","0057","Dreux","115"\n"BV2022","14333","Honfleur","60"\n',
      rows = { { code = "ZE2020-0057", insee = "0057", name = "Dreux", level = "employment_zone", parents = "?" } }, left_out = 1 },
    { text = "Zones d'emploi 2020\n\nCODGEO;LIBGEO;ZE2020;LIBZE2020;ZE2020_PARTIE_REG;DEP;REG\n28134;Dreux;57;Dreux;2457;28;24\n27022;Autheuil;57;Dreux;2857;27;28\n",
      rows = { { code = "ZE2020-0057", name = "Dreux", parents = "REG-24" }, { code = "ZE2020-0057", parents = "REG-28" } } },
  },
}
