return indicator {
  id = "decimal_comma_in_example", reference = "a test",
  title = { en = "T", fr = "T", it = "T" }, description = { en = "T", fr = "T", it = "T" },
  unit = "jobs/members", level = "region",
  compute = function() return 2.5 end,
  examples = { { "Normandie", false, 2,5 } },
}
