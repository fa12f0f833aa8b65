local jobs = 3
if jobs = 3 then print(jobs) end
