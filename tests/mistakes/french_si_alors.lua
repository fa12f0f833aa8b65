local jobs = 3
si jobs > 2 alors print(jobs) fin
