return indicator {
  id = "decimal_comma_in_compute", reference = "a test",
  title = { en = "T", fr = "T", it = "T" }, description = { en = "T", fr = "T", it = "T" },
  unit = "sites", level = "region",
  compute = function(region) return sites:within(region):count() * 1,5 end,
  examples = { { "Normandie", false, "unknown" } },
}
