-- expect: undecided ; a missing value decides nothing
local field = nil
return field >= 3
