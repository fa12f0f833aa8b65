local jobs = sites:sum "headcount"
return jobs == 500
