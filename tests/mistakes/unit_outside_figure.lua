local jobs = 500 jobs
return jobs
