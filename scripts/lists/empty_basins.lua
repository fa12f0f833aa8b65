-- For examples: the four basins of Normandie without a job in 2018.
local rows = {}
for i, basin in ipairs { "BASIN-VAL-DE-REUIL", "BASIN-ROUEN", "BASIN-EVREUX", "BASIN-CAEN" } do
  rows[i] = { measure = "pharma_jobs", territory = basin, period = 2018, value = 0, source = "N" }
end

return { observation = rows }
