local threshold = 0,5
return threshold
