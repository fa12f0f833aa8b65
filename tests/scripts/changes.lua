-- The audit trail as a frame: what is asked, what it says, what is refused.

local function fails(code, request)
  local ok, err = pcall(changes, request)
  assert(not ok and err.code == code, "expected " .. code .. ", found " .. tostring(err and (err.code or err)))
  return err.message
end

local of_territories = changes { entity = "territory", field = "parents" }
assert(#of_territories == 3 and table.concat(of_territories.columns, " ") == "at command entity row action field before after")
local normandie = find("territory", "Normandie", "region")
local of_one = changes { row = normandie }
assert(#of_one == 2, #of_one)
local newest, oldest = of_one:row(1), of_one:row(2)
assert(newest.row == "REG-28" and newest.command == "init" and newest.entity == "Territories" and newest.action == "changed")
assert(newest.field == "parents" and newest.before == "FR" and newest.after == "FR;CLUSTER-POLEPHARMA")
assert(oldest.action == "inserted" and oldest.field == nil and oldest.before == nil)
assert(#changes { entity = "territories", row = "REG-28" } == 2)

-- all of it is there, and days restrict it: by their beginning and their end
assert(#changes() == #changes {} and #changes() > 30000)
local day = newest.at:sub(1, 10)
assert(#changes { row = normandie, from = day } == 2 and #changes { row = normandie, command = "import" } == 0)
assert(#changes { row = normandie, to = day } == 2 and #changes { row = normandie, to = 2000 } == 0)
assert(#changes { row = normandie, from = 9990 } == 0)

-- rows that are confidential say so
local tutor = changes { entity = "tutor" }
assert(tutor.columns[#tutor.columns] == "confidentiality" and tutor:row(1).confidentiality == "C")

assert(fails("argument", { colour = 1 }):find "colour")
assert(fails("argument", { row = "REG-28" }):find "entity")
assert(fails("argument", { row = normandie, entity = "site" }):find "territories")
assert(fails("argument", { row = 3 }):find "'row'")
assert(fails("argument", { 3 }):find "row =")
assert(fails("argument", "site"):find "site")
assert(fails("argument", { entity = 3 }):find "entity")
assert(fails("not_found", { entity = "sight" }):find "sight")
assert(fails("not_found", { entity = "site", row = "lisieux-oppella" }):find "lisieux%-opella")
assert(fails("not_found", { entity = "site", field = "headcont" }):find "'headcount'")
assert(fails("not_found", { field = "headcont" }):find "'headcount'")
assert(fails("not_found", { entity = "site", field = "zzzzzzzz" }):find "see the help on sites")
assert(fails("not_found", { field = "zzzzzzzz" }):find "zzzzzzzz")
fails("argument", { from = "yesterday" })
