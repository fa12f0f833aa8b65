-- Every indicator that is shipped says what it is and shows how it behaves: description, reference, theme, examples, among
-- them a missing input (unknown, or bounds) and a zero denominator (undefined).

-- Counts, sums, differences, and what sources state: nothing is divided, so nothing can be undefined.
local undivided = {}
for id in ([[accessible_jobs accessible_jobs_60 cluster_jobs convention_per_year cooperation direct_jobs export_turnover
    indirect_jobs industrial_dependence jobs_by_region members members_by_college members_by_kind members_by_size
    members_objective objectives_attainment openings_and_closures pharma_dependence private_funding_share
    production_rank production_share production_sites research_resources residence_class services_by_axis
    sites_by_stage skill_coverage training_places training_resources value_chain_coverage]]):gmatch "%S+" do
  undivided[id] = true
end

local function holds(result, test)
  if type(result) ~= "table" then return type(result) == "string" and test(result) end
  for _, part in pairs(result) do
    if holds(part, test) then return true end
  end
  return false
end

local function is_open(text)
  return text == "unknown" or text:find "^%?" ~= nil or text:find("..", 1, true) ~= nil or text:find "^[<>]" ~= nil
end
local function is_undefined(text) return text == "undefined" end

local function lacks(one)
  local found = {}
  local function need(what, ok)
    if not ok then found[#found + 1] = what end
  end
  need("title", one.title ~= nil)
  need("description", one.description ~= nil)
  need("reference", one.reference ~= nil)
  need("theme", one.theme ~= "other")
  local open, undefined = false, false
  for _, example in ipairs(one.examples) do
    open = open or holds(example.result, is_open)
    undefined = undefined or holds(example.result, is_undefined)
  end
  need("example with a missing input", open)
  need("example with a zero denominator", undefined ~= (undivided[one.id] == true))
  return table.concat(found, ", ")
end

local count, incomplete = 0, {}
for id, one in pairs(indicators) do
  count = count + 1
  local missing = lacks(one)
  if missing ~= "" then incomplete[#incomplete + 1] = id .. ": " .. missing end
end
assert(count >= 60, "only " .. count .. " indicators were found")
assert(#incomplete == 0, #incomplete .. " indicators are incomplete:\n" .. table.concat(incomplete, "\n"))

-- the check itself
local bare = indicator { id = "bare", title = { en = "a", fr = "a", it = "a" }, level = "region", compute = function() return 1 end }
assert(lacks(bare) == "description, reference, theme, example with a missing input, example with a zero denominator")
