-- Jobs of the known sites within a distance of a commune's centre, as the crow flies.
return function(distance)
  return function(commune) return sites:near(commune, distance):sum "headcount" end
end
