local jobs = {}
print(jobs.normandie + 1)
