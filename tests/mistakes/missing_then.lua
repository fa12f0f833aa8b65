local jobs = 3
if jobs > 2 print(jobs) end
