-- Every way of asking a dataset, against what tests/cli/datasets.awk counted row by row: name=value arguments.

local fact = {}
for _, argument in ipairs(arg) do
  local name, value = argument:match "^([%w_]+)=(.*)$"
  fact[name] = tonumber(value) and #value < 9 and tonumber(value) or value
end

local function fails(code, f, ...)
  local ok, err = pcall(f, ...)
  assert(not ok and (code == nil or err.code == code), "expected " .. tostring(code) .. ", found " .. tostring(err and (err.code or err)))
  return tostring(err)
end

local function same(what, found, expected)
  assert(found == expected, what .. ": " .. tostring(found) .. ", and " .. tostring(expected) .. " was expected")
end

local all = dataset "sirene.establishments"
same("rows", all:count().value, fact.rows)

-- conditions as tables, and as functions
local both = all:where { activity = "21.20Z", commune = "27229" }
same("both", both:count().value, fact.both)
local headcount = both:sum "headcount"
same("least sum of bands", headcount.low, fact.low)
same("unit", headcount.unit, "jobs")
local cited = explain(headcount) .. ""
assert(cited:find("Base Sirene des entreprises et de leurs établissements", 1, true) and cited:find("2026-08", 1, true), cited)
same("function", all:where(function(row) return row.activity == "21.20Z" and row.commune == "27229" end):count().value, fact.both)
same("table first, then a function",
  all:where { activity = "21.20Z" }:where(function(row) return row.commune == "27229" end):count().value, fact.both)
same("paths in a function", all:where { activity = "21.20Z" }:where(function(row)
  return row["commune.name"] == "Évreux"
end):count().value, fact.both)
same("days are texts", all:where(function(row) return row.state == "active" and row.opened >= "2011-01-01" end):count().value,
  fact.recent)
same("conditions of days", all:where { state = "active", opened = more_than "2010-12-31" }:count().value, fact.recent)

-- three values: where a function meets what is absent, the row is undecided
local undecided = all:where { state = "active" }:where(function(row) return row.headcount >= figure "1 jobs" end):count()
same("undecided rows", undecided.high - undecided.low, fact.unbanded)
same("a function that asks first", all:where { state = "active" }:where(function(row)
  return row.headcount and row.headcount >= figure "1 jobs"
end):count().value, undecided.low)
same("a name that is absent", all:where { name = is_unknown() }:count().value, fact.nameless)

-- what a function may not do, and errors in it
local kept
all:top(1):each(function(row) kept = row end)
same("rows that are given are one's own", kept.siret and true, true)
all:where { siret = fact.wanted }:where(function(row) kept = row end):count()
fails("argument", function() return kept.siren end)
local where_it_failed = fails(nil, function()
  return all:where(function(row)
    local nothing
    return nothing.field
  end):count()
end)
assert(where_it_failed:find "datasets%.lua:%d+:", where_it_failed)
assert(fails("not_found", function() return all:where(function(row) return row.activty end):count() end):find "activity")
fails("argument", function() return all:where(function(row) row.other = 1 end):count() end)

-- look-ups
local wanted = all:where { siret = fact.wanted }
same("commune of a SIRET", wanted:one().commune, tostring(fact.wanted_commune))
same("a list", all:where { siret = { fact.wanted, fact.greatest } }:count().value, 2)
assert(explain(wanted) .. "" ~= "" and (explain(wanted) .. ""):find "1 of 3 segments", explain(wanted) .. "")
local pharma = all:where { name = starting_with "pharma" }
same("names", pharma:count().low, fact.named)
same("names that are absent", pharma:count().high, fact.named + fact.nameless)
same("as a pattern", all:where { name = "Pharma*" }:count().low, fact.named)
same("in the middle", all:where { name = containing "evreux" }:count().low, all:where { name = "*Évreux*" }:count().low)
same("a list of patterns", all:where { name = { "pharma *", "PHARMACIE*" } }:count().low, fact.named)
same("by hand", pharma:where(function(row) return row.name and row.name:lower():sub(1, 6) == "pharma" end):count().low, fact.named)

-- rows, one by one
local count, active = 0, 0
for row in all:select("siret", "state"):rows() do
  count = count + 1
  if row.state == "active" then active = active + 1 end
  assert(row.commune == nil, "only what is selected")
end
same("rows that passed", count, fact.rows)
same("active ones", active, all:where { state = "active" }:count().value)
count = 0
all:where { activity = "21.20Z" }:each(function() count = count + 1 end)
same("each", count, fact.pharma)
same("first", all:first().siret, all:order "siret":first().siret)
same("no first", all:where { siret = "00000000000000" }:first(), nil)
assert(fails("ambiguous", all.one, all):find "several")
fails("not_found", function() return all:where { siret = "00000000000000" }:one() end)
fails("undecided", function() return all:where { siret = fact.wanted, postcode = "75001" }:one() end)

-- order
same("greatest", all:order("siret", "descending"):first().siret, fact.greatest)
local before = ""
local texts = 0
for row in all:where { activity = "21.20Z", name = is_known() }:order "name":select "name":rows() do
  assert(texts == 0 or row.name ~= nil)
  texts = texts + 1
end
assert(texts > 40000)
local frame = all:order("commune.name"):top(3):frame()
same("three", #frame, 3)
local oldest = all:order "opened":top(2):select("opened", "commune.departement"):frame()
same("oldest", oldest:row(1).opened, "1990-03-15")
fails("argument", function() return all:order "name":order "siret" end)
fails("argument", function() return all:top(3):where { state = "active" } end)
fails("argument", function() return all:as_known_on "2020-01-01" end)

-- when and where
same("on a day", all:on "1999-12-31":count().value, fact.old)
same("during", all:during "1990-1999":count().value, fact.old)
local evreux = find("territory", "Évreux", "commune")
local near = all:near(evreux, 30):count()
assert(near.low > 1000 and near.high < fact.rows, tostring(near))
same("near by hand, longitude and latitude", near.low >= all:near({ evreux.longitude, evreux.latitude }, 20):count().low, true)
same("far", all:where { longitude = is_known(), latitude = is_known() }:near(evreux, 20000):count().value, fact.positioned)
fails("argument", all.near, all, { 1, 200 }, 5)

-- the registry behind identifiers
local by_hand = all:where { ["organisation.name"] = "Nobody has this name*" }:count()
same("no such organisation", by_hand.value, 0)
local function row_of(frame, path, value)
  for row in frame:rows() do
    local found = row[path]
    if found ~= nil and type(found) ~= "string" then found = found.code end
    if found == value then return row end
  end
end
local kinds = all:by "organisation.kind":count()
same("kinds of organisations, and none", #kinds, 3)
for _, kind in ipairs { "supplier", "pharma_company" } do
  same("rows of a " .. kind, row_of(kinds, "organisation.kind", kind).count.value, fact[kind])
  same("chosen by it", all:where { ["organisation.kind"] = kind }:count().value, fact[kind])
  same("their headcount", row_of(all:by "siren.kind":sum "headcount", "siren.kind", kind).sum.low,
    fact[kind .. "_low"])
  same("their activities", row_of(all:where { activity = "21.20Z" }:by "siren.organisation.kind":count(),
    "siren.organisation.kind", kind).count.value, fact[kind .. "_pharma"])
end
same("SIREN that no organisation has", row_of(kinds, "organisation.kind", nil).count.value,
  fact.rows - fact.supplier - fact.pharma_company)
local places = all:by "site.commune":count()
same("communes of sites", row_of(places, "site.commune", "27229").count.value, fact.at_27229)
same("and others", row_of(places, "site.commune", "28085").count.value, fact.at_28085)
same("with a key of the rows themselves", all:by("site.commune", "activity"):count():sum().value, fact.rows)
same("different ones", all:where { ["site.commune"] = is_known() }:distinct "site.commune".value, 2)
same("by the row itself", #all:where { organisation = is_known() }:by "organisation":count(),
  all:where { organisation = is_known() }:distinct "siren".value)
local by_kind = all:order "organisation.kind":top(fact.pharma_company + 1):select("siren", "organisation.kind", "organisation.name"):frame()
same("the first in the order of kinds", by_kind:row(1)["organisation.kind"].code or by_kind:row(1)["organisation.kind"], "pharma_company")
same("and after them", by_kind:row(fact.pharma_company + 1)["organisation.kind"].code or
  by_kind:row(fact.pharma_company + 1)["organisation.kind"], "supplier")
local counted = 0
for row in all:where(function(r) return r["organisation.kind"] == "supplier" end):select("siren", "organisation.kind"):rows() do
  assert(row["organisation.kind"] == "supplier")
  counted = counted + 1
end
same("in a function, and row by row", counted, fact.supplier)

-- numbers that identifiers lead to
local in_sites = all:where { site = is_known() }
same("sum of what sites state", in_sites:sum "site.headcount".value, fact.jobs_there + fact.jobs_sold)
same("in its unit", in_sites:sum "site.headcount".unit, "jobs")
same("of all rows at least that", all:sum "site.headcount".low, fact.jobs_there + fact.jobs_sold)
same("and no more is known", all:sum "site.headcount".high, nil)
same("how many have a value there", all:count "site.headcount".value, fact.at_27229 + fact.at_28085)
same("in groups", row_of(all:by "site.commune":count "site.headcount", "site.commune", "27229").count.value, fact.at_27229)
same("the greatest", in_sites:max "site.headcount".value, fact.last_site)
same("the mean", in_sites:mean "site.headcount".value,
  (fact.jobs_there + fact.jobs_sold) / (fact.at_27229 + fact.at_28085))
same("the median", in_sites:median "site.headcount".value, (fact.last_site + 1) / 2)
local largest = all:top(2, "site.headcount"):select "site.headcount":frame()
same("the top rows", largest:row(1)["site.headcount"].value, fact.last_site)
same("and the next", largest:row(2)["site.headcount"].value, fact.last_site - 1)
same("the top rows by a text", all:top(1, "site.name"):select "siret":frame():row(1).siret,
  all:order("site.name", "descending"):first().siret)
fails("argument", function() return all:sum "site.name" end)

-- levels of activities: the same words for a dataset, for what it leads to, and for the registry
for words, collection in pairs { ["site.activity."] = in_sites, ["activity."] = sites } do
  same(words .. "division chosen", collection:where { [words .. "division"] = "21" }:count().value, fact.made_there)
  local divisions = collection:by(words .. "division"):sum(words == "activity." and "headcount" or "site.headcount")
  same(words .. "divisions", #divisions, 2)
  same(words .. "jobs of a division", row_of(divisions, words .. "division", "21").sum.value, fact.jobs_there)
  same(words .. "sections", row_of(collection:by(words .. "section"):count(), words .. "section", "C").count.value,
    fact.made_there)
  same(words .. "groups differ", collection:distinct(words .. "group").value, 2)
  same(words .. "in a function", collection:where(function(row) return row[words .. "group"] == "47.7" end):count().value,
    fact.at_27229 + fact.at_28085 - fact.made_there)
end
same("of one row", find("activity_class", "21.20Z").division, "21")
assert(fails("not_found", function() return sites:by "activity.divison" end):find "division")
assert(fails("not_found", function() return all:by "organisaton" end):find "organisation")

-- groups, and what is what
same("groups", all:by "commune":count():sum().value, fact.rows)
assert(tostring(all:where(function() return true end)):find "function of the script")
