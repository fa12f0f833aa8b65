return sites:where { headcont = at_least(50) }:count()
