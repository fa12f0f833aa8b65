return sites:sum "headcount" > "500"
