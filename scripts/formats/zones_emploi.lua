-- Zones d'emploi of 2020, commune by commune: each commune gets its département and its zone as parents. A CSV, or INSEE's
-- workbook ZE2020_au_…xlsx, whose sheet has some rows before its header. Import zones_emploi.zones first.
return format {
  id = "zones_emploi",
  title = {
    en = "Communes of the employment zones of 2020",
    fr = "Composition communale des zones d'emploi de 2020",
    it = "Comuni delle zone di occupazione del 2020",
  },
  source = "Zones d'emploi 2020",
  publisher = "Insee",
  licence = "Licence Ouverte 2.0",
  address = "https://www.insee.fr/fr/information/4652957",
  geography = "ZE 2020",
  entity = "territory",
  reading = { header_with = "CODGEO", sheet = "Composition_communale" },
  columns = {
    { "code", from = "CODGEO", type = "code", width = 5, filled = true },
    { "level", constant = "commune" },
    { "parents", from = "DEP", type = "code", prefix = "DEP-", also = { { from = "ZE2020", prefix = "ZE2020-", width = 4 } } },
  },
  leave_out = {
    { column = "ZE2020", empty = true,
      reason = { en = "in no employment zone", fr = "hors zone d'emploi", it = "fuori dalle zone di occupazione" } },
  },
  examples = {
    { text = "CODGEO,LIBGEO,DEP,CTCD,REG,EPCI,EPT,ARR,CANOV,ZE2020,UU2020,AAV2020,BV2022\n14001,Ablon,14,14D,28,200066827,ZZZZZZZZZ,143,1415,2811,00454,352,14333\n28134,Dreux,28,,24,,,,,57,,,\n" ..
        "1004,Ambérieu-en-Bugey,01,01D,84,,,,,8401,,,\n99999,Nulle part,99,,,,,,,,,,\n",
      rows = { { code = "14001", parents = "DEP-14;ZE2020-2811" }, { code = "28134", parents = "DEP-28;ZE2020-0057" }, { code = "01004", parents = "DEP-01;ZE2020-8401" } },
      left_out = 1 },
  },
}
