local end = 2018
return 1
