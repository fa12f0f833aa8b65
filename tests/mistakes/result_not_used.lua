local found = sites:within("Normandie")
found:where { headcount = at_least(50) }
return found:count()
