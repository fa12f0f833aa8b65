local places = dataset("bench.establishments"):by("departement")
result = { median = places:median "jobs", ninth = places:quantile("jobs", 0.9) }
-- answer
for i = 1, #result.median do
  local median, ninth = result.median:row(i), result.ninth:row(i)
  print(median.departement.code, median.median.value, ninth.quantile.value)
end
