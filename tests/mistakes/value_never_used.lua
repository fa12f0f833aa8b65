local jobs = sites:sum "headcount"
return sites:count()
