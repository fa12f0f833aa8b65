-- Eurostat, "TSV" of the bulk download: the dimensions in the first column, one column a period, values such as "628 e",
-- ":" and ": c". Dimensions that no column here names are kept under their own names.
-- Until 2025 c said confidential and z not applicable; since then C, N and P are of confidentiality, and m where data cannot
-- exist.
local signs = { c = "suppressed", C = "suppressed", N = "suppressed", P = "suppressed", z = "not_applicable", m = "not_applicable" }

return format {
  id = "eurostat.tsv",
  title = { en = "Table of Eurostat (TSV)", fr = "Tableau d'Eurostat (TSV)", it = "Tabella di Eurostat (TSV)" },
  publisher = "Eurostat",
  licence = "CC BY 4.0",
  address = "https://ec.europa.eu/eurostat/databrowser",
  reading = { kind = "csv", separator = "\t", quote = false, split_first = "," },
  absent = { [""] = "unknown", [":"] = "unknown" },
  columns = {
    { "frequency", from = "freq", optional = true, title = { en = "Frequency", fr = "Fréquence", it = "Frequenza" } },
    { "nuts", from = "geo", filled = true, sought = true, title = { en = "Territory (NUTS)", fr = "Territoire (NUTS)", it = "Territorio (NUTS)" } },
    { "territory", from = "geo", refers_to = "territory.nuts", title = { en = "Territory", fr = "Territoire", it = "Territorio" } },
    { "activity", from = { "nace_r2", "nace_r1" }, optional = true, title = { en = "Activity (NACE)", fr = "Activité (NACE)", it = "Attività (NACE)" } },
    { "value", from = "{period}", type = "flagged_number", decimal = ".", flags = signs, flags_column = "flag",
      title = { en = "Value", fr = "Valeur", it = "Valore" } },
  },
  other_columns = "keep",
  examples = {
    -- made up, under a real header
    { text = "freq,nace_r2,indic_sb,geo\\TIME_PERIOD\t2019 \t2020 \t2021 \nA,C21,V11110,FRD1\t628 e\t: \t: c\nA,C21,V11110,FRB0\t0 \t1.5 bp\t: \n",
      rows = {
        { frequency = "A", activity = "C21", indic_sb = "V11110", nuts = "FRD1", period = 2019, value = 628, flag = "e" },
        { nuts = "FRD1", period = 2021, value = "s", flag = "c" },
        { nuts = "FRB0", period = 2019, value = 0, flag = "n/a" },
        { nuts = "FRB0", period = 2020, value = 1.5, flag = "bp" },
      }, left_out = 2 },
    { text = "freq,unit,geo\\TIME_PERIOD\t2023-12-29 \t2024-01-02 \nD,EUR,FR\t1.5 \t: \n",
      rows = { { nuts = "FR", period = "2023-12-29", value = "1.5" } }, left_out = 1 },
    { text = "freq,unit,geo\\TIME_PERIOD\t2023-S1 \t2023-W52 \nH,EUR,FRD\t:@C\t: m\nH,EUR,FR10\t12.5 b@N\t0n\n",
      rows = {
        { nuts = "FRD", period = "2023-01-01/2023-06-30", value = "s", flag = "C" },
        { nuts = "FRD", period = "2023-12-25/2023-12-31", value = "n/a", flag = "m" },
        { nuts = "FR10", value = 12.5, flag = "b@N" },
        { nuts = "FR10", value = 0, flag = "n" },
      } },
  },
}
