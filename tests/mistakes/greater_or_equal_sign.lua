local jobs = 3
return jobs ≥ 2
