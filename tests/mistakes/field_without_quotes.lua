return sites:sum(headcount)
