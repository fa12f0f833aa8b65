-- What indicators on members share.
local network = {}

-- Memberships with the role of member that hold on the first day of the period; without a period, all that are recorded. A
-- membership whose dates are not stated may hold: it widens what is counted.
function network.members(period)
  local members = memberships:where { role = "member" }
  return period and members:on(years(period) .. "-01-01") or members
end

network.empty = { membership = { only = true } } -- for examples: nobody is a member

-- One member of each helix and one that left, for examples.
network.made_up = { membership = { only = true,
  { organisation = "merck", role = "member", from = "2010-01-01", to = "2019-06-30", source = "fiction" },
  { organisation = "delpharm", role = "member", from = "2010-01-01", to = "2030-12-31", source = "fiction" },
  { organisation = "universite-tours", role = "member", from = "2010-01-01", to = "2030-12-31", source = "fiction" },
  { organisation = "servier", role = "member", from = "2019-01-01", to = "2030-12-31", source = "fiction" },
} }

return network
