-- The made-up establishments of tests/bench. A register has bands of headcount; the exact numbers beside them are there so
-- that sums can be compared with those of other programs.
return format {
  id = "bench.establishments",
  title = { en = "Made-up establishments", fr = "Établissements fictifs", it = "Stabilimenti fittizi" },
  source = "tests/bench",
  licence = "none needed",
  reading = { encoding = "utf-8", separator = "," },
  columns = {
    { "siret", from = "siret", type = "siret", filled = true, sought = true },
    { "siren", from = "siren", type = "siren", filled = true },
    { "name", from = "name", sought = true },
    { "commune", from = "commune", type = "code", width = 5, level = "commune", filled = true },
    { "activity", from = "activity", type = "activity", nomenclature = "NAFRev2" },
    { "headcount", from = "headcount", type = "band", unit = "jobs", not_negative = true, bands = {
      NN = "?", ["00"] = "0", ["01"] = "1..2", ["02"] = "3..5", ["03"] = "6..9", ["11"] = "10..19", ["12"] = "20..49",
      ["21"] = "50..99", ["22"] = "100..199", ["31"] = "200..249", ["32"] = "250..499", ["41"] = "500..999",
      ["42"] = "1000..1999", ["51"] = "2000..4999", ["52"] = "5000..9999", ["53"] = ">=10000" } },
    { "jobs", from = "jobs", type = "whole_number", unit = "jobs", not_negative = true },
    { "opened", from = "opened", type = "day" },
    { "state", from = "state", type = "code" },
    { "employer", from = "employer", type = "yes_no", yes = "O", no = "N" },
  },
}
