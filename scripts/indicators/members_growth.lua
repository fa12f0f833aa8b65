-- Growth of the number of members from the first to the last year of a period.
return indicator {
  id = "members_growth", theme = "network",
  title = { en = "Growth in members", fr = "Croissance du nombre de membres", it = "Crescita del numero di membri" },
  description = {
    en = "Members in the last year of the period against those in its first year, minus one. One year alone is compared with the year before.",
    fr = "Membres de la dernière année de la période rapportés à ceux de la première, moins un. Une année seule est comparée à la précédente.",
    it = "Membri dell'ultimo anno del periodo rispetto a quelli del primo, meno uno. Un solo anno si confronta con il precedente.",
  },
  unit = "%", level = "cluster", reference = "Eurostat, growth rate", period = "2002-2022",
  compute = function(cluster, period)
    local first, last = years(period)
    if first == last then first = last - 1 end
    return growth(
      figure { measure = "members", territory = cluster, period = first },
      figure { measure = "members", territory = cluster, period = last })
  end,
  examples = {
    { "Polepharma", "1998-1999", "unknown" }, -- no count of members: unknown, not zero
    { "Polepharma", "2001-2002", "undefined", given = { observation = { { measure = "members", territory = "CLUSTER-POLEPHARMA", period = 2001, value = "0", source = "fiction" } } } },
  },
}
