total = sites:count()
return total
