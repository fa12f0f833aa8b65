local jobs = 3
jobs
