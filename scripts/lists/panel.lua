-- What indicators on the panel of private employment (Urssaf, by commune and activity) share.
local panel = {}

panel.pharma = { "21.10Z", "21.20Z" } -- the making of pharmaceutical substances and of medicines

-- The panel's rows of a year, all of France. Where the panel is not loaded, or has not that year, the question stays open.
panel.of = remember(function(period)
  return loaded("urssaf.commune_ape", select(2, years(period)))
end)

local function shares(own, others)
  local parts = frame { { "part", { "pharma", "others" } }, { "jobs", { own, others } } }:share()
  return own, others, parts:row(1).share
end

-- Jobs in pharma, and in all other activities, of these rows; and the share of the first in both. The bounds of the share are
-- tight, because what is in neither part twice is counted once.
function panel.split(rows)
  return shares(rows:where { activity = panel.pharma }:sum "jobs", rows:where { activity = is_not(panel.pharma) }:sum "jobs")
end

-- Both parts of all regions and years, in one pass each; of a region, or of all of France where there is none.
local sums = remember(function()
  local all = loaded "urssaf.commune_ape"
  local pharma, others = all:where { activity = panel.pharma }, all:where { activity = is_not(panel.pharma) }
  return {
    pharma = sums_within(pharma, "region", "jobs"), others = sums_within(others, "region", "jobs"),
    all_pharma = sums_within(pharma, false, "jobs"), all_others = sums_within(others, false, "jobs"),
  }
end)

-- What panel.split gives of a region's rows (or of all), in one pass for all regions and years.
panel.split_at = remember(function(region, period)
  panel.of(period) -- raises where there is no such year
  local year, of = select(2, years(period)), sums()
  if region then return shares(of.pharma(year, region), of.others(year, region)) end
  return shares(of.all_pharma(year), of.all_others(year))
end)

local pharma_by_region = remember(function(period)
  return panel.of(period):where { activity = panel.pharma }:by("region"):sum "jobs"
end)

-- Jobs in pharma of all other regions.
function panel.pharma_elsewhere(region, period)
  local all, met, apart = pharma_by_region(period), false, true
  for row in all:rows() do
    met = met or row.region == region
    apart = apart and row.region ~= nil
  end
  if met and apart then return all:where(function(row) return row.region ~= region end):sum "sum" end
  return panel.of(period):where { activity = panel.pharma, ["commune.region"] = is_not(region) }:sum "jobs"
end

-- Jobs by place (of that level of territory) and activity, as { PLACE = { ACTIVITY = jobs } }, and the places in order:
-- shared by all who ask, and not to be changed. What is in no known place is left out.
panel.matrix = remember(function(level, period)
  local placed = panel.of(period):where { ["commune." .. level] = is_known() }
  return placed:by(level, "activity"):sum("jobs"):matrix(level, "activity")
end)

-- A made-up panel of four regions for the examples: what is true of it is worked out by hand.
local made_up = [[
Code commune;Code APE;Nombre d'établissements 2006;Effectifs salariés 2006;Nombre d'établissements 2018;Effectifs salariés 2018;Nombre d'établissements 2022;Effectifs salariés 2022
27701;2120Z;2;100;2;140;2;150
27701;4711F;1;200;1;200;1;210
76540;2110Z;1;20;1;10;1;10
76540;4711F;3;480;3;500;3;500
45234;2120Z;1;80;1;60;1;50
45234;4711F;2;400;2;420;2;430
45234;6201Z;1;20;2;70;2;100
91228;2120Z;1;50;1;40;1;30
91228;6201Z;5;450;5;560;6;670
59350;2110Z;1;10;1;20;1;40
59350;4711F;4;690;4;680;4;660
]]
panel.made_up = { ["urssaf.commune_ape"] = made_up }
-- One where nobody works in the first year.
panel.empty_start = { ["urssaf.commune_ape"] = [[
Code commune;Code APE;Nombre d'établissements 2006;Effectifs salariés 2006;Nombre d'établissements 2022;Effectifs salariés 2022
27701;2120Z;1;0;2;150
45234;2120Z;1;0;1;50
]] }
-- With a plant in Brittany whose employees are not stated, beside a shop.
panel.with_gap = { ["urssaf.commune_ape"] = made_up .. "35238;2120Z;1;;1;;1;\n35238;4711F;1;90;1;90;1;90\n" }

return panel
