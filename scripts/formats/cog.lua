-- INSEE's Code officiel géographique: the files of one year (régions, départements, communes, mouvements), together, as a
-- folder or an archive. They become territories under the codes REG-28, DEP-27 and 27701; communes that are no more keep
-- their code with the last day of their existence, and mergers and splits become changes of territories.
--
-- Communes come after former ones, so that one that was merged and came back is a commune of today.
local to_commune = {
  { column = "TYPECOM_AV", is_not = "COM",
    reason = { en = "delegated and associated communes, arrondissements", fr = "communes déléguées et associées, arrondissements", it = "comuni delegati e associati, arrondissement" } },
  { column = "TYPECOM_AP", is_not = "COM",
    reason = { en = "into a delegated or associated commune", fr = "vers une commune déléguée ou associée", it = "verso un comune delegato o associato" } },
  { column = "COM_AV", same_as = "COM_AP",
    reason = { en = "the commune that the others join, and changes of a name alone", fr = "la commune que les autres rejoignent, et les seuls changements de nom", it = "il comune che gli altri raggiungono, e i soli cambi di nome" } },
}
local movements = "MOD,DATE_EFF,TYPECOM_AV,COM_AV,LIBELLE_AV,TYPECOM_AP,COM_AP,LIBELLE_AP\n"

local ends = { table.unpack(to_commune) }
ends[#ends + 1] = { column = "MOD", is = { "20", "21" },
  reason = { en = "the commune before goes on existing", fr = "la commune d'avant continue d'exister", it = "il comune di prima continua a esistere" } }

return format {
  id = "cog",
  title = {
    en = "Official geographical code: regions, départements, communes and their changes",
    fr = "Code officiel géographique : régions, départements, communes et leurs mouvements",
    it = "Codice geografico ufficiale: regioni, dipartimenti, comuni e loro cambiamenti",
  },
  source = "Code officiel géographique",
  publisher = "Insee",
  licence = "Licence Ouverte 2.0",
  address = "https://www.insee.fr/fr/information/2560452",
  parts = {
    { files = "region*|v_region*|reg[0-9]*", entity = "territory",
      columns = {
        { "code", from = "REG", type = "code", width = 2, prefix = "REG-", filled = true },
        { "level", constant = "region" },
        { "insee", from = "REG", type = "code", width = 2 },
        { "name", from = "LIBELLE", filled = true },
        { "parents", constant = "FR", if_new = true },
      },
      leave_out = { { column = "DEP", filled = true, optional = true,
        reason = { en = "départements", fr = "départements", it = "dipartimenti" } } },
      examples = { { text = "REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n04,97411,0,LA REUNION,La Réunion,La Réunion\n",
        rows = { { code = "REG-04", level = "region", insee = "04", name = "La Réunion", parents = "FR" } } } } },
    { files = "departement*|v_departement*|dep[0-9]*", entity = "territory",
      columns = {
        { "code", from = "DEP", type = "code", prefix = "DEP-", filled = true },
        { "level", constant = "departement" },
        { "insee", from = "DEP", type = "code" },
        { "name", from = "LIBELLE", filled = true },
        { "parents", from = "REG", type = "code", width = 2, prefix = "REG-", if_new = true }, -- else it would leave the former region
      },
      examples = { { text = "DEP,REG,CHEFLIEU,TNCC,NCC,NCCENR,LIBELLE\n2A,94,2A004,3,CORSE DU SUD,Corse-du-Sud,Corse-du-Sud\n",
        rows = { { code = "DEP-2A", insee = "2A", name = "Corse-du-Sud", parents = "REG-94" } } } } },
    { files = "*mvt*commune*|mouvement*", entity = "territory", first_only = true, -- the newest come first
      columns = {
        { "code", from = "COM_AV", type = "code", width = 5, filled = true },
        { "level", constant = "commune" },
        { "insee", from = "COM_AV", type = "code", width = 5 },
        { "name", from = "LIBELLE_AV", filled = true },
        { "valid_to", from = "DATE_EFF", type = "day", shift = -1, filled = true },
      },
      leave_out = ends,
      examples = { { text = movements .. "32,2016-01-01,COM,27001,Aclou-le-Vieil,COM,27002,La Neuve\n" ..
          "32,2016-01-01,COM,27002,La Vieille,COM,27002,La Neuve\n32,2016-01-01,COM,27001,Aclou-le-Vieil,COMD,27001,Aclou-le-Vieil\n" ..
          "21,1999-01-01,COM,27002,La Neuve,COM,27003,La Revenue\n35,2020-01-01,COMD,27001,Aclou-le-Vieil,COM,27002,La Neuve\n",
        rows = { { code = "27001", level = "commune", name = "Aclou-le-Vieil", valid_to = "2015-12-31" } }, left_out = 4 } } },
    { files = "commune*|v_commune_2*", entity = "territory",
      columns = {
        { "code", from = "COM", type = "code", width = 5, filled = true },
        { "level", constant = "commune" },
        { "insee", from = "COM", type = "code", width = 5 },
        { "name", from = "LIBELLE", filled = true },
        { "valid_to", constant = "", type = "day" },
        { "parents", from = "DEP", type = "code", prefix = "DEP-", if_new = true }, -- else it would leave its employment zone
      },
      leave_out = {
        { column = "TYPECOM", is_not = "COM",
          reason = { en = "delegated and associated communes, arrondissements", fr = "communes déléguées et associées, arrondissements", it = "comuni delegati e associati, arrondissement" } },
      },
      examples = { { text = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT\n" ..
          "COM,01001,84,01,01D,012,5,ABERGEMENT CLEMENCIAT,Abergement-Clémenciat,L'Abergement-Clémenciat,0108,\n" ..
          "COM,2A004,94,2A,20R,2A1,1,AJACCIO,Ajaccio,Ajaccio,2A99,\nCOMD,01015,,,,,1,ARBIGNIEU,Arbignieu,Arbignieu,,01015\n",
        rows = { { code = "01001", name = "L'Abergement-Clémenciat", parents = "DEP-01", insee = "01001", valid_to = "?" }, { code = "2A004" } }, left_out = 1 } } },
    { files = "*mvt*commune*|mouvement*", entity = "territory_change",
      columns = {
        { "from", from = "COM_AV", type = "code", width = 5, filled = true },
        { "to", from = "COM_AP", type = "code", width = 5, filled = true },
        { "date", from = "DATE_EFF", type = "day", filled = true },
        { "kind", from = "MOD", closed = true, filled = true,
          values = { ["20"] = "split", ["21"] = "split", ["30"] = "split", ["31"] = "merger", ["32"] = "merger", ["33"] = "merger", ["34"] = "merger",
            ["41"] = "renaming", ["50"] = "renaming" } },
      },
      leave_out = to_commune,
      examples = { { text = movements .. "32,2016-01-01,COM,27001,Aclou-le-Vieil,COM,27002,La Neuve\n41,1968-01-01,COM,78001,Ablon,COM,94001,Ablon\n" ..
          "21,1999-01-01,COM,27002,La Neuve,COM,27003,La Revenue\n10,2026-01-01,COM,28274,Moutiers,COM,28274,Moutiers-en-Beauce\n",
        rows = { { from = "27001", to = "27002", date = "2016-01-01", kind = "merger" }, { from = "78001", to = "94001", kind = "renaming" },
          { from = "27002", to = "27003", kind = "split" } }, left_out = 1 } } },
  },
}
