return indicator {
  id = "title_for_name", title = { en = "a", fr = "b", it = "c" }, level = "region", reference = "r", description = { en = "a", fr = "b", it = "c" },
  compute = function(region) return region.title end, examples = {},
}
