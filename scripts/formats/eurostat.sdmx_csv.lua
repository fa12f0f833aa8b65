-- Eurostat, "SDMX-CSV" of the data browser: one row an observation. Its dimensions vary from table to table: those that
-- no column here names are kept under their own names.
-- `territory` is the one that has the NUTS code: FRD1 and FRD2, of NUTS 2021 and 2024, are the regions before 2016.
-- Until 2025 c said confidential and z not applicable among the other flags; since then there are two lists, with C, N and P
-- of confidentiality, and m where data cannot exist.
local signs = { c = "suppressed", C = "suppressed", N = "suppressed", P = "suppressed", z = "not_applicable", m = "not_applicable" }

return format {
  id = "eurostat.sdmx_csv",
  title = { en = "Table of Eurostat (SDMX-CSV)", fr = "Tableau d'Eurostat (SDMX-CSV)", it = "Tabella di Eurostat (SDMX-CSV)" },
  publisher = "Eurostat",
  licence = "CC BY 4.0",
  address = "https://ec.europa.eu/eurostat/databrowser",
  absent = { [""] = "unknown", [":"] = "unknown" },
  columns = {
    { "table", from = { "DATAFLOW", "STRUCTURE_ID" }, title = { en = "Table", fr = "Tableau", it = "Tabella" } },
    { "frequency", from = "freq", optional = true, title = { en = "Frequency", fr = "Fréquence", it = "Frequenza" } },
    { "nuts", from = "geo", filled = true, sought = true, title = { en = "Territory (NUTS)", fr = "Territoire (NUTS)", it = "Territorio (NUTS)" } },
    { "territory", from = "geo", refers_to = "territory.nuts", title = { en = "Territory", fr = "Territoire", it = "Territorio" } },
    { "activity", from = { "nace_r2", "nace_r1" }, optional = true, title = { en = "Activity (NACE)", fr = "Activité (NACE)", it = "Attività (NACE)" } },
    { "period", from = "TIME_PERIOD", type = "period", filled = true, title = { en = "Period", fr = "Période", it = "Periodo" } },
    { "value", from = "OBS_VALUE", type = "number", decimal = ".", flags_from = { "OBS_FLAG", "CONF_STATUS" }, flags = signs,
      title = { en = "Value", fr = "Valeur", it = "Valore" } },
    { "flag", from = "OBS_FLAG", optional = true, absent = { [""] = "not_applicable" }, title = { en = "Flag", fr = "Signe", it = "Segno" } },
    { "confidentiality", from = "CONF_STATUS", optional = true, absent = { [""] = "not_applicable" },
      title = { en = "Confidentiality", fr = "Confidentialité", it = "Riservatezza" } },
  },
  other_columns = "keep",
  examples = {
    -- made up, under a real header
    { text = [[
DATAFLOW,LAST UPDATE,freq,nace_r2,indic_sbs,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,A,C21,EMP_NR,FRD1,2021,628.5,e,
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,A,C21,EMP_NR,FRD2,2021,,c,C
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,A,C21,EMP_NR,FRB0,2021,:,,
ESTAT:SBS_R_NUTS2021(1.0),20/01/25 23:00:00,Q,C21,EMP_NR,FR10,2021-Q3,0,,
ESTAT:SBS_R_NUTS2021(1.0),20/02/25 23:00:00,A,C21,EMP_NR,FRB0,2023,,,C
ESTAT:SBS_R_NUTS2021(1.0),20/02/25 23:00:00,A,C21,EMP_NR,FRB0,2022,,m,
]],
      rows = {
        { table = "ESTAT:SBS_R_NUTS2021(1.0)", last_update = "20/01/25 23:00:00", frequency = "A", activity = "C21", indic_sbs = "EMP_NR",
          nuts = "FRD1", period = 2021, value = 628.5, flag = "e", confidentiality = "n/a" },
        { nuts = "FRD2", value = "s", flag = "c", confidentiality = "C" },
        { nuts = "FRB0", value = "?" },
        { nuts = "FR10", value = 0, period = "2021-07-01/2021-09-30", flag = "n/a" },
        { nuts = "FRB0", period = 2023, value = "s", flag = "n/a", confidentiality = "C" },
        { nuts = "FRB0", period = 2022, value = "n/a", flag = "m" },
      } },
    -- the header of the newer service
    { text = "STRUCTURE,STRUCTURE_ID,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\ndataflow,ESTAT:UNE_RT_W(1.0),W,FRD,2021-W01,3.8,b,\n",
      rows = { { table = "ESTAT:UNE_RT_W(1.0)", nuts = "FRD", period = "2021-01-04/2021-01-10", value = "3.8", flag = "b", structure = "dataflow" } } },
  },
}
