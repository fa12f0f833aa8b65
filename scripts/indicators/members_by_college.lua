-- Members by the college that they vote in.
return indicator {
  id = "members_by_college", theme = "network",
  title = { en = "Members by college", fr = "Membres par collège", it = "Membri per collegio" },
  description = {
    en = "Memberships with the role of member by college. Where no source states the college, the row says so.",
    fr = "Adhésions au titre de membre par collège. Si aucune source ne dit le collège, la ligne le dit.",
    it = "Adesioni con il ruolo di membro per collegio. Dove nessuna fonte dice il collegio, la riga lo dice.",
  },
  level = "cluster", returns = "frame", reference = "Statuts du cluster : collèges",
  compute = function()
    return memberships:where { role = "member" }:by("college"):count()
  end,
  examples = {
    { "Polepharma", false, 2 },
    { "Polepharma", false, { { college = "unknown", count = 17 } } },
  },
}
