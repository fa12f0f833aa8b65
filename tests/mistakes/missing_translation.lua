return indicator {
  id = "missing_translation", title = { en = "a", fr = "b" }, level = "region", reference = "r", description = { en = "a", fr = "b", it = "c" },
  compute = function() return 1 end, examples = {},
}
