local jobs = 3
return 1 < jobs < 5
