return sites:sum "headcont"
