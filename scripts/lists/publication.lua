-- A rate about people: withheld where they are few, for it would say little and may tell of someone. 20 is a choice of ours:
-- InserJeunes says only that numbers must suffice.
local least = figure "20 trainees"

return function(part, whole)
  if not known(part) or not known(whole) then return figure "? %" end
  if whole > 0 and whole < least then return figure "s" end
  return share(part, whole)
end
