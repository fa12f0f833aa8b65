if local jobs = 3 then print(jobs) end
