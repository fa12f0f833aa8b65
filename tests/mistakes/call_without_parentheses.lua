local jobs = 3
print jobs
