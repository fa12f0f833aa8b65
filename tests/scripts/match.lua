-- Needs against what is taught: the order of programmes with its reasons, gaps of places with their bounds.
local function expect(found, wanted, what)
  if found ~= wanted then error(what .. ": expected " .. tostring(wanted) .. ", found " .. tostring(found), 2) end
end
local function programme(code) return training_programmes:where { code = code }:one() end

expect(distance("Tours (commune)", "Tours (commune)").value, 0, "no distance")
expect(distance("Rouen (commune)", "Tours (commune)").value, distance("Tours (commune)", "Rouen (commune)").value, "both ways")
expect(known(distance("Normandie", "Tours (commune)")), false, "a region has no position")
expect(pcall(distance, 3, "Tours (commune)"), false, "not a place")

-- the sites of a département: Bio3 says that it teaches two of the skills; others do not say what they teach
local sites_there = sites:within "Indre-et-Loire"
local ranked = match(training_programmes, sites_there)
expect(ranked:row(1).programme.code, "autre-formations-du-bio-institute-bio3-institute", "the surest first")
expect(ranked:row(1).needs_met.value, 2, "with the needs that it meets")
expect(ranked:row(1).nearest_site.commune.code, "37261", "and the nearest site")
assert(ranked:row(1).reasons:find "Formulation", ranked:row(1).reasons)
expect(known(ranked:row(2).needs_met) and ranked:row(2).needs_met.low, 0, "what is not stated may be nothing")
assert(ranked:row(2).needs_met.high > 0, "or all")
assert(ranked:row(2).reasons:find "not stated", ranked:row(2).reasons)
expect(#match(training_programmes, sites_there, { top = 3 }), 3, "the first ones only")
expect(#match(training_programmes, sites:where { code = "nowhere" }), 0, "no site, no need")
-- out of reach comes after, whatever it teaches
local far = match({ programme "cqp-conducteur-de-ligne-de-conditionnement-cpneis", programme "autre-formations-du-bio-institute-bio3-institute" }, sites_there)
expect(far:row(2).programme.code, "cqp-conducteur-de-ligne-de-conditionnement-cpneis", "its place is not stated")
assert(far:row(2).reasons:find "distance is not known", far:row(2).reasons)
expect(pcall(match, sites, sites), false, "these are no programmes")
-- an occupation that is asked for near the sites
local merck = sites:where { code = "semoy-merck" }
local operator = match({ programme "level-3-operateur-technique-en-pharmacie-et-cosmetique-industrielles-otpci-groupe-imt" }, merck)
assert(operator:row(1).reasons:find "H2303", operator:row(1).reasons)

-- gaps: posts less places; what nobody says widens both
local there = gaps "Indre-et-Loire"
local by_need = {}
for row in there:rows() do by_need[row.need] = row end
local formulation = by_need.Formulation
expect(formulation.sites.value, 5, "sites that need it")
expect(formulation.programmes.low, 1, "one programme says that it teaches it")
assert(formulation.programmes.high > 1, "others may")
expect(formulation.posts.low, 0, "no offer says that it asks for it")
expect(formulation.gap.low, nil, "so nothing is known from below")
expect(formulation.gap.high, formulation.posts.high, "nor are more missing than there are posts")
assert(formulation.could_close_it:find "Bio", formulation.could_close_it)
expect(formulation.distance.value, 0, "taught where the sites are")
assert(by_need.Weighing.could_close_it:find "not stated", by_need.Weighing.could_close_it)
local region = gaps { "Normandie", "Centre-Val de Loire" }
expect(region:row(#region).place.code, "REG-24", "several places, in their order")
local posts
for row in region:rows() do
  if row.kind == "occupation" then posts = row end
end
expect(posts.posts.value, 25, "posts offered for an occupation")
expect(known(posts.certifications), false, "the register is not loaded")
local zones = gaps("Normandie", { level = "employment_zone" })
expect(zones:row(1).place.level, "employment_zone", "the zones of a region")
expect(pcall(gaps), false, "of no place")
